import type { Leak } from '../../shared/contracts/updates.ts'
import { joinAfterRemoval } from './join-after-removal.ts'
import { piecesOf } from './leaks.ts'

/** The text without these words, its sentences closed up where they stood. */
export function withoutLeak(text: string, leaks: readonly Leak[], id: string): string {
  let kept = ''
  let isAfterGap = false
  for (const { text: words, leak } of piecesOf(text, leaks)) {
    if (leak?.id !== id) kept = isAfterGap ? joinAfterRemoval(kept, words) : kept + words
    isAfterGap = leak?.id === id
  }
  return (isAfterGap ? joinAfterRemoval(kept, '') : kept).trimEnd()
}

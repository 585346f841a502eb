import type { Step } from '../../shared/contracts/sessions.ts'

/** What a person said in a case, newest first; the same words only once. */
export function saidBy(steps: readonly Step[], user_id: string | undefined): string[] {
  const said = steps
    .filter(({ kind, author }) => kind === 'message' && author !== 'flowpilot' && author.user_id === user_id)
    .map(({ content }) => content.trim())
    .filter(Boolean)
  return [...new Set(said.toReversed())]
}

/**
 * Arrow keys through what was said, from an empty box on: a box that holds one of them, word for word, stands there.
 * Answers what the box shows then; null: the key is the caret's.
 */
export function recalled(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>,
  text: string,
  said: readonly string[],
): string | null {
  if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return null
  const at = said.indexOf(text)
  if (event.key === 'ArrowUp' && (at >= 0 || text === '')) return said[at + 1] ?? null
  if (event.key === 'ArrowDown' && at >= 0) return said[at - 1] ?? ''
  return null
}

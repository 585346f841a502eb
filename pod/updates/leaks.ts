import type { Leak } from '../../shared/contracts/updates.ts'

/** Words of a text in its order: plain, or what its reader should perhaps not see. */
export type Piece = { text: string; leak: Leak | null }

/** A text cut at its leaks; ones that do not fit it, as those of other words, are left out. */
export function piecesOf(text: string, leaks: readonly Leak[]): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const leak of leaks) {
    if (leak.start < from || leak.end > text.length) continue
    if (leak.start > from) pieces.push({ text: text.slice(from, leak.start), leak: null })
    pieces.push({ text: text.slice(leak.start, leak.end), leak })
    from = leak.end
  }
  if (from < text.length) pieces.push({ text: text.slice(from), leak: null })
  return pieces
}

/** The leaks of a part of a text, by their places in it; one that crosses its border is marked as far as it goes. */
export const leaksWithin = (leaks: readonly Leak[], from: number, to: number): Leak[] =>
  leaks
    .filter(({ start, end }) => start < to && end > from)
    .map((leak) => ({
      ...leak,
      start: Math.max(leak.start, from) - from,
      end: Math.min(leak.end, to) - from,
    }))

/** How an internal note names what nobody let out. */
export const redactedWords = ({ what }: Leak) => `[redacted ${what}]`

export type ListedLeak = { leak: Leak; words: string; times: number }

/** One row for the same words, however often they stand there; secrets first. */
export function listedLeaks(text: string, leaks: readonly Leak[]): ListedLeak[] {
  const rows = new Map<string, ListedLeak>()
  for (const { text: words, leak } of piecesOf(text, leaks)) {
    if (!leak) continue
    const known = rows.get(leak.id)
    if (known) known.times += 1
    else rows.set(leak.id, { leak, words, times: 1 })
  }
  const listed = [...rows.values()]
  const isSecret = ({ leak }: ListedLeak) => leak.kind === 'secret'
  return [...listed.filter(isSecret), ...listed.filter((row) => !isSecret(row))]
}

/** The text with plain words in the place of these. */
export const withPlainWords = (text: string, leaks: readonly Leak[], ids: readonly string[]): string =>
  piecesOf(text, leaks)
    .map(({ text: words, leak }) => (leak && ids.includes(leak.id) ? (leak.instead ?? words) : words))
    .join('')

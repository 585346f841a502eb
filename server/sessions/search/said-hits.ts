import type { ListedSession } from '../../../shared/contracts/session-lists.ts'
import { redactAll } from '../../redact/redact-all.ts'
import type { SaidText } from './said-queries.ts'
import { placesOf } from './words.ts'

type Hit = NonNullable<ListedSession['said']>

/** What is shown before the first word that was sought, and in all. */
const charactersBefore = 40
const shownCharacters = 160
/** Texts of one case that are looked at closely: with their secrets taken out one may say nothing any more. */
const mostTried = 3

/**
 * For each case the text that has most of the words, a fact before a message and the newer one first, without its
 * secrets. Cases whose texts have none of them are left out.
 */
export async function saidHits(
  texts: readonly SaidText[],
  words: readonly string[],
): Promise<Map<string, Hit>> {
  const cases = new Set(texts.map(({ session_id }) => session_id))
  const scored = texts.map((said) => ({ ...said, score: score(said.text, words) }))
  const tried = [...cases].flatMap((id) =>
    scored
      .filter(({ session_id, score }) => session_id === id && score > 0)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, mostTried),
  )
  const clean = await redactAll(tried.map(({ text }) => text))
  const hits = new Map<string, Hit>()
  for (const [at, { session_id, place }] of tried.entries()) {
    const text = excerpt(clean[at] ?? '', words)
    if (text && !hits.has(session_id)) hits.set(session_id, { place, text })
  }
  return hits
}

const score = (text: string, words: readonly string[]): number =>
  new Set(placesOf(text, words).flatMap(({ found }) => found)).size

/** One line around the first of the words; null where none of them stands there. */
function excerpt(text: string, words: readonly string[]): string | null {
  const line = text
    .replace(/\*\*|`/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  const first = placesOf(line, words)[0]
  if (!first) return null
  const begin = first.at <= charactersBefore ? 0 : wordBefore(line, first.at)
  const cut = line.slice(begin, begin + shownCharacters).toWellFormed()
  return `${begin > 0 ? '…' : ''}${cut}${begin + shownCharacters < line.length ? '…' : ''}`
}

/** Where a word begins shortly before this place, or the place itself. */
function wordBefore(line: string, at: number): number {
  const begin = line.indexOf(' ', at - charactersBefore) + 1
  return begin > 0 && begin <= at ? begin : at
}

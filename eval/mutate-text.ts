import type { EvidenceRecord } from '../server/evidence/record.ts'
import type { WrittenSentence } from './update-cases.ts'

/** A sentence that is held by what it rests on, and what its case knows. */
export type Clean = {
  sentence: WrittenSentence
  language: 'en' | 'de'
  /** All records of the case, and those that the sentence rests on. */
  all: readonly EvidenceRecord[]
  cited: readonly EvidenceRecord[]
  time_zone: string
  people: { contact: string; engineer: string }
}

/** The sentence made wrong. `added`: a sentence of its own that follows the clean one. */
export type Wrong = { text: string; rests_on?: readonly string[]; added?: string }

/** What a mutation does to a sentence; null where it does not apply. */
export type Mutator = (clean: Clean) => Wrong | null

/** All words of the records, to be sure that what was put in stands in none of them. */
export const wordsOf = (records: readonly EvidenceRecord[]): string =>
  records.map(({ text, who }) => `${text}\n${who ?? ''}`).join('\n')

/** The first of `places` that stands in the text, replaced; null where none does or `to` refuses. */
export function replaced(
  text: string,
  pattern: RegExp,
  to: (match: RegExpMatchArray) => string | null,
): Wrong | null {
  for (const match of text.matchAll(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`))) {
    const other = to(match)
    if (other !== null && other !== match[0])
      return { text: text.slice(0, match.index) + other + text.slice(match.index + match[0].length) }
  }
  return null
}

/** In the case of the word that it takes the place of. */
export const likeWord = (word: string, other: string): string =>
  /^\p{Lu}/u.test(word) ? other.charAt(0).toUpperCase() + other.slice(1) : other

/** One of the list, the same for the same text. */
export function drawn<T>(from: readonly T[], by: string): T {
  let sum = 0
  for (const sign of by) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003
  return from[sum % from.length] as T
}

import { type Clause, light, readClauses, type Word } from './clauses.ts'
import { fold, stemOf } from './normalize.ts'

/** A phrase of a table or an option, ready to be looked for. */
export type Phrase = {
  words: { stem: string; code: RegExp | null }[]
  negated: boolean
  /** "no cable": the denial must stand right before the word. */
  near: boolean
  /** Small words ("to us", "in and out") mean something only where they stand. */
  ordered: boolean
  /** Words between that are let pass; more before a German particle: "fliegt alle zehn Minuten raus". */
  gap: number
}

/** Where a phrase stands in a clause, by place among its words. `denied`: the clause says the contrary of it. */
export type Found = { at: number[]; denied: boolean }

const longest = 8

export function compile(text: string): Phrase | null {
  const words = readClauses(text)
    .flatMap((clause) => clause.words)
    .slice(0, longest)
  if (words.length === 0) return null
  return {
    words: words.map(({ word, stem }) => ({ stem, code: codeShape(word) })),
    negated: words.some(({ negated }) => negated),
    near: words.length === 1 && /(?:^| )(?:no|kein\w*|ohne|without) \S+(?: \S+)?$/.test(fold(text)),
    gap: gapOf(words),
    ordered: words.some(isSmall),
  }
}

/** "to the minute" is not "to ten minutes": no number is let pass. */
function gapOf(words: readonly Word[]): number {
  const [first, second] = words
  if (!first || !second) return 0
  if (particles.has(words.at(-1)?.word ?? '')) return 4
  return words.length === 2 && isSmall(first) && units.has(second.stem) ? 0 : 1
}

const units = new Set(
  ['minute', 'minuten', 'hour', 'second', 'day', 'week', 'stunde', 'sekunde', 'tag'].map(stemOf),
)

const isSmall = ({ stem }: { stem: string }): boolean => weightOf(stem) < 0.5

export const compileAll = (texts: readonly string[]): Phrase[] =>
  texts.map(compile).filter((phrase) => phrase !== null)

/** "5.7" is the beginning of 5.7.1, an x any digit. */
function codeShape(word: string): RegExp | null {
  if (!/^\d[\dx]*(?:\.[\dx]+)*$/.test(word) || !/[.x]/.test(word)) return null
  const digits = word.replace(/\.x+$/, '').replaceAll('.', '\\.').replaceAll('x', '\\d')
  return new RegExp(`^${digits}(?:\\.[\\dx]+)*$`)
}

const generic = new Set(
  'everyth there say tell work fine ok good right wrong same still new old other another problem issue too off on one time use show see get make come go all whole thing error different name here'.split(
    ' ',
  ),
)
const small = new Set(
  'have we our us now jetzt mal then to of for at by from in on with after before and or und oder mit von bei nach vor im am zum zur vom fuer auf aus an ab ein as if than when wenn more mehr any some up out into over'.split(
    ' ',
  ),
)

const particles = new Set('raus rein ab an auf aus ein zu weg um zurueck durch hoch runter'.split(' '))

const statusCode = /^[245]\.\d\.\d{1,3}$/

/** How much a word tells: "in" little, "works" some, "transport" all, a mail status code more than the words beside it. */
export const weightOf = (stem: string): number =>
  small.has(stem) || light.has(stem) ? 0.2 : generic.has(stem) ? 0.6 : statusCode.test(stem) ? 2 : 1

const shortestInCompound = 6
const leastAround = 5

/** The same word, a code of the kind, or a German compound that holds the word: "Standardrichtlinie". */
const same = ({ stem, code }: Phrase['words'][number], { stem: said, word }: Word): boolean =>
  stem === said ||
  (code?.test(word) ?? false) ||
  (stem.length >= shortestInCompound &&
    ((word.startsWith(stem) && word.length >= stem.length + leastAround) ||
      (said.endsWith(stem) && said.length >= stem.length + leastAround)))

/** All that a phrase's word can be compared to: the stems of some words and the beginnings and ends of the long ones. */
export type Parts = ReadonlySet<string>

const shortestPart = 5
const longestPart = 80
const known = new WeakMap<Clause, Parts>()

export function partsOf(clause: Clause): Parts {
  const before = known.get(clause)
  if (before) return before
  const parts = new Set<string>()
  for (const { word, stem } of clause.words) {
    parts.add(stem)
    for (let length = shortestPart; length < Math.min(word.length, longestPart); length += 1) {
      parts.add(word.slice(0, length))
      parts.add(word.slice(-length))
      parts.add(stem.slice(-length))
    }
  }
  known.set(clause, parts)
  return parts
}

/** False where a word of the phrase is missing; so nearly all phrases are left aside after one look-up. */
export const mayStandIn = ({ words }: Phrase, parts: Parts): boolean =>
  words.every(({ stem, code }) => code !== null || parts.has(stem))

/** Light words that may stand between the words of a phrase: "lost her phone", "has he ever". */
const mostLight = 8

/** All places of a phrase in a clause: its words side by side, one other word between them at most, in any order. */
export function* findPhrase(phrase: Phrase, clause: Clause): Generator<Found> {
  if (!mayStandIn(phrase, partsOf(clause))) return
  const { words } = clause
  for (let start = 0; start < words.length; start += 1) {
    const at = placesFrom(phrase, words, start)
    if (!at) continue
    const negated = at.some((place) => words[place]?.negated)
    if (phrase.near && negated && !at.some((place) => words[place]?.near)) continue
    yield { at, denied: negated !== phrase.negated }
  }
}

/** The end of a stretch of so many words that count. */
function endOf(words: readonly Word[], start: number, room: number): number {
  const last = Math.min(words.length, start + room + mostLight)
  let end = start
  for (let counted = 0; end < last && counted < room; end += 1)
    if (!light.has(words[end]?.word ?? '')) counted += 1
  return end
}

function placesFrom(phrase: Phrase, words: readonly Word[], start: number): number[] | null {
  const first = words[start]
  if (!first || !phrase.words.some((one) => same(one, first))) return null
  const end = endOf(words, start, phrase.words.length + phrase.gap)
  const at: number[] = []
  for (const one of phrase.words) {
    let place = phrase.ordered ? Math.max(start, (at.at(-1) ?? start - 1) + 1) : start
    while (place < end && (at.includes(place) || !same(one, words[place] as Word))) place += 1
    if (place === end) return null
    at.push(place)
  }
  return at
}

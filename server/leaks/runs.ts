import type { Found } from './kinds.ts'
import { spaced, type Word, wordsOf } from './words.ts'

/** As many words in a row are no chance. */
export const runAtLeast = 6
/** A whole fact is found from this length on: most are shorter than a run. */
const factAtLeast = 5
/** Of all internal notes together, newest first. */
const mostWordsRead = 12_000
const mostWordsOfText = 4_000
const mostWordsOfFact = 80

export type Internal = {
  notes: readonly string[]
  facts: readonly string[]
  /** What the flow says to clients, as `spaced` words: it is alike to what it says to us. */
  allowed: string
}

/** Words that stand so in an internal note, or in a fact that the client is not to know. `theirs`: what the client wrote. */
export function findRuns(text: string, { notes, facts, allowed }: Internal, theirs: string): Found[] {
  const words = wordsOf(text, mostWordsOfText)
  const held = new Uint8Array(words.length)
  markNotes(words, held, notes)
  const found = stretches(words, held, 'note_words')
  held.fill(0)
  const places = placesOf(words)
  for (const fact of facts) markFact(words, held, wordsOf(fact, mostWordsOfFact), places)
  const isAllowed = ({ start, end }: Found) => {
    const said = spaced(text.slice(start, end), mostWordsOfText)
    return theirs.includes(said) || allowed.includes(said)
  }
  return [...found, ...stretches(words, held, 'fact_words')].filter((one) => !isAllowed(one))
}

function markNotes(words: readonly Word[], held: Uint8Array, notes: readonly string[]): void {
  const places = new Map<string, number[]>()
  for (let at = 0; at + runAtLeast <= words.length; at++) {
    const key = runAt(words, at)
    places.set(key, [...(places.get(key) ?? []), at])
  }
  if (places.size === 0) return
  const known = new Set(words.map(({ word }) => word))
  let left = mostWordsRead
  for (const note of notes) {
    const said = wordsOf(note, left)
    left -= said.length
    let same = 0
    for (let at = 0; at < said.length; at++) {
      same = known.has(said[at]?.word ?? '') ? same + 1 : 0
      if (same < runAtLeast) continue
      for (const place of places.get(runAt(said, at - runAtLeast + 1)) ?? [])
        held.fill(1, place, place + runAtLeast)
    }
    if (left <= 0) return
  }
}

const runAt = (words: readonly Word[], at: number): string =>
  words
    .slice(at, at + runAtLeast)
    .map(({ word }) => word)
    .join(' ')

function markFact(words: readonly Word[], held: Uint8Array, fact: readonly Word[], places: Places): void {
  const length = Math.min(fact.length, runAtLeast)
  if (length < factAtLeast) return
  for (let from = 0; from + length <= fact.length; from++)
    for (const at of places.get(fact[from]?.word ?? '') ?? []) {
      let same = 1
      while (same < length && words[at + same]?.word === fact[from + same]?.word) same++
      if (same === length) held.fill(1, at, at + length)
    }
}

/** Where each word of a text stands. */
type Places = ReadonlyMap<string, readonly number[]>

function placesOf(words: readonly Word[]): Places {
  const places = new Map<string, number[]>()
  for (const [at, { word }] of words.entries()) {
    const others = places.get(word)
    if (others) others.push(at)
    else places.set(word, [at])
  }
  return places
}

function stretches(words: readonly Word[], held: Uint8Array, what: string): Found[] {
  const found: Found[] = []
  for (let at = 0; at < words.length; at++) {
    if (!held[at]) continue
    const from = at
    while (at + 1 < words.length && held[at + 1]) at++
    found.push({
      kind: 'internal',
      what,
      start: words[from]?.start ?? 0,
      end: words[at]?.end ?? 0,
      plain: null,
    })
  }
  return found
}

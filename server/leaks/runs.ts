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
  const said = facts.map((fact) => wordsOf(fact, mostWordsOfFact))
  const inNotes = new Uint8Array(words.length)
  const inFacts = new Uint8Array(words.length)
  const places = placesOf(words, runAtLeast)
  mark(inNotes, { places, size: runAtLeast }, readUpTo(mostWordsRead, notes))
  mark(inFacts, { places, size: runAtLeast }, said)
  const short = said.filter(({ length }) => length === factAtLeast)
  if (short.length > 0) mark(inFacts, { places: placesOf(words, factAtLeast), size: factAtLeast }, short)
  const isAllowed = ({ start, end }: Found) => {
    const own = spaced(text.slice(start, end), mostWordsOfText)
    return theirs.includes(own) || allowed.includes(own)
  }
  const found = [...stretches(words, inNotes, 'note_words'), ...stretches(words, inFacts, 'fact_words')]
  return found.filter((one) => !isAllowed(one))
}

function readUpTo(most: number, texts: readonly string[]): Word[][] {
  let left = most
  return texts.map((text) => {
    const said = wordsOf(text, left)
    left -= said.length
    return said
  })
}

/** Where each run of so many words stands, by its words with one blank between them. */
type Runs = { places: ReadonlyMap<string, readonly number[]>; size: number }

/** Each run that is said there is marked wherever it stands, once however often it is said: the time grows with the words. */
function mark(held: Uint8Array, { places, size }: Runs, all: readonly (readonly Word[])[]): void {
  const known = new Set([...places.keys()].flatMap((run) => run.split(' ')))
  const marked = new Set<string>()
  for (const said of all) {
    let same = 0
    for (let to = 1; to <= said.length; to++) {
      same = known.has(said[to - 1]?.word ?? '') ? same + 1 : 0
      if (same < size) continue
      const run = runAt(said, to - size, size)
      if (marked.has(run)) continue
      const found = places.get(run) ?? []
      for (const place of found) held.fill(1, place, place + size)
      if (found.length > 0) marked.add(run)
    }
  }
}

function placesOf(words: readonly Word[], size: number): Runs['places'] {
  const places = new Map<string, number[]>()
  for (let at = 0; at + size <= words.length; at++) {
    const run = runAt(words, at, size)
    const others = places.get(run)
    if (others) others.push(at)
    else places.set(run, [at])
  }
  return places
}

const runAt = (words: readonly Word[], at: number, size: number): string =>
  words
    .slice(at, at + size)
    .map(({ word }) => word)
    .join(' ')

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

import { findAddresses } from './addresses.ts'
import { findBlame } from './blame.ts'
import { findCommands } from './commands.ts'
import { findHosts } from './hosts.ts'
import { insteadOf, languageIn } from './instead.ts'
import { findJargon } from './jargon.ts'
import type { Found, Spot } from './kinds.ts'
import { findLinks, type Places } from './links.ts'
import { findNames, type Names } from './names.ts'
import { findRuns, type Internal } from './runs.ts'
import { spaced } from './words.ts'

/** What a case knows of its own: whose names and words its client must not read, and which are the client's own. */
export type Lists = {
  names: Names
  places: Places
  internal: Internal
  /** What the client wrote and is called, as `spaced` words. */
  theirs: string
}

type Span = { start: number; end: number }

const mostWordsOfSpot = 100

/**
 * What of a text a client should not read, in order and without overlap; `taken` is spoken for already. Pure, and linear
 * in the length of the text. Of two at one place the first of the list stands, of a longer run what is left of it.
 */
export function findSpots(text: string, lists: Lists, taken: readonly Span[] = []): Spot[] {
  const found = [
    ...findAddresses(text),
    ...findLinks(text, lists.places),
    ...findNames(text, lists.names),
    ...findHosts(text),
    ...findCommands(text),
    ...findJargon(text),
    ...findRuns(text, lists.internal, lists.theirs),
    ...findBlame(text),
  ].filter((one) => one.kind === 'blame' || one.kind === 'internal' || !isTheirs(text, one, lists.theirs))
  const language = languageIn(text)
  return apart(text, found, taken)
    .toSorted((a, b) => a.start - b.start)
    .map(({ plain, ...spot }) => ({
      ...spot,
      instead: insteadOf(text, { start: spot.start, plain }, language),
    }))
}

const isTheirs = (text: string, { start, end }: Span, theirs: string): boolean =>
  theirs.includes(spaced(text.slice(start, end), mostWordsOfSpot))

function apart(text: string, found: readonly Found[], taken: readonly Span[]): Found[] {
  const held = new Uint8Array(text.length)
  for (const { start, end } of taken) held.fill(1, start, end)
  return found.flatMap((one) => {
    const left = leftOf(text, one, held)
    if (!left) return []
    held.fill(1, left.start, left.end)
    return [{ ...one, ...left }]
  })
}

/** The longest part that nothing else speaks for; only runs of words can be cut. */
function leftOf(text: string, one: Found, held: Uint8Array): Span | null {
  const { start, end } = one
  if (!held.subarray(start, end).includes(1)) return { start, end }
  if (one.kind !== 'internal') return null
  let longest = { start, end: start }
  for (let at = start; at < end; at++) {
    const from = at
    while (at < end && !held[at]) at++
    if (at - from > longest.end - longest.start) longest = { start: from, end: at }
  }
  const words = text.slice(longest.start, longest.end)
  const begin = longest.start + (words.length - words.trimStart().length)
  return longest.end - begin >= shortestPart ? { start: begin, end: begin + words.trim().length } : null
}

const shortestPart = 20

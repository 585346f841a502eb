import { normalise } from '../redact/normalise.ts'
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
  const found = [...foundIn(text, lists), ...(otherLetters.test(text) ? foundBehind(text, lists) : [])]
  const language = languageIn(text)
  return apart(text, found, taken)
    .toSorted((a, b) => a.start - b.start)
    .map(({ plain, ...spot }) => ({
      ...spot,
      instead: insteadOf(text, { start: spot.start, plain }, language),
    }))
}

function foundIn(text: string, lists: Lists): Found[] {
  return [
    ...findAddresses(text),
    ...findLinks(text, lists.places),
    ...findNames(text, lists.names),
    ...findHosts(text),
    ...findCommands(text),
    ...findJargon(text),
    ...findRuns(text, lists.internal, lists.theirs),
    ...findBlame(text),
  ].filter((one) => one.kind === 'blame' || one.kind === 'internal' || !isTheirs(text, one, lists.theirs))
}

/** Full-width and styled letters, Cyrillic and Greek ones, dots that are none: they read as Latin and are not found as such. */
const otherLetters = /[\uff01-\uff5e\u2024\u{1d400}-\u{1d7ff}\p{sc=Cyrl}\p{sc=Grek}]/u

/** As `foundIn`, of the Latin letters that a text is read as. */
function foundBehind(text: string, lists: Lists): Found[] {
  const { text: plain, starts, ends } = normalise(text)
  return foundIn(plain, lists).map((one) => ({
    ...one,
    start: starts[one.start] ?? one.start,
    end: ends[one.end - 1] ?? one.end,
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

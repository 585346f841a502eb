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

/** A longer text has no more of them to decide one by one. */
const mostSpots = 200
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
    .slice(0, mostSpots)
    .map(({ plain, ...spot }) => ({
      ...spot,
      instead: insteadOf(text, { start: spot.start, plain }, language),
    }))
}

const isTheirs = (text: string, { start, end }: Span, theirs: string): boolean =>
  theirs.includes(spaced(text.slice(start, end), mostWordsOfSpot))

function apart(text: string, found: readonly Found[], taken: readonly Span[]): Found[] {
  const kept: Found[] = []
  for (const one of found) {
    const left = leftOf(text, one, [...taken, ...kept])
    if (left) kept.push({ ...one, ...left })
  }
  return kept
}

/** The longest part that nothing else speaks for; only runs of words can be cut. */
function leftOf(text: string, one: Found, others: readonly Span[]): Span | null {
  const over = others.filter(({ start, end }) => start < one.end && end > one.start)
  if (over.length === 0) return { start: one.start, end: one.end }
  if (one.kind !== 'internal') return null
  const cuts = over.toSorted((a, b) => a.start - b.start)
  const parts = [...cuts, { start: one.end, end: one.end }].map(({ start }, at) => ({
    start: Math.max(one.start, cuts[at - 1]?.end ?? one.start),
    end: Math.max(start, one.start),
  }))
  const [longest] = parts.toSorted((a, b) => b.end - b.start - (a.end - a.start))
  if (!longest) return null
  const words = text.slice(longest.start, longest.end)
  const start = longest.start + (words.length - words.trimStart().length)
  return longest.end - start >= shortestPart ? { start, end: start + words.trim().length } : null
}

const shortestPart = 20

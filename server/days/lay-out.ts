import type { TimeRounding } from '../../shared/contracts/flowpilot-settings.ts'
import { rounded } from '../closings/proposed-time.ts'
import { type Booked, type Entry, spanOf } from './compose.ts'

const minute = 60_000

type Span = { from: number; to: number }
/** An entry as the PSA gets it: from when, and for how long. */
export type Placed = { from: number; minutes: number }
type Day = {
  entries: readonly Entry[]
  /** Of those that were sent. */
  sent: ReadonlyMap<string, Placed>
  booked: readonly Booked[]
  rounding: TimeRounding
  span: Span
  /** What rounding adds to work goes no further. */
  now: number
}

/**
 * Where each entry goes in the PSA, so that none lies over another or over what is there. What rounding adds pushes the
 * next one behind it; where something is booked already it ends there. What it would add after now, or after the day,
 * goes before the entry instead. A day that has no room for its rounded entries books them as they were.
 */
export function layOut(day: Day): ReadonlyMap<string, Placed> {
  const asRounded = placed(day, (entry) => entry.minutes ?? bookedMinutes(activeMinutes(entry), day.rounding))
  const pulled = pulledBack(day, asRounded)
  if (pulled) return pulled
  // behind the day nothing is free
  const until = [{ from: day.span.to, to: day.span.to }]
  const asTyped = placed(day, (entry) => entry.minutes ?? activeMinutes(entry), until)
  const isWithin = ({ from, minutes }: Placed) => from + minutes * minute <= day.span.to
  if ([...asTyped].every(([id, place]) => day.sent.has(id) || isWithin(place))) return asTyped
  const least = (entry: Entry) => Math.min(entry.minutes ?? Number.POSITIVE_INFINITY, activeMinutes(entry))
  return placed(day, least, until)
}

/** The last ones begun earlier until none ends too late; null where that has no room. */
function pulledBack(day: Day, places: ReadonlyMap<string, Placed>): ReadonlyMap<string, Placed> | null {
  const { entries, sent, booked, span, now } = day
  const taken = takenSpans(sent, booked)
  const found = new Map(places)
  let next = span.to
  for (const entry of entries.filter(({ id }) => !sent.has(id)).toReversed()) {
    const { from, minutes } = places.get(entry.id) ?? { from: next, minutes: 0 }
    // what a person wrote down may lie ahead
    const latest = entry.by_hand || entry.minutes !== null ? span.to : Math.max(now, spanOf(entry).to)
    const start = Math.min(from, Math.min(next, latest) - minutes * minute)
    const end = start + minutes * minute
    if (start < span.from || taken.some((other) => other.from < end && other.to > start)) return null
    found.set(entry.id, { from: start, minutes })
    next = start
  }
  return found
}

const takenSpans = (sent: Day['sent'], booked: Day['booked']): Span[] =>
  [
    ...sent.values(),
    ...booked.map(({ started_at, minutes }) => ({ from: Date.parse(started_at), minutes })),
  ].map(({ from, minutes }) => ({ from, to: from + minutes * minute }))

function placed(
  { entries, sent, booked, span }: Day,
  wanted: (entry: Entry) => number,
  until: readonly Span[] = [],
): ReadonlyMap<string, Placed> {
  const taken = [...takenSpans(sent, booked), ...until].toSorted((a, b) => a.from - b.from)
  const found = new Map(sent)
  let free = span.from
  for (const entry of entries.filter(({ id }) => !sent.has(id))) {
    const place = placeFrom(Math.max(free, spanOf(entry).from), wanted(entry), activeMinutes(entry), taken)
    found.set(entry.id, place)
    free = place.from + place.minutes * minute
  }
  return found
}

/** From a moment on, behind what is booked where less than the work itself has room before it. */
function placeFrom(at: number, wanted: number, least: number, taken: readonly Span[]): Placed {
  let from = at
  for (const other of taken) {
    if (other.to <= from || other.from >= from + wanted * minute) continue
    const room = Math.floor((other.from - from) / minute)
    if (room >= Math.min(least, wanted)) return { from, minutes: room }
    from = other.to
  }
  return { from, minutes: wanted }
}

export const activeMinutes = (entry: Pick<Entry, 'started_at' | 'ended_at'>): number => {
  const { from, to } = spanOf(entry)
  return Math.max(1, Math.round((to - from) / minute))
}

/** What is written by hand is booked as it is where the account proposes nothing. */
const bookedMinutes = (minutes: number, rounding: TimeRounding): number =>
  Math.min(24 * 60, rounded(minutes, rounding === 'none' ? 'exact' : rounding))

import { v5 } from 'uuid'
import type { BookedTime } from '../../shared/contracts/days.ts'
import { type Act, type Interval, propose } from './propose.ts'
import type { ActRow, EntryRow } from './queries.ts'

const minute = 60_000
/** Shorter ones are the way from one thing to the next. */
const shortestGapMs = 5 * minute

type Span = { from: number; to: number }
/** An entry as it stands: `isProposed` where nothing was kept of it. */
export type Entry = EntryRow & { isProposed: boolean }
/** `holds`: work of its ticket in here is booked. `ours`: by a click in here, so its rounding disturbs nobody. */
export type Booked = BookedTime & { holds: Span; ours: boolean }

/** Acts of one ticket count together, whatever case they were in. */
const placeOf = ({ ticket_id, session_id }: ActRow) => (ticket_id ? `#${ticket_id}` : (session_id ?? ''))
const at = (ms: number) => new Date(ms).toISOString()

export type Known = {
  user_id: string
  day: Span
  acts: readonly ActRow[]
  rows: readonly EntryRow[]
  booked: readonly Booked[]
}

/** What was kept, and what acts say of the time that nothing kept accounts for; what is booked is not proposed again. */
export function entriesNow({ user_id, day, acts, rows, booked }: Known): Entry[] {
  const kept = rows.filter(({ state }) => state !== 'removed')
  const covered = rows.flatMap(({ covers_from, covers_to }) =>
    covers_from && covers_to ? [{ from: Date.parse(covers_from), to: Date.parse(covers_to) }] : [],
  )
  const byPlace = new Map(acts.map((act) => [placeOf(act), act]))
  const pieces = intervalsOf(acts, day).flatMap((interval) => {
    const ticketId = byPlace.get(interval.place)?.ticket_id ?? null
    const done = booked.filter(({ ticket_id }) => ticket_id !== null && ticket_id === ticketId)
    return without(interval, [...covered, ...done.map(({ holds }) => holds)]).map((span) => ({
      ...span,
      place: interval.place,
    }))
  })
  const proposed = pieces.map(({ place, from, to }): Entry => {
    const act = byPlace.get(place)
    return {
      id: v5(`${place} ${from}`, user_id),
      state: 'kept',
      by_hand: false,
      started_at: at(from),
      ended_at: at(to),
      covers_from: at(from),
      covers_to: at(to),
      minutes: null,
      session_id: act?.session_id ?? null,
      ticket_id: act?.ticket_id ?? null,
      work_type_id: null,
      note: null,
      post_id: null,
      isProposed: true,
    }
  })
  const known = new Set(rows.map(({ id }) => id))
  return [
    ...kept.map((row) => ({ ...row, isProposed: false })),
    ...proposed.filter(({ id }) => !known.has(id)),
  ].sort((a, b) => a.started_at.localeCompare(b.started_at) || a.id.localeCompare(b.id))
}

/** Stretches in which something was done. */
export const activityOf = (acts: readonly ActRow[], day: Span): Span[] =>
  joined(intervalsOf(acts, day).map(({ from, to }) => ({ from, to })))

/** Between the first and the last of a day. */
export function gapsBetween(spans: readonly Span[]): Span[] {
  const stretches = joined(spans)
  return stretches.slice(1).flatMap(({ from }, n) => {
    const before = stretches[n]?.to ?? from
    return from - before >= shortestGapMs ? [{ from: before, to: from }] : []
  })
}

function intervalsOf(acts: readonly ActRow[], day: Span): Interval[] {
  const plain = acts.map((act): Act => ({ at: Date.parse(act.at), place: placeOf(act), rests: act.rests }))
  return propose(plain, day)
}

function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = []
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = whole.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else whole.push({ from, to })
  }
  return whole
}

/** What is left of a span, in pieces of a minute at least. */
function without(span: Span, taken: readonly Span[]): Span[] {
  let left: Span[] = [{ from: span.from, to: span.to }]
  for (const { from, to } of taken)
    left = left.flatMap((piece) =>
      to <= piece.from || from >= piece.to
        ? [piece]
        : [
            { from: piece.from, to: Math.min(from, piece.to) },
            { from: Math.max(to, piece.from), to: piece.to },
          ],
    )
  return left.filter(({ from, to }) => to - from >= minute)
}

export const spanOf = ({ started_at, ended_at }: Pick<Entry, 'started_at' | 'ended_at'>): Span => ({
  from: Date.parse(started_at),
  to: Date.parse(ended_at),
})

export type Overlap = Span & { entry_id: string | null; psa_id: string | null }

/** Other time that lies over an entry, by a minute at least: the PSA may keep seconds. */
export function overlapsOf(entry: Entry, entries: readonly Entry[], booked: readonly Booked[]): Overlap[] {
  const own = spanOf(entry)
  const over = (span: Span) => {
    const [from, to] = [Math.max(own.from, span.from), Math.min(own.to, span.to)]
    return to - from >= minute ? [{ from, to }] : []
  }
  return [
    ...entries
      .filter(({ id }) => id !== entry.id)
      .flatMap((other) => over(spanOf(other)).map((span) => ({ ...span, entry_id: other.id, psa_id: null }))),
    ...booked
      .filter(({ ours }) => !ours)
      .flatMap((other) =>
        over(spanOf(other)).map((span) => ({ ...span, entry_id: null, psa_id: other.psa_id })),
      ),
  ]
}

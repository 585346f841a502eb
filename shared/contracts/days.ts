import * as v from 'valibot'
import { givenInstant, id, instant, text, ticketId } from './common.ts'
import { timeRounding } from './flowpilot-settings.ts'
import { post } from './posts.ts'
import { timeZone } from './preferences.ts'
import { writeRight } from './write-rights.ts'

const psaId = v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/, 'A number of the PSA.'))
const date = v.pipe(
  v.string(),
  v.regex(/^20\d\d-\d\d-\d\d$/, 'A day such as 2026-11-30.'),
  v.check(
    (day) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day),
    'A day that exists.',
  ),
)
const minutes = v.pipe(v.number(), v.integer('Whole minutes.'), v.minValue(1), v.maxValue(24 * 60))
const note = text(4_000)

/** A day on the calendar of whoever asks; without a zone of the account's. */
const whichDay = { date, time_zone: v.optional(timeZone) }
export const dayQuery = v.object(whichDay)
export type DayQuery = v.InferOutput<typeof dayQuery>
/** `psa`: `known`: what was read of the PSA before is enough. */
export const dayReading = v.object({ ...whichDay, psa: v.optional(v.picklist(['known', 'read']), 'read') })
export type DayReading = v.InferOutput<typeof dayReading>

/** `revision`: of the day as it was read; another one answers 409. */
const changing = { ...whichDay, revision: v.pipe(v.number(), v.integer(), v.minValue(0)) }
const mostEntries = 200
const isEachOnce = (ids: readonly string[]) => new Set(ids).size === ids.length

/** Merged: what is left out stays. `minutes` null: as the account rounds. */
export const dayChange = v.object({
  ...changing,
  entries: v.pipe(
    v.array(
      v.strictObject({
        id,
        started_at: v.optional(givenInstant),
        ended_at: v.optional(givenInstant),
        minutes: v.optional(v.nullable(minutes)),
        ticket_id: v.optional(v.nullable(ticketId)),
        work_type_id: v.optional(v.nullable(psaId)),
        note: v.optional(note),
      }),
    ),
    v.minLength(1),
    v.maxLength(mostEntries),
    v.check((entries) => isEachOnce(entries.map((entry) => entry.id)), 'Each entry once.'),
  ),
})
export type DayChange = v.InferOutput<typeof dayChange>

/** A call, or other work that left no trace. */
export const newDayEntry = v.object({
  ...changing,
  started_at: givenInstant,
  ended_at: givenInstant,
  ticket_id: v.optional(v.nullable(ticketId), null),
  work_type_id: v.optional(v.nullable(psaId), null),
  note: v.optional(note, ''),
})
export type NewDayEntry = v.InferOutput<typeof newDayEntry>

export const daySplit = v.object({ ...changing, at: givenInstant })
export type DaySplit = v.InferOutput<typeof daySplit>
export const dayMerge = v.object({ ...changing, with: id })
export type DayMerge = v.InferOutput<typeof dayMerge>
export const dayRemoval = v.object({
  ...whichDay,
  revision: v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)),
})
export type DayRemoval = v.InferOutput<typeof dayRemoval>
export const daySending = v.object({
  ...changing,
  entries: v.pipe(
    v.array(id),
    v.minLength(1),
    v.maxLength(mostEntries),
    v.check((ids) => isEachOnce(ids), 'Each entry once.'),
  ),
})
export type DaySending = v.InferOutput<typeof daySending>

const span = v.object({ from: instant, to: instant })

/** Proposed time, or what the person made of it. Nobody else reads it until it is sent. */
export const dayEntry = v.object({
  id,
  /** `proposed`: from acts alone. `changed`: from acts, and by the person. `hand`: by the person alone. */
  origin: v.picklist(['proposed', 'changed', 'hand']),
  started_at: instant,
  ended_at: instant,
  /** From its start to its end. */
  active_minutes: v.number(),
  /** As they would be booked. */
  minutes: v.number(),
  /** From when: what is booked before it, rounded, may reach into it. */
  booked_from: instant,
  session_id: v.nullable(id),
  ticket_id: v.nullable(v.string()),
  /** Of the ticket, or of the case. */
  title: v.nullable(v.string()),
  client: v.nullable(v.string()),
  work_type_id: v.nullable(v.string()),
  note: v.string(),
  /** Other time that lies over this: an entry of this day, or one that the PSA has. */
  overlaps: v.array(v.object({ ...span.entries, entry_id: v.nullable(id), psa_id: v.nullable(v.string()) })),
  /** Once it was sent. */
  post: v.nullable(post),
})
export type DayEntry = v.InferOutput<typeof dayEntry>

/** What the PSA has, or is about to get from a click elsewhere: that has no number yet. */
export const bookedTime = v.object({
  psa_id: v.nullable(v.string()),
  ticket_id: v.nullable(v.string()),
  started_at: instant,
  ended_at: instant,
  minutes: v.number(),
  note: v.string(),
})
export type BookedTime = v.InferOutput<typeof bookedTime>

export const myDay = v.object({
  date: v.string(),
  time_zone: v.string(),
  ...span.entries,
  now: instant,
  revision: v.number(),
  /** Name of the PSA; null: none is connected. */
  psa: v.nullable(v.string()),
  /** False: nobody has said which member of the PSA this person is. */
  member_known: v.boolean(),
  right: writeRight,
  rounding: timeRounding,
  entries: v.array(dayEntry),
  /** Stretches in which something was done. */
  activity: v.array(span),
  /** Between the first and the last of the day: nothing was done that left a trace. */
  gaps: v.array(span),
  /** Null while the PSA cannot be read and was not before. */
  booked: v.nullable(v.array(bookedTime)),
  booked_at: v.nullable(instant),
  work_types: v.nullable(v.array(v.object({ id: v.string(), name: v.string() }))),
})
export type MyDay = v.InferOutput<typeof myDay>

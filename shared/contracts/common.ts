import * as v from 'valibot'
import { stripHidden } from '../hidden-signs.ts'

/** UUID of any row (v7, made by the application). */
export const id = v.pipe(v.string(), v.uuid('Must be a UUID.'))

/** UTC ISO-8601 instant with milliseconds. */
export const instant = v.pipe(v.string(), v.isoTimestamp())

/** Ids of what looked like a secret and goes out by the person's word. */
export const acceptedLeaks = v.optional(
  v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(500)),
)

/** An instant that somebody asks for, in any zone: one that the database has, as UTC. */
export const givenInstant = v.pipe(
  instant,
  v.check(isOnCalendar, 'A day that exists, of the years 1 to 9999.'),
  v.transform((value) => new Date(value).toISOString()),
)

function isOnCalendar(value: string): boolean {
  const day = value.slice(0, 'YYYY-MM-DD'.length)
  const [dayAt, at] = [Date.parse(day), Date.parse(value)]
  return (
    !Number.isNaN(dayAt) &&
    // February the 31st would be a day of March
    new Date(dayAt).toISOString().startsWith(day) &&
    at >= Date.parse('0001-01-01T00:00:00Z') &&
    at <= Date.parse('9999-12-31T23:59:59.999Z')
  )
}

/** Text as it is seen: without hidden signs and unpaired surrogates; trimmed; at most `max` characters. */
export const text = (max: number) =>
  v.pipe(
    v.string(),
    v.transform((value) => stripHidden(value).toWellFormed().trim()),
    v.maxLength(max, `At most ${max} characters.`),
  )

export const filledText = (max: number) => v.pipe(text(max), v.minLength(1, 'Must not be empty.'))

/** A name: filled, and in one line, so that nothing begins a line of its own in a mail or a list. */
export const nameText = (max: number) =>
  v.pipe(
    text(max),
    v.transform((value) => value.replace(/[\s\p{Cc}]+/gu, ' ').trim()),
    v.minLength(1, 'Must not be empty.'),
  )

/** Ticket ids are strings everywhere: digits of the PSA's record id. */
export const ticketId = v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/, 'A ticket number has up to ten digits.'))

/** Query of every list: page size 1-200, opaque cursor from the previous page. */
export const pageQuery = {
  limit: v.optional(
    v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(200)),
    '50',
  ),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(200))),
}

/** Wire form of every error. */
export const problemBody = v.object({
  code: v.string(),
  message: v.string(),
  request_id: v.string(),
  fields: v.optional(v.record(v.string(), v.string())),
})

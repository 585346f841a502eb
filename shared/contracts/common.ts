import * as v from 'valibot'

/** UUID of any row (v7, made by the application). */
export const id = v.pipe(v.string(), v.uuid('Must be a UUID.'))

/** UTC ISO-8601 instant with milliseconds. */
export const instant = v.pipe(v.string(), v.isoTimestamp())

/** Text without NUL and unpaired surrogates, as PostgreSQL and JSON can hold it; trimmed; at most `max` characters. */
export const text = (max: number) =>
  v.pipe(
    v.string(),
    v.transform((value) => value.replaceAll('\u0000', '').toWellFormed().trim()),
    v.maxLength(max, `At most ${max} characters.`),
  )

export const filledText = (max: number) => v.pipe(text(max), v.minLength(1, 'Must not be empty.'))

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

import * as v from 'valibot'
import { stripHidden } from '../hidden-signs.ts'
import { acceptedLeaks, givenInstant, id, instant, pageQuery } from './common.ts'
import { postReason } from './post-reasons.ts'
import { postKind, postState } from './post-states.ts'

export const placement = v.picklist(['internal', 'discussion', 'resolution'])
export type Placement = v.InferOutput<typeof placement>

/** A note in the ticket that may be ours. `match`: tag = our tag stands in it, text = same text, near = alike. */
export const candidate = v.object({
  psa_id: v.string(),
  author: v.string(),
  created_at: v.nullable(instant),
  excerpt: v.string(),
  match: v.picklist(['tag', 'text', 'near']),
  visibility: v.picklist(['internal', 'client_visible']),
})
export type Candidate = v.InferOutput<typeof candidate>

/** What a post was made for; `person`: a click of its own. */
export const postSource = v.object({
  kind: v.picklist(['update', 'closing', 'handoff', 'time_sheet', 'person']),
  id,
})
export type PostSource = v.InferOutput<typeof postSource>

const psaId = v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$/, 'A number of the PSA.'))
const named = v.object({ id: v.string(), name: v.string() })

/** Of a note: who reads it. Its words stand in `text`. */
export const noteOrder = v.object({ placement })
const longestEntryMinutes = 24 * 60
const earliestStart = Date.parse('2000-01-01T00:00:00Z')
const farthestAheadMs = 366 * 24 * 3600_000
const timeText = v.pipe(
  v.string(),
  v.maxLength(10_000),
  v.transform((value) => stripHidden(value).toWellFormed().trim()),
)

/** Instants are UTC; `minutes` is what is booked. `notes` may stand on an invoice, `internal_notes` does not. */
export const timeRequest = v.pipe(
  v.object({
    started_at: givenInstant,
    ended_at: givenInstant,
    minutes: v.pipe(
      v.number(),
      v.integer('Whole minutes.'),
      v.minValue(1, 'At least one minute.'),
      v.maxValue(longestEntryMinutes, 'At most 24 hours in one entry.'),
    ),
    work_type_id: psaId,
    notes: timeText,
    internal_notes: timeText,
  }),
  v.check(
    ({ started_at, ended_at }) => Date.parse(ended_at) > Date.parse(started_at),
    'The end comes after the start.',
  ),
  v.check(
    ({ started_at, ended_at }) =>
      Date.parse(ended_at) - Date.parse(started_at) <= longestEntryMinutes * 60_000,
    'At most 24 hours in one entry.',
  ),
  // a slip of the keys in the year would be invoiced in another one
  v.check(
    ({ started_at, ended_at }) =>
      Date.parse(started_at) >= earliestStart && Date.parse(ended_at) <= Date.now() + farthestAheadMs,
    'Not before the year 2000, and at most a year ahead.',
  ),
  v.check(({ notes }) => !/\bFP-[0-9A-Z]{10}\b/i.test(notes), 'A reference stays out of what is invoiced.'),
)
export const statusRequest = v.object({ status_id: psaId })
export const assignmentRequest = v.object({ act: v.picklist(['own', 'add', 'remove']), member_id: psaId })

/** `overlap_accepted`: the person was told of other work at that time. */
export const timeOrder = v.object({
  started_at: v.string(),
  ended_at: v.string(),
  minutes: v.number(),
  work_type_id: v.string(),
  notes: v.string(),
  internal_notes: v.string(),
  member_identifier: v.string(),
  overlap_accepted: v.boolean(),
})
/** `from`: what it was at the click, null where nobody knew. `board_id`: of whose statuses it is one. */
export const statusOrder = v.object({
  status_id: v.string(),
  status_name: v.nullable(v.string()),
  from: v.nullable(named),
  board_id: v.nullable(v.string()),
})
/** `from`: who owned the ticket at the click; null where nobody knew or it does not matter. */
export const assignmentOrder = v.object({
  act: v.picklist(['own', 'add', 'remove']),
  member_id: v.string(),
  from: v.nullable(v.object({ owner_id: v.nullable(v.string()), name: v.nullable(v.string()) })),
})

/** A write that needs no update. `confirmed`: the person was told what it does, where a right asks for that. */
const postRequestOf = {
  intent_key: id,
  session_id: v.optional(id),
  ticket_id: psaId,
  after_post_id: v.optional(id),
  confirmed: v.optional(v.boolean()),
}
export const newPostRequest = v.variant('kind', [
  v.object({
    kind: v.literal('time_entry'),
    ...postRequestOf,
    order: timeRequest,
    accepted_leaks: acceptedLeaks,
  }),
  v.object({ kind: v.literal('status'), ...postRequestOf, order: statusRequest }),
  v.object({ kind: v.literal('assignment'), ...postRequestOf, order: assignmentRequest }),
])
export type NewPostRequest = v.InferOutput<typeof newPostRequest>

/** The note with which an admin tries a new connection; its words are the server's. */
export const testNoteRequest = v.object({ intent_key: id, ticket_id: psaId })

/** What a person may do with a post now. */
export const postAct = v.picklist(['cancel', 'look_now', 'retry', 'it_is_there', 'post_again', 'discard'])
export type PostAct = v.InferOutput<typeof postAct>

/**
 * One write to the PSA on its way; times come from the database's clock. `reason` says what is known, `explanation` the
 * same as an English sentence for who has no words of their own. `reason` is null in finished posts of earlier versions.
 */
export const post = v.object({
  id,
  kind: postKind,
  session_id: v.nullable(id),
  update_id: v.nullable(id),
  source: postSource,
  /** Held until that one is at its end. */
  after_post_id: v.nullable(id),
  /** Who clicked. */
  user_id: id,
  ticket_id: v.string(),
  /** Of a note alone, as is `placement`. */
  visibility: v.nullable(v.picklist(['internal', 'client_visible'])),
  placement: v.nullable(placement),
  /** What is asked for, of every kind but a note. */
  order: v.nullable(v.union([timeOrder, statusOrder, assignmentOrder])),
  state: postState,
  psa_id: v.nullable(v.string()),
  url: v.nullable(v.string()),
  tag: v.nullable(v.string()),
  attempt: v.number(),
  explanation: v.string(),
  reason: v.nullable(postReason),
  may: v.array(postAct),
  undo_until: v.nullable(instant),
  next_look_at: v.nullable(instant),
  candidates: v.nullable(v.array(candidate)),
  created_at: instant,
  sent_at: v.nullable(instant),
  posted_at: v.nullable(instant),
  verified_at: v.nullable(instant),
  /** Database clock at the answer, so that the undo counts down right on any machine. */
  now: instant,
})
export type Post = v.InferOutput<typeof post>

/** `text`: the note, or the internal note of a time entry, as written down at the click, its reference at the end. */
export const postWithText = v.object({ ...post.entries, text: v.string() })
export type PostWithText = v.InferOutput<typeof postWithText>

/** One line of a post's history. `who` null: FlowPilot itself. `detail`: ids, states and counts, no text. */
export const postEvent = v.object({
  at: instant,
  who: v.nullable(v.object({ id, name: v.string() })),
  action: v.string(),
  result: v.string(),
  detail: v.record(v.string(), v.unknown()),
})
export type PostEvent = v.InferOutput<typeof postEvent>

/** `state`: one, or several separated by commas. */
export const postQuery = v.object({
  ...pageQuery,
  session_id: v.optional(id),
  state: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(200),
      v.transform((states) => states.split(',')),
      v.array(postState),
    ),
  ),
})
export const postDecision = v.object({
  decision: v.picklist(['it_is_there', 'post_again', 'discard']),
  psa_id: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
})

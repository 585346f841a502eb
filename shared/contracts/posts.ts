import * as v from 'valibot'
import { id, instant, pageQuery } from './common.ts'

export const postState = v.picklist([
  'ready',
  'sending',
  'posted',
  'verified',
  'uncertain',
  'checking',
  'needs_human',
  'rejected',
  'blocked',
  'cancelled',
])
export type PostState = v.InferOutput<typeof postState>
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

/** One write to the PSA on its way. `explanation` says what is known; times come from the database's clock. */
export const post = v.object({
  id,
  kind: v.picklist(['note']),
  session_id: v.nullable(id),
  update_id: v.nullable(id),
  /** Who clicked. */
  user_id: id,
  ticket_id: v.string(),
  visibility: v.picklist(['internal', 'client_visible']),
  placement,
  state: postState,
  psa_id: v.nullable(v.string()),
  url: v.nullable(v.string()),
  tag: v.string(),
  attempt: v.number(),
  explanation: v.string(),
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

/** `text`: the note as it was written down at the click, its reference at the end; nothing changes it. */
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

import * as v from 'valibot'
import { id, instant } from './common.ts'
import { postKind, postState } from './post-states.ts'

/** `says` is the PSA's or its adapter's own sentence: to be shown as it is, never to be read by a machine. */
const said = { says: v.string() }
const refusal = { ...said, status: v.nullable(v.number()) }
/** What stands there now, or stood there instead: a status, a member, a ticket, a time entry. */
const found = { found: v.optional(v.nullable(v.string())) }
const times = { looks: v.number() }

/** In what the write that stands in the PSA is another than the one sent. `found`: what stands there, where that helps. */
export const postDifference = v.object({
  part: v.picklist([
    'placement',
    'reference',
    'text',
    /** It was as sent, and somebody changed it later. */
    'text_since',
    'member',
    'start',
    'minutes',
    'work_type',
    'notes',
    'internal_notes',
  ]),
  ...found,
})
export type PostDifference = v.InferOutput<typeof postDifference>

/**
 * Why a post is where it is: the code, its parameters, and since when. What stands in the post itself (note, ticket, try,
 * instants) is not repeated. Words belong to whoever shows it.
 */
export const postReason = v.variant('code', [
  // It waits.
  reason('waiting'),
  /** That post goes first; in `needs_human` it waits for a person. */
  reason('waits_for_post', { post_id: id, post_kind: postKind, post_state: postState }),
  /** Its connection takes nothing for now; `next_look_at` of the post is the next try. */
  reason('connection_stopped'),
  reason('connection_trying'),
  reason('connection_paused', { next_at: instant }),
  reason('connection_well'),
  /** `by`: whose click it is. `line`: goes out as its first line. */
  reason('asked_again', { by: v.string(), line: v.optional(v.string()) }),
  /** Nothing left us. */
  reason('psa_not_reached', { ...said, next_at: instant }),
  reason('psa_busy', { ...said, next_at: instant }),
  /** Surely not there, so that it goes out once more. */
  reason('sent_again', times),

  // It is sent, or nobody knows whether it was taken.
  reason('sending'),
  reason('sending_interrupted'),
  reason('no_clear_answer', { status: v.nullable(v.number()) }),
  reason('taken_unnamed', { status: v.nullable(v.number()) }),
  /** A second try was refused, while the first may still come to pass. */
  reason('refused_in_doubt', refusal),
  reason('not_found_yet', { ...times, until: instant }),
  reason('ticket_not_seen', { next_at: instant }),
  /** `says` null: what was read is not the whole. */
  reason('unreadable', { says: v.nullable(v.string()) }),
  reason('two_named', { psa_ids: v.array(v.string()) }),
  reason('named_earlier'),
  reason('database_restored'),

  // The PSA took it.
  reason('taken'),
  reason('taken_after_discard'),
  /** The same was sent again meanwhile. */
  reason('taken_twice'),
  reason('not_shown_yet', { next_at: instant }),
  reason('read_back_failed'),
  reason('not_read_back', { since: instant }),
  reason('read_back'),
  reason('differs', { differences: v.array(postDifference) }),
  reason('copy_deleted', { copy_id: v.string() }),
  reason('ticket_gone_since'),
  /** `client_reads` is null where a kind has no readers. */
  reason('confirmed', { by: v.string(), client_reads: v.nullable(v.boolean()) }),

  // A person is asked.
  reason('one_near'),
  reason('several_found', { count: v.number() }),
  reason('unreadable_too_long', { since: instant }),
  /** The PSA said that it took it. */
  reason('taken_not_found', times),
  reason('taken_not_there'),
  reason('tries_used_up', times),
  reason('ticket_gone'),
  reason('change_not_taken', {
    status: v.optional(v.nullable(v.number())),
    answered_at: v.optional(instant),
  }),
  reason('deleted_since'),
  reason('copies_found', { count: v.number(), client_reads: v.boolean() }),
  /** `sent`: what is known of an earlier try. */
  reason('too_old', { sent: v.picklist(['never', 'not_found', 'unknown']) }),
  /** Whoever asked for it may not write this kind any more. */
  reason('right_off'),
  reason('client_reads_internal_note'),
  reason('client_cannot_read_note'),
  reason('client_reads_other_words'),
  /** `line`: what would name the author of a note that the PSA does not take in a member's name. */
  reason('member_refused', { line: v.string(), says: v.optional(v.string()) }),
  reason('ticket_merged', found),
  reason('ticket_moved', found),
  reason('time_overlaps', found),
  reason('time_billed_otherwise', { ...found, differences: v.optional(v.array(postDifference)) }),
  reason('status_changed', found),
  reason('owner_changed', found),

  // It is not sent.
  reason('psa_refused', refusal),
  reason('never_reached', { ...said, tries: v.number() }),
  reason('ticket_not_there'),
  reason('ticket_closed'),
  reason('work_type_gone', found),
  reason('status_of_other_board', found),
  /** An owner is not taken off a ticket as one of its resources. */
  reason('member_owns_ticket', found),
  /** Goes out by itself once the connection's test passes. */
  reason('keys_refused', said),
  /** The connection's keys cannot be opened with the keys of this server. */
  reason('keys_locked', said),
  reason('taken_back', { by: v.string(), was_sent: v.boolean() }),
  reason('discarded', { by: v.string(), may_be_there: v.boolean() }),
])
export type PostReason = v.InferOutput<typeof postReason>

type WithoutTime<R> = R extends unknown ? Omit<R, 'at'> : never
/** A reason before it is written down. */
export type NewPostReason = WithoutTime<PostReason>
export type PostReasonCode = PostReason['code']

function reason<const Code extends string>(code: Code): v.ObjectSchema<Of<Code, object>, undefined>
function reason<const Code extends string, const More extends v.ObjectEntries>(
  code: Code,
  more: More,
): v.ObjectSchema<Of<Code, More>, undefined>
function reason(code: string, more: v.ObjectEntries = {}) {
  return v.object({ code: v.literal(code), at: instant, ...more })
}
type Of<Code extends string, More> = {
  readonly code: v.LiteralSchema<Code, undefined>
  readonly at: typeof instant
} & More

import * as v from 'valibot'
import { acceptedLeaks, filledText, id, instant, text } from './common.ts'
import { timeRounding } from './flowpilot-settings.ts'
import { post, timeRequest } from './posts.ts'
import { leak } from './updates.ts'
import { writeRight } from './write-rights.ts'

const named = v.object({ id: v.string(), name: v.string() })

/** Hours as the person's own acts in the case say; what they are for is never guessed. */
export const proposedTime = v.object({
  started_at: instant,
  ended_at: instant,
  /** Of this person, without pauses and breaks. */
  active_minutes: v.number(),
  /** As they would be booked. */
  minutes: v.number(),
  rounding: timeRounding,
  /** Other hours of this person that lie over these. */
  overlaps: v.nullable(v.object({ ticket_id: v.string() })),
})

/** What a closing leaves undone, and why. */
export const skippedReason = v.picklist([
  'left_out',
  'write_off',
  'write_asks',
  'not_set_for_board',
  'board_unknown',
  'member_not_mapped',
  'no_work_type',
])
export type SkippedReason = v.InferOutput<typeof skippedReason>

/** What is said of how a case ended. `steps_taken`: one step a line. */
export const closingDraft = v.object({
  root_cause: v.string(),
  resolution: v.string(),
  steps_taken: v.string(),
  recommendations: v.string(),
})
export type ClosingDraft = v.InferOutput<typeof closingDraft>

/**
 * What closing a case would write, before anybody ticks anything. `place` null: the case has no ticket, or its account no
 * PSA, and closes here alone. `ticks`: as settings and rights have it. `rights`: `ask` leaves out until ticked.
 */
export const closingProposal = v.object({
  /** What the case itself says, to begin with. */
  draft: closingDraft,
  place: v.nullable(
    v.object({
      ticket_id: v.string(),
      psa: v.string(),
      /** Null while the PSA cannot be read and never was. */
      status: v.nullable(named),
      board: v.nullable(named),
    }),
  ),
  ticks: v.object({
    ticket_note: v.boolean(),
    client_note: v.boolean(),
    time_entry: v.boolean(),
    status: v.boolean(),
  }),
  rights: v.object({
    internal_note: writeRight,
    client_note: writeRight,
    time_entry: writeRight,
    status: writeRight,
  }),
  /** Null: none is proposed. */
  time_entry: v.nullable(proposedTime),
  /** True: hours cannot be booked, since nobody knows which member this person is; the note has the timing. */
  member_mapping_warning: v.boolean(),
  /** Null while the PSA cannot be read and never was. */
  work_types: v.nullable(v.array(named)),
  /** When the PSA named them, where it is away now. */
  work_types_as_of: v.nullable(instant),
  /** What the account set for the board of the ticket. */
  status_target: v.nullable(v.string()),
  /** Whether the person is asked for a status. */
  prompt_status: v.boolean(),
  /** Of the ticket's own board; null while the PSA cannot be read and never was. */
  statuses: v.nullable(v.array(v.object({ ...named.entries, closed: v.boolean() }))),
  statuses_as_of: v.nullable(instant),
})
export type ClosingProposal = v.InferOutput<typeof closingProposal>

const psaId = v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/, 'A number of the PSA.'))

const said = {
  root_cause: v.optional(text(2_000), ''),
  /** One step a line. */
  steps_taken: v.optional(text(6_000), ''),
  recommendations: v.optional(text(2_000), ''),
}

/** What is said of how a case ended, as far as it is written: what the note will be is shown before. */
export const documentationWords = v.object({ resolution_summary: v.optional(text(4_000), ''), ...said })
export type DocumentationWords = v.InferOutput<typeof documentationWords>
export const documentationPreview = v.object({ text: v.string() })
export type DocumentationPreview = v.InferOutput<typeof documentationPreview>

/**
 * How a case ended, and what of it goes into its ticket. What is left out of `destinations`, and a status that is left
 * out, go as settings and rights have it; what is named here was ticked by a person. `psa_status_id` null: the status
 * stays. `time_entry` null or left out: no hours, since nobody but a person says what they were for.
 */
export const resolveRequest = v.object({
  resolution_summary: filledText(4_000),
  ...said,
  /** The same key is the same closing, for ever. */
  intent_key: v.optional(id),
  destinations: v.optional(
    v.object({
      ticket_note: v.optional(v.boolean()),
      client_note: v.optional(v.nullable(v.object({ content: filledText(15_000) }))),
    }),
    {},
  ),
  psa_status_id: v.optional(v.nullable(psaId)),
  time_entry: v.optional(v.nullable(timeRequest)),
  accepted_leaks: acceptedLeaks,
})
export type ResolveRequest = v.InferOutput<typeof resolveRequest>

/**
 * A closing, and how its writes stand, in the order in which they go. `psa_push_status`: `sent` all are in the ticket ·
 * `needs_human` one needs a person · `failed` one was refused or waits for the keys · `pending_retry` some are still on their way · `no_psa` there are none.
 */
export const closing = v.object({
  id,
  outcome: v.picklist(['resolved', 'resolved_local']),
  closed_at: instant,
  closed_by: v.object({ id, name: v.string() }),
  posts: v.array(post),
  psa_push_status: v.picklist(['sent', 'needs_human', 'failed', 'pending_retry', 'no_psa']),
  /** What is known of the post that holds it up. */
  psa_push_error: v.nullable(v.string()),
  member_mapping_warning: v.boolean(),
  time_entry_skipped_reason: v.nullable(skippedReason),
  status_transition_skipped_reason: v.nullable(skippedReason),
})
export type Closing = v.InferOutput<typeof closing>

/**
 * What the ticket keeps of a case: the same words as plain text, as it is posted, and as Markdown. `closing`: null while
 * the case is open; then the words are those of the moment of closing.
 */
export const documentation = v.object({
  text: v.string(),
  markdown: v.string(),
  closing: v.nullable(closing),
})
export type Documentation = v.InferOutput<typeof documentation>

export const resolved = v.object({
  session_id: id,
  status: v.literal('resolved'),
  documentation: v.string(),
  closing,
})
export type Resolved = v.InferOutput<typeof resolved>

/**
 * `POST /ai-sessions/{id}/resolution-note/preview`. What is left out is as the case itself says; what is typed counts,
 * also where it is empty.
 */
export const notePreviewRequest = v.object({
  root_cause: v.optional(text(2_000)),
  resolution: v.optional(text(4_000)),
  steps_taken: v.optional(text(6_000)),
  recommendations: v.optional(text(2_000)),
})
export type NotePreviewRequest = v.InferOutput<typeof notePreviewRequest>

/**
 * What a client would read of the end of a case, in parts. `from_cache`: nothing of the case and of the typed words has
 * changed since `written_at`, and no model was asked.
 */
export const notePreview = v.object({
  content: v.string(),
  from_cache: v.boolean(),
  state_version: v.number(),
  written_at: instant,
  leaks: v.array(leak),
})
export type NotePreview = v.InferOutput<typeof notePreview>

/** `POST …/resolution-note/post`: closes the case with this text for its client; the rest goes as settings and rights have it. */
export const notePost = v.object({
  content: filledText(15_000),
  intent_key: id,
  psa_status_id: v.optional(v.nullable(psaId)),
  accepted_leaks: acceptedLeaks,
})
export type NotePost = v.InferOutput<typeof notePost>

/** `post_id`, `external_id`: of the client note. `status_verified`: null where no status was to change. */
export const notePosted = v.object({
  outcome: v.picklist(['resolved', 'resolved_local']),
  post_id: v.nullable(id),
  external_id: v.nullable(v.string()),
  status_verified: v.nullable(v.boolean()),
  status_transition_skipped_reason: v.nullable(skippedReason),
})
export type NotePosted = v.InferOutput<typeof notePosted>

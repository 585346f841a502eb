import * as v from 'valibot'
import { proposedTime, skippedReason } from './closings.ts'
import { acceptedLeaks, filledText, id, instant, pageQuery, text } from './common.ts'
import { brief, briefItem, handoff, handoffIntent, receivedVerdict, resumeMode } from './handoffs.ts'
import { post, timeRequest } from './posts.ts'
import { sessionDetail, step } from './sessions.ts'
import { writeRight } from './write-rights.ts'

const psaId = v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/, 'A number of the PSA.'))

/** Characters of a reason. */
export const longestReason = 2_000

const escalation = {
  /** Why it is handed on. */
  reason: filledText(longestReason),
  /** Left out or null: for whoever takes it. */
  target_user_id: v.optional(v.nullable(id)),
  /** Null: the status stays; left out: as the account set it for the board. */
  psa_status_id: v.optional(v.nullable(psaId)),
  /** Null or left out: no hours, since nobody but a person says what they were for. */
  time_entry: v.optional(v.nullable(timeRequest)),
  accepted_leaks: acceptedLeaks,
}
/** The parts of the note as a person edited them, each under a line of its name. */
const content = filledText(14_000)
const words = {
  /** Typed words take the place of what the case says itself. `steps_taken`: one step a line. */
  root_cause: v.optional(text(2_000), ''),
  steps_taken: v.optional(text(6_000), ''),
  recommendations: v.optional(text(2_000), ''),
  destinations: v.optional(v.object({ ticket_note: v.optional(v.boolean()) }), {}),
  /** Left out: as the brief has them. */
  content: v.optional(content),
  /** The same key is the same handoff, for ever. */
  intent_key: v.optional(id),
}

/** `POST /ai-sessions/{id}/escalate`; with `intent`, `POST /ai-sessions/{id}/handoff`. */
export const escalateRequest = v.object({ ...escalation, ...words })
export const handoffRequest = v.object({ intent: handoffIntent, ...escalation, ...words })
export type HandoffRequest = v.InferOutput<typeof handoffRequest>

/**
 * Answered before the PSA has been asked. `posts`: the internal note, the hours and the change of status, in the order in
 * which they go; none without a ticket. `documentation`: the note, with the brief as it is known now.
 */
export const handedOff = v.object({
  session_id: id,
  status: v.picklist(['escalated', 'paused']),
  handoff,
  documentation: v.string(),
  posts: v.array(post),
  psa_push_status: v.picklist(['sent', 'needs_human', 'failed', 'pending_retry', 'no_psa']),
  psa_push_error: v.nullable(v.string()),
  /** True: hours were to be booked, and nobody knows which member this person is; the note has the timing. */
  member_mapping_warning: v.boolean(),
  time_entry_skipped_reason: v.nullable(skippedReason),
  status_transition_skipped_reason: v.nullable(skippedReason),
})
export type HandedOff = v.InferOutput<typeof handedOff>

/** What whoever takes the case over would ask first, and nobody has answered. `text`: what it is about, '' for none. */
export const missingItem = v.object({
  kind: v.picklist([
    'open_question',
    'untested_cause',
    'pending_step',
    'fix_outcome',
    'no_cause',
    'nothing_checked',
    'no_device',
    'no_client',
  ]),
  text: v.string(),
})
export type MissingItem = v.InferOutput<typeof missingItem>

/**
 * `POST /ai-sessions/{id}/escalation-package/preview`. `content`: the parts of the note that can be edited before it is
 * posted, each under a line of its name. As an event stream: `basic` {preview} at once where none is kept, `delta` {text} of the summary, `retry` {}, then `done`
 * {preview} or `error` {code, message}; leaving it stops the model.
 */
export const packagePreview = v.object({
  content: v.string(),
  brief,
  missing: v.array(missingItem),
  /** Nothing of the case has changed since this brief was written. */
  from_cache: v.boolean(),
  state_version: v.number(),
})
export type PackagePreview = v.InferOutput<typeof packagePreview>

/** `POST /ai-sessions/{id}/escalation-package/post`: `content` as the preview gave it, or as it was edited. */
export const packagePost = v.object({ content, intent_key: id, ...escalation })
export type PackagePost = v.InferOutput<typeof packagePost>

/** `status_verified`: null where no status was to change. */
export const packagePosted = v.object({
  outcome: v.picklist(['escalated', 'escalated_local']),
  handoff,
  post_id: v.nullable(id),
  external_id: v.nullable(v.string()),
  status_verified: v.nullable(v.boolean()),
  member_mapping_warning: v.boolean(),
  status_transition_skipped_reason: v.nullable(skippedReason),
})
export type PackagePosted = v.InferOutput<typeof packagePosted>

const named = v.object({ id: v.string(), name: v.string() })

/**
 * `GET /ai-sessions/{id}/handoff-proposal`: what handing a case on would write, before anybody ticks anything. `place`
 * null: the case has no ticket, or its account no PSA. `ticks`: as settings and rights have it. `rights`: `ask` leaves
 * out until ticked.
 */
export const handoffProposal = v.object({
  place: v.nullable(
    v.object({
      ticket_id: v.string(),
      psa: v.string(),
      /** Null while the PSA cannot be read and never was. */
      status: v.nullable(named),
      board: v.nullable(named),
    }),
  ),
  /** Who can be chosen, by name. */
  targets: v.array(named),
  ticks: v.object({ ticket_note: v.boolean(), time_entry: v.boolean(), status: v.boolean() }),
  rights: v.object({ internal_note: writeRight, time_entry: writeRight, status: writeRight }),
  /** The own hours; null: none are proposed. */
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
  statuses: v.nullable(v.array(named)),
  statuses_as_of: v.nullable(instant),
})
export type HandoffProposal = v.InferOutput<typeof handoffProposal>

/** `GET /ai-sessions/escalation-queue`. mine: those for me by name. unassigned: those for nobody by name. */
export const escalationQuery = v.object({
  ...pageQuery,
  filter: v.optional(v.picklist(['mine', 'unassigned', 'all']), 'all'),
})

/** A case that waits to be picked up, newest first. */
export const queuedHandoff = v.object({
  handoff,
  session: v.object({
    id,
    title: v.string(),
    client_name: v.nullable(v.string()),
    issue_category: v.nullable(v.string()),
    psa_ticket_id: v.nullable(v.string()),
    /** Of the ticket, as last read. */
    priority: v.nullable(v.object({ name: v.string(), level: v.nullable(v.number()) })),
    board: v.nullable(v.string()),
  }),
  /** Steps that were done. */
  step_count: v.number(),
  /** Whoever asks may pick it up: not their own. */
  may_pick_up: v.boolean(),
})
export type QueuedHandoff = v.InferOutput<typeof queuedHandoff>

/** `counts`: of all that wait and that this person may see, whatever the filter. */
export const escalationPage = v.object({
  items: v.array(queuedHandoff),
  next_cursor: v.nullable(v.string()),
  counts: v.object({ mine: v.number(), unassigned: v.number(), all: v.number() }),
})
export type EscalationPage = v.InferOutput<typeof escalationPage>

/** `POST /ai-sessions/{id}/pickup`: claims it, or begins what this person has claimed. */
export const pickupRequest = v.object({
  resume_mode: resumeMode,
  /** Own words, said to FlowPilot under the own name. */
  additional_context: v.optional(text(4_000), ''),
})
export type PickupRequest = v.InferOutput<typeof pickupRequest>

/** `next_step`: what to do first; `task_id` where it is a step of the case already. */
export const pickedUp = v.object({
  session: sessionDetail,
  briefing_step: step,
  next_step: v.nullable(v.object({ text: v.string(), task_id: v.nullable(id) })),
})
export type PickedUp = v.InferOutput<typeof pickedUp>

/** `POST …/handoffs/{handoff_id}/received`, for whoever claimed it; null takes a mark away. Answers the handoff. */
export const receivedRequest = v.object({ item: briefItem, verdict: v.nullable(receivedVerdict) })
export type ReceivedRequest = v.InferOutput<typeof receivedRequest>

import * as v from 'valibot'
import { caseAiPolicy } from './ai-policy.ts'
import { cause } from './causes.ts'
import { filledText, id, instant, text, ticketId } from './common.ts'
import { fact, factStatus } from './facts.ts'
import { fix } from './fixes.ts'
import { fork } from './forks.ts'
import { handoff } from './handoffs.ts'
import { image, newImages } from './images.ts'
import { timeZone } from './preferences.ts'
import { question } from './questions.ts'
import { reminder } from './reminders.ts'
import { task } from './tasks.ts'
import { ticket } from './tickets.ts'
import { update, updateLength } from './updates.ts'

export const sessionStatus = v.picklist(['active', 'paused', 'escalated', 'resolved'])
export const confidenceTier = v.picklist(['discovery', 'exploring', 'confident'])

/**
 * What a person may do with a case; each of these asks for its right on the server again. `share`: have an update
 * written. `pause`, `resume`: set it aside and take it up again. `close`: say that
 * it is over, `reopen`: and for a day that it is not. `escalate`: hand it on, or
 * park it; `pick_up`, `take_back`: while it waits for the next one. `link_ticket`: tie it to a
 * ticket or to none. `post_internal`, `post_client`: what of it may be
 * posted, by the account's rights per kind of write.
 */
export const caseRights = [
  'work',
  'add_fact',
  'share',
  'pause',
  'resume',
  'close',
  'reopen',
  'escalate',
  'pick_up',
  'take_back',
  'link_ticket',
  'post_internal',
  'post_client',
] as const
export type CaseRight = (typeof caseRights)[number]

/** Where a case stands: a cause or fix is known, a fix is applied, or it is over or at rest. */
export const stage = v.picklist([
  'investigating',
  'identified',
  'implementing',
  'resolved',
  'escalated',
  'paused',
])
export type Stage = v.InferOutput<typeof stage>

/** A troubleshooting case. Values typed by a person are never overwritten by the model. */
export const session = v.object({
  id,
  status: sessionStatus,
  title: v.string(),
  intake_type: v.picklist(['free_text', 'psa_ticket', 'combined']),
  psa_ticket_id: v.nullable(v.string()),
  psa_connection_id: v.nullable(id),
  psa_context_status: v.picklist(['loaded', 'unavailable', 'none']),
  client_name: v.nullable(v.string()),
  asset_name: v.nullable(v.string()),
  issue_category: v.nullable(v.string()),
  triage_hypothesis: v.nullable(v.string()),
  evidence_items: v.array(v.object({ text: v.string(), status: factStatus })),
  problem_domain: v.nullable(v.string()),
  confidence_tier: confidenceTier,
  /** 0-100 */
  confidence_score: v.number(),
  /** Name of the flow that leads, null: new discovery. */
  matched_flow: v.nullable(v.string()),
  state_version: v.number(),
  user_id: id,
  current_handler_id: id,
  handler_name: v.string(),
  created_at: instant,
  paused_at: v.nullable(instant),
  resolved_at: v.nullable(instant),
  active_minutes: v.number(),
  /** Whose turn it is: the engineer's while a question is open, FlowPilot's while it answers. */
  turn: v.picklist(['yours', 'flowpilot', 'none']),
})
export type Session = v.InferOutput<typeof session>

export const stepKind = v.picklist([
  'message',
  'reply',
  'question',
  'action',
  'fact',
  'fix',
  'fork',
  'status_update',
  'update_reminder',
  'briefing',
  'handoff',
  'note',
  'system',
])

/** One entry of the timeline, append-only; only a reply's content grows while `state` is streaming. */
export const step = v.object({
  id,
  seq: v.number(),
  kind: stepKind,
  author: v.union([v.object({ user_id: id, name: v.string() }), v.literal('flowpilot')]),
  content: v.string(),
  state: v.picklist(['complete', 'streaming', 'interrupted', 'stopped', 'failed']),
  /** Which model wrote it; `offline` also when it stepped in for an unreachable one. */
  model_kind: v.nullable(v.picklist(['anthropic', 'offline'])),
  /** A sentence about how it came to be, such as why the offline model answered. */
  remark: v.nullable(v.string()),
  /** What it is about: a question, a task, an update, or the message a reply answers. */
  ref_id: v.nullable(id),
  /** Of a message. */
  images: v.array(image),
  created_at: instant,
})
export type Step = v.InferOutput<typeof step>

const citedNote = v.object({
  id: v.string(),
  author: v.string(),
  created_at: v.nullable(instant),
  text: v.string(),
})
export type CitedNote = v.InferOutput<typeof citedNote>

export const sessionDetail = v.object({
  ...session.entries,
  stage,
  /** What whoever asks may do with it now. */
  may: v.array(v.picklist(caseRights)),
  steps: v.array(step),
  tasks: v.array(task),
  questions: v.array(question),
  facts: v.array(fact),
  /** Competing causes, likeliest first; struck ones last. */
  causes: v.array(cause),
  /** The suggested fix that stands, decided or not; null when there is none. */
  active_fix: v.nullable(fix),
  /** Oldest first; of those that were not superseded there is one at most. */
  forks: v.array(fork),
  /** Oldest first. */
  handoffs: v.array(handoff),
  /** The notes of its ticket that the causes rest on; `text` is the beginning. */
  cited_notes: v.array(citedNote),
  /** Language of its texts (ISO 639-1): that of the ticket's first client note, else the account's. */
  language: v.string(),
  /** What a model outside may read of its client. */
  ai_policy: caseAiPolicy,
  /** As last read; null without a ticket or while the PSA could not be read. */
  ticket: v.nullable(ticket),
  ticket_fetched_at: v.nullable(instant),
  /** Addresses of the web and of mail, and telephone numbers, that stand in its ticket or in its flow. */
  addresses: v.array(v.string()),
  ticket_missing: v.array(v.object({ part: v.string(), why: v.string() })),
  updates: v.array(update),
  /** The account's, for a new one. */
  default_length: updateLength,
  /** The newest ones, oldest first. */
  reminders: v.array(reminder),
  turn_running: v.boolean(),
  /** Exchanges so far; updates open at two. */
  exchanges: v.number(),
})
export type SessionDetail = v.InferOutput<typeof sessionDetail>
/** What everybody who opens the case sees alike. */
export type CaseView = Omit<SessionDetail, 'may'>
/** Changed top-level keys of a detail, arrays whole, with the state_version they belong to. */
export type SessionPatch = Partial<SessionDetail> & { state_version: number }

export const newSession = v.object({
  intake_type: v.picklist(['free_text', 'psa_ticket', 'combined']),
  /** The problem in own words, or pasted notes when the PSA is away. */
  intake_content: v.optional(text(100_000)),
  psa_ticket_id: v.optional(ticketId),
  psa_connection_id: v.optional(id),
  client_name: v.optional(text(200)),
  asset_name: v.optional(text(200)),
  issue_category: v.optional(text(100)),
})

/** Null unlinks. */
export const linkedTicket = v.object({
  psa_ticket_id: v.nullable(ticketId),
  psa_connection_id: v.optional(id),
})

/**
 * An engineer's message: words, screenshots or both. Nothing of either asks for an answer to what stands unanswered,
 * as the intake does at the beginning.
 */
export const newMessage = v.object({
  content: v.optional(text(100_000), ''),
  images: v.optional(newImages),
  /** The model is not shown the images of what stands unanswered. */
  without_images: v.optional(v.boolean()),
  /** Id of the open question this answers. */
  answers: v.optional(id),
  /** Same key again: the same turn, not a second one. */
  intent_key: v.optional(id),
  /** Of whoever writes: "remind me at 3" counts in it where the account has set none. */
  time_zone: v.optional(timeZone),
})

const field = (max: number) => v.optional(v.nullable(text(max)))
export const triageChange = v.object({
  client_name: field(200),
  asset_name: field(200),
  issue_category: field(100),
  triage_hypothesis: field(300),
  evidence_items: v.optional(
    v.pipe(v.array(v.object({ text: filledText(300), status: factStatus })), v.maxLength(50)),
  ),
})

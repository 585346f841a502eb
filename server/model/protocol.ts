import * as v from 'valibot'
import { flowPlace } from '../../shared/contracts/flows.ts'

/**
 * What stands in the newest user turn and what comes back, as JSON: the same for the real model and the
 * offline one. Input schemas describe the text block; output schemas become `output_config.format`.
 * Output schemas hold no limits (the wire refuses them): lengths and counts are capped where they are applied.
 */

const flowInHand = v.object({ key: v.string(), version: v.number(), place: flowPlace })

const caseState = v.object({
  title: v.string(),
  ticket_id: v.nullable(v.string()),
  client_name: v.nullable(v.string()),
  asset_name: v.nullable(v.string()),
  issue_category: v.nullable(v.string()),
  triage_hypothesis: v.nullable(v.string()),
  /** Header fields a person typed; they cannot be changed. */
  typed_fields: v.array(v.string()),
  engineer_name: v.string(),
  minutes: v.number(),
  confidence: v.object({ tier: v.string(), score: v.number() }),
  tasks: v.array(
    v.object({
      id: v.string(),
      text: v.string(),
      state: v.string(),
      result: v.nullable(v.string()),
      by_person: v.boolean(),
    }),
  ),
  facts: v.array(v.object({ id: v.string(), text: v.string(), status: v.string(), source: v.string() })),
  question: v.nullable(
    v.object({ id: v.string(), text: v.string(), options: v.nullable(v.array(v.string())) }),
  ),
})
export type CaseState = v.InferOutput<typeof caseState>

/** `message` is '' when the case begins from its intake alone. `answers` names the question it answers. */
export const turnInput = v.object({
  task: v.literal('diagnosis'),
  message: v.string(),
  answers: v.nullable(v.object({ question_id: v.string(), text: v.string() })),
  case: caseState,
  flow: flowInHand,
})
export type TurnInput = v.InferOutput<typeof turnInput>

const nullableText = v.nullable(v.string())

/** `reply` first: it streams. Null in `header` leaves a field as it is. Ids must exist; `add` has none. */
export const turnOutput = v.object({
  reply: v.string(),
  header: v.object({
    title: nullableText,
    client_name: nullableText,
    asset_name: nullableText,
    issue_category: nullableText,
    triage_hypothesis: nullableText,
  }),
  tasks: v.array(
    v.object({
      op: v.picklist(['add', 'change', 'remove']),
      id: nullableText,
      text: nullableText,
      detail: nullableText,
      command: nullableText,
      state: v.nullable(v.picklist(['pending', 'active', 'done', 'skipped'])),
      result: nullableText,
    }),
  ),
  facts: v.array(
    v.object({
      op: v.picklist(['add', 'change', 'remove']),
      id: nullableText,
      text: nullableText,
      status: v.nullable(v.picklist(['confirmed', 'ruled_out', 'pending'])),
      /** Id of the question or task it rests on, or null. */
      source_ref: nullableText,
    }),
  ),
  /** The one question to ask next, or null to ask nothing. The same text again keeps the open question. */
  question: v.nullable(
    v.object({ text: v.string(), context: nullableText, options: v.nullable(v.array(v.string())) }),
  ),
  confidence: v.object({ tier: v.picklist(['discovery', 'exploring', 'confident']), score: v.number() }),
  /** Where we stand in the flow now, and the option of the node before that led here. */
  flow_node: nullableText,
  flow_option: nullableText,
})
export type TurnOutput = v.InferOutput<typeof turnOutput>

export const updateInput = v.object({
  task: v.literal('update'),
  audience: v.picklist(['ticket_notes', 'client_update', 'email_draft']),
  length: v.picklist(['quick', 'detailed']),
  context: v.picklist(['status']),
  session_status: v.string(),
  client_first_name: v.nullable(v.string()),
  account_name: v.string(),
  /** Time and text of the update before this one to the same audience. */
  previous: v.nullable(v.object({ at: v.string(), text: v.string() })),
  /** Id of facts and tasks that are newer than `previous`. */
  new_since_previous: v.array(v.string()),
  /** Template settings: tone, sign-off, format. */
  templates: v.object({
    client_tone: v.string(),
    client_signoff: v.string(),
    include_company_in_signoff: v.boolean(),
    ticket_notes_format: v.string(),
  }),
  case: caseState,
  flow: flowInHand,
})
export type UpdateInput = v.InferOutput<typeof updateInput>

/** `text` first: it streams. `subject` only for an e-mail. */
export const updateOutput = v.object({ text: v.string(), subject: nullableText })
export type UpdateOutput = v.InferOutput<typeof updateOutput>

import * as v from 'valibot'
import { filledText, id, instant, text } from './common.ts'

const fixOutcome = v.picklist(['applied_success', 'applied_failed', 'applied_partial'])

/**
 * A suggested fix. `proposed` with `applied_at`: it was applied and is being verified. A newer one takes its place
 * (`superseded_at`); one that worked, did not, or was dismissed is decided.
 */
export const fix = v.object({
  id,
  title: v.string(),
  /** How it is done, with its risk and the way back. */
  description: v.string(),
  script: v.nullable(v.string()),
  /** 0-100 */
  confidence: v.number(),
  status: v.picklist(['proposed', 'applied_success', 'applied_failed', 'applied_partial', 'dismissed']),
  applied_at: v.nullable(instant),
  /** When its outcome was said. */
  verified_at: v.nullable(instant),
  partial_notes: v.nullable(v.string()),
  failure_reason: v.nullable(v.string()),
  /** What the model takes the engineer's words for; a person confirms it or says "not yet". */
  ai_outcome_proposal: v.nullable(fixOutcome),
  /** The question that asks whether it helped: its answer is the outcome. */
  question_id: v.nullable(id),
  superseded_at: v.nullable(instant),
})
export type Fix = v.InferOutput<typeof fix>

/** `notes`: what worked and what did not (partial, required), or why it failed. */
export const newFixOutcome = v.variant('status', [
  v.object({ status: v.literal('applied_partial'), notes: filledText(2_000) }),
  v.object({
    status: v.picklist(['applied_success', 'applied_failed', 'dismissed']),
    notes: v.optional(text(2_000), ''),
  }),
])
export type NewFixOutcome = v.InferOutput<typeof newFixOutcome>

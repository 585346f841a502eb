import * as v from 'valibot'
import { filledText, id } from './common.ts'

/** What speaks for or against a cause: a row of the same case, or a note of its ticket by the PSA's id. */
export const causeRef = v.object({ kind: v.picklist(['fact', 'task', 'note', 'answer']), id: v.string() })
export type CauseRef = v.InferOutput<typeof causeRef>

/**
 * A competing cause. At most three are open or picked; `rank` orders them (1 is the likeliest). The leading one is the
 * case's `triage_hypothesis`. What an engineer typed, picked or struck is never reordered or taken back by the model.
 */
export const cause = v.object({
  id,
  text: v.string(),
  for: v.array(causeRef),
  against: v.array(causeRef),
  /** The cheapest check that would separate it from the others; '' when there is none. */
  test: v.string(),
  rank: v.number(),
  state: v.picklist(['open', 'picked', 'struck']),
  source: v.picklist(['engineer', 'model']),
})
export type Cause = v.InferOutput<typeof cause>

export const newCause = v.object({ text: filledText(300) })
export const causeChange = v.object({
  state: v.picklist(['open', 'picked', 'struck']),
  rank: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3))),
})

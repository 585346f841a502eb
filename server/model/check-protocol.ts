import * as v from 'valibot'
import type { Audience } from '../../shared/contracts/updates.ts'

/** `get_case` of a check: the sentences of a text, each with the ids of the records that it rests on; '' where a record does not say. */
export type CheckCase = {
  /** When the text was written, as all times here in the local time of `time_zone`. */
  now: string
  time_zone: string
  audience: Audience
  sentences: { id: string; text: string; rests_on: string[] }[]
  records: Record<'id' | 'kind' | 'text' | 'done' | 'known' | 'status' | 'outcome' | 'who' | 'at', string>[]
}

/** The order of a check: the JSON of the last text block. */
export type CheckOrder = { check: 'sentences' }

/** Sentences that their records do not hold. `looked` false: nobody looked, as where the offline model is asked. */
export const checkOutput = v.object({
  looked: v.boolean(),
  doubts: v.array(v.object({ sentence: v.string(), reason: v.string() })),
})
export type CheckOutput = v.InferOutput<typeof checkOutput>

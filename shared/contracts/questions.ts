import * as v from 'valibot'
import { id } from './common.ts'

/** What FlowPilot asks. `options` null: free text. At most one question is open. */
export const question = v.object({
  id,
  text: v.string(),
  context: v.nullable(v.string()),
  options: v.nullable(v.array(v.string())),
  answer: v.nullable(v.string()),
  /** The option the answer's own words were taken as; null where they are the option, or it is not known. */
  taken_as: v.nullable(v.string()),
  state: v.picklist(['open', 'answered', 'dropped']),
  created_at: v.string(),
})
export type Question = v.InferOutput<typeof question>

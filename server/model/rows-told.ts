import * as v from 'valibot'

/** The rows of a case as `get_case` tells them, with the short ids and no unions, as protocol.ts says. */

export const taskTold = v.object({
  id: v.string(),
  text: v.string(),
  state: v.picklist(['pending', 'active', 'done', 'skipped']),
  /** On what ground its result stands; '' where nobody spoke of it. */
  known: v.picklist(['', 'told', 'checked']),
  result: v.string(),
  /** A person worded, ticked or wrote it: words, state and result are theirs. */
  by_person: v.boolean(),
})
export type TaskTold = v.InferOutput<typeof taskTold>

export const factTold = v.object({
  id: v.string(),
  text: v.string(),
  status: v.picklist(['confirmed', 'ruled_out', 'pending']),
  known: v.picklist(['told', 'checked']),
  /** Id of the question or step it came from, or one of: ticket, engineer, model. */
  source: v.string(),
  by_person: v.boolean(),
})
export type FactTold = v.InferOutput<typeof factTold>

export const questionTold = v.object({
  id: v.string(),
  text: v.string(),
  /** [] for a question in free text. */
  options: v.array(v.string()),
  state: v.picklist(['open', 'answered', 'dropped']),
  /** The engineer's words; '' while open. */
  answer: v.string(),
  /** The option these words were taken as; '' where that is not known. */
  taken_as: v.string(),
})
export type QuestionTold = v.InferOutput<typeof questionTold>

export const causeTold = v.object({
  id: v.string(),
  text: v.string(),
  for: v.array(v.string()),
  against: v.array(v.string()),
  test: v.string(),
  state: v.picklist(['open', 'picked', 'struck']),
  /** `engineer`: a person typed or picked it; it leads. */
  source: v.picklist(['engineer', 'model']),
})

/** '' all through where no fix stands. `state`: `verifying` once a person applied it. */
export const fixTold = v.object({
  title: v.string(),
  description: v.string(),
  script: v.string(),
  state: v.picklist(['', 'proposed', 'verifying', 'success', 'failed', 'partial']),
  /** What a person said of its outcome. */
  notes: v.string(),
})
export type FixTold = v.InferOutput<typeof fixTold>

/** [] where no fork stands. `chosen`: the path that is walked; none while nobody has chosen. */
export const forkTold = v.object({
  paths: v.array(v.object({ text: v.string(), shows: v.string(), cause: v.string(), chosen: v.boolean() })),
})

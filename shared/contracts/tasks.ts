import * as v from 'valibot'
import { filledText, id, text } from './common.ts'
import { known } from './facts.ts'

export const taskState = v.picklist(['pending', 'active', 'done', 'skipped'])
export type TaskState = v.InferOutput<typeof taskState>

/** One line of the steps checklist. `position` orders (1-based, gaps allowed); at most one task is active. */
export const task = v.object({
  id,
  text: v.string(),
  detail: v.nullable(v.string()),
  command: v.nullable(v.string()),
  state: taskState,
  /** On what ground its result stands; null while nobody spoke of it. A step is done only by a person's act. */
  known: v.nullable(known),
  result: v.nullable(v.string()),
  position: v.number(),
  revision: v.number(),
  source: v.picklist(['flowpilot', 'engineer', 'flow']),
})
export type Task = v.InferOutput<typeof task>

export const newTask = v.object({
  text: filledText(200),
  detail: v.optional(text(500)),
  command: v.optional(text(1000)),
})
/** `revision` is the one that was seen; a stale one answers 409 with the current task. `position` moves the row there. */
export const taskChange = v.object({
  revision: v.pipe(v.number(), v.integer(), v.minValue(1)),
  text: v.optional(filledText(200)),
  detail: v.optional(v.nullable(text(500))),
  state: v.optional(taskState),
  result: v.optional(v.nullable(text(2000))),
  position: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
})

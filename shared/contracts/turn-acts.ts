import * as v from 'valibot'
import { reminder } from './reminders.ts'
import { audience, updateLength } from './updates.ts'

/**
 * What a message ordered of the screen it was typed on. `share`: Share Update is opened, for whom and how long as far as
 * that was said; nothing is posted by it. `post`: the draft that stands there asks for the click. `reminder`: it stands
 * already, and can be cancelled.
 */
export const turnAct = v.object({
  share: v.nullable(v.object({ audience: v.nullable(audience), length: v.nullable(updateLength) })),
  reminder: v.nullable(reminder),
  post: v.optional(v.literal(true)),
})
export type TurnAct = v.InferOutput<typeof turnAct>

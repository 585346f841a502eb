import * as v from 'valibot'
import { id, instant } from './common.ts'
import { postKind, postState } from './post-states.ts'
import { audience } from './updates.ts'

/** Why somebody is needed, the most pressing first. What is to be done about it follows from it. */
export const needKind = v.picklist(['client_waits', 'post', 'reminder', 'your_turn', 'paused_long'])

/** One thing that waits for whoever asks. */
export const need = v.object({
  kind: needKind,
  session_id: v.nullable(id),
  post_id: v.nullable(id),
  ticket_id: v.nullable(v.string()),
  title: v.nullable(v.string()),
  client_name: v.nullable(v.string()),
  /** Since when it waits. */
  since: instant,
  /** Of a client who waits: who wrote. Of my turn: the open question. */
  words: v.nullable(v.string()),
  /** Of a reminder that is due: whom the update is for. */
  audience: v.nullable(audience),
  /** Of the ticket, also where something else is more pressing. */
  post: v.nullable(v.object({ kind: postKind, state: postState })),
})
export type Need = v.InferOutput<typeof need>

export const needList = v.object({ items: v.array(need), next_cursor: v.null() })

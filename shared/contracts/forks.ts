import * as v from 'valibot'
import { id, instant } from './common.ts'

/** One way on: what is done, what it would show, and the cause that it tests ('' for none). */
const forkPath = v.object({
  id,
  text: v.string(),
  shows: v.string(),
  cause: v.string(),
  /** Chosen once, now or earlier. */
  taken: v.boolean(),
})
export type ForkPath = v.InferOutput<typeof forkPath>

/**
 * Two or three paths that are equally likely. The chosen one is walked; the others can be taken later, until a newer
 * fork takes its place or the evidence has decided (`superseded_at`).
 */
export const fork = v.object({
  id,
  paths: v.array(forkPath),
  chosen: v.nullable(
    v.object({ path_id: id, by: v.object({ user_id: id, name: v.string() }), chosen_at: instant }),
  ),
  superseded_at: v.nullable(instant),
})
export type Fork = v.InferOutput<typeof fork>

/** `instead_of`: the path that stood as chosen when this person decided; null: none did. */
export const forkChoice = v.object({ path_id: id, instead_of: v.optional(v.nullable(id), null) })
export type ForkChoice = v.InferOutput<typeof forkChoice>

import * as v from 'valibot'
import { id, instant } from './common.ts'

/** Said every ten seconds while a case is looked at; after 25 s of silence a person counts as gone. */
export const presenceChange = v.object({
  state: v.picklist(['reading', 'typing', 'gone']),
  /** Tells the tabs of one person apart: closing one leaves the others. */
  tab: v.optional(id),
})
export type PresenceChange = v.InferOutput<typeof presenceChange>
export type PresenceState = PresenceChange['state']

/** Somebody else who has the case open, once for all their surfaces; never what they type. */
export const present = v.object({
  user_id: id,
  name: v.string(),
  surface: v.picklist(['pod', 'app', 'panel']),
  state: v.picklist(['reading', 'typing']),
  since: instant,
})
export type Present = v.InferOutput<typeof present>

import * as v from 'valibot'
import { givenInstant, id, instant } from './common.ts'
import { timeZone } from './preferences.ts'
import { audience } from './updates.ts'

/**
 * That an update is due. `reason`: why it was cancelled. `note`: the same as a sentence in English.
 */
export const reminder = v.object({
  id,
  remind_at: instant,
  audience,
  status: v.picklist(['pending', 'fired', 'cancelled']),
  reason: v.nullable(v.picklist(['by_person', 'case_resolved'])),
  note: v.nullable(v.string()),
  /** Who set it, and is told. */
  created_by: v.object({ id, name: v.string() }),
})
export type Reminder = v.InferOutput<typeof reminder>

export const newReminder = v.strictObject({ remind_at: givenInstant, audience })
export type NewReminder = v.InferOutput<typeof newReminder>

/** What is left out stays. One that fired or was cancelled waits again. */
export const reminderChange = v.strictObject({ remind_at: givenInstant, audience: v.optional(audience) })
export type ReminderChange = v.InferOutput<typeof reminderChange>

/** Words of an update, from `start` to `end` in its text, that promise something by a time; `remind_at`: soon enough before. */
export const updatePromise = v.object({
  words: v.string(),
  start: v.number(),
  end: v.number(),
  at: instant,
  remind_at: instant,
})
export type UpdatePromise = v.InferOutput<typeof updatePromise>
/** In the time of `time_zone`: of the client, where a text is theirs and one is set for them, else of the account. */
export const updatePromises = v.object({ items: v.array(updatePromise), time_zone: v.string() })
export type UpdatePromises = v.InferOutput<typeof updatePromises>
/** Of whoever asks: counts where the account has set none. */
export const promisesQuery = v.object({ time_zone: v.optional(timeZone) })

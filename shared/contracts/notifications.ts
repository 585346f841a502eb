import * as v from 'valibot'
import { id, instant, pageQuery } from './common.ts'
import { postKind } from './post-states.ts'
import { timeZone } from './preferences.ts'
import { audience } from './updates.ts'

/** What somebody can be told of. */
export const notificationKinds = ['escalation', 'handoff_claimed', 'post_needs_you', 'reminder'] as const
export const notificationKind = v.picklist(notificationKinds)
export type NotificationKind = v.InferOutput<typeof notificationKind>

/**
 * `by`: whose act it was; null: nobody's. `here` false: it is about another ticket than the one that this pod stands on,
 * so its words are kept back. `read_at` is also set once there is nothing left to do about it.
 */
export const notification = v.object({
  id,
  kind: notificationKind,
  session_id: v.nullable(id),
  post_id: v.nullable(id),
  handoff_id: v.nullable(id),
  reminder_id: v.nullable(id),
  here: v.boolean(),
  ticket_id: v.nullable(v.string()),
  client_name: v.nullable(v.string()),
  title: v.nullable(v.string()),
  post_kind: v.nullable(postKind),
  /** Of a reminder: whom the update that is due is for. */
  audience: v.nullable(audience),
  by: v.nullable(v.string()),
  created_at: instant,
  seen_at: v.nullable(instant),
  read_at: v.nullable(instant),
})
export type Notification = v.InferOutput<typeof notification>

/** `browser`: the person wants the browser to say it. */
export const notificationDetail = v.object({ ...notification.entries, browser: v.boolean() })

export const notificationQuery = v.object({
  ...pageQuery,
  cursor: v.optional(id),
})
/** `unread`: how many there are, counted up to 100. */
export const notificationPage = v.object({
  items: v.array(notification),
  next_cursor: v.nullable(id),
  unread: v.number(),
})
export type NotificationPage = v.InferOutput<typeof notificationPage>

/** Up to this one, which was the newest on the screen: what came since was not looked at. */
export const notificationsUpTo = v.strictObject({ up_to: id })
export const unreadLeft = v.object({ unread: v.number() })

const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time such as 22:00.'))

/** While they last nothing is mailed: it goes when they end. They may go over midnight. */
const quietHours = v.pipe(
  v.strictObject({ from: clock, to: clock, time_zone: timeZone }),
  v.check(({ from, to }) => from !== to, 'They begin and end at different times.'),
)
export type QuietHours = v.InferOutput<typeof quietHours>

const wished = v.object({ email: v.boolean(), browser: v.boolean() })
const ofKinds = <T extends v.GenericSchema>(of: T) => ({
  escalation: of,
  handoff_claimed: of,
  post_needs_you: of,
  reminder: of,
})

/** The bell tells everything. `mail`: whether mail can reach this person at all. */
export const notificationPreferences = v.object({
  kinds: v.object(ofKinds(wished) satisfies Record<NotificationKind, unknown>),
  quiet: v.nullable(quietHours),
  mail: v.picklist(['works', 'no_address', 'no_server']),
})
export type NotificationPreferences = v.InferOutput<typeof notificationPreferences>

const change = v.optional(
  v.strictObject({ email: v.optional(v.boolean()), browser: v.optional(v.boolean()) }),
)
/** Merged: what is left out stays. `quiet` null: mail goes at any time. */
export const notificationPreferencesChange = v.strictObject({
  kinds: v.optional(v.strictObject(ofKinds(change))),
  quiet: v.optional(v.nullable(quietHours)),
})
export type NotificationPreferencesChange = v.InferOutput<typeof notificationPreferencesChange>

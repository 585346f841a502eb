import * as v from 'valibot'

const handoffOf = v.object({ handoff_id: v.string(), session_id: v.string() })

/** Payloads carry ids and revisions, never data; what a user may not read is not sent. */
export const eventPayloads = {
  'session.changed': v.object({ session_id: v.string(), state_version: v.number() }),
  'post.changed': v.object({ post_id: v.string(), session_id: v.nullable(v.string()), state: v.string() }),
  /** Whether and when anything is sent through a connection. */
  'delivery.changed': v.object({ connection_id: v.string() }),
  'ticket.changed': v.object({ ticket_id: v.string() }),
  /** Role, state or sign-ins of somebody: admins hear it, and the person, whose stream ends where it must. */
  'person.changed': v.object({ user_id: v.string() }),
  /** Of cases that are handed on: engineers hear it. `brief_ready`: a model's brief took the place of the basic one. */
  'handoff.created': handoffOf,
  'handoff.claimed': handoffOf,
  'handoff.brief_ready': handoffOf,
  'handoff.withdrawn': handoffOf,
  /** Of a person, who alone is told; null: of the account. */
  'preferences.changed': v.object({ user_id: v.nullable(v.string()) }),
  /** Of one person, who alone is told; so is the next one: theirs were read or looked at, here or elsewhere. */
  'notification.created': v.object({ notification_id: v.string() }),
  'notification.read': v.object({}),
  /** An update of a case is due: of whoever is reminded, who alone is told. */
  'reminder.due': v.object({ reminder_id: v.string(), session_id: v.string() }),
  /** Who looks at a case, or types in it. Passes by: it is never stored, so nobody who comes back hears it. */
  'presence.changed': v.object({ session_id: v.string() }),
} as const
export type EventKind = keyof typeof eventPayloads
/** Those that a transaction writes and a reader can resume by. */
export type KeptEventKind = Exclude<EventKind, 'presence.changed'>
export type EventPayload<K extends EventKind> = v.InferOutput<(typeof eventPayloads)[K]>

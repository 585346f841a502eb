import * as v from 'valibot'
import { id, instant, nameText } from './common.ts'

export const channelKinds = ['slack', 'teams'] as const
export const channelKind = v.picklist(channelKinds)
export type ChannelKind = v.InferOutput<typeof channelKind>

/** Why something did not go out, or not yet. */
export const deliveryCodes = [
  'unreached',
  'timed_out',
  'busy',
  'failing',
  'refused',
  'gone',
  'address_refused',
  'key_missing',
  'no_server',
  'person_left',
  'unwanted',
  'read_already',
  'too_old',
  'quiet_hours',
] as const
export type DeliveryCode = (typeof deliveryCodes)[number]

/** A room of Slack or Teams. Its address never comes back: `host` says where it leads. `last`: what came of the newest message. */
export const channel = v.object({
  id,
  kind: channelKind,
  name: v.string(),
  host: v.string(),
  created_at: instant,
  last: v.nullable(
    v.object({
      state: v.picklist(['waiting', 'sent', 'failed', 'dropped']),
      code: v.nullable(v.picklist(deliveryCodes)),
      at: instant,
    }),
  ),
})
export type Channel = v.InferOutput<typeof channel>
export const channelList = v.object({ items: v.array(channel), next_cursor: v.null() })

const channelUrl = v.pipe(v.string(), v.trim(), v.nonEmpty('Must not be empty.'), v.maxLength(2000))
export const newChannel = v.strictObject({ kind: channelKind, name: nameText(60), url: channelUrl })
export const channelChange = v.strictObject({ name: v.optional(nameText(60)), url: v.optional(channelUrl) })

/** `code` null: it was taken. */
export const channelTest = v.object({ code: v.nullable(v.picklist(deliveryCodes)) })

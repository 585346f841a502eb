import type { Channel, ChannelKind, DeliveryCode } from '../../shared/contracts/channels.ts'

/** Where an admin finds the address. */
export const channelKinds: Record<ChannelKind, { name: string; where: string; placeholder: string }> = {
  slack: {
    name: 'Slack',
    where: 'In Slack: your app’s Incoming Webhooks, Add New Webhook to Workspace.',
    placeholder: 'https://hooks.slack.com/services/…',
  },
  teams: {
    name: 'Teams',
    where: 'In Teams: the channel’s menu, Workflows, “Send webhook alerts to a channel”, Copy webhook link.',
    placeholder: 'https://….environment.api.powerplatform.com/…',
  },
}

/** Why a message is not there, or not yet. */
export const deliveryWords: Record<DeliveryCode, string> = {
  unreached: 'could not be reached',
  timed_out: 'did not answer',
  busy: 'asks us to slow down',
  failing: 'has a failure of its own',
  refused: 'does not take our message',
  gone: 'does not know this address any more; enter a new one',
  address_refused: 'stands at an address that is not allowed here',
  key_missing: 'has an address that cannot be opened: its key is not in SECRET_KEYS',
  no_server: 'has no server',
  person_left: 'has nobody to read it',
  unwanted: 'is not wanted',
  read_already: 'was read already',
  too_old: 'was too old to be sent',
  quiet_hours: 'waits for the end of quiet hours',
}

type Line = { words: string; tone: 'text-muted' | 'text-green' | 'text-amber' | 'text-red' }

/** What came of the newest message. */
export function lastLine({ kind, last }: Channel): Line {
  const { name } = channelKinds[kind]
  const why = last?.code ? `${name} ${deliveryWords[last.code]}` : null
  if (last === null) return { words: 'Nothing sent yet', tone: 'text-muted' }
  if (last.state === 'sent') return { words: 'Last message taken', tone: 'text-green' }
  if (last.state === 'waiting')
    return why
      ? { words: `${why}; tried again by itself`, tone: 'text-amber' }
      : { words: 'A message is on its way', tone: 'text-muted' }
  return {
    words: `Last message not sent: ${why ?? name}`,
    tone: last.state === 'failed' ? 'text-red' : 'text-muted',
  }
}

/** What came of a try by hand. */
export const testLine = (kind: ChannelKind, code: DeliveryCode | null): string =>
  code === null
    ? `${channelKinds[kind].name} took it. Look into the room.`
    : `${channelKinds[kind].name} ${deliveryWords[code]}.`

import type { ChannelKind } from '../../shared/contracts/channels.ts'
import { KeyMissing, SealBroken } from '../keys/sealing.ts'
import type { World } from '../world.ts'
import { checkChannelUrl } from './channel-url.ts'
import { type Outcome, outcomeOfStatus } from './outcome.ts'
import { type Message, slackBody, teamsBody } from './texts.ts'

export const urlPurpose = 'notification-channel'
export const answerLimitMs = 10_000

type Room = { account_id: string; kind: ChannelKind; url_sealed: string }
const bodies: Record<ChannelKind, (message: Message) => object> = { slack: slackBody, teams: teamsBody }

/** One try. It never throws, and nothing of the address is in what it answers or logs. */
export async function sendToRoom(
  world: World,
  room: Room,
  message: Message,
  limitMs = answerLimitMs,
): Promise<Outcome> {
  const url = await openAddress(world, room)
  if (typeof url !== 'string') return url
  try {
    const response = await world.outside.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(bodies[room.kind](message)),
      signal: AbortSignal.timeout(limitMs),
    })
    await response.body?.cancel()
    return outcomeOfStatus(response.status, response.headers.get('retry-after'))
  } catch (error) {
    const { name, code, cause } = error as { name?: string; code?: string; cause?: { code?: string } }
    if ((code ?? cause?.code) === 'ADDRESS_REFUSED') return { kind: 'never', code: 'address_refused' }
    world.log.warn({ kind: room.kind, code: code ?? cause?.code ?? name }, 'a room could not be reached')
    return { kind: 'later', code: name === 'TimeoutError' ? 'timed_out' : 'unreached' }
  }
}

/** The address, checked again: what may be reached can have changed since it was kept. */
async function openAddress(world: World, { account_id, kind, url_sealed }: Room): Promise<string | Outcome> {
  try {
    const url = await world.keys.unseal(urlPurpose, account_id, url_sealed)
    return checkChannelUrl(url, kind, { allowLoopback: world.config.ALLOW_LOOPBACK_PSA }).url
  } catch (error) {
    if (error instanceof KeyMissing) return { kind: 'later', code: 'key_missing' }
    return { kind: 'never', code: error instanceof SealBroken ? 'key_missing' : 'address_refused' }
  }
}

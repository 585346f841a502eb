import PQueue from 'p-queue'
import type { ChannelKind, DeliveryCode } from '../../shared/contracts/channels.ts'
import { publicUrl } from '../config.ts'
import { type DeliveryTarget, dueTargets } from '../db/system-deliveries.ts'
import { inAccount, type TransactionSql } from '../db/tx.ts'
import { redact } from '../redact/redact.ts'
import type { World } from '../world.ts'
import { endTry, putBack, type TakenDelivery, takeDeliveries } from './delivery-queries.ts'
import { afterTry, type Outcome } from './outcome.ts'
import { choicesOf, quietOf } from './preferences.ts'
import { quietUntil } from './quiet.ts'
import { answerLimitMs, sendToRoom } from './rooms.ts'
import { type Message, mailOf, messageOf, type Told } from './texts.ts'

export const deliveryWays = ['email', 'slack', 'teams'] as const
export type DeliveryWay = (typeof deliveryWays)[number]

const mostTargets = 100
const atOnce = 8
const batchSize = 20
/** Longer than a batch takes when every try of it runs into its limit. */
const leaseS = 300
const restPauseS = 60
const freshForMs = 48 * 3600_000

/** Sends what is due by one way out of the product. Each target alone: one that does not answer holds up no other. */
export async function deliverDue(
  world: World,
  via: DeliveryWay,
  signal: AbortSignal,
  limitMs = answerLimitMs,
): Promise<void> {
  const queue = new PQueue({ concurrency: atOnce })
  const targets = await dueTargets(world.db.system, via, mostTargets)
  await Promise.all(
    targets.map((target) =>
      queue.add(async () => {
        if (signal.aborted) return
        await deliverTo(world, via, target, signal, limitMs).catch((error: unknown) =>
          world.log.error(
            { err: error, via, account_id: target.account_id },
            'notifications could not be sent',
          ),
        )
      }),
    ),
  )
}

async function deliverTo(
  world: World,
  via: DeliveryWay,
  { account_id, channel_id }: DeliveryTarget,
  signal: AbortSignal,
  limitMs: number,
): Promise<void> {
  const limits = { limit: batchSize, lease_s: leaseS }
  const taken = await inAccount(world.db, account_id, (sql) =>
    takeDeliveries(sql, { via, channel_id }, limits),
  )
  for (const [at, delivery] of taken.entries()) {
    if (signal.aborted) return
    const outcome =
      via === 'email' ? await mail(world, delivery) : await post(world, account_id, via, delivery, limitMs)
    // whoever does not take this one takes none of the others now
    const rest = outcome.kind === 'later' ? taken.slice(at + 1).map(({ id }) => id) : []
    await inAccount(world.db, account_id, (sql) => write(sql, delivery, outcome, rest))
    if (outcome.kind === 'later') return
  }
}

async function write(
  sql: TransactionSql,
  delivery: TakenDelivery,
  outcome: Outcome,
  rest: readonly string[],
): Promise<void> {
  if (outcome.kind === 'quiet') return putBack(sql, [delivery.id], outcome.for_s, 'quiet_hours')
  const after = afterTry(outcome, delivery.tries)
  await endTry(sql, delivery, after)
  if (rest.length > 0 && after.code) await putBack(sql, rest, after.again_in_s ?? restPauseS, after.code)
}

async function mail(world: World, delivery: TakenDelivery): Promise<Outcome> {
  const { person, kind, choices, now, read_at } = delivery
  const unwanted = tooOld(delivery) ?? (read_at !== null ? 'read_already' : null)
  if (unwanted) return { kind: 'drop', code: unwanted }
  if (!person?.works || !person.opens || person.email === null) return { kind: 'drop', code: 'person_left' }
  if (!choicesOf(choices, kind).email) return { kind: 'drop', code: 'unwanted' }
  if (!world.mail) return { kind: 'drop', code: 'no_server' }
  const until = quietUntil(quietOf(choices), new Date(now))
  if (until) return { kind: 'quiet', for_s: (until.getTime() - Date.parse(now)) / 1000 }
  const words = mailOf(await messageFor(world, delivery), person.name)
  const sent = await world.mail.send({ to: person.email, ...words })
  if (sent === 'sent') return { kind: 'sent' }
  return sent === 'refused' ? { kind: 'never', code: 'refused' } : { kind: 'later', code: 'unreached' }
}

async function post(
  world: World,
  account_id: string,
  kind: ChannelKind,
  delivery: TakenDelivery,
  limitMs: number,
): Promise<Outcome> {
  const code = tooOld(delivery)
  if (code) return { kind: 'drop', code }
  // a room is read by everybody in it
  const title = delivery.engineers_open ? delivery.title : null
  const message = await messageFor(world, { ...delivery, title })
  return sendToRoom(world, { account_id, kind, url_sealed: delivery.url_sealed ?? '' }, message, limitMs)
}

/** What was typed as the first words of a case is its title, a password in them too. */
async function messageFor({ config }: World, told: Told): Promise<Message> {
  return messageOf({ ...told, title: told.title && (await redact(told.title)) }, publicUrl(config))
}

/** Nobody is helped by what was new two days ago. */
const tooOld = ({ now, created_at }: TakenDelivery): DeliveryCode | null =>
  Date.parse(now) - Date.parse(created_at) > freshForMs ? 'too_old' : null

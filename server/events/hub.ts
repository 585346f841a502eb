import type { Logger } from 'pino'
import type { Database, TransactionSql } from '../db/connect.ts'
import { eventChannel } from '../db/event-notices.ts'
import { listen } from '../db/listen.ts'
import { newestEvents } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { type Channel, createChannel } from './channel.ts'
import { type EventRow, eventRange, eventsAfter } from './queries.ts'
import { createSubscription, type PassingEvent, type Subscription } from './subscription.ts'

const pollMs = 1_000
/** A tab that missed more than this refetches faster than it replays. */
const longestReplay = 1_000

export type Subscriber = {
  account_id: string
  user_id: string
  may(event: PassingEvent): boolean
}

export type EventHub = {
  /** `afterSeq`: replay what came later; null: from now on. Throws Problem when the database is away. */
  subscribe(who: Subscriber, afterSeq: number | null): Promise<Subscription>
  /** Hands on what is no row: to whoever listens now in this process, and to nobody later. */
  pass(accountId: string, event: PassingEvent): void
  /** How many are open in this process. */
  streams(): number
  /** Ends every stream; new ones end at once. */
  stop(): Promise<void>
}

type HubInput = {
  db: Pick<Database, 'app' | 'notices' | 'system' | 'listener'>
  log: Logger
  streamsPerUser: number
}

/**
 * One LISTEN per process. A notification only says where to look; rows are the truth and are read in order. It is sent
 * after the commit, so the counters of accounts with open streams are also read each second: a process that died in
 * between costs that second.
 */
export async function createEventHub({ db, log, streamsPerUser }: HubInput): Promise<EventHub> {
  const channels = new Map<string, Channel>()
  let isStopped = false
  const pumpAll = () => {
    for (const channel of channels.values()) channel.pump()
  }
  const unlisten = await listen(db.listener, eventChannel, {
    onNotify: (payload) => {
      const [accountId = '', seq] = payload.split(' ')
      channels.get(accountId)?.hear(Number(seq))
    },
    onListen: pumpAll,
  })
  let isPolling = false
  const poll = async () => {
    if (channels.size === 0 || isPolling) return
    isPolling = true
    try {
      for (const { account_id, seq } of await newestEvents(db.system, [...channels.keys()]))
        channels.get(account_id)?.hear(seq)
    } catch (error) {
      log.warn({ err: error }, 'event counters could not be read, reading again')
    } finally {
      isPolling = false
    }
  }
  const polling = setInterval(poll, pollMs)
  polling.unref()

  const join = (who: Subscriber): { channel: Channel; subscription: Subscription } => {
    const channel = channels.get(who.account_id) ?? createChannel(who.account_id, { db, log })
    channels.set(who.account_id, channel)
    const subscription = createSubscription(who, () => {
      channel.subscriptions.delete(subscription)
      if (channel.subscriptions.size > 0) return
      channel.stop()
      if (channels.get(who.account_id) === channel) channels.delete(who.account_id)
    })
    channel.subscriptions.add(subscription)
    const own = [...channel.subscriptions].filter((each) => each.user_id === who.user_id)
    for (const oldest of own.slice(0, -streamsPerUser)) oldest.close('too_many')
    return { channel, subscription }
  }

  return {
    subscribe: async (who, afterSeq) => {
      const { channel, subscription } = join(who)
      try {
        const from = await inAccount(db, who.account_id, (sql) => replay(sql, afterSeq))
        subscription.begin(from)
        channel.standAt(from.position)
        if (isStopped) subscription.close('draining')
        return subscription
      } catch (error) {
        subscription.close('failed')
        throw error
      }
    },
    pass: (accountId, event) => {
      for (const subscription of channels.get(accountId)?.subscriptions ?? []) subscription.pass(event)
    },
    streams: () => {
      let open = 0
      for (const { subscriptions } of channels.values()) open += subscriptions.size
      return open
    },
    stop: async () => {
      isStopped = true
      clearInterval(polling)
      const all = [...channels.values()].flatMap((channel) => [...channel.subscriptions])
      for (const subscription of all) subscription.close('draining')
      await unlisten().catch(() => {})
    },
  }
}

type Replay = { position: number; missed: EventRow[]; isReset: boolean }

async function replay(sql: TransactionSql, afterSeq: number | null): Promise<Replay> {
  const { newest, oldest } = await eventRange(sql)
  if (afterSeq === null || afterSeq === newest) return { position: newest, missed: [], isReset: false }
  const isGap = afterSeq > newest || oldest === null || afterSeq < oldest - 1
  if (isGap || newest - afterSeq > longestReplay) return { position: newest, missed: [], isReset: true }
  const missed = await eventsAfter(sql, afterSeq, longestReplay)
  return { position: missed.at(-1)?.seq ?? afterSeq, missed, isReset: false }
}

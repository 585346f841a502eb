import type { Logger } from 'pino'
import { type AccountDb, inAccount } from '../db/tx.ts'
import { eventsAfter } from './queries.ts'
import type { Subscription } from './subscription.ts'

const pageSize = 500
const retryMs = 1_000

/** The readers of one account in this process, and how far its events were read for them. */
export type Channel = {
  readonly subscriptions: Set<Subscription>
  /** Reads what is new, or once more when it is reading already. */
  pump(): void
  /** A notification: event `seq` is there to be read. */
  hear(seq: number): void
  /** A reader stands at `seq`: nothing after it may be passed over. */
  standAt(seq: number): void
  stop(): void
}

export function createChannel(accountId: string, { db, log }: { db: AccountDb; log: Logger }): Channel {
  const subscriptions = new Set<Subscription>()
  let seq: number | undefined
  let isReading = false
  let isDirty = false
  let isStopped = false

  const readPage = async (from: number): Promise<void> => {
    isDirty = false
    const rows = await inAccount(db, accountId, (sql) => eventsAfter(sql, from, pageSize))
    for (const row of rows) for (const subscription of subscriptions) subscription.offer(row)
    // a reader that came meanwhile may have set it back
    if (seq === from) seq = rows.at(-1)?.seq ?? from
    else isDirty = true
    if (rows.length === pageSize) isDirty = true
  }
  const readAll = async (): Promise<void> => {
    isReading = true
    try {
      do await readPage(seq ?? 0)
      while (isDirty && !isStopped)
    } catch (error) {
      log.warn({ err: error }, 'events could not be read, reading again')
      if (!isStopped) setTimeout(pump, retryMs).unref()
    } finally {
      isReading = false
    }
  }
  const pump = (): void => {
    if (isStopped) return
    if (seq === undefined || isReading) isDirty = true
    else void readAll()
  }

  return {
    subscriptions,
    pump,
    hear: (heard) => {
      if (seq === undefined || heard > seq) pump()
    },
    standAt: (position) => {
      seq = Math.min(seq ?? position, position)
      pump()
    },
    stop: () => {
      isStopped = true
    },
  }
}

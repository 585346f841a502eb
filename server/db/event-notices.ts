import type { Sql } from './connection-options.ts'
import type { DatabaseLog } from './start-error.ts'

export const eventChannel = 'flowpilot_events'

const flushMs = 15
/** Longer ones are told in parts: a statement stays small however many accounts wrote. */
const accountsPerFlush = 500

/**
 * Tells every process which accounts have new events. PostgreSQL takes one lock of the whole server to commit a
 * transaction with a NOTIFY in it, so writing transactions have none: what they wrote is told after their commits,
 * many at once, by a statement of its own. Where that fails or the process dies first, `watchCounters` finds it.
 */
export type EventNotices = {
  /** After a commit: the account's events are there up to `seq`. */
  add(accountId: string, seq: number): void
  /** Tells what is not told yet. */
  flush(): Promise<void>
}

export function createEventNotices(system: Sql, log: DatabaseLog): EventNotices {
  const newest = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const told = [...newest].slice(0, accountsPerFlush)
    for (const [accountId] of told) newest.delete(accountId)
    if (newest.size > 0) plan()
    if (told.length === 0) return
    const payloads = told.map(([accountId, seq]) => `${accountId} ${seq}`)
    await system`select pg_notify(${eventChannel}, payload) from unnest(${payloads}::text[]) payload`.catch(
      (error: unknown) => log.warn({ err: error }, 'new events were not told; their readers look again'),
    )
  }
  const plan = () => {
    timer ??= setTimeout(() => void flush(), flushMs)
  }
  return {
    add: (accountId, seq) => {
      newest.set(accountId, Math.max(seq, newest.get(accountId) ?? 0))
      plan()
    },
    flush,
  }
}

import type postgres from 'postgres'
import { type Collected, writeCollected } from './collected.ts'
import type { Sql } from './connection-options.ts'
import { asProblem } from './constraints.ts'
import type { EventNotices } from './event-notices.ts'

/**
 * A transaction in an account, and what it tells at its end (`publish`, `record`). `newest_event`: the number of the
 * last event written, known once the work is done.
 */
export type TransactionSql = postgres.TransactionSql & Collected & { newest_event: number | null }

/** What inAccount needs of the database. */
export type AccountDb = { app: Sql; notices: EventNotices }

export function collecting(begun: postgres.TransactionSql): TransactionSql {
  const collected: Collected = { audit: [], events: new Map() }
  return Object.assign(begun, collected, { newest_event: null }) as TransactionSql
}

/**
 * One transaction that sees the rows of one account. Expected database failures come out as Problems.
 * Nothing outside the database may be awaited inside `work`.
 */
export async function inAccount<T>(
  { app, notices }: AccountDb,
  accountId: string,
  work: (sql: TransactionSql) => Promise<T>,
): Promise<T> {
  let newest: number | null = null
  try {
    const done = (await app.begin(async (begun) => {
      const sql = collecting(begun)
      // sent with the first query of `work` in one flight; if it fails, so does everything after it
      const scoped = sql`select set_config('app.account_id', ${accountId}, true)`.execute()
      const failed = scoped.then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      const settled = await Promise.allSettled([work(sql)])
      const failure = await failed
      if (failure) throw failure.error
      if (settled[0].status === 'rejected') throw settled[0].reason
      if (sql.events.size > 0 || sql.audit.length > 0) sql.newest_event = await writeCollected(sql, sql)
      newest = sql.newest_event
      return settled[0].value
    })) as T
    if (newest !== null) notices.add(accountId, newest)
    return done
  } catch (error) {
    throw asProblem(error)
  }
}

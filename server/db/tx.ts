import type { Sql, TransactionSql } from './connection-options.ts'
import { asProblem } from './constraints.ts'

/**
 * One transaction that sees the rows of one account. Expected database failures come out as Problems.
 * Nothing outside the database may be awaited inside `work`.
 */
export async function inAccount<T>(
  app: Sql,
  accountId: string,
  work: (sql: TransactionSql) => Promise<T>,
): Promise<T> {
  try {
    return (await app.begin(async (sql) => {
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
      return settled[0].value
    })) as T
  } catch (error) {
    throw asProblem(error)
  }
}

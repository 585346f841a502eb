import type { Database, Sql } from '../db/connect.ts'

/** Sent for all writes of some milliseconds together, whoever made them. */
const ofNobody = /pg_notify/

/** Counts what the driver sends while `work` runs: every statement, `begin` and `commit` among them. */
export async function countStatements(
  { app, system }: Pick<Database, 'app' | 'system'>,
  work: () => Promise<unknown>,
): Promise<number> {
  let count = 0
  const pools: Sql[] = [app, system]
  for (const { options } of pools)
    options.debug = (_, query) => {
      if (!ofNobody.test(query)) count++
    }
  try {
    await work()
  } finally {
    for (const { options } of pools) options.debug = false
  }
  return count
}

import { inAccount, type TransactionSql } from '../db/tx.ts'
import type { TestWorld } from './world.ts'

/**
 * How the database answers what `work` sends, in the role of the product and under its walls: for each statement the plan
 * for these values, and the one for any, which it may use from the sixth time on.
 */
export function plansOf(
  world: TestWorld,
  accountId: string,
  work: (sql: TransactionSql) => Promise<unknown>,
): Promise<string[]> {
  const sent: { query: string; parameters: unknown[] }[] = []
  const { options } = world.db.app
  return inAccount(world.db, accountId, async (sql) => {
    await sql`select 1`
    options.debug = (_, query, parameters) => sent.push({ query, parameters })
    await work(sql)
    options.debug = false
    const plans: string[] = []
    const planned = (rows: { 'QUERY PLAN': string }[]) =>
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
    for (const { query, parameters } of sent) {
      planned(await sql.unsafe(`explain (costs off) ${query}`, parameters as never[]))
      planned(await sql.unsafe(`explain (generic_plan, costs off) ${query}`))
    }
    return plans
  })
}

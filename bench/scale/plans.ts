import postgres from 'postgres'
import { optionsFromUrl, type Sql } from '../../server/db/connection-options.ts'
import { collecting, type TransactionSql } from '../../server/db/tx.ts'
import { stepsOf } from '../../server/sessions/step-queries.ts'
import { sessionViews } from '../../server/sessions/view-queries.ts'

export type Plan = { name: string; lines: string[] }

/** How the database answers the product's own statements, in the product's own role and under its walls. */
export async function plans(url: string, account: string, user: string, session: string): Promise<Plan[]> {
  let last: { query: string; parameters: unknown[] } | undefined
  const sql = postgres({
    ...optionsFromUrl(url),
    max: 1,
    debug: (_: number, query: string, parameters: unknown[]) => {
      last = { query, parameters }
    },
  } as unknown as postgres.Options<Record<string, postgres.PostgresType>>) as unknown as Sql
  const explain = async (name: string, work: (tx: TransactionSql) => Promise<unknown>): Promise<Plan> =>
    (await sql.begin(async (begun) => {
      const tx = collecting(begun)
      await tx.unsafe('set local role flowpilot_app')
      await tx`select set_config('app.account_id', ${account}, true)`
      await work(tx)
      const seen = last
      if (!seen) throw new Error('no statement was seen')
      const rows = await tx.unsafe<{ 'QUERY PLAN': string }[]>(
        `explain (analyze, costs off, timing off, buffers off) ${seen.query}`,
        seen.parameters as never[],
      )
      return { name, lines: rows.map((row) => row['QUERY PLAN']) }
    })) as Plan
  const page = { limit: 31 }
  try {
    return [
      await explain('list', (tx) => sessionViews(tx, page)),
      await explain('list, mine and active', (tx) =>
        sessionViews(tx, { ...page, handler_id: user, status: 'active' }),
      ),
      await explain('detail: the case', (tx) => sessionViews(tx, { session_id: session, limit: 1 })),
      await explain('detail: its timeline', (tx) => tx`${stepsOf(tx, session)}`),
    ]
  } finally {
    await sql.end({ timeout: 5 })
  }
}

import type { FlowDetail, FlowSummary } from '../../shared/contracts/flows.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { installFlows } from './install.ts'
import { findFlowContent, listHeads, listVersions, listWalking } from './queries.ts'
import { shippedFlows } from './shipped.ts'

const versionsAtMost = 100
const casesAtMost = 8

export function listFlows(ctx: Ctx): Promise<FlowSummary[]> {
  may(ctx, 'read')
  return tx(ctx, async (sql) => {
    await installFlows(sql, ctx.account_id)
    return headsOf(await listHeads(sql, null))
  })
}

export function readFlow(ctx: Ctx, key: string): Promise<FlowDetail> {
  may(ctx, 'read')
  return tx(ctx, async (sql) => {
    await installFlows(sql, ctx.account_id)
    return detailOf(ctx, sql, key)
  })
}

export async function detailOf(ctx: Ctx, sql: TransactionSql, key: string): Promise<FlowDetail> {
  const head = await headOf(sql, key)
  const content = head && (await findFlowContent(sql, head.id))
  if (!head || !content) throw new Problem('not_found')
  return {
    ...head,
    ...content,
    // a pod opens the case of its own ticket alone, which is on its screen
    cases: ctx.surface === 'pod' ? [] : await listWalking(sql, ctx, key, casesAtMost),
    versions: await listVersions(sql, key, versionsAtMost),
  }
}

/** What leads new cases of a key, or what would if it were not switched off. */
export async function headOf(sql: TransactionSql, key: string): Promise<FlowSummary | undefined> {
  return headsOf(await listHeads(sql, key))[0]
}

/** One row a key: the own flow before the shipped one, what is on before what is off. */
function headsOf(rows: FlowSummary[]): FlowSummary[] {
  const shipped = new Set(shippedFlows().map(({ key }) => key))
  const heads = new Map<string, FlowSummary>()
  for (const row of rows.filter((one) => !one.shipped || shipped.has(one.key))) {
    const other = heads.get(row.key)
    if (!other || (other.off && !row.off)) heads.set(row.key, row)
  }
  return [...heads.values()]
}

import { LRUCache } from 'lru-cache'
import type { Flow } from '../../shared/contracts/flows.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { findDefinitions, findFlow, type LeadingRow, listLeading } from './queries.ts'
import { shippedFlows } from './shipped.ts'

/** How old the knowledge of another process' imports may be. */
const freshMs = 30_000
const accountsAtMost = 1_000
const definitionCharactersAtMost = 64_000_000

/** What this process knows of the accounts' flows. */
export type FlowCache = {
  leading: LRUCache<string, readonly LeadingRow[]>
  /** By id of the row: a definition is never changed. */
  definitions: LRUCache<string, Flow>
  /** Counts what was changed here, so that a reading from before a change is not kept after it. */
  changes: number
}

export function createFlowCache(): FlowCache {
  return {
    leading: new LRUCache({ max: accountsAtMost, ttl: freshMs }),
    definitions: new LRUCache({
      maxSize: definitionCharactersAtMost,
      sizeCalculation: (flow) => JSON.stringify(flow).length,
    }),
    changes: 0,
  }
}

/** The flows that can lead a case of the account: its own ones, and the shipped ones that none of them replaces. */
export async function leadingFlows(ctx: Ctx, sql: TransactionSql): Promise<readonly Flow[]> {
  const rows = await leadingRows(ctx, sql)
  const own = await definitionsOf(
    ctx,
    sql,
    rows.filter(({ shipped }) => !shipped).map(({ id }) => id),
  )
  const replaced = new Set([
    ...own.map(({ key }) => key),
    ...rows.filter(({ off }) => off).map(({ key }) => key),
  ])
  return [...own, ...shippedFlows().filter(({ key }) => !replaced.has(key))]
}

/** The flow that a case walks, by its row. */
export async function knownFlow(
  { world }: Ctx,
  sql: TransactionSql,
  flowId: string,
): Promise<Flow | undefined> {
  const { definitions } = world.flows
  const known = definitions.get(flowId) ?? (await findFlow(sql, flowId))
  if (known) definitions.set(flowId, known)
  return known
}

/** To be called when a change of the account's flows is committed. */
export function forgetLeading({ world, account_id }: Ctx): void {
  world.flows.changes++
  world.flows.leading.delete(account_id)
}

async function leadingRows({ world, account_id }: Ctx, sql: TransactionSql): Promise<readonly LeadingRow[]> {
  const known = world.flows.leading.get(account_id)
  if (known) return known
  const before = world.flows.changes
  const rows = await listLeading(sql)
  if (world.flows.changes === before) world.flows.leading.set(account_id, rows)
  return rows
}

async function definitionsOf({ world }: Ctx, sql: TransactionSql, ids: string[]): Promise<Flow[]> {
  const { definitions } = world.flows
  const missing = ids.filter((id) => !definitions.has(id))
  const read = new Map<string, Flow>()
  if (missing.length > 0)
    for (const { id, definition } of await findDefinitions(sql, missing)) {
      read.set(id, definition)
      definitions.set(id, definition)
    }
  return ids.flatMap((id) => read.get(id) ?? definitions.get(id) ?? [])
}

import { v7 as newId } from 'uuid'
import type { Flow } from '../../shared/contracts/flows.ts'
import type { TransactionSql } from '../db/connect.ts'
import { findFlowId, insertFlow } from './queries.ts'
import { shippedFlows } from './shipped.ts'

/** Enters every shipped flow that the account does not have yet. Answers their ids in the shipped order. */
export async function installFlows(sql: TransactionSql, accountId: string): Promise<string[]> {
  const ids: string[] = []
  for (const flow of shippedFlows) ids.push(await flowId(sql, accountId, flow))
  return ids
}

/** The account's row of a flow, entered when it is first needed. */
export async function flowId(sql: TransactionSql, accountId: string, flow: Flow): Promise<string> {
  const known = await findFlowId(sql, flow.key, flow.version)
  if (known) return known.id
  await insertFlow(sql, { account_id: accountId, id: newId(), flow })
  const row = await findFlowId(sql, flow.key, flow.version)
  if (!row) throw new Error(`Flow ${flow.key} ${flow.version} was not entered`)
  return row.id
}

import { v7 as newId } from 'uuid'
import type { Flow } from '../../shared/contracts/flows.ts'
import type { TransactionSql } from '../db/connect.ts'
import { hashOf } from './hash.ts'
import { findFlowRow, insertFlow, listHashes, lockVersions } from './queries.ts'
import { shippedFlows } from './shipped.ts'

/** Enters every shipped flow that the account does not have yet. */
export async function installFlows(sql: TransactionSql, accountId: string): Promise<void> {
  const known = new Set((await listHashes(sql)).map(({ hash }) => hash))
  for (const flow of shippedFlows())
    if (!known.has(hashOf(flow))) await enterFlow(sql, { account_id: accountId, flow, imported_by: null })
}

/** The account's row of a flow: an imported one is there, a shipped one is entered when it is first needed. */
export async function flowId(sql: TransactionSql, accountId: string, flow: Flow): Promise<string> {
  return (await enterFlow(sql, { account_id: accountId, flow, imported_by: null })).row.id
}

type Entry = { account_id: string; flow: Flow; imported_by: string | null }

/** The row of a flow's content; entered as the next version of its key when it is not there. */
export async function enterFlow(sql: TransactionSql, entry: Entry) {
  const hash = hashOf(entry.flow)
  const known = await findFlowRow(sql, entry.flow.key, hash)
  if (known) return { row: known, isNew: false }
  await lockVersions(sql, entry.account_id, entry.flow.key)
  const isNew = await insertFlow(sql, { ...entry, id: newId(), hash })
  const row = await findFlowRow(sql, entry.flow.key, hash)
  if (!row) throw new Error(`Flow ${entry.flow.key} was not entered`)
  return { row, isNew }
}

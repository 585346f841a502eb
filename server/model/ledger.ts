import type { Sql } from 'postgres'
import { v7 as uuidv7 } from 'uuid'
import type * as v from 'valibot'
import { inAccount } from '../db/tx.ts'
import type { ModelKind, ModelRequest, ModelUsage } from './gateway.ts'
import { insertLedgerRow, tokensToday } from './queries.ts'

export type LedgerEntry = {
  kind: ModelKind
  model: string
  outcome: string
  usage: ModelUsage
  latency_ms: number
  prompt_hash: string
}

/** One row per call: what it cost whom. The budget and the bill read it. */
export async function enterCall(
  app: Sql,
  request: ModelRequest<v.GenericSchema>,
  entry: LedgerEntry,
): Promise<void> {
  const { usage, ...rest } = entry
  await inAccount(app, request.account_id, (sql) =>
    insertLedgerRow(sql, {
      id: uuidv7(),
      account_id: request.account_id,
      session_id: request.session_id,
      user_id: request.user_id,
      task: request.task,
      ...rest,
      ...usage,
    }),
  )
}

/** Whether the account's real model calls of this UTC day have used up `tokensPerDay`. */
export async function budgetSpent(app: Sql, accountId: string, tokensPerDay: number): Promise<boolean> {
  const used = await inAccount(app, accountId, (sql) => tokensToday(sql))
  return used >= tokensPerDay
}

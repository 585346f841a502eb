import type { TransactionSql } from 'postgres'
import type { ModelUsage } from './gateway.ts'

type LedgerRow = ModelUsage & {
  id: string
  account_id: string
  session_id: string | null
  user_id: string
  task: string
  kind: string
  model: string
  outcome: string
  latency_ms: number
  prompt_hash: string
}

export async function insertLedgerRow(sql: TransactionSql, row: LedgerRow): Promise<void> {
  await sql`insert into model_ledger ${sql(row)}`
}

export async function tokensToday(sql: TransactionSql): Promise<number> {
  const [row] = await sql<{ tokens: number }[]>`
    select coalesce(sum(input_tokens + output_tokens + cache_write_tokens), 0)::float8 as tokens
    from model_ledger
    where kind = 'anthropic'
      and at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'`
  return row?.tokens ?? 0
}

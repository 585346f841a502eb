import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/tx.ts'
import type { ModelUsage } from './gateway.ts'

/** One attempt: what it cost whom. */
export type LedgerRow = ModelUsage & {
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
  request_id: string | null
  stop_reason: string | null
  refusal_category: string | null
  first_text_ms: number | null
  price_micros: number | null
  budget_micros: number
}

export async function insertLedgerRows(sql: TransactionSql, rows: LedgerRow[]): Promise<void> {
  await sql`with ${addedLedgerRows(sql, rows)} select`
}

/** The rows as a part of a statement that writes more. */
export const addedLedgerRows = (sql: TransactionSql, rows: LedgerRow[]): Fragment => sql`
  added_calls as (
    insert into model_ledger (account_id, id, session_id, user_id, task, kind, model, outcome, input_tokens,
      output_tokens, thinking_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, latency_ms,
      prompt_hash, request_id, stop_reason, refusal_category, first_text_ms, price_micros, budget_micros)
    select account_id, id, session_id, user_id, task, kind, model, outcome, input_tokens,
      output_tokens, thinking_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, latency_ms,
      prompt_hash, request_id, stop_reason, refusal_category, first_text_ms, price_micros, budget_micros
    from jsonb_populate_recordset(null::model_ledger, ${sql.json(rows as never)})
  )`

/** Micro-dollars that this UTC day's calls take from the budget. */
export async function budgetUsedToday(sql: TransactionSql): Promise<number> {
  const [row] = await sql<{ micros: number }[]>`
    select coalesce(sum(budget_micros), 0)::float8 as micros
    from model_ledger
    where kind = 'anthropic'
      and at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'`
  return row?.micros ?? 0
}

export type Spending = {
  calls_today: number
  micros_today: number
  calls_month: number
  micros_month: number
  unpriced_calls: number
  prompt_tokens: number
  cache_read_tokens: number
}

/** Calls of the real model in this UTC month. */
export async function spendingThisMonth(sql: TransactionSql): Promise<Spending> {
  const [row] = await sql<Spending[]>`
    select count(*) filter (where m.today)::int as calls_today,
      coalesce(sum(m.price_micros) filter (where m.today), 0)::float8 as micros_today,
      count(*)::int as calls_month,
      coalesce(sum(m.price_micros), 0)::float8 as micros_month,
      count(*) filter (where m.price_micros is null)::int as unpriced_calls,
      coalesce(sum(m.input_tokens + m.cache_read_tokens + m.cache_write_tokens), 0)::float8 as prompt_tokens,
      coalesce(sum(m.cache_read_tokens), 0)::float8 as cache_read_tokens
    from (
      select l.*, l.at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc' as today
      from model_ledger l
      where l.kind = 'anthropic'
        and l.at >= date_trunc('month', now() at time zone 'utc') at time zone 'utc'
    ) m`
  return row as Spending
}

import type { TransactionSql } from '../db/connect.ts'

/** When each fact of a case was written and each step of it done, by their ids. */
export async function timesOfRows(sql: TransactionSql, sessionId: string): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; at: string }[]>`
    select id, created_at as at from ai_session_facts where session_id = ${sessionId} and deleted_at is null
    union all
    select id, done_at as at from ai_session_tasks
    where session_id = ${sessionId} and deleted_at is null and done_at is not null`
  return new Map(rows.map(({ id, at }) => [id, at]))
}

import type { TransactionSql } from '../db/connect.ts'

/** `who`: of a step, whoever ticked it. */
export type RowDone = { at: string; who: string | null }

/** When each fact of a case was written, and when and by whom each step of it was done, by their ids. */
export async function rowsDone(sql: TransactionSql, sessionId: string): Promise<Map<string, RowDone>> {
  const rows = await sql<(RowDone & { id: string })[]>`
    select id, created_at as at, null as who from ai_session_facts
    where session_id = ${sessionId} and deleted_at is null
    union all
    select t.id, t.done_at as at, u.name as who
    from ai_session_tasks t left join users u on u.account_id = t.account_id and u.id = t.done_by
    where t.session_id = ${sessionId} and t.deleted_at is null and t.done_at is not null`
  return new Map(rows.map(({ id, at, who }) => [id, { at, who }]))
}

import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'

/** From when to when the case `s` was paused. */
export const pausesOf = (sql: TransactionSql): Fragment => sql`
  coalesce((select json_agg(json_build_object('from', began_at, 'to', ended_at) order by began_at)
    from ai_session_pauses where session_id = s.id), '[]')`

export const pausedNow = (sql: TransactionSql): Fragment => sql`status = 'paused', paused_at = now()`
export const resumedNow = (sql: TransactionSql): Fragment => sql`status = 'active', paused_at = null`

export async function insertPause(
  sql: TransactionSql,
  row: { account_id: string; session_id: string },
): Promise<void> {
  await sql`insert into ai_session_pauses (account_id, session_id) values (${row.account_id}, ${row.session_id})`
}

/** now() may be from before a pause that was waited for. */
export const endedPause = (sql: TransactionSql, sessionId: string): Fragment => sql`
  update ai_session_pauses set ended_at = greatest(began_at, now())
  where session_id = ${sessionId} and ended_at is null`

/** A case that was parked and is taken up again waits no more. */
export const endedPark = (sql: TransactionSql, sessionId: string): Fragment => sql`
  update handoffs set withdrawn_at = now()
  where session_id = ${sessionId} and intent = 'park' and claimed_at is null and withdrawn_at is null`

/** Until now, while the case was closed: nobody worked on it. */
export async function insertPastPause(
  sql: TransactionSql,
  { account_id, session_id, began_at }: { account_id: string; session_id: string; began_at: string },
): Promise<void> {
  await sql`
    insert into ai_session_pauses (account_id, session_id, began_at, ended_at)
    values (${account_id}, ${session_id}, ${began_at}, greatest(${began_at}::timestamptz, now()))
    on conflict do nothing`
}

import type { Reminder } from '../../shared/contracts/reminders.ts'
import type { TransactionSql } from '../db/connect.ts'

export async function setWaiting(
  sql: TransactionSql,
  reminderId: string,
  { remind_at, audience }: Pick<Reminder, 'remind_at' | 'audience'>,
): Promise<void> {
  await sql`
    update reminders set status = 'pending', reason = null, ended_at = null, remind_at = ${remind_at},
      audience = ${audience}
    where id = ${reminderId}`
}

export async function setCancelled(sql: TransactionSql, reminderId: string): Promise<void> {
  await sql`
    update reminders set status = 'cancelled', reason = 'by_person', ended_at = now() where id = ${reminderId}`
}

/** Those that wait in a case which is over; answers the ids of these and of those that fired in it. */
export async function cancelPending(
  sql: TransactionSql,
  sessionId: string,
): Promise<{ id: string; was_pending: boolean }[]> {
  return sql<{ id: string; was_pending: boolean }[]>`
    with cancelled as (
      update reminders set status = 'cancelled', reason = 'case_resolved', ended_at = now()
      where session_id = ${sessionId} and status = 'pending' returning id
    )
    select id, true as was_pending from cancelled
    union all
    select id, false from reminders where session_id = ${sessionId} and status = 'fired'`
}

export type DueReminder = {
  id: string
  session_id: string
  created_by: string
  current_handler_id: string
  client_name: string | null
  title: string
}

/**
 * Reminders whose time has come, taken together with their cases. Nothing is waited for: what another process fires, or a
 * person changes at this moment, is left to it, or to the next time.
 */
export async function takeDue(sql: TransactionSql, limit: number): Promise<DueReminder[]> {
  return sql<DueReminder[]>`
    select r.id, r.session_id, r.created_by, s.current_handler_id, s.client_name, s.title
    from reminders r join ai_sessions s on s.account_id = r.account_id and s.id = r.session_id
    where r.status = 'pending' and r.remind_at <= now()
    order by r.remind_at, r.id limit ${limit}
    for no key update of r, s skip locked`
}

export async function setFired(sql: TransactionSql, ids: readonly string[]): Promise<void> {
  await sql`update reminders set status = 'fired', ended_at = now() where id = any(${[...ids]}::uuid[])`
}

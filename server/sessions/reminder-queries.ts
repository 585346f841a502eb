import type { Reminder } from '../../shared/contracts/reminders.ts'
import type { Audience } from '../../shared/contracts/updates.ts'
import { type Fragment, withInstants } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'

export type ReminderRow = Omit<Reminder, 'note'>

/** Of reminder `r`, set by `u`. */
export const reminderColumns = (sql: TransactionSql): Fragment => sql`
  r.id, r.remind_at, r.audience, r.status, r.reason, json_build_object('id', u.id, 'name', u.name) as created_by`

export const reminderPeople = (sql: TransactionSql): Fragment => sql`
  join users u on u.account_id = r.account_id and u.id = r.created_by`

const mostShown = 30

/** Those that wait and the newest others, oldest first. */
export const remindersOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select id, remind_at, audience, status, reason, created_by from (
    select ${reminderColumns(sql)} from reminders r ${reminderPeople(sql)}
    where r.session_id = ${sessionId} order by r.status = 'pending' desc, r.created_at desc, r.id desc limit ${mostShown}
  ) shown order by remind_at, id`

const notes = { by_person: 'Reminder cancelled', case_resolved: 'Reminder cancelled, case resolved' } as const

export function reminderView(row: ReminderRow): Reminder {
  return { ...withInstants(row), note: row.reason && notes[row.reason] }
}

export async function insertReminder(
  sql: TransactionSql,
  row: Pick<Reminder, 'id' | 'remind_at' | 'audience'> & {
    account_id: string
    session_id: string
    created_by: string
  },
): Promise<void> {
  await sql`insert into reminders ${sql(row)}`
}

export async function findReminder(
  sql: TransactionSql,
  sessionId: string,
  reminderId: string,
): Promise<ReminderRow | undefined> {
  const [row] = await sql<ReminderRow[]>`
    select ${reminderColumns(sql)} from reminders r ${reminderPeople(sql)}
    where r.session_id = ${sessionId} and r.id = ${reminderId}`
  return row
}

export async function countPending(sql: TransactionSql, sessionId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from reminders where session_id = ${sessionId} and status = 'pending'`
  return row?.count ?? 0
}

/** Those that fired in a case and that an update for this reader meets: what a client reads meets all, a note internal ones. */
export async function metBy(sql: TransactionSql, sessionId: string, audience: Audience): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from reminders where session_id = ${sessionId} and status = 'fired'
      and (audience = 'ticket_notes' or ${audience} <> 'ticket_notes')`
  return rows.map(({ id }) => id)
}

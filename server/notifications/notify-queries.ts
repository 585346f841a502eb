import type { NotificationKind } from '../../shared/contracts/notifications.ts'
import type { TransactionSql } from '../db/connect.ts'
import { kindRows } from './kinds.ts'

type NewRows = {
  account_id: string
  by: string | null
  kind: NotificationKind
  rows: readonly {
    id: string
    /** Null: for the rooms of the account. */
    user_id: string | null
    session_id: string | null
    post_id?: string
    handoff_id?: string
    reminder_id?: string
  }[]
}

/**
 * One statement: the rows, an e-mail for each person who wants one, and a message for each room of the account. Answers
 * the rows of people that are new.
 */
export async function insertNotifications(
  sql: TransactionSql,
  { account_id, by, kind, rows }: NewRows,
): Promise<{ id: string; user_id: string }[]> {
  return sql<{ id: string; user_id: string }[]>`
    with made as (
      insert into notifications (account_id, id, user_id, kind, session_id, post_id, handoff_id, reminder_id, by_user_id)
      select ${account_id}::uuid, w.id, w.user_id, ${kind}, w.session_id, w.post_id, w.handoff_id, w.reminder_id,
        ${by}::uuid
      from jsonb_to_recordset(${sql.json(rows as never)}) as w (id uuid, user_id uuid, session_id uuid, post_id uuid,
        handoff_id uuid, reminder_id uuid)
      where case when w.user_id is null then exists (select from notification_channels)
        else exists (select from users u where u.id = w.user_id and u.active) end
      on conflict do nothing
      returning account_id, id, user_id
    ), mailed as (
      insert into notification_deliveries (account_id, notification_id, via)
      select m.account_id, m.id, 'email' from made m join users u on u.id = m.user_id
      where u.email is not null and ${wantsMail(sql, kind)}
    ), in_rooms as (
      insert into notification_deliveries (account_id, notification_id, via, channel_id)
      select c.account_id, m.id, c.kind, c.id from notification_channels c, made m where m.user_id is null
    )
    select id, user_id from made where user_id is not null`
}

/** Of person `u`: what they chose for this kind. */
export const wantsMail = (sql: TransactionSql, kind: NotificationKind) =>
  sql`coalesce((u.preferences #> ${['notifications', `${kind}.email`]}::text[])::boolean, ${kindRows[kind].email})`

type About = { kind: NotificationKind } & (
  | { post_id: string }
  | { handoff_id: string }
  | { reminder_ids: readonly string[] }
)

/** Answers whom it was told and had not read it. */
export async function readAbout(sql: TransactionSql, about: About): Promise<string[]> {
  const which =
    'post_id' in about
      ? sql`post_id = ${about.post_id}`
      : 'handoff_id' in about
        ? sql`handoff_id = ${about.handoff_id}`
        : sql`reminder_id = any(${[...about.reminder_ids]}::uuid[])`
  const rows = await sql<{ user_id: string | null }[]>`
    update notifications set read_at = now()
    where kind = ${about.kind} and read_at is null and ${which}
    returning user_id`
  return rows.flatMap(({ user_id }) => user_id ?? [])
}

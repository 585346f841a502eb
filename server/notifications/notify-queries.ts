import type { NotificationKind } from '../../shared/contracts/notifications.ts'
import type { TransactionSql } from '../db/connect.ts'
import { kindRows } from './kinds.ts'
import type { News } from './notify.ts'

type NewRows = {
  account_id: string
  by: string | null
  news: News
  rows: readonly { id: string; user_id: string }[]
}

/**
 * One statement: the rows, an e-mail for each person who wants one, and one message for each room of the account. Answers
 * the rows that are new.
 */
export async function insertNotifications(
  sql: TransactionSql,
  { account_id, by, news, rows }: NewRows,
): Promise<{ id: string; user_id: string }[]> {
  const { kind, session_id } = news
  const post_id = 'post_id' in news ? news.post_id : null
  const handoff_id = 'handoff_id' in news ? news.handoff_id : null
  return sql<{ id: string; user_id: string }[]>`
    with made as (
      insert into notifications (account_id, id, user_id, kind, session_id, post_id, handoff_id, by_user_id)
      select ${account_id}::uuid, w.id, w.user_id, ${kind}, ${session_id}::uuid, ${post_id}::uuid,
        ${handoff_id}::uuid, ${by}::uuid
      from jsonb_to_recordset(${sql.json(rows as never)}) as w (id uuid, user_id uuid)
      join users u on u.id = w.user_id and u.active
      on conflict do nothing
      returning account_id, id, user_id
    ), mailed as (
      insert into notification_deliveries (account_id, notification_id, via)
      select m.account_id, m.id, 'email' from made m join users u on u.id = m.user_id
      where u.email is not null and ${wantsMail(sql, kind)}
    ), in_rooms as (
      insert into notification_deliveries (account_id, notification_id, via, channel_id)
      select c.account_id, first.id, c.kind, c.id from notification_channels c,
        (select id from made order by id limit 1) first
      where ${kindRows[kind].rooms}
    )
    select id, user_id from made`
}

/** Of person `u`: what they chose for this kind. */
export const wantsMail = (sql: TransactionSql, kind: NotificationKind) =>
  sql`coalesce((u.preferences #> ${['notifications', `${kind}.email`]}::text[])::boolean, ${kindRows[kind].email})`

/** Answers whom it was told and had not read it. */
export async function readAbout(
  sql: TransactionSql,
  about: { kind: NotificationKind; post_id?: string; handoff_id?: string },
): Promise<string[]> {
  const { kind, post_id = null, handoff_id = null } = about
  const rows = await sql<{ user_id: string }[]>`
    update notifications set read_at = now()
    where kind = ${kind} and read_at is null
      and ${post_id === null ? sql`handoff_id = ${handoff_id}` : sql`post_id = ${post_id}`}
    returning user_id`
  return rows.map(({ user_id }) => user_id)
}

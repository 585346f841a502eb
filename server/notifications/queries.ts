import type { Notification, NotificationKind } from '../../shared/contracts/notifications.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { onBoardOf } from '../tickets/board-queries.ts'

export type NotificationRow = Omit<Notification, 'here'> & { kind: NotificationKind }

const countedUpTo = 100
type Fragment = ReturnType<typeof onBoardOf>

/** What a notification `n` is about: its case `c`, its post `p`, whose act it was. */
export const about = (sql: TransactionSql) => sql`
  left join ai_sessions c on c.account_id = n.account_id and c.id = n.session_id
  left join posts p on p.account_id = n.account_id and p.id = n.post_id
  left join reminders r on r.account_id = n.account_id and r.id = n.reminder_id
  left join users b on b.account_id = n.account_id and b.id = n.by_user_id`

/** Its case, or where it has none the ticket of its post as last read, stands on a board that this person opens. */
export const onBoardOpenTo = (sql: TransactionSql, person: { id: Fragment; role: Fragment }) => sql`exists (
  select from (
    select c.psa_ticket_id, c.psa_board_id, c.user_id, c.current_handler_id where c.id is not null
    union all
    select p.ticket_id, (select t.context #>> '{ticket,board,id}' from ticket_snapshots t
      where t.connection_id = p.connection_id and t.ticket_id = p.ticket_id), p.user_id, p.user_id
    where c.id is null and p.id is not null) s
  where ${onBoardOf(sql, person)})`

/** Those of this person that are theirs to see now. */
function ofPerson(sql: TransactionSql, { user }: Pick<Ctx, 'user'>) {
  const person = { id: sql`${user.id}::uuid`, role: sql`${user.role}::text` }
  return sql`${about(sql)} where n.user_id = ${user.id} and ${onBoardOpenTo(sql, person)}`
}

const shown = (sql: TransactionSql) => sql`
  n.id, n.kind, n.session_id, n.post_id, n.handoff_id, n.reminder_id, n.created_at, n.seen_at, n.read_at,
  coalesce(c.psa_ticket_id, p.ticket_id) as ticket_id, c.client_name, c.title, p.kind as post_kind, r.audience,
  b.name as by`

/** Newest first. `after`: id of the last one of the page before. */
export async function listNotifications(
  sql: TransactionSql,
  who: Pick<Ctx, 'user'>,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<NotificationRow[]> {
  return sql<NotificationRow[]>`
    select ${shown(sql)} from notifications n ${ofPerson(sql, who)}
      ${after ? sql`and n.id < ${after}` : sql``}
    order by n.id desc limit ${limit}`
}

export async function findNotification(
  sql: TransactionSql,
  who: Pick<Ctx, 'user'>,
  id: string,
): Promise<NotificationRow | undefined> {
  const [row] = await sql<NotificationRow[]>`
    select ${shown(sql)} from notifications n ${ofPerson(sql, who)} and n.id = ${id}`
  return row
}

export async function countUnread(sql: TransactionSql, who: Pick<Ctx, 'user'>): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select from notifications n ${ofPerson(sql, who)} and n.read_at is null limit ${countedUpTo}) u`
  return row?.count ?? 0
}

/** This one, or it and all before it. True where one was not read yet. */
export async function markRead(
  sql: TransactionSql,
  { user_id, id, and_before }: { user_id: string; id: string; and_before: boolean },
): Promise<boolean> {
  const read = await sql`
    update notifications set read_at = now(), seen_at = coalesce(seen_at, now())
    where user_id = ${user_id} and id ${and_before ? sql`<=` : sql`=`} ${id} and read_at is null`
  return read.count > 0
}

/** Unless the same was told again since, and that is unread. */
export async function markUnread(
  sql: TransactionSql,
  { user_id, id }: { user_id: string; id: string },
): Promise<boolean> {
  const unread = await sql`
    update notifications n set read_at = null where user_id = ${user_id} and id = ${id} and read_at is not null
      and not exists (
        select from notifications o where o.user_id = n.user_id and o.kind = n.kind and o.read_at is null
          and coalesce(o.post_id, o.handoff_id, o.reminder_id) = coalesce(n.post_id, n.handoff_id, n.reminder_id))`
  return unread.count > 0
}

export async function markSeen(
  sql: TransactionSql,
  { user_id, id }: { user_id: string; id: string },
): Promise<void> {
  await sql`
    update notifications set seen_at = now() where user_id = ${user_id} and id <= ${id} and seen_at is null`
}

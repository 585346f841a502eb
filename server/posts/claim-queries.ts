import type { TransactionSql } from '../db/connect.ts'
import type { PostRow } from './post-row.ts'
import type { StoredPost } from './queries.ts'

/** A row that is due to be sent and that nobody else is claiming right now. */
export async function takeDuePost(sql: TransactionSql, postId: string): Promise<StoredPost | undefined> {
  const [row] = await sql<StoredPost[]>`
    select *, now() as now from posts where id = ${postId} and state = 'ready' and send_after <= now()
    for update skip locked`
  return row
}

export type TicketTraffic = { sending: boolean; older_due: string | null; connection_health: string }

/** What goes before this post: a note of the same ticket on its way, or an older one whose time has come. */
export async function ticketTraffic(sql: TransactionSql, post: PostRow): Promise<TicketTraffic> {
  const [row] = await sql<TicketTraffic[]>`
    select
      exists (select from posts s where s.connection_id = ${post.connection_id} and s.ticket_id = ${post.ticket_id}
        and s.state = 'sending') as sending,
      (select o.id from posts o where o.connection_id = ${post.connection_id} and o.ticket_id = ${post.ticket_id}
        and o.state = 'ready' and o.send_after <= now()
        and (o.created_at, o.id) < (select p.created_at, p.id from posts p where p.id = ${post.id})
        order by o.created_at, o.id limit 1) as older_due,
      (select c.health from connections c where c.id = ${post.connection_id}) as connection_health`
  return row as TicketTraffic
}

export async function markSending(
  sql: TransactionSql,
  postId: string,
  { owner, lease_s, settle_s }: { owner: string; lease_s: number; settle_s: number },
): Promise<StoredPost> {
  const [row] = await sql<StoredPost[]>`
    update posts set state = 'sending', attempt = attempt + 1, owner = ${owner}, sent_at = now(),
      lease_until = now() + make_interval(secs => ${lease_s}),
      settle_until = now() + make_interval(secs => ${settle_s}),
      check_at = null, explanation = 'Sending to ConnectWise.', updated_at = now()
    where id = ${postId} returning *, now() as now`
  return row as StoredPost
}

/** Seconds left under this claim; undefined when the row is not held by it any more. */
export async function leaseLeft(
  sql: TransactionSql,
  claim: Pick<PostRow, 'id' | 'owner' | 'attempt'>,
): Promise<number | undefined> {
  const [row] = await sql<{ left_s: number }[]>`
    select extract(epoch from lease_until - clock_timestamp())::float8 as left_s from posts
    where id = ${claim.id} and state = 'sending' and owner = ${claim.owner} and attempt = ${claim.attempt}`
  return row?.left_s
}

export async function connectionHealth(
  sql: TransactionSql,
  connectionId: string,
): Promise<string | undefined> {
  const [row] = await sql<{ health: string }[]>`select health from connections where id = ${connectionId}`
  return row?.health
}

/** Oldest first, so that two processes take the same order of locks. */
export async function blockedPosts(
  sql: TransactionSql,
  connectionId: string,
  limit: number,
): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select id from posts where connection_id = ${connectionId} and state = 'blocked' order by created_at, id limit ${limit}`
}

export async function postponeBlocked(
  sql: TransactionSql,
  connectionId: string,
  seconds: number,
): Promise<void> {
  await sql`
    update posts set check_at = now() + make_interval(secs => ${seconds})
    where connection_id = ${connectionId} and state = 'blocked'`
}

/** True when this puts it on hold now. Keys that were renewed since the refusal are given their own chance. */
export async function holdConnection(
  sql: TransactionSql,
  connectionId: string,
  reason: string,
  refusedAt: string,
): Promise<boolean> {
  const held = await sql`
    update connections set health = 'on_hold', health_reason = ${reason}
    where id = ${connectionId} and health <> 'on_hold' and keys_changed_at <= ${refusedAt}`
  return held.count > 0
}

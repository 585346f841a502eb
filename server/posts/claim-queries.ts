import type { TransactionSql } from '../db/connect.ts'
import { silenceS } from '../db/epoch.ts'
import type { Breaker } from './breaker.ts'
import type { PostRow } from './post-row.ts'
import type { StoredPost } from './queries.ts'

/** A row that is due to be sent and that nobody else is claiming right now. */
export async function takeDuePost(sql: TransactionSql, postId: string): Promise<StoredPost | undefined> {
  const [row] = await sql<StoredPost[]>`
    select *, now() as now from posts where id = ${postId} and state = 'ready' and send_after <= now()
    for update skip locked`
  return row
}

export type Traffic = {
  /** A note of the same ticket is on its way. */
  sending: boolean
  /** An older note of the same ticket whose time has come. */
  older_due: string | null
  connection_health: string
  breaker: Pick<Breaker, 'state' | 'unreadable_count' | 'busy_count'> | null
  /** The connection takes nothing now, or another post is trying whether it does. */
  halted: boolean
  /** The present life of the database, null before its first. */
  epoch: number | null
  /** Somebody looked a moment ago that it is still this life. */
  epoch_is_kept: boolean
}

/** What goes before this post, and what stands in its way. */
export async function trafficOf(sql: TransactionSql, post: PostRow): Promise<Traffic> {
  const [row] = await sql<Traffic[]>`
    select
      exists (select from posts s where s.connection_id = ${post.connection_id} and s.ticket_id = ${post.ticket_id}
        and s.state = 'sending') as sending,
      (select o.id from posts o where o.connection_id = ${post.connection_id} and o.ticket_id = ${post.ticket_id}
        and o.state = 'ready' and o.send_after <= now()
        and (o.created_at, o.id) < (select p.created_at, p.id from posts p where p.id = ${post.id})
        order by o.created_at, o.id limit 1) as older_due,
      (select c.health from connections c where c.id = ${post.connection_id}) as connection_health,
      (select to_jsonb(b) from (select state, unreadable_count, busy_count from breakers
        where connection_id = ${post.connection_id}) b) as breaker,
      coalesce((select b.state = 'open' or b.paused_until > now()
          or (b.state = 'half_open' and b.trial_until > now() and b.trial_post_id <> ${post.id})
        from breakers b where b.connection_id = ${post.connection_id}), false) as halted,
      (select e.number from epochs e) as epoch,
      coalesce((select
        case when e.timeline is null then true else e.timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8) end
        and (select max(beat_at) from heartbeats) > now() - make_interval(secs => ${silenceS})
        from epochs e), false) as epoch_is_kept`
  return row as Traffic
}

/** What a look must know of the life of the database and of its connection. */
export async function lookTraffic(
  sql: TransactionSql,
  connectionId: string,
): Promise<Pick<Traffic, 'epoch' | 'breaker'>> {
  const [row] = await sql<Pick<Traffic, 'epoch' | 'breaker'>[]>`
    select (select e.number from epochs e) as epoch,
      (select to_jsonb(b) from (select state, unreadable_count, busy_count from breakers
        where connection_id = ${connectionId}) b) as breaker`
  return row as Pick<Traffic, 'epoch' | 'breaker'>
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

/** Oldest first, so that two processes take the same order of locks; none while its connection is not well. */
export async function releasablePosts(
  sql: TransactionSql,
  connectionId: string,
  limit: number,
): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select p.id from posts p join connections c on c.id = p.connection_id
    where p.connection_id = ${connectionId} and p.state = 'blocked' and c.health = 'ok'
    order by p.created_at, p.id limit ${limit}`
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

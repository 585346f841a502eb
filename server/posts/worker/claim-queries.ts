import type { Role } from '../../../shared/contracts/accounts.ts'
import type { TransactionSql } from '../../db/connect.ts'
import { silenceS } from '../../db/epoch.ts'
import { isHeld } from '../../db/posts-at-their-end.ts'
import type { Breaker } from '../breaker/breaker.ts'
import type { PostRow } from '../machine/row.ts'
import type { StoredPost } from '../queries.ts'

export type Traffic = {
  /** A write of the same ticket is on its way. */
  sending: boolean
  /** Another post of the ticket has to come to its end first. */
  held: boolean
  /** An older post of the same ticket whose time has come. */
  older_due: string | null
  connection_health: string
  breaker: Pick<Breaker, 'state' | 'unreadable_count' | 'busy_count'> | null
  /** Other posts of the connection wait for their next try because the PSA was not reached. */
  others_not_reached: boolean
  /** The connection takes nothing now, or another post is trying whether it does. */
  halted: boolean
  /** The present life of the database, null before its first. */
  epoch: number | null
  /** What the account says of rights, and the role of who asked for this post. */
  write_rights: unknown
  asker_role: Role
  /** Somebody looked a moment ago that it is still this life. */
  epoch_is_kept: boolean
}

/** What goes before post `p`, and what stands in its way. */
const trafficOf = (sql: TransactionSql) => sql`
  select
    exists (select from posts s where s.connection_id = p.connection_id and s.ticket_id = p.ticket_id
      and s.state = 'sending') as sending,
    ${isHeld(sql)} as held,
    (select o.id from (select p.*) self, lateral (
      select p.* from posts p where p.connection_id = self.connection_id and p.ticket_id = self.ticket_id
        and p.state = 'ready' and p.send_after <= now() and (p.created_at, p.id) < (self.created_at, self.id)
        and not ${isHeld(sql)}
      order by p.created_at, p.id limit 1) o) as older_due,
    (select c.health from connections c where c.id = p.connection_id) as connection_health,
    (select to_jsonb(b) from (select state, unreadable_count, busy_count from breakers
      where connection_id = p.connection_id) b) as breaker,
    exists (select from posts w where w.connection_id = p.connection_id and w.state = 'ready'
      and w.reason = 'psa_not_reached' and w.send_after > now()) as others_not_reached,
    coalesce((select b.state = 'open' or b.paused_until > now()
        or (b.state = 'half_open' and b.trial_until > now() and b.trial_post_id <> p.id)
      from breakers b where b.connection_id = p.connection_id), false) as halted,
    (select e.number from epochs e) as epoch,
    (select a.write_rights from accounts a where a.account_id = p.account_id) as write_rights,
    (select u.role from users u where u.account_id = p.account_id and u.id = coalesce(p.asked_by, p.user_id)) as asker_role,
    coalesce((select
      case when e.timeline is null then true else e.timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8) end
      and (select max(beat_at) from heartbeats) > now() - make_interval(secs => ${silenceS})
      from epochs e), false) as epoch_is_kept`

export type DueWithTraffic = { post: StoredPost; traffic: Traffic }

/** A row that is due to be sent, as it stands, and its traffic. */
export async function findDuePost(sql: TransactionSql, postId: string): Promise<DueWithTraffic | undefined> {
  const [row] = await sql<(StoredPost & { traffic: Traffic })[]>`
    select p.*, now() as now, (select to_jsonb(t) from (${trafficOf(sql)}) t) as traffic
    from posts p where p.id = ${postId} and p.state = 'ready' and p.send_after <= now()`
  return row && apart(row)
}

/**
 * The same row taken, unless somebody else is claiming it right now. The lock comes before the traffic is read, and is one
 * that a row referring to this one (a second click's intent key) does not stand in the way of.
 */
export async function takeDuePost(sql: TransactionSql, postId: string): Promise<DueWithTraffic | undefined> {
  const [row] = await sql<(StoredPost & { traffic: Traffic })[]>`
    with p as materialized (
      select * from posts where id = ${postId} and state = 'ready' and send_after <= now() for no key update skip locked)
    select p.*, now() as now, (select to_jsonb(t) from (${trafficOf(sql)}) t) as traffic from p`
  return row && apart(row)
}

const apart = ({ traffic, ...post }: StoredPost & { traffic: Traffic }): DueWithTraffic => ({ post, traffic })

/** The present life of the database, null before its first. */
export async function currentEpoch(sql: TransactionSql): Promise<number | null> {
  const [row] = await sql<{ number: number }[]>`select number from epochs`
  return row?.number ?? null
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
      check_at = null, explanation = null, reason = 'sending', reason_params = null, reason_at = clock_timestamp(),
      updated_at = now(), revision = revision + 1
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

/** Those that wait for their next try because the PSA was not reached; oldest first, as above. */
export async function postsNotReached(
  sql: TransactionSql,
  connectionId: string,
  limit: number,
): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select id from posts where connection_id = ${connectionId} and state = 'ready' and reason = 'psa_not_reached'
      and send_after > now()
    order by created_at, id limit ${limit}`
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

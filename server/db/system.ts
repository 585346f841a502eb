import type { Role } from '../../shared/contracts/accounts.ts'
import type { Sql } from './connection-options.ts'
import { isHeld } from './posts-at-their-end.ts'

/**
 * What crosses accounts stands here, in `system-providers.ts`, `system-deliveries.ts` and `system-reminders.ts`: every query runs as flowpilot_system, which may read only the columns
 * granted in the migrations. What it finds is then worked as the app role of its account.
 */

export async function findAccountByKey(system: Sql, key: string): Promise<string | undefined> {
  const [row] = await system<{ account_id: string }[]>`select account_id from accounts where key = ${key}`
  return row?.account_id
}

export async function findAccountByPodKey(system: Sql, podKey: string): Promise<string | undefined> {
  const [row] = await system<{ account_id: string }[]>`
    select account_id from accounts where pod_key = ${podKey}`
  return row?.account_id
}

export async function allAccounts(system: Sql): Promise<{ account_id: string; key: string }[]> {
  return system`select account_id, key from accounts order by account_id`
}

export async function findUserByEmail(
  system: Sql,
  email: string,
): Promise<{ account_id: string; id: string } | undefined> {
  const [row] = await system<{ account_id: string; id: string }[]>`
    select account_id, id from users where lower(email) = lower(${email})`
  return row
}

/** The row behind a secret that somebody brings, by its hash. */
export async function findByToken(
  system: Sql,
  table: 'refresh_tokens' | 'oauth_codes' | 'password_links' | 'sign_in_challenges',
  hash: string,
): Promise<{ account_id: string; id: string } | undefined> {
  const [row] = await system<{ account_id: string; id: string }[]>`
    select account_id, id from ${system(table)}
    where ${system(table === 'oauth_codes' ? 'code_hash' : 'token_hash')} = ${hash}`
  return row
}

export type SignedInRow = {
  id: string
  name: string
  role: Role
  active: boolean
  token_epoch: number
  /** False once the family of refresh tokens that the token came with has ended. */
  family_is_open: boolean
}

/** What every request asks first: one statement, where a transaction in its account would be four. */
export async function findSignedIn(
  system: Sql,
  { account_id, user_id, family_id }: { account_id: string; user_id: string; family_id: string | null },
): Promise<SignedInRow | undefined> {
  const [row] = await system<SignedInRow[]>`
    select u.id, u.name, u.role, u.active, u.token_epoch, ${family_id}::uuid is null or exists (
      select 1 from refresh_tokens r
      where r.account_id = u.account_id and r.family_id = ${family_id}::uuid and r.user_id = u.id
        and r.revoked_at is null) as family_is_open
    from users u where u.account_id = ${account_id} and u.id = ${user_id}`
  return row
}

/** People whose password everybody knows, because the demo gave it to them. */
export async function activeDemoPeople(system: Sql): Promise<{ account_id: string; email: string | null }[]> {
  return system`select account_id, email from users where demo and active order by email limit 100`
}

export type SigningKeyRow = {
  kid: string
  public_jwk: Record<string, unknown>
  private_sealed: string
  created_at: string
}

export async function liveSigningKeys(system: Sql): Promise<SigningKeyRow[]> {
  return system`
    select kid, public_jwk, private_sealed, created_at from signing_keys
    where retired_at is null order by created_at desc, kid`
}

/** Adds a key unless another process just did, and retires all but the two newest. */
export async function addSigningKey(
  system: Sql,
  row: Omit<SigningKeyRow, 'created_at'>,
  newerThanSeconds: number,
): Promise<boolean> {
  return system.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(7246019)`
    const added = await sql`
      insert into signing_keys (kid, public_jwk, private_sealed)
      select ${row.kid}, ${sql.json(row.public_jwk as never)}, ${row.private_sealed}
      where not exists (
        select 1 from signing_keys
        where retired_at is null and created_at > now() - make_interval(secs => ${newerThanSeconds}))`
    await sql`
      update signing_keys set retired_at = now()
      where retired_at is null and kid not in (
        select kid from signing_keys where retired_at is null order by created_at desc, kid limit 2)`
    return added.count > 0
  })
}

/** How far the events of these accounts go; an account without any is left out. */
export async function newestEvents(
  system: Sql,
  accountIds: readonly string[],
): Promise<{ account_id: string; seq: number }[]> {
  return system`select account_id, seq from event_counters where account_id = any(${[...accountIds]}::uuid[])`
}

export type DuePost = {
  account_id: string
  id: string
  connection_id: string
  state: string
  /** What is to be done: `send`, `look`, `hold` (its connection is well again), `audit`. */
  queue: string | null
}
export type PostsInHand = { connections: string[]; posts: string[] }

/** So many of a connection's oldest are looked through for different tickets. */
const depth = 50

/**
 * Posts whose time has come and that no other post holds, the first of each account before the second of any, looks
 * before sendings before audits. Of several that wait for one ticket only the first is due, none while another of that ticket is on its
 * way, and nothing is sent where a connection takes nothing. Costs the same however many rows wait.
 */
export async function duePosts(system: Sql, limit: number, inHand: PostsInHand): Promise<DuePost[]> {
  return system<DuePost[]>`
    with recursive places as (
      (select account_id, connection_id from posts where queue is not null order by 1, 2 limit 1)
      union all
      select n.account_id, n.connection_id from places p cross join lateral (
        select account_id, connection_id from posts
        where queue is not null and (account_id, connection_id) > (p.account_id, p.connection_id)
        order by 1, 2 limit 1) n
    ), doors as (
      select p.account_id, p.connection_id, c.health = 'ok' as is_well,
        coalesce(b.state = 'open' or b.paused_until > now()
          or (b.state = 'half_open' and b.trial_until > now()), false) as is_halted
      from places p
      join connections c on c.account_id = p.account_id and c.id = p.connection_id
      left join breakers b on b.account_id = p.account_id and b.connection_id = p.connection_id
      where p.connection_id <> all (${inHand.connections}::uuid[])
    ), due as (
      select d.account_id, d.connection_id, w.* from doors d
      cross join lateral (values ('look', 1, true), ('send', 2, not d.is_halted), ('hold', 3, d.is_well), ('audit', 4, true))
        as q (queue, rank, is_open)
      cross join lateral (
        select p.id, p.state, p.queue, p.ticket_id, p.due_at, q.rank from posts p
        where q.is_open and p.account_id = d.account_id and p.connection_id = d.connection_id
          and p.queue = q.queue and p.due_at <= now() and p.id <> all (${inHand.posts}::uuid[])
          and (p.queue <> 'send' or not exists (
            select 1 from posts s where s.account_id = p.account_id and s.connection_id = p.connection_id
              and s.ticket_id = p.ticket_id and s.state = 'sending'))
          and (p.queue <> 'send' or not ${isHeld(system)})
        order by p.due_at, p.id limit ${depth}) w
    ), first_of_ticket as (
      select *, row_number() over (
        partition by account_id, connection_id, case when queue = 'send' then ticket_id else id::text end
        order by due_at, id) as turn
      from due
    ), lined_up as (
      select *, row_number() over (partition by account_id, queue order by due_at, id) as place
      from first_of_ticket where turn = 1
    )
    select account_id, id, connection_id, state, queue from lined_up order by place, rank, due_at, id limit ${limit}`
}

/** Seconds until something of the outbox falls due that is not due yet; null when nothing is planned. */
export async function secondsToNextPost(system: Sql): Promise<number | null> {
  const [row] = await system<{ seconds: number | null }[]>`
    select extract(epoch from min(at) - now())::float8 as seconds from (
      select (select min(p.due_at) from posts p where p.queue = q.queue and p.due_at > now()) as at
      from (values ('look'), ('send'), ('audit')) as q (queue)
      union all
      select min(t.at) from breakers b cross join lateral (values
        (case when b.state = 'open' then b.probe_at end),
        (case when b.state = 'half_open' then b.trial_until end),
        (b.paused_until)) as t (at)
      where t.at > now()
    ) as next`
  return row?.seconds ?? null
}

/** Connections that answered unreliably and are to be asked now whether they answer again. */
export async function dueProbes(
  system: Sql,
  limit: number,
): Promise<{ account_id: string; connection_id: string }[]> {
  return system<{ account_id: string; connection_id: string }[]>`
    select account_id, connection_id from breakers
    where state = 'open' and probe_at <= now() order by probe_at limit ${limit}`
}

/** A row per recurring job of the whole cluster, made by whoever comes first. */
export async function planJob(system: Sql, key: string): Promise<void> {
  await system`
    insert into jobs (id, kind, key) values (gen_random_uuid(), 'recurring', ${key})
    on conflict (key) where key is not null do nothing`
}

/** The fence of the claim, or undefined while it is not due or another process is at it. */
export async function claimJob(
  system: Sql,
  claim: { key: string; owner: string; leaseS: number },
): Promise<number | undefined> {
  const [row] = await system<{ attempts: number }[]>`
    update jobs set owner = ${claim.owner}, attempts = attempts + 1, lease_until = now() + make_interval(secs => ${claim.leaseS})
    where id = (
      select id from jobs
      where key = ${claim.key} and run_at <= now() and (lease_until is null or lease_until < now())
      for update skip locked)
    returning attempts`
  return row?.attempts
}

export async function finishJob(
  system: Sql,
  done: { key: string; attempts: number; last_error: string | null; againInMs: number },
): Promise<void> {
  await system`
    update jobs set owner = null, lease_until = null, last_error = ${done.last_error},
      run_at = now() + make_interval(secs => ${(done.againInMs * 0.9) / 1000})
    where key = ${done.key} and attempts = ${done.attempts}`
}

/** Cases whose turn has not been heard of for its whole lease. */
export async function staleTurns(system: Sql): Promise<{ account_id: string; session_id: string }[]> {
  return system<{ account_id: string; session_id: string }[]>`
    select account_id, session_id from turns where lease_until < now() order by lease_until limit 100`
}

/** Cases that were changed since their said words were read, the newest change first. */
export async function casesBehindInWords(
  system: Sql,
  limit: number,
): Promise<{ account_id: string; id: string }[]> {
  return system<{ account_id: string; id: string }[]>`
    select account_id, id from ai_sessions where words_version < state_version order by updated_at desc limit ${limit}`
}

import type { Sql } from './connection-options.ts'

/**
 * The one file that crosses accounts: every query here runs as flowpilot_system, which may read only the columns
 * granted in the migrations. What it finds is then worked as the app role of its account.
 */

export type Hits = { count: number; retry_after_s: number }

export async function countHit(system: Sql, bucket: string, windowSeconds: number): Promise<Hits> {
  const [row] = await system<Hits[]>`
    insert into rate_limits (bucket, window_start, count)
    values (${bucket}, to_timestamp(floor(extract(epoch from now()) / ${windowSeconds}::int) * ${windowSeconds}::int), 1)
    on conflict (bucket, window_start) do update set count = rate_limits.count + 1
    returning count,
      ceil(extract(epoch from window_start) + ${windowSeconds}::int - extract(epoch from now()))::int as retry_after_s`
  return row ?? { count: 1, retry_after_s: windowSeconds }
}

/** What turned out to be no failure counts no more. */
export async function takeBackHit(system: Sql, bucket: string, windowSeconds: number): Promise<void> {
  await system`
    update rate_limits set count = greatest(count - 1, 0)
    where bucket = ${bucket}
      and window_start = to_timestamp(floor(extract(epoch from now()) / ${windowSeconds}::int) * ${windowSeconds}::int)`
}

export async function readHits(system: Sql, bucket: string, windowSeconds: number): Promise<Hits> {
  const [row] = await system<Hits[]>`
    select count, ceil(extract(epoch from window_start) + ${windowSeconds}::int - extract(epoch from now()))::int as retry_after_s
    from rate_limits
    where bucket = ${bucket}
      and window_start = to_timestamp(floor(extract(epoch from now()) / ${windowSeconds}::int) * ${windowSeconds}::int)`
  return row ?? { count: 0, retry_after_s: windowSeconds }
}

export async function findAccountByKey(system: Sql, key: string): Promise<string | undefined> {
  const [row] = await system<{ account_id: string }[]>`select account_id from accounts where key = ${key}`
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

export async function findRefreshToken(
  system: Sql,
  tokenHash: string,
): Promise<{ account_id: string; id: string } | undefined> {
  const [row] = await system<{ account_id: string; id: string }[]>`
    select account_id, id from refresh_tokens where token_hash = ${tokenHash}`
  return row
}

export async function findOauthCode(
  system: Sql,
  codeHash: string,
): Promise<{ account_id: string; id: string } | undefined> {
  const [row] = await system<{ account_id: string; id: string }[]>`
    select account_id, id from oauth_codes where code_hash = ${codeHash}`
  return row
}

export async function findIdentity(
  system: Sql,
  identity: { issuer: string; subject: string },
): Promise<{ account_id: string; id: string } | undefined> {
  const [row] = await system<{ account_id: string; id: string }[]>`
    select account_id, user_id as id from user_identities
    where issuer = ${identity.issuer} and subject = ${identity.subject}`
  return row
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
 * Posts whose time has come, the first of each account before the second of any, looks before sendings before
 * audits. Of several that wait for one ticket only the first is due, none while another of that ticket is on its
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

export async function pruneRateLimits(system: Sql): Promise<void> {
  await system`
    delete from rate_limits where (bucket, window_start) in (
      select bucket, window_start from rate_limits where window_start < now() - interval '1 day' limit 10000)`
}

/** Cases whose turn has not been heard of for its whole lease. */
export async function staleTurns(system: Sql): Promise<{ account_id: string; id: string }[]> {
  return system<{ account_id: string; id: string }[]>`
    select account_id, id from ai_sessions
    where turn_id is not null and turn_lease_until < now()
    order by turn_lease_until limit 100`
}

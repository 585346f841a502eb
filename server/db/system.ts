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

export type DuePost = { account_id: string; id: string; connection_id: string; state: string }
export type PostsInHand = { connections: string[]; posts: string[] }

/**
 * Posts whose time has come, the first of each account before the second of any. Of several that wait for one
 * ticket only the first is due, and none while another of that ticket is on its way.
 */
export async function duePosts(system: Sql, limit: number, inHand: PostsInHand): Promise<DuePost[]> {
  return system<DuePost[]>`
    with due as (
      (select distinct on (account_id, connection_id, ticket_id) account_id, id, connection_id, state, send_after as due_at
      from posts p
      where state = 'ready' and send_after <= now() and not exists (
        select 1 from posts s where s.account_id = p.account_id and s.connection_id = p.connection_id
          and s.ticket_id = p.ticket_id and s.state = 'sending')
      order by account_id, connection_id, ticket_id, id)
      union all
      select account_id, id, connection_id, state, lease_until from posts
      where state = 'sending' and lease_until <= now()
      union all
      select account_id, id, connection_id, state, check_at from posts
      where state in ('uncertain', 'checking', 'posted', 'blocked') and check_at <= now()
    ), queued as (
      select *, row_number() over (partition by account_id order by due_at, id) as place from due
      where connection_id <> all (${inHand.connections}::uuid[]) and id <> all (${inHand.posts}::uuid[])
    )
    select account_id, id, connection_id, state from queued order by place, due_at, id limit ${limit}`
}

/** Seconds until the next post falls due that is not due yet; null when none is waiting. */
export async function secondsToNextPost(system: Sql): Promise<number | null> {
  const [row] = await system<{ seconds: number | null }[]>`
    select extract(epoch from min(at) - now())::float8 as seconds from (
      select min(send_after) as at from posts where state = 'ready' and send_after > now()
      union all
      select min(lease_until) from posts where state = 'sending' and lease_until > now()
      union all
      select min(check_at) from posts
      where state in ('uncertain', 'checking', 'posted', 'blocked') and check_at > now()
    ) as next`
  return row?.seconds ?? null
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

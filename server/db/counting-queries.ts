import type { Sql } from './connection-options.ts'

/** What limits count, over all processes and of no account, as flowpilot_system. */

/** `retry_after_s` is counted from the moment of the answer: whoever waited for another's count began before its window. */
export type Hits = { count: number; retry_after_s: number }

/** Counts in a window of `windowSeconds` that begins with the first hit of its bucket. */
export async function countHit(system: Sql, bucket: string, windowSeconds: number): Promise<Hits> {
  const [row] = await system<Hits[]>`
    insert into limit_counts as c (bucket, ends_at, count)
    values (${bucket}, now() + make_interval(secs => ${windowSeconds}::int), 1)
    on conflict (bucket) do update set ${oneMore(system)}
    returning count, greatest(1, ceil(extract(epoch from ends_at - clock_timestamp())))::int as retry_after_s`
  return row ?? { count: 1, retry_after_s: windowSeconds }
}

type Window = { bucket: string; windowSeconds: number }

/** Counts in the first bucket and, unless it is full, in the second. */
export async function countBoth(
  system: Sql,
  first: Window & { max: number },
  second: Window,
): Promise<Hits[]> {
  return system<Hits[]>`
    with first as (
      insert into limit_counts as c (bucket, ends_at, count)
      values (${first.bucket}, now() + make_interval(secs => ${first.windowSeconds}::int), 1)
      on conflict (bucket) do update set ${oneMore(system)}
      returning count, ends_at
    ), second as (
      insert into limit_counts as c (bucket, ends_at, count)
      select ${second.bucket}, now() + make_interval(secs => ${second.windowSeconds}::int), 1
      from first where first.count <= ${first.max}
      on conflict (bucket) do update set ${oneMore(system)}
      returning count, ends_at
    )
    select count, greatest(1, ceil(extract(epoch from ends_at - clock_timestamp())))::int as retry_after_s
    from (select 1 as place, * from first union all select 2, * from second) counted order by place`
}

/** In a window that is over the first hit begins another one. */
const oneMore = (system: Sql) => system`
  count = case when c.ends_at <= now() then 1 else c.count + 1 end,
  ends_at = case when c.ends_at <= now() then excluded.ends_at else c.ends_at end`

/** What turned out to be no failure counts no more. Locked in the order given, which is that of the counting. */
export async function takeBackHits(system: Sql, buckets: string[]): Promise<void> {
  await system`
    update limit_counts c set count = greatest(c.count - 1, 0)
    from (
      select bucket from limit_counts where bucket = any(${buckets}) and ends_at > now()
      order by array_position(${buckets}::text[], bucket) for update
    ) held
    where c.bucket = held.bucket`
}

/** What is counted in the window that is open; null where none is. */
export async function readHits(system: Sql, bucket: string): Promise<Hits | null> {
  const [row] = await system<Hits[]>`
    select count, greatest(1, ceil(extract(epoch from ends_at - clock_timestamp())))::int as retry_after_s
    from limit_counts where bucket = ${bucket} and ends_at > now()`
  return row ?? null
}

/**
 * Counts a try of a password; null when it may be made, else the seconds it has to wait, and then it counts as none.
 * From `free` tries within an hour of each other on, each makes the next one wait: `firstWaitS`, then twice as long
 * each time, a quarter of an hour at most. Whether it is held is asked of the clock: of two tries at once the second
 * began before the first was written, and would find itself held by it.
 */
export async function takeTry(
  system: Sql,
  { bucket, free, firstWaitS }: { bucket: string; free: number; firstWaitS: number },
): Promise<number | null> {
  const waitS = system`case when c.tries < ${free}::int then 0
    else least(900, ${firstWaitS}::int * power(2, least(c.tries - ${free}::int, 10))) end`
  const [taken] = await system`
    insert into password_tries as t (bucket, tries, held_until)
    select ${bucket}, c.tries, now() + make_interval(secs => ${waitS}) from (values (1)) as c (tries)
    on conflict (bucket) do update set tried_at = now(), (tries, held_until) = (
      select c.tries, now() + make_interval(secs => ${waitS})
      from (values (case when t.tried_at < now() - interval '1 hour' then 1 else t.tries + 1 end)) as c (tries))
    where t.held_until <= clock_timestamp()
    returning 1`
  if (taken) return null
  const [held] = await system<{ seconds: number }[]>`
    select ceil(extract(epoch from held_until - now()))::int as seconds from password_tries where bucket = ${bucket}`
  return Math.max(1, held?.seconds ?? 1)
}

/** It was no wrong try: it counts no more, and nothing waits for it. */
export async function takeBackTry(system: Sql, bucket: string): Promise<void> {
  await system`
    update password_tries set tries = greatest(tries - 1, 0), held_until = now() where bucket = ${bucket}`
}

export async function forgetTries(system: Sql, bucket: string): Promise<void> {
  await system`delete from password_tries where bucket = ${bucket}`
}

export async function pruneCounts(system: Sql): Promise<void> {
  await system`
    delete from limit_counts where bucket in (select bucket from limit_counts where ends_at < now() limit 10000)`
  await system`
    delete from password_tries where bucket in (
      select bucket from password_tries where tried_at < now() - interval '1 day' limit 10000)`
}

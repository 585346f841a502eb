import type { TransactionSql } from 'postgres'
import type { Sql } from './connection-options.ts'

/** With nobody's heartbeat for this long, the data may come from a backup or from a server that lagged. */
export const silenceS = 600
const heartbeatsKeptS = 3_600
const lockKey = 7_246_020

export type Epoch = { number: number; raised_because: string | null }

/**
 * One heartbeat of this process, and a look whether the database is still the one that everybody last heard of. A new
 * number says that it may have lost its newest rows: what they said to be unsent may have been sent.
 */
export async function keepEpoch(system: Sql, processId: string): Promise<Epoch> {
  const identity = await identityOf(system)
  const timeline = await timelineOf(system)
  return (await system.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(${lockKey})`
    const known = await knownEpoch(sql)
    const raised_because = known ? whyNew(known, { identity, timeline }) : null
    const number = (known?.number ?? 1) + (raised_because ? 1 : 0)
    if (!known || raised_because)
      await sql`
        insert into epochs (number, identity, timeline, reason)
        values (${number}, ${identity}, ${timeline}, ${raised_because ?? 'first start'})
        on conflict (only_row) do update set number = excluded.number, identity = excluded.identity,
          timeline = excluded.timeline, changed_at = now(), reason = excluded.reason`
    await sql`
      insert into heartbeats (process_id) values (${processId})
      on conflict (process_id) do update set beat_at = now()`
    await sql`delete from heartbeats where beat_at < now() - make_interval(secs => ${heartbeatsKeptS})`
    return { number, raised_because }
  })) as Epoch
}

type Known = { number: number; identity: string; timeline: string | null; silent_s: number | null }

async function knownEpoch(sql: TransactionSql): Promise<Known | undefined> {
  const [row] = await sql<Known[]>`
    select number, identity, timeline,
      (select extract(epoch from now() - max(beat_at))::float8 from heartbeats) as silent_s
    from epochs`
  return row
}

function whyNew(known: Known, now: { identity: string; timeline: string | null }): string | null {
  if (known.identity !== now.identity) return 'the database is another one'
  if (known.timeline !== now.timeline) return 'the database has another timeline'
  return known.silent_s === null || known.silent_s > silenceS ? 'nobody was heard of for long' : null
}

/** The server and the database in it; where the server does not tell its number, the database alone. */
async function identityOf(system: Sql): Promise<string> {
  const [database] = await system<{ oid: string }[]>`
    select oid::text as oid from pg_database where datname = current_database()`
  const server = await unlessRefused(
    system<{ number: string }[]>`select system_identifier::text as number from pg_control_system()`,
  )
  return `${server?.number ?? ''}/${database?.oid}`
}

/** Null where a hosted PostgreSQL does not tell; then only the heartbeats do. */
async function timelineOf(system: Sql): Promise<string | null> {
  const row = await unlessRefused(
    system<{ timeline: string }[]>`select left(pg_walfile_name(pg_current_wal_lsn()), 8) as timeline`,
  )
  return row?.timeline ?? null
}

/** No right, not supported, not there: never a connection that broke. */
const refusals = ['42501', '0A000', '42883']

async function unlessRefused<T>(query: PromiseLike<readonly T[]>): Promise<T | undefined> {
  try {
    return (await query)[0]
  } catch (error) {
    if (refusals.includes(String((error as { code?: unknown }).code))) return undefined
    throw error
  }
}

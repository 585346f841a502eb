import type { Sql } from '../db/connect.ts'
import { isAtItsEnd } from '../db/posts-at-their-end.ts'

export type Counted = { name: string; count: number }

/** Posts that are not at their end; those that are grow without end and are not counted. */
export async function openPosts(system: Sql): Promise<Counted[]> {
  return system<Counted[]>`
    select state as name, count(*)::int as count from posts
    where not ${isAtItsEnd(system)} group by state`
}

export async function queueAges(system: Sql): Promise<{ name: string; seconds: number }[]> {
  return system<{ name: string; seconds: number }[]>`
    select q.queue as name, greatest(0, coalesce(extract(epoch from now() - (
      select min(p.due_at) from posts p where p.queue = q.queue)), 0))::float8 as seconds
    from (values ('send'), ('look'), ('audit')) as q (queue)`
}

export async function heldBackConnections(system: Sql): Promise<Counted[]> {
  return system<Counted[]>`
    select 'keys_refused' as name, count(*)::int as count from connections where health <> 'ok'
    union all select 'unreliable', count(*)::int from breakers where state <> 'closed'
    union all select 'asked_to_wait', count(*)::int from breakers where paused_until > now()`
}

export async function databaseConnections(listener: Sql): Promise<Counted[]> {
  return listener<Counted[]>`
    select coalesce(state, 'unknown') as name, count(*)::int as count from pg_stat_activity
    where application_name = 'flowpilot' and datname = current_database() group by 1`
}

export async function emptyQuestion(app: Sql): Promise<void> {
  await app`select 1`
}

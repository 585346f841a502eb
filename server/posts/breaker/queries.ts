import type { TransactionSql } from '../../db/connect.ts'
import type { PostRow } from '../machine/row.ts'
import type { Breaker } from './breaker.ts'

export type StoredBreaker = Breaker & { now: string }
export type Place = { account_id: string; connection_id: string }

export async function findBreaker(
  sql: TransactionSql,
  connectionId: string,
): Promise<StoredBreaker | undefined> {
  const [row] = await sql<StoredBreaker[]>`
    select *, clock_timestamp() as now from breakers where connection_id = ${connectionId}`
  return row
}

/** The row, made where there was none, as nobody can change it until this transaction ends. */
export async function lockBreaker(
  sql: TransactionSql,
  { account_id, connection_id }: Place,
): Promise<StoredBreaker | undefined> {
  await sql`
    insert into breakers (account_id, connection_id)
    select account_id, id from connections where account_id = ${account_id} and id = ${connection_id}
    on conflict do nothing`
  const [row] = await sql<StoredBreaker[]>`
    select *, clock_timestamp() as now from breakers where connection_id = ${connection_id} for update`
  return row
}

export async function updateBreaker(
  sql: TransactionSql,
  connectionId: string,
  set: Partial<Breaker>,
): Promise<void> {
  const fields = { ...set, ...(set.cause ? { cause: sql.json(set.cause) } : {}) }
  await sql`update breakers set ${sql(fields as never)} where connection_id = ${connectionId}`
}

/** Posts that became uncertain in this window, and since the breaker is as it is. */
export async function countUncertain(
  sql: TransactionSql,
  connectionId: string,
  windowS: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from posts
    where connection_id = ${connectionId} and uncertain_at > greatest(now() - make_interval(secs => ${windowS}),
      (select since from breakers where connection_id = ${connectionId}))`
  return row?.count ?? 0
}

/** False when it is another post's turn to try whether the connection works again. */
export async function beginTrial(sql: TransactionSql, post: PostRow, seconds: number): Promise<boolean> {
  const begun = await sql`
    update breakers set trial_post_id = ${post.id}, trial_until = now() + make_interval(secs => ${seconds})
    where connection_id = ${post.connection_id} and state = 'half_open'
      and (trial_until is null or trial_until <= now() or trial_post_id = ${post.id})`
  return begun.count > 0
}

/** True for one process: the others find the next time of asking moved on. */
export async function beginProbe(
  sql: TransactionSql,
  connectionId: string,
  seconds: number,
): Promise<boolean> {
  const begun = await sql`
    update breakers set probe_at = now() + make_interval(secs => ${seconds})
    where connection_id = ${connectionId} and state = 'open' and probe_at <= now()`
  return begun.count > 0
}

/** Posts whose surfaces show that they wait; enough of them for whoever is looking. */
export async function waitingPosts(
  sql: TransactionSql,
  connectionId: string,
  limit: number,
): Promise<Pick<PostRow, 'id' | 'session_id' | 'state'>[]> {
  return sql<Pick<PostRow, 'id' | 'session_id' | 'state'>[]>`
    select id, session_id, state from posts
    where connection_id = ${connectionId} and state = 'ready' order by created_at desc limit ${limit}`
}

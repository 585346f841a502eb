import type { TransactionSql } from '../db/connect.ts'
import type { ConnectionRow } from './queries.ts'

/** Which list of a PSA; `board_id` is '' but for statuses. */
export type WhichList = { kind: 'boards' | 'statuses' | 'work_types'; board_id: string }

export async function findKeptList(
  sql: TransactionSql,
  connectionId: string,
  { kind, board_id }: WhichList,
): Promise<{ items: unknown; fetched_at: string } | undefined> {
  const [row] = await sql<{ items: unknown; fetched_at: string }[]>`
    select items, fetched_at from psa_lists
    where connection_id = ${connectionId} and kind = ${kind} and board_id = ${board_id}`
  return row
}

/**
 * Keeps the newer of two answers. `of`: the connection as it was asked through; one that was removed, or has another
 * site or other keys since, keeps nothing of the former.
 */
export async function keepList(
  sql: TransactionSql,
  of: Pick<ConnectionRow, 'id' | 'keys_changed_at'>,
  { kind, board_id, items, age_s }: WhichList & { items: readonly object[]; age_s: number },
): Promise<void> {
  await sql`
    insert into psa_lists (account_id, connection_id, kind, board_id, items, fetched_at)
    select account_id, id, ${kind}, ${board_id}, ${sql.json(items as never)}, now() - make_interval(secs => ${age_s})
    from connections
    where id = ${of.id} and date_trunc('milliseconds', keys_changed_at) = ${of.keys_changed_at} for share
    on conflict (account_id, connection_id, kind, board_id)
      do update set items = excluded.items, fetched_at = excluded.fetched_at
      where psa_lists.fetched_at < excluded.fetched_at`
}

/** Of more lists of statuses than these the oldest go. */
export async function dropOldLists(sql: TransactionSql, connectionId: string, most: number): Promise<void> {
  await sql`
    delete from psa_lists where connection_id = ${connectionId} and kind = 'statuses' and fetched_at < (
      select fetched_at from psa_lists where connection_id = ${connectionId} and kind = 'statuses'
      order by fetched_at desc offset ${most - 1} limit 1)`
}

/** Another site has other lists. */
export async function forgetLists(sql: TransactionSql, connectionId: string): Promise<void> {
  await sql`delete from psa_lists where connection_id = ${connectionId}`
}

/** Whether each of these was read within so many seconds. */
export async function listsAreYoung(
  sql: TransactionSql,
  connectionId: string,
  lists: readonly WhichList[],
  withinSeconds: number,
): Promise<boolean> {
  const [row] = await sql<{ young: boolean }[]>`
    select count(*) = ${lists.length} as young from psa_lists
    where connection_id = ${connectionId} and fetched_at > now() - make_interval(secs => ${withinSeconds})
      and (kind, board_id) in (select * from jsonb_to_recordset(${sql.json(lists as never)}) as l (kind text, board_id text))`
  return row?.young ?? false
}

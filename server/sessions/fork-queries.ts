import type { Fork, ForkPath } from '../../shared/contracts/forks.ts'
import { type Fragment, withInstants } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'
import { mostForks } from './parts/fork.ts'

/** Oldest first. */
export const forksOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select id, paths, chosen, superseded_at
  from (
    select f.id, f.paths, f.superseded_at, f.created_at,
      case when f.chosen_path_id is not null then jsonb_build_object('path_id', f.chosen_path_id,
        'by', jsonb_build_object('user_id', f.chosen_by, 'name', u.name), 'chosen_at', f.chosen_at) end as chosen
    from ai_session_forks f left join users u on u.account_id = f.account_id and u.id = f.chosen_by
    where f.session_id = ${sessionId} order by f.created_at desc, f.id desc limit ${mostForks}
  ) newest order by created_at, id`

export const forkFrom = (row: Fork): Fork => ({
  ...withInstants(row),
  chosen: row.chosen && withInstants(row.chosen),
})

export async function findFork(
  sql: TransactionSql,
  sessionId: string,
  forkId: string,
): Promise<Fork | undefined> {
  const rows = await sql<Fork[]>`select * from (${forksOf(sql, sessionId)}) f where id = ${forkId}`
  return rows.map(forkFrom)[0]
}

/** The choice and whose it is; `paths` say which were taken. The caller holds the lock of the case. */
export async function writeChoice(
  sql: TransactionSql,
  forkId: string,
  { paths, path_id, by }: { paths: readonly ForkPath[]; path_id: string; by: string },
): Promise<void> {
  await sql`
    update ai_session_forks set paths = ${sql.json(paths)}, chosen_path_id = ${path_id}, chosen_by = ${by},
      chosen_at = now()
    where id = ${forkId}`
}

export async function clearChoice(
  sql: TransactionSql,
  forkId: string,
  paths: readonly ForkPath[],
): Promise<void> {
  await sql`
    update ai_session_forks set paths = ${sql.json(paths)}, chosen_path_id = null, chosen_by = null, chosen_at = null
    where id = ${forkId}`
}

/** What was asked before the newest choice; undefined where anything but the path's own question came since. */
export async function questionAtChoice(
  sql: TransactionSql,
  sessionId: string,
  forkId: string,
): Promise<{ question_id: string | null } | undefined> {
  const [row] = await sql<{ question_id: string | null }[]>`
    select (select q.id from ai_session_steps p join ai_session_questions q
        on q.session_id = p.session_id and q.id = p.ref_id
      where p.session_id = c.session_id and p.seq < c.seq order by p.seq desc limit 1) as question_id
    from ai_session_steps c
    where c.session_id = ${sessionId} and c.kind = 'fork' and c.ref_id = ${forkId}
      and not exists (select from ai_session_steps p where p.session_id = c.session_id and p.seq > c.seq
        and (p.kind in ('message', 'reply', 'fix', 'fork') or (p.kind = 'question' and p.seq > c.seq + 1)))`
  return row
}

/** What leaves comes before what takes its place. What a person chose is theirs: a turn does not write it. */
export const savedForks = (
  sql: TransactionSql,
  { account_id, session_id }: { account_id: string; session_id: string },
  rows: readonly Fork[],
): Fragment => sql`
  saved_forks as (
    insert into ai_session_forks (account_id, session_id, id, paths, superseded_at)
    select ${account_id}::uuid, ${session_id}::uuid, id, paths, superseded_at
    from jsonb_populate_recordset(null::ai_session_forks, ${sql.json(rows as never)}) with ordinality
    order by ordinality
    on conflict (account_id, id) do update set superseded_at = excluded.superseded_at
  )`

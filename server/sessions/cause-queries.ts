import type { Cause } from '../../shared/contracts/causes.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'

/**
 * `no`: its number among all causes the case ever had, so that a short id never names another one. `named_by`: who
 * named it in a message; null where it was typed, or is the model's.
 */
export type CauseRow = Cause & { no: number; named_by: string | null }

export function causeView({ no: _, named_by: __, ...cause }: CauseRow): Cause {
  return cause
}

/** Likeliest first, struck ones last. */
export const causesOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select id, text, for_refs as for, against_refs as against, test, rank, state, source, named_by, no
  from (select *, (row_number() over (order by created_at, id))::int as no
    from ai_session_causes where session_id = ${sessionId}) c
  where deleted_at is null order by state = 'struck', rank, id`

export async function listCauses(sql: TransactionSql, sessionId: string): Promise<CauseRow[]> {
  return sql<CauseRow[]>`${causesOf(sql, sessionId)}`
}

export async function insertCause(
  sql: TransactionSql,
  row: Cause & { account_id: string; session_id: string; named_by?: string | null },
): Promise<void> {
  await sql`
    insert into ai_session_causes (account_id, session_id, id, text, for_refs, against_refs, test, rank, state, source,
      named_by)
    values (${row.account_id}, ${row.session_id}, ${row.id}, ${row.text}, ${sql.json(row.for)},
      ${sql.json(row.against)}, ${row.test}, ${row.rank}, ${row.state}, ${row.source},
      ${row.named_by ?? null})`
}

export type CauseFields = Partial<Omit<Cause, 'id'> & Pick<CauseRow, 'named_by'>>

export async function updateCause(sql: TransactionSql, causeId: string, fields: CauseFields): Promise<void> {
  const { for: pro, against, ...plain } = fields
  const row = {
    ...plain,
    ...(pro ? { for_refs: sql.json(pro) } : {}),
    ...(against ? { against_refs: sql.json(against) } : {}),
  }
  if (Object.keys(row).length === 0) return
  await sql`update ai_session_causes set ${sql(row)} where id = ${causeId}`
}

/** A struck cause is remembered so that it does not come back; the oldest go when there are more than `most`. */
export async function strikeCause(
  sql: TransactionSql,
  cause: { session_id: string; id: string },
  most: number,
): Promise<void> {
  const { session_id, id } = cause
  await updateCause(sql, id, { state: 'struck' })
  await sql`
    update ai_session_causes set deleted_at = now()
    where id in (
      select id from ai_session_causes
      where session_id = ${session_id} and state = 'struck' and deleted_at is null and id <> ${id}
      order by created_at desc, id desc offset ${most - 1})`
}

export async function removeCause(sql: TransactionSql, causeId: string): Promise<void> {
  await sql`update ai_session_causes set deleted_at = now() where id = ${causeId} and deleted_at is null`
}

/** Of a turn that ends. */
export type CauseWrite = Omit<CauseRow, 'no'> & { deleted_at: string | null }

/** One after the other: what leaves comes before what takes its place. */
export const savedCauses = (
  sql: TransactionSql,
  { account_id, session_id }: { account_id: string; session_id: string },
  rows: CauseWrite[],
) => sql`
  saved_causes as (
    insert into ai_session_causes (account_id, session_id, id, text, for_refs, against_refs, test, rank, state, source,
      named_by, deleted_at)
    select ${account_id}::uuid, ${session_id}::uuid, id, text, for_refs, against_refs, test, rank, state, source,
      named_by, deleted_at
    from jsonb_populate_recordset(null::ai_session_causes, ${sql.json(
      rows.map(({ for: for_refs, against: against_refs, ...row }) => ({
        ...row,
        for_refs,
        against_refs,
      })) as never,
    )}) with ordinality
    order by ordinality
    on conflict (account_id, id) do update set for_refs = excluded.for_refs, against_refs = excluded.against_refs,
      test = excluded.test, rank = excluded.rank, state = excluded.state, source = excluded.source,
      named_by = excluded.named_by, deleted_at = excluded.deleted_at
  )`

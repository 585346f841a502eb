import type { Cause } from '../../shared/contracts/causes.ts'
import type { TransactionSql } from '../db/connect.ts'

/** `no`: its number among all causes the case ever had, so that a short id never names another one. */
export type CauseRow = Cause & { no: number }

export function causeView({ no: _, ...cause }: CauseRow): Cause {
  return cause
}

/** Likeliest first, struck ones last. */
export async function listCauses(sql: TransactionSql, sessionId: string): Promise<CauseRow[]> {
  return sql<CauseRow[]>`
    select id, text, for_refs as for, against_refs as against, test, rank, state, source, no
    from (select *, (row_number() over (order by created_at, id))::int as no
      from ai_session_causes where session_id = ${sessionId}) c
    where deleted_at is null order by state = 'struck', rank, id`
}

export async function insertCause(
  sql: TransactionSql,
  row: Cause & { account_id: string; session_id: string },
): Promise<void> {
  await sql`
    insert into ai_session_causes (account_id, session_id, id, text, for_refs, against_refs, test, rank, state, source)
    values (${row.account_id}, ${row.session_id}, ${row.id}, ${row.text}, ${sql.json(row.for)},
      ${sql.json(row.against)}, ${row.test}, ${row.rank}, ${row.state}, ${row.source})`
}

export type CauseFields = Partial<Omit<Cause, 'id'>>

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

export async function removeCause(sql: TransactionSql, causeId: string): Promise<void> {
  await sql`update ai_session_causes set deleted_at = now() where id = ${causeId} and deleted_at is null`
}

import type { Fact } from '../../shared/contracts/facts.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'

/** `no`: its number among all facts the case ever had, so that a short id never names another one. */
export type FactRow = Fact & { touched_by: string | null; no: number }

const view = (sql: TransactionSql, sessionId: string) => sql`
  select f.id, f.text, f.status, f.known, f.source_kind, f.source_ref, f.created_by, f.revision, f.label,
    f.label_by, f.touched_by, f.no,
    f.source_kind not in ('question', 'diagnostic_check') as editable,
    case f.source_kind
      when 'question' then coalesce('Question: ' || q.text, 'Question')
      when 'diagnostic_check' then coalesce('Check: ' || t.text, 'Check')
      when 'ticket' then 'Ticket'
      when 'engineer' then coalesce(u.name, 'Engineer')
      else 'FlowPilot'
    end as source_label
  from (select *, (row_number() over (order by created_at, id))::int as no
    from ai_session_facts where session_id = ${sessionId}) f
  left join ai_session_questions q on q.session_id = f.session_id and q.id::text = f.source_ref
  left join ai_session_tasks t on t.session_id = f.session_id and t.id::text = f.source_ref
  left join users u on u.account_id = f.account_id and u.id = f.created_by`

export const factsOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  ${view(sql, sessionId)} where f.deleted_at is null order by f.created_at, f.id`

export async function listFactRows(sql: TransactionSql, sessionId: string): Promise<FactRow[]> {
  return sql<FactRow[]>`${factsOf(sql, sessionId)}`
}

/** Facts that a person took away: the model does not bring them back. */
export const removedFactsOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select text from ai_session_facts
  where session_id = ${sessionId} and deleted_at is not null and touched_by is not null
  order by created_at desc limit 200`

export async function findFact(
  sql: TransactionSql,
  sessionId: string,
  factId: string,
): Promise<FactRow | undefined> {
  const [row] = await sql<FactRow[]>`
    ${view(sql, sessionId)} where f.id = ${factId} and f.deleted_at is null`
  return row
}

export type NewFactRow = Pick<
  Fact,
  'id' | 'text' | 'status' | 'known' | 'source_kind' | 'source_ref' | 'created_by' | 'label'
> & {
  account_id: string
  session_id: string
}

export async function insertFact(sql: TransactionSql, row: NewFactRow): Promise<void> {
  await sql`
    insert into ai_session_facts (account_id, session_id, id, text, status, known, source_kind, source_ref,
      created_by, label)
    values (${row.account_id}, ${row.session_id}, ${row.id}, ${row.text}, ${row.status}, ${row.known},
      ${row.source_kind}, ${row.source_ref}, ${row.created_by},
      ${row.label})`
}

export async function updateFact(
  sql: TransactionSql,
  factId: string,
  fields: Partial<Pick<FactRow, 'text' | 'status' | 'known' | 'label' | 'label_by' | 'touched_by'>>,
): Promise<void> {
  if (Object.keys(fields).length === 0) return
  await sql`update ai_session_facts set ${sql(fields)}, revision = revision + 1 where id = ${factId}`
}

/**
 * A fact made from what a step showed follows the step's result, unless a person changed the fact itself. Nobody has said
 * that the client may know the new words.
 */
export async function followTaskResult(
  sql: TransactionSql,
  sessionId: string,
  taskId: string,
  text: string,
): Promise<void> {
  await sql`
    update ai_session_facts set text = ${text}, label = 'internal', label_by = 'rule', revision = revision + 1
    where session_id = ${sessionId} and source_kind = 'diagnostic_check' and source_ref = ${taskId}
      and created_by is not null and touched_by is null and deleted_at is null and text <> ${text}`
}

export async function removeFactRow(
  sql: TransactionSql,
  factId: string,
  touchedBy: string | null,
): Promise<void> {
  await sql`
    update ai_session_facts set deleted_at = now(), revision = revision + 1,
      touched_by = coalesce(${touchedBy}, touched_by)
    where id = ${factId} and deleted_at is null`
}

/** Of a turn that ends. */
export type FactWrite = Pick<
  FactRow,
  'id' | 'text' | 'status' | 'known' | 'source_kind' | 'source_ref' | 'created_by' | 'label' | 'label_by'
> & { deleted_at: string | null }

/** One after the other: what leaves comes before what takes its place. */
export const savedFacts = (
  sql: TransactionSql,
  { account_id, session_id }: { account_id: string; session_id: string },
  rows: FactWrite[],
) => sql`
  saved_facts as (
    insert into ai_session_facts as f (account_id, session_id, id, text, status, known, source_kind, source_ref,
      created_by, label, label_by, deleted_at)
    select ${account_id}::uuid, ${session_id}::uuid, id, text, status, known, source_kind, source_ref, created_by,
      label, label_by, deleted_at
    from jsonb_populate_recordset(null::ai_session_facts, ${sql.json(rows as never)}) with ordinality
    order by ordinality
    on conflict (account_id, id) do update set text = excluded.text, status = excluded.status, known = excluded.known,
      label = excluded.label, label_by = excluded.label_by, deleted_at = excluded.deleted_at, revision = f.revision + 1
  )`

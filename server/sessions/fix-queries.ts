import { v7 as newId } from 'uuid'
import type { Fix } from '../../shared/contracts/fixes.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'
import { sameText } from '../language/same-text.ts'

const columns = (sql: TransactionSql) => sql`
  id, title, description, script, confidence, status, applied_at, verified_at, partial_notes, failure_reason,
  ai_outcome_proposal, question_id, superseded_at`

/** The one that stands. */
export const fixOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select ${columns(sql)} from ai_session_fixes
  where session_id = ${sessionId} and superseded_at is null and status <> 'dismissed'`

/** What a person did not want: the model does not bring it back. */
export const dismissedFixesOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select title from ai_session_fixes where session_id = ${sessionId} and status = 'dismissed'`

export async function activeFix(sql: TransactionSql, sessionId: string): Promise<Fix | undefined> {
  const [row] = await sql<Fix[]>`${fixOf(sql, sessionId)}`
  return row
}

export async function findFix(
  sql: TransactionSql,
  sessionId: string,
  fixId: string,
): Promise<Fix | undefined> {
  const [row] = await sql<Fix[]>`
    select ${columns(sql)} from ai_session_fixes where session_id = ${sessionId} and id = ${fixId}`
  return row
}

export type FixFields = Partial<
  Pick<
    Fix,
    'status' | 'applied_at' | 'verified_at' | 'partial_notes' | 'failure_reason' | 'ai_outcome_proposal'
  >
>

/** Undefined when it does not stand as it was read. */
export async function updateFix(
  sql: TransactionSql,
  before: Pick<Fix, 'id' | 'status' | 'applied_at'>,
  fields: FixFields,
): Promise<Fix | undefined> {
  const [row] = await sql<Fix[]>`
    update ai_session_fixes set ${sql(fields)}
    where id = ${before.id} and status = ${before.status} and superseded_at is null
      and (applied_at is null) = ${before.applied_at === null}
    returning ${columns(sql)}`
  return row
}

/** The question it was decided by is open again: so is the fix. A fix that came after it goes. */
export async function reopenFixOf(sql: TransactionSql, sessionId: string, questionId: string): Promise<void> {
  const [row] = await sql<{ id: string }[]>`
    select id from ai_session_fixes where session_id = ${sessionId} and question_id = ${questionId}
      and status <> 'dismissed' order by created_at desc, id desc limit 1`
  if (!row) return
  await sql`
    update ai_session_fixes set superseded_at = now()
    where session_id = ${sessionId} and superseded_at is null and id <> ${row.id}`
  await sql`
    update ai_session_fixes set status = 'proposed', verified_at = null, failure_reason = null, partial_notes = null,
      superseded_at = null
    where id = ${row.id}`
}

type NewFix = Pick<Fix, 'title' | 'description' | 'script' | 'confidence' | 'question_id'>

/** Takes the place of the one that stands; the one that this question asked about stands again. What a person dismissed does not come back. */
export async function suggestFix(
  sql: TransactionSql,
  place: { account_id: string; session_id: string },
  fix: NewFix,
): Promise<void> {
  const { session_id } = place
  if (fix.question_id) await reopenFixOf(sql, session_id, fix.question_id)
  const [standing, dismissed] = [
    await activeFix(sql, session_id),
    await sql<{ title: string }[]>`${dismissedFixesOf(sql, session_id)}`,
  ]
  if (standing && standing.question_id === fix.question_id) return
  if (dismissed.some(({ title }) => sameText(title) === sameText(fix.title))) return
  await sql`
    update ai_session_fixes set superseded_at = now() where session_id = ${session_id} and superseded_at is null
      and status <> 'dismissed'`
  await sql`insert into ai_session_fixes ${sql({ ...place, id: newId(), ...fix })}`
}

/** Nobody is asked whether it helped any more; one that was applied stands all the same. */
export async function supersedeUntried(sql: TransactionSql, questionId: string): Promise<void> {
  await sql`
    update ai_session_fixes set superseded_at = now()
    where question_id = ${questionId} and superseded_at is null and status = 'proposed' and applied_at is null`
}

/** The question is asked again: so stands the fix that had gone with it, where no other one has come. */
export async function standAgain(sql: TransactionSql, sessionId: string, questionId: string): Promise<void> {
  await sql`
    update ai_session_fixes set superseded_at = null
    where session_id = ${sessionId} and id = (select id from ai_session_fixes
        where question_id = ${questionId} and status = 'proposed' order by created_at desc, id desc limit 1)
      and not exists (select from ai_session_fixes other
        where other.session_id = ${sessionId} and other.superseded_at is null and other.status <> 'dismissed')`
}

/** One after the other: what leaves comes before what takes its place. */
export const savedFixes = (
  sql: TransactionSql,
  { account_id, session_id }: { account_id: string; session_id: string },
  rows: readonly Fix[],
): Fragment => sql`
  saved_fixes as (
    insert into ai_session_fixes (account_id, session_id, id, title, description, script, confidence, status,
      applied_at, verified_at, partial_notes, failure_reason, ai_outcome_proposal, question_id, superseded_at)
    select ${account_id}::uuid, ${session_id}::uuid, id, title, description, script, confidence, status, applied_at,
      verified_at, partial_notes, failure_reason, ai_outcome_proposal, question_id, superseded_at
    from jsonb_populate_recordset(null::ai_session_fixes, ${sql.json(rows as never)}) with ordinality
    order by ordinality
    on conflict (account_id, id) do update set description = excluded.description, script = excluded.script,
      confidence = excluded.confidence, status = excluded.status, verified_at = excluded.verified_at,
      applied_at = excluded.applied_at, failure_reason = excluded.failure_reason,
      ai_outcome_proposal = excluded.ai_outcome_proposal, question_id = excluded.question_id,
      superseded_at = excluded.superseded_at
  )`

import type { Closing } from '../../shared/contracts/closings.ts'
import type { TransactionSql } from '../db/connect.ts'
import { type StoredPost, waiting } from '../posts/queries.ts'
import type { Document } from './documentation.ts'

export type ClosingRow = Pick<
  Closing,
  | 'id'
  | 'outcome'
  | 'closed_at'
  | 'member_mapping_warning'
  | 'time_entry_skipped_reason'
  | 'status_transition_skipped_reason'
> & {
  closed_by: string
  closed_by_name: string
  document: Document
  /** Which of the two ways made it. */
  origin: 'dialog' | 'note'
  intent_key: string | null
}

export type NewClosing = Omit<ClosingRow, 'closed_by_name'> & {
  account_id: string
  session_id: string
  root_cause: string
  resolution: string
  steps_taken: string
  recommendations: string
  /** The note that a client would have read, where it was written and not posted. */
  client_draft: string | null
}

export async function insertClosing(sql: TransactionSql, row: NewClosing): Promise<void> {
  await sql`insert into closings ${sql({ ...row, document: sql.json(row.document) } as never)}`
}

/** The one that stands; none while the case is open. */
export async function findClosing(sql: TransactionSql, sessionId: string): Promise<ClosingRow | undefined> {
  const [row] = await sql<ClosingRow[]>`
    select c.id, c.outcome, c.closed_at, c.closed_by, u.name as closed_by_name, c.document, c.member_mapping_warning,
      c.origin, c.intent_key, c.time_entry_skipped_reason, c.status_transition_skipped_reason
    from closings c join users u on u.account_id = c.account_id and u.id = c.closed_by
    where c.session_id = ${sessionId} and c.reopened_at is null
    order by c.closed_at desc limit 1`
  return row
}

/** In the order in which they go. */
export async function postsOfClosing(sql: TransactionSql, closingId: string): Promise<StoredPost[]> {
  return sql<StoredPost[]>`
    select *, ${waiting(sql)}, now() as now from posts p
    where p.source_kind = 'closing' and p.source_id = ${closingId} order by p.created_at, p.id`
}

/** When this person did something in a case, oldest first. */
export async function actsOfPerson(
  sql: TransactionSql,
  { session_id, user_id }: { session_id: string; user_id: string },
): Promise<string[]> {
  const rows = await sql<{ at: string }[]>`
    select at from (
      select created_at as at from ai_session_steps where session_id = ${session_id} and user_id = ${user_id}
      union all select created_at from ai_session_facts where session_id = ${session_id} and created_by = ${user_id}
      union all select done_at from ai_session_tasks
        where session_id = ${session_id} and touched_by = ${user_id} and done_at is not null
    ) acts order by at`
  return rows.map(({ at }) => at)
}

export async function markReopened(sql: TransactionSql, closingId: string, userId: string): Promise<void> {
  await sql`update closings set reopened_at = now(), reopened_by = ${userId} where id = ${closingId}`
}

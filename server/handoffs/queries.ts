import { rights } from '../../shared/contracts/accounts.ts'
import type { SkippedReason } from '../../shared/contracts/closings.ts'
import type { Brief, Handoff, Received } from '../../shared/contracts/handoffs.ts'
import type { Document } from '../closings/documentation.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'
import { type StoredPost, waiting } from '../posts/queries.ts'
import { type HandoffRow, handoffColumns, handoffPeople } from '../sessions/handoff-queries.ts'
import { onBoardOf } from '../tickets/board-queries.ts'

/** What of a handoff is for its note alone. */
export type NoteOfHandoff = {
  document: Document
  root_cause: string
  steps_taken: string
  recommendations: string
  member_mapping_warning: boolean
  time_entry_skipped_reason: SkippedReason | null
  status_transition_skipped_reason: SkippedReason | null
}

export type NewHandoff = NoteOfHandoff &
  Pick<
    HandoffRow,
    'id' | 'session_id' | 'intent' | 'origin' | 'intent_key' | 'reason' | 'created_at' | 'brief' | 'work'
  > & {
    account_id: string
    target_user_id: string | null
    created_by: string
  }

export async function insertHandoff(sql: TransactionSql, row: NewHandoff): Promise<void> {
  const { brief, document, work, ...plain } = row
  const json = { brief: sql.json(brief), document: sql.json(document), work: sql.json(work) }
  await sql`insert into handoffs ${sql({ ...plain, ...json } as never)}`
}

const found = async (query: PromiseLike<HandoffRow[]>): Promise<HandoffRow | undefined> => (await query)[0]

const handoffs = (sql: TransactionSql): Fragment => sql`
  select ${handoffColumns(sql)} from handoffs h ${handoffPeople(sql)}`

export function findHandoff(
  sql: TransactionSql,
  sessionId: string,
  handoffId: string,
): Promise<HandoffRow | undefined> {
  return found(sql<HandoffRow[]>`${handoffs(sql)} where h.session_id = ${sessionId} and h.id = ${handoffId}`)
}

/** The one that waits, or else the newest. */
export function newestHandoff(sql: TransactionSql, sessionId: string): Promise<HandoffRow | undefined> {
  return found(sql<HandoffRow[]>`
    ${handoffs(sql)} where h.session_id = ${sessionId}
    order by (h.claimed_at is null and h.withdrawn_at is null) desc, h.created_at desc, h.id desc limit 1`)
}

export async function findNote(sql: TransactionSql, handoffId: string): Promise<NoteOfHandoff | undefined> {
  const [row] = await sql<NoteOfHandoff[]>`
    select document, root_cause, steps_taken, recommendations, member_mapping_warning, time_entry_skipped_reason,
      status_transition_skipped_reason
    from handoffs where id = ${handoffId}`
  return row
}

/** In the order in which they go. */
export async function postsOfHandoff(sql: TransactionSql, handoffId: string): Promise<StoredPost[]> {
  return sql<StoredPost[]>`
    select *, ${waiting(sql)}, now() as now from posts p
    where p.source_kind = 'handoff' and p.source_id = ${handoffId} order by p.created_at, p.id`
}

/** Nobody has it yet: of two at the same moment one finds it so. */
export async function claimWaiting(sql: TransactionSql, handoffId: string, userId: string): Promise<boolean> {
  const claimed = await sql`
    update handoffs set claimed_by = ${userId}, claimed_at = clock_timestamp()
    where id = ${handoffId} and claimed_at is null and withdrawn_at is null`
  return claimed.count > 0
}

export async function withdrawWaiting(sql: TransactionSql, handoffId: string): Promise<boolean> {
  const withdrawn = await sql`
    update handoffs set withdrawn_at = clock_timestamp()
    where id = ${handoffId} and claimed_at is null and withdrawn_at is null`
  return withdrawn.count > 0
}

export async function beginHandoff(
  sql: TransactionSql,
  handoffId: string,
  mode: NonNullable<Handoff['resume_mode']>,
): Promise<void> {
  await sql`update handoffs set resume_mode = ${mode} where id = ${handoffId}`
}

/** A model's brief in place of the basic one, unless it was taken back or lines are marked; false: it came too late. */
export async function writeBrief(
  sql: TransactionSql,
  handoffId: string,
  { brief, document }: { brief: Brief; document: Document | null },
): Promise<boolean> {
  const written = await sql`
    update handoffs set brief = ${sql.json(brief)}
      ${document ? sql`, document = ${sql.json(document as never)}` : sql``}
    where id = ${handoffId} and withdrawn_at is null and received = '{}' and brief ->> 'kind' = 'basic'`
  return written.count > 0
}

export async function markReceived(
  sql: TransactionSql,
  handoffId: string,
  { item, verdict }: { item: string; verdict: Received['verdict'] | null },
): Promise<void> {
  await sql`
    update handoffs set received = case when ${verdict}::text is null then received - ${item}::text
      else received || jsonb_build_object(${item}::text, ${verdict}::text) end
    where id = ${handoffId}`
}

/** The model's brief of this very version of the case. */
export async function findCachedBrief(
  sql: TransactionSql,
  sessionId: string,
  version: number,
): Promise<Brief | undefined> {
  const [row] = await sql<{ brief: Brief }[]>`
    select brief from case_briefs where session_id = ${sessionId} and state_version = ${version}`
  return row?.brief
}

/** The newest version stays, whichever answer comes last. */
export async function cacheBrief(
  sql: TransactionSql,
  row: { account_id: string; session_id: string; state_version: number; brief: Brief },
): Promise<void> {
  await sql`
    insert into case_briefs as b (account_id, session_id, state_version, brief)
    values (${row.account_id}, ${row.session_id}, ${row.state_version}, ${sql.json(row.brief)})
    on conflict (account_id, session_id) do update
      set state_version = excluded.state_version, brief = excluded.brief, created_at = now()
      where b.state_version <= excluded.state_version`
}

export type Target = { id: string; name: string }

/** Whom a case can be handed to: who works, sees the board of its ticket, and is not this person. */
export async function listTargets(sql: TransactionSql, sessionId: string, selfId: string): Promise<Target[]> {
  return sql<Target[]>`
    select u.id, u.name from users u, ai_sessions s
    where s.id = ${sessionId} and u.active and u.role = any(${[...rights.work]}) and u.id <> ${selfId}
      and ${onBoardOf(sql, { id: sql`u.id`, role: sql`u.role` })}
    order by u.name, u.id limit 500`
}

export const escalatedNow = (sql: TransactionSql): Fragment => sql`status = 'escalated'`
export const takenBackNow = (sql: TransactionSql): Fragment => sql`status = 'active'`
export const handedTo = (sql: TransactionSql, userId: string): Fragment => sql`
  status = 'active', current_handler_id = ${userId}`

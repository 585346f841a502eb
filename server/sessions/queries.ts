import type { FlowPlace } from '../../shared/contracts/flows.ts'
import type { Session } from '../../shared/contracts/sessions.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'
import { isAtItsEnd } from '../db/posts-at-their-end.ts'
import { writeWords } from './search/write-words.ts'
import { addedSteps, type StepRow } from './step-queries.ts'

export type SessionRow = {
  account_id: string
  id: string
  status: Session['status']
  title: string
  intake_type: Session['intake_type']
  intake_content: string
  psa_connection_id: string | null
  psa_ticket_id: string | null
  psa_context_status: Session['psa_context_status']
  psa_board_id: string | null
  language: string | null
  client_name: string | null
  asset_name: string | null
  issue_category: string | null
  triage_hypothesis: string | null
  typed_fields: string[]
  problem_domain: string | null
  confidence_tier: Session['confidence_tier']
  confidence_score: number
  flow_id: string | null
  flow_place: FlowPlace | null
  state_version: number
  user_id: string
  current_handler_id: string
  ticket_news_at: string | null
}

export type NewSessionRow = Pick<
  SessionRow,
  | 'account_id'
  | 'id'
  | 'title'
  | 'intake_type'
  | 'intake_content'
  | 'psa_connection_id'
  | 'psa_ticket_id'
  | 'psa_context_status'
  | 'psa_board_id'
  | 'language'
  | 'client_name'
  | 'asset_name'
  | 'issue_category'
  | 'typed_fields'
  | 'user_id'
  | 'current_handler_id'
>

/** False when the ticket already has an open case. */
export async function insertSession(
  sql: TransactionSql,
  row: NewSessionRow,
  ticketIsNews: boolean,
): Promise<boolean> {
  const inserted = await sql`
    insert into ai_sessions (account_id, id, title, intake_type, intake_content, psa_connection_id, psa_ticket_id,
      psa_context_status, psa_board_id, language, client_name, asset_name, issue_category, typed_fields, user_id,
      current_handler_id, ticket_news_at)
    values (${row.account_id}, ${row.id}, ${row.title}, ${row.intake_type}, ${row.intake_content},
      ${row.psa_connection_id}, ${row.psa_ticket_id}, ${row.psa_context_status}, ${row.psa_board_id}, ${row.language},
      ${row.client_name}, ${row.asset_name}, ${row.issue_category}, ${row.typed_fields}, ${row.user_id}, ${row.current_handler_id},
      case when ${ticketIsNews} then now() end)
    on conflict (account_id, psa_connection_id, psa_ticket_id) where status <> 'resolved' do nothing
    returning id`
  if (inserted.count === 0) return false
  await writeWords(sql, row.id, row)
  return true
}

export async function findOpenCase(
  sql: TransactionSql,
  connectionId: string,
  ticketId: string,
): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select id from ai_sessions
    where psa_connection_id = ${connectionId} and psa_ticket_id = ${ticketId} and status <> 'resolved'`
  return row?.id
}

const sessionColumns = (sql: TransactionSql) => sql`
  account_id, id, status, title, intake_type, intake_content, psa_connection_id, psa_ticket_id, psa_context_status,
  psa_board_id, language, client_name, asset_name, issue_category, triage_hypothesis, typed_fields, problem_domain, confidence_tier,
  confidence_score, flow_id, flow_place, state_version, user_id, current_handler_id, ticket_news_at`

export const sessionOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select ${sessionColumns(sql)} from ai_sessions where id = ${sessionId}`

export async function findSession(sql: TransactionSql, sessionId: string): Promise<SessionRow | undefined> {
  const [row] = await sql<SessionRow[]>`${sessionOf(sql, sessionId)}`
  return row
}

/** Every change of a case takes this lock first, so that two people are one after the other. */
export async function lockSession(sql: TransactionSql, sessionId: string): Promise<SessionRow | undefined> {
  const [row] = await sql<SessionRow[]>`${sessionOf(sql, sessionId)} for update`
  return row
}

export type HeaderFields = Partial<
  Pick<
    SessionRow,
    | 'title'
    | 'client_name'
    | 'asset_name'
    | 'issue_category'
    | 'triage_hypothesis'
    | 'typed_fields'
    | 'problem_domain'
    | 'confidence_tier'
    | 'confidence_score'
    | 'psa_context_status'
    | 'psa_connection_id'
    | 'psa_ticket_id'
    | 'psa_board_id'
    | 'flow_id'
    | 'language'
  >
>

export async function updateHeader(
  sql: TransactionSql,
  sessionId: string,
  fields: HeaderFields,
): Promise<void> {
  if (Object.keys(fields).length === 0) return
  await sql`update ai_sessions set ${sql(fields)} where id = ${sessionId}`
  await writeWords(sql, sessionId, fields)
}

/** `isNews`: false where nothing was read that the next turn could tell. */
export async function markTicketNews(sql: TransactionSql, sessionId: string, isNews = true): Promise<void> {
  await sql`update ai_sessions set ticket_news_at = case when ${isNews} then now() end where id = ${sessionId}`
}

/** True while a post of the case may still become one in its ticket. */
export async function hasPostsUnderWay(sql: TransactionSql, sessionId: string): Promise<boolean> {
  const found =
    await sql`select from posts where session_id = ${sessionId} and not ${isAtItsEnd(sql)} limit 1`
  return found.length > 0
}

/** From that moment on the case is over. */
export const resolvedAt = (sql: TransactionSql, at: string): Fragment => sql`
  status = 'resolved', resolved_at = ${at}`

export const reopenedNow = (sql: TransactionSql): Fragment => sql`status = 'active', resolved_at = null`

/** `changes`: what else is set in the row, parts of `update … set`. */
export type Advance = { changes?: Fragment[]; steps?: StepRow[] }

/** One write of a case's row: its next version, whatever else changes in it, and the steps that follow. */
export async function advance(
  sql: TransactionSql,
  sessionId: string,
  { changes = [], steps = [] }: Advance = {},
): Promise<{ account_id: string; state_version: number } | undefined> {
  const others = changes.length > 0 ? changes.map((change) => sql`, ${change}`) : sql``
  const [row] = await sql<{ account_id: string; state_version: number }[]>`
    with raised as (
      update ai_sessions set state_version = state_version + 1, updated_at = now(),
        next_seq = next_seq + ${steps.length} ${others}
      where id = ${sessionId} returning account_id, state_version, next_seq - ${steps.length} as seq
    ) ${steps.length > 0 ? sql`, ${addedSteps(sql, sessionId, steps)}` : sql``}
    select account_id, state_version from raised`
  return row
}

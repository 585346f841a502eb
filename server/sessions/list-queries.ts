import type { ListedSession } from '../../shared/contracts/session-lists.ts'
import type { TransactionSql } from '../db/connect.ts'
import { type SessionFilter, type SessionViewRow, viewsOf } from './view-queries.ts'

export type ListedRow = SessionViewRow & Pick<ListedSession, 'newest' | 'has_draft' | 'handoff'>

/** Cases with what lists show beside them to this person. */
export async function listedViews(
  sql: TransactionSql,
  filter: SessionFilter,
  userId: string,
): Promise<ListedRow[]> {
  return sql<ListedRow[]>`${viewsOf(sql, filter, partsOf(sql, userId))}`
}

const partsOf = (sql: TransactionSql, userId: string) => sql`,
  ${newestOf(sql)} as newest,
  exists (select from drafts d
    where d.user_id = ${userId} and d.context = 'session-' || s.id and d.body <> '') as has_draft,
  (select json_build_object('created_by', h.created_by, 'claimed_by', h.claimed_by) from handoffs h
    where h.session_id = s.id and h.intent = 'escalate' and h.withdrawn_at is null
    order by h.created_at desc limit 1) as handoff`

/** `offset 0`: by the case, whose steps are in order; the planner would sort those of the account. */
const newestOf = (sql: TransactionSql) => sql`
  (select json_build_object('by', case when r.user_id is null then 'flowpilot' else 'person' end,
      'text', left(r.content, 200))
    from (select * from ai_session_steps where session_id = s.id order by seq desc offset 0) r
    where r.kind in ('message', 'reply', 'action') and r.content <> '' limit 1)`

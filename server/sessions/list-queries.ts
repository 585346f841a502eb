import type { ListedSession } from '../../shared/contracts/sessions.ts'
import type { TransactionSql } from '../db/connect.ts'

type Parts = Pick<ListedSession, 'newest' | 'has_draft' | 'handoff'>

export const noParts: Parts = { newest: null, has_draft: false, handoff: null }

/** What lists show beside the case itself, of at most one page of cases, for this person. */
export async function listedParts(
  sql: TransactionSql,
  ids: readonly string[],
  userId: string,
): Promise<ReadonlyMap<string, Parts>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<(Parts & { id: string })[]>`
    select s.id, ${newestOf(sql)} as newest,
      exists (select from drafts d
        where d.user_id = ${userId} and d.context = 'session-' || s.id and d.body <> '') as has_draft,
      (select json_build_object('created_by', h.created_by, 'claimed_by', h.claimed_by) from handoffs h
        where h.session_id = s.id and h.intent = 'escalate' and h.withdrawn_at is null
        order by h.created_at desc limit 1) as handoff
    from unnest(${ids}::uuid[]) s (id)`
  return new Map(rows.map(({ id, ...parts }) => [id, parts]))
}

/** `offset 0`: by the case, whose steps are in order; the planner would sort those of the account. */
const newestOf = (sql: TransactionSql) => sql`
  (select json_build_object('by', case when r.user_id is null then 'flowpilot' else 'person' end,
      'text', left(r.content, 200))
    from (select * from ai_session_steps where session_id = s.id order by seq desc offset 0) r
    where r.kind in ('message', 'reply', 'action') and r.content <> '' limit 1)`

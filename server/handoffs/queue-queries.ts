import type { EscalationPage, QueuedHandoff } from '../../shared/contracts/handoff-calls.ts'
import type { Ctx } from '../ctx.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'
import { type HandoffRow, handoffColumns, handoffPeople } from '../sessions/handoff-queries.ts'
import { onOpenBoard } from '../tickets/board-queries.ts'

type Who = Pick<Ctx, 'user' | 'surface'>
export type QueueFilter = {
  filter: 'mine' | 'unassigned' | 'all'
  /** Of this ticket alone; null: of all. */
  ticket_id: string | null
  /** Id of the last handoff of the page before. */
  after: string | null
  limit: number
}
export type WaitingRow = HandoffRow & Pick<QueuedHandoff, 'session' | 'step_count'>

/** Handoff `h` of case `s` waits, and this person may open the case. */
const waits = (sql: TransactionSql, who: Who, ticketId: string | null): Fragment => sql`
  h.claimed_at is null and h.withdrawn_at is null and h.intent = 'escalate'
  and (${ticketId}::text is null or s.psa_ticket_id = ${ticketId}) and ${onOpenBoard(sql, who)}`

const cases = (sql: TransactionSql): Fragment => sql`
  join ai_sessions s on s.account_id = h.account_id and s.id = h.session_id`

export async function listWaiting(
  sql: TransactionSql,
  who: Who,
  { filter, ticket_id, after, limit }: QueueFilter,
): Promise<WaitingRow[]> {
  return sql<WaitingRow[]>`
    select ${handoffColumns(sql)},
      jsonb_build_object('id', s.id, 'title', s.title, 'client_name', s.client_name,
        'issue_category', s.issue_category, 'psa_ticket_id', s.psa_ticket_id,
        'priority', case when jsonb_typeof(n.ticket -> 'priority') = 'object' then jsonb_build_object(
          'name', n.ticket #> '{priority,name}', 'level', n.ticket #> '{priority,level}') end,
        'board', n.ticket #>> '{board,name}') as session,
      (select count(*)::int from ai_session_tasks d
        where d.session_id = s.id and d.state = 'done' and d.deleted_at is null) as step_count
    from handoffs h ${handoffPeople(sql)} ${cases(sql)}
    left join lateral (select t.context -> 'ticket' as ticket from ticket_snapshots t
      where t.connection_id = s.psa_connection_id and t.ticket_id = s.psa_ticket_id) n on true
    where ${waits(sql, who, ticket_id)}
      ${filter === 'mine' ? sql`and h.target_user_id = ${who.user.id}` : sql``}
      ${filter === 'unassigned' ? sql`and h.target_user_id is null` : sql``}
      ${after ? sql`and (h.created_at, h.id) < (select a.created_at, a.id from handoffs a where a.id = ${after})` : sql``}
    order by h.created_at desc, h.id desc limit ${limit}`
}

export async function countWaiting(
  sql: TransactionSql,
  who: Who,
  ticketId: string | null,
): Promise<EscalationPage['counts']> {
  const [row] = await sql<EscalationPage['counts'][]>`
    select count(*)::int as all, count(*) filter (where h.target_user_id is null)::int as unassigned,
      count(*) filter (where h.target_user_id = ${who.user.id})::int as mine
    from handoffs h ${cases(sql)} where ${waits(sql, who, ticketId)}`
  return row ?? { mine: 0, unassigned: 0, all: 0 }
}

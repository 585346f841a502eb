import type { FlowPlace } from '../../shared/contracts/flows.ts'
import type { Session } from '../../shared/contracts/sessions.ts'
import type { UpdateLength } from '../../shared/contracts/updates.ts'
import type { Pause } from '../../shared/durations.ts'
import type { Ctx } from '../ctx.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'
import { onOpenBoard } from '../tickets/board-queries.ts'
import { pausesOf } from './pause-queries.ts'

export type SessionViewRow = Omit<Session, 'active_minutes'> & {
  flow_id: string | null
  flow_place: FlowPlace | null
  /** Null: that of the account. */
  language: string | null
  /** Of the account, with its length of updates. */
  preferences: { time_zone?: string; language?: string; default_length: UpdateLength }
  acts: string[]
  pauses: Pause[]
  turn_running: boolean
  exchanges: number
}

export type SessionFilter = {
  session_id?: string
  status?: string | undefined
  ticket_id?: string | undefined
  handler_id?: string | undefined
  /** Cases that this person escalated, or picked up. */
  handed?: { column: 'created_by' | 'claimed_by'; user_id: string } | undefined
  /** Begun at this instant or later, and before that one. */
  from?: string | undefined
  to?: string | undefined
  /** These cases alone, and by their ids, which grow with time. */
  ids?: readonly string[]
  /** Id of the last case of the page before. */
  after?: string | undefined
  /** Only cases on boards that this person opens. */
  open_to?: Pick<Ctx, 'user' | 'surface'>
  limit: number
}

export async function sessionViews(sql: TransactionSql, filter: SessionFilter): Promise<SessionViewRow[]> {
  return sql<SessionViewRow[]>`${viewsOf(sql, filter)}`
}

/** Cases as people see them, newest first. `acts`: when people did something in it, for the minutes. `more`: columns. */
export function viewsOf(sql: TransactionSql, filter: SessionFilter, more: Fragment = sql``): Fragment {
  const { ids } = filter
  return sql`
    select s.id, s.status, s.title, s.intake_type, s.psa_ticket_id, s.psa_connection_id, s.psa_context_status,
      s.client_name, s.asset_name, s.issue_category, s.triage_hypothesis, s.problem_domain, s.confidence_tier,
      s.confidence_score, s.state_version, s.user_id, s.current_handler_id, h.name as handler_name, s.created_at,
      s.paused_at, s.resolved_at, s.flow_id, s.flow_place, s.language, (select a.preferences || jsonb_build_object('default_length',
        coalesce(a.communication_templates ->> 'default_length', 'detailed')) from accounts a) as preferences,
      (select f.name from flows f where f.id = s.flow_id and f.key <> 'general') as matched_flow,
      coalesce((select json_agg(json_build_object('text', f.text, 'status', f.status) order by f.created_at, f.id)
        from ai_session_facts f where f.session_id = s.id and f.deleted_at is null), '[]') as evidence_items,
      ${actsOf(sql)} as acts, ${pausesOf(sql)} as pauses,
      t.session_id is not null as turn_running,
      case
        when t.session_id is not null then 'flowpilot'
        when s.status = 'active' and exists (
          select from ai_session_questions q where q.session_id = s.id and q.state = 'open') then 'yours'
        else 'none'
      end as turn,
      (select count(*) from ai_session_steps r where r.session_id = s.id and r.kind = 'reply'
        and r.state = 'complete' and r.ref_id is not null) as exchanges ${more}
    from ${ids ? casesOf(sql, ids) : pageOf(sql, filter)}
    join users h on h.account_id = s.account_id and h.id = s.current_handler_id
    left join turns t on t.account_id = s.account_id and t.session_id = s.id and t.lease_until > now()
    where true ${ids ? onlyCases(sql, filter) : sql``} ${ids ? olderThan(sql, filter) : sql``}
    order by ${ids ? sql`s.id desc` : sql`s.created_at desc, s.id desc`}
    limit ${filter.limit}`
}

/** Which cases `s`. */
export function onlyCases(sql: TransactionSql, filter: SessionFilter): Fragment {
  const { session_id, status, ticket_id, handler_id, handed, from, to, open_to } = filter
  return sql`
      ${session_id ? sql`and s.id = ${session_id}` : sql``}
      ${status ? sql`and s.status = ${status}` : sql``}
      ${ticket_id ? sql`and s.psa_ticket_id = ${ticket_id}` : sql``}
      ${handler_id ? sql`and s.current_handler_id = ${handler_id}` : sql``}
      ${
        handed
          ? sql`and exists (select from handoffs h where h.session_id = s.id and h.intent = 'escalate'
              and h.withdrawn_at is null and ${sql(`h.${handed.column}`)} = ${handed.user_id})`
          : sql``
      }
      ${from ? sql`and s.created_at >= ${from}` : sql``}
      ${to ? sql`and s.created_at < ${to}` : sql``}
      ${open_to ? sql`and ${onOpenBoard(sql, open_to)}` : sql``}`
}

/** `offset 0`: one by one. The planner takes all accounts for equally large and would read every case of a large one. */
const casesOf = (sql: TransactionSql, ids: readonly string[]): Fragment => sql`
  unnest(${ids}::uuid[]) wanted (id) cross join lateral (
    select c.* from ai_sessions c where c.id = wanted.id offset 0) s`

/** One page first, what is shown of it then: else the planner joins and counts for every case of a large account. */
const pageOf = (sql: TransactionSql, filter: SessionFilter): Fragment => sql`
  (select s.* from ai_sessions s where true ${onlyCases(sql, filter)} ${olderThan(sql, filter)}
    order by s.created_at desc, s.id desc limit ${filter.limit}) s`

/** Behind the last case of the page before. */
const olderThan = (sql: TransactionSql, { after }: SessionFilter): Fragment =>
  after
    ? sql`and (s.created_at, s.id) < (select a.created_at, a.id from ai_sessions a where a.id = ${after})`
    : sql``

/** What people did in the case `s`: when, as `at`, and what part of the work it is of, as `phase`. */
export const actsIn = (sql: TransactionSql): Fragment => sql`
  select created_at as at, case when kind in ('action', 'fix') then 'act' when kind = 'status_update' then 'write'
      when kind = 'handoff' then 'hand_over' when kind = 'briefing' then 'briefing' else 'diagnose' end as phase
    from ai_session_steps where session_id = s.id and user_id is not null
  union all select created_at, 'diagnose' from ai_session_tasks where session_id = s.id and source = 'engineer'
  union all select done_at, 'act' from ai_session_tasks
    where session_id = s.id and touched_by is not null and done_at is not null
  union all select created_at, 'diagnose' from ai_session_facts where session_id = s.id and created_by is not null`

const actsOf = (sql: TransactionSql) => sql`
  coalesce((select json_agg(act.at) from (${actsIn(sql)}) act), '[]')`

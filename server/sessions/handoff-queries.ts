import type { Handoff, Received } from '../../shared/contracts/handoffs.ts'
import { type Fragment, withInstants } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'

/** What was done and asked when a case was handed on. */
export type HandedWork = {
  steps: { id: string; text: string; command: string | null }[]
  questions: string[]
}
export type HandoffRow = Omit<Handoff, 'received' | 'repeated'> & {
  /** Which of the two ways made it. */
  origin: 'handoff' | 'package'
  intent_key: string | null
  work: HandedWork
  received: Record<string, Received['verdict']>
}

const person = (sql: TransactionSql, id: Fragment, name: Fragment) => sql`
  case when ${id} is not null then jsonb_build_object('id', ${id}, 'name', ${name}) end`

/** Of handoff `h`, with those of its people as `c`, `t` and `k`. */
export const handoffColumns = (sql: TransactionSql): Fragment => sql`
  h.id, h.session_id, h.intent, h.reason, ${person(sql, sql`h.target_user_id`, sql`t.name`)} as target,
  ${person(sql, sql`h.created_by`, sql`c.name`)} as created_by, h.created_at,
  ${person(sql, sql`h.claimed_by`, sql`k.name`)} as claimed_by, h.claimed_at, h.withdrawn_at, h.resume_mode, h.brief,
  h.origin, h.intent_key, h.work, h.received`

export const handoffPeople = (sql: TransactionSql): Fragment => sql`
  join users c on c.account_id = h.account_id and c.id = h.created_by
  left join users t on t.account_id = h.account_id and t.id = h.target_user_id
  left join users k on k.account_id = h.account_id and k.id = h.claimed_by`

const mostHandoffs = 50

/** The newest ones, oldest first. */
export const handoffsOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select * from (
    select ${handoffColumns(sql)} from handoffs h ${handoffPeople(sql)}
    where h.session_id = ${sessionId} order by h.created_at desc, h.id desc limit ${mostHandoffs}
  ) newest order by created_at, id`

export const handoffFrom = (row: HandoffRow): HandoffRow => withInstants(row)

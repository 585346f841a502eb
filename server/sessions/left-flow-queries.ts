import type { FlowPlace } from '../../shared/contracts/flows.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'

/** What led before somebody chose another flow: where it stood, and what was asked. */
export type LeftFlow = {
  flow_id: string
  place: FlowPlace
  domain: string | null
  question_id: string | null
}

/** Kept with the number of the next step, so that it is known whether anything was said since. */
export const leftBehind = (sql: TransactionSql, left: LeftFlow | null): Fragment =>
  left
    ? sql`left_flow = jsonb_build_object('seq', next_seq) || ${sql.json(left)}::jsonb`
    : sql`left_flow = null`

/** Undefined where nobody chose, or something was said or decided since. */
export async function findLeftFlow(sql: TransactionSql, sessionId: string): Promise<LeftFlow | undefined> {
  const [row] = await sql<{ left_flow: LeftFlow }[]>`
    select left_flow from ai_sessions s where id = ${sessionId} and left_flow is not null
      and not exists (select from ai_session_steps p
        where p.session_id = s.id and p.seq >= (s.left_flow ->> 'seq')::int and p.kind in ('message', 'reply', 'fix', 'fork'))`
  return row?.left_flow
}

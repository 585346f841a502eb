import type * as v from 'valibot'
import { standingPolicy } from '../ai-policy/standing-policy.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { ModelRequest } from '../model/gateway.ts'
import { orderedTurns } from '../model/ordered.ts'
import type { BriefCase } from '../model/protocol.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import type { CaseRows } from '../sessions/case-queries.ts'
import { caseState, shortenedCase } from '../sessions/case-state.ts'
import { earlierWords, shortened } from '../sessions/conversation.ts'
import type { SessionRow } from '../sessions/queries.ts'
import { findSession } from '../sessions/queries.ts'
import { shortIds } from '../sessions/short-ids.ts'
import { flowInHand } from './build-update.ts'

export type CaseSource = {
  rows: CaseRows
  session: SessionRow
  flow: Awaited<ReturnType<typeof flowInHand>>
}

/** The case as a text of the whole of it is written; undefined where it is gone. */
export async function caseSource(
  ctx: Ctx,
  sql: TransactionSql,
  rows: CaseRows,
): Promise<CaseSource | undefined> {
  const session = await findSession(sql, rows.row.id)
  return session && { rows, session, flow: await flowInHand(ctx, sql, session) }
}

type Wanted<S extends v.GenericSchema> = Pick<ModelRequest<S>, 'task' | 'system' | 'schema' | 'streams'> & {
  order: object
}

/** What a model is asked of a whole case: what was said last stands in it too. Without secrets. */
export async function caseRequest<S extends v.GenericSchema>(
  ctx: Ctx,
  { rows, session, flow }: CaseSource,
  { order, ...wanted }: Wanted<S>,
): Promise<ModelRequest<S>> {
  const ids = shortIds(rows, rows.part?.note_ids ?? [])
  const told: BriefCase = {
    ...caseState({ user: ctx.user, rows, session, flow, ids, now: new Date() }),
    said: earlierWords(rows),
    devices: rows.part?.ticket.configurations.map(({ name }) => name) ?? [],
  }
  const clean = shortenedCase(await redactLeaves(told))
  return {
    ...wanted,
    account_id: ctx.account_id,
    user_id: ctx.user.id,
    session_id: session.id,
    ...orderedTurns('A brief is ordered.', { ...clean, said: shortened(clean.said) }, order),
    policy: standingPolicy(rows.policy).policy,
    flow: flow.flow,
  }
}

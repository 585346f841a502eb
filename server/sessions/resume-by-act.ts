import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { endedPark, endedPause, resumedNow } from './pause-queries.ts'
import type { SessionRow } from './queries.ts'
import type { StepRow } from './step-queries.ts'
import { stepRow, touchSession } from './timeline.ts'

/** True where this person's next act takes a paused case up again: anybody else's leaves it at rest. */
export const isResumedBy = (ctx: Ctx, session: SessionRow): boolean =>
  session.status === 'paused' && session.current_handler_id === ctx.user.id

export const resumedStep = (ctx: Ctx): StepRow =>
  stepRow({ kind: 'system', user_id: ctx.user.id, content: `Case resumed by ${ctx.user.name}` })

/** The caller holds the lock of the case. */
export async function writeResumed(ctx: Ctx, sql: TransactionSql, sessionId: string): Promise<void> {
  await Promise.all([sql`${endedPark(sql, sessionId)}`, sql`${endedPause(sql, sessionId)}`])
  await touchSession(sql, sessionId, { changes: [resumedNow(sql)], steps: [resumedStep(ctx)] })
}

import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { locked } from './load-session.ts'
import { insertPause, pausedNow } from './pause-queries.ts'
import { writeResumed } from './resume-by-act.ts'
import { detailOf } from './session-detail.ts'
import { stepRow, touchSession } from './timeline.ts'

/** Sets a case aside; its handler's next act takes it up again. An answer that is on its way still comes. */
export function pause(ctx: Ctx, sessionId: string): Promise<SessionDetail> {
  return tx(ctx, async (sql) => {
    const { status } = await locked(ctx, sql, sessionId, 'pause')
    if (status === 'escalated') throw new Problem('case_escalated')
    if (status === 'active') await writePaused(ctx, sql, sessionId)
    return detailOf(ctx, sql, sessionId)
  })
}

export function resume(ctx: Ctx, sessionId: string): Promise<SessionDetail> {
  return tx(ctx, async (sql) => {
    const { status } = await locked(ctx, sql, sessionId, 'resume')
    if (status === 'escalated') throw new Problem('case_escalated')
    if (status === 'paused') await writeResumed(ctx, sql, sessionId)
    return detailOf(ctx, sql, sessionId)
  })
}

async function writePaused(ctx: Ctx, sql: TransactionSql, sessionId: string): Promise<void> {
  await insertPause(sql, { account_id: ctx.account_id, session_id: sessionId })
  const step = stepRow({ kind: 'system', user_id: ctx.user.id, content: `Case paused by ${ctx.user.name}` })
  await touchSession(sql, sessionId, { changes: [pausedNow(sql)], steps: [step] })
}

import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { reopenHours } from '../../shared/limits.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { mayInCase } from '../sessions/case-rights.ts'
import { locked } from '../sessions/load-session.ts'
import { insertPastPause } from '../sessions/pause-queries.ts'
import { hasPostsUnderWay, reopenedNow } from '../sessions/queries.ts'
import { detailOf } from '../sessions/session-detail.ts'
import { stepRow, touchSession } from '../sessions/timeline.ts'
import { findClosing, markReopened } from './queries.ts'

/** Takes a case up again that was closed too soon. What was posted stays; an open one answers as it stands. */
export function reopen(ctx: Ctx, sessionId: string): Promise<SessionDetail> {
  return tx(ctx, async (sql) => {
    const session = await locked(ctx, sql, sessionId, 'share')
    if (session.status === 'resolved') {
      mayInCase(ctx, 'reopen', session)
      await writeReopened(ctx, sql, sessionId)
    }
    return detailOf(ctx, sql, sessionId)
  })
}

async function writeReopened(ctx: Ctx, sql: TransactionSql, sessionId: string): Promise<void> {
  const closing = await findClosing(sql, sessionId)
  if (!closing || Date.now() - Date.parse(closing.closed_at) > reopenHours * 3600_000)
    throw new Problem('reopen_too_late')
  // a status that still waits would close the ticket behind the back of whoever works on it again
  if (await hasPostsUnderWay(sql, sessionId)) throw new Problem('posts_under_way')
  await markReopened(sql, closing.id, ctx.user.id)
  const { account_id } = ctx
  await insertPastPause(sql, { account_id, session_id: sessionId, began_at: closing.closed_at })
  const content = `Case reopened by ${ctx.user.name}`
  await touchSession(sql, sessionId, {
    changes: [reopenedNow(sql)],
    steps: [stepRow({ kind: 'system', user_id: ctx.user.id, content })],
  })
  await record(sql, ctx, {
    action: 'session.reopened',
    subject_kind: 'session',
    subject_id: sessionId,
    result: 'active',
  })
}

import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { settle } from '../notifications/notify.ts'
import { cancelUnsent } from '../posts/cancel.ts'
import { wakePosts } from '../posts/worker/worker.ts'
import { locked } from '../sessions/load-session.ts'
import { writeResumed } from '../sessions/resume-by-act.ts'
import { detailOf } from '../sessions/session-detail.ts'
import { stepRow, touchSession } from '../sessions/timeline.ts'
import { findHandoff, takenBackNow, withdrawWaiting } from './queries.ts'

/** Whoever handed a case on works on it again, while nobody has it. What stands in the ticket already stays there. */
export async function takeBack(ctx: Ctx, sessionId: string, handoffId: string): Promise<SessionDetail> {
  const detail = await tx(ctx, async (sql) => {
    await locked(ctx, sql, sessionId, 'share')
    const handoff = await findHandoff(sql, sessionId, handoffId)
    if (!handoff) throw new Problem('not_found')
    const { claimed_by, withdrawn_at, created_by, intent } = handoff
    if (created_by.id !== ctx.user.id) throw new Problem('not_your_case')
    if (claimed_by) throw new Problem('handoff_already_claimed', undefined, { extra: { claimed_by } })
    if (withdrawn_at || !(await withdrawWaiting(sql, handoffId))) throw new Problem('handoff_not_open')
    if (intent === 'park') await writeResumed(ctx, sql, sessionId)
    else {
      await cancelUnsent(ctx, sql, { kind: 'handoff', id: handoffId })
      const content = `Escalation taken back by ${ctx.user.name}`
      await touchSession(sql, sessionId, {
        changes: [takenBackNow(sql)],
        steps: [stepRow({ kind: 'handoff', user_id: ctx.user.id, content, ref_id: handoffId })],
      })
    }
    await publish(sql, ctx.account_id, 'handoff.withdrawn', { handoff_id: handoffId, session_id: sessionId })
    await settle(ctx, sql, { kind: 'escalation', handoff_id: handoffId })
    await record(sql, ctx, {
      action: 'handoff.withdrawn',
      subject_kind: 'session',
      subject_id: sessionId,
      result: 'active',
      detail: { handoff_id: handoffId },
    })
    return detailOf(ctx, sql, sessionId)
  })
  wakePosts(ctx.world)
  return detail
}

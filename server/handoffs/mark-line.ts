import type { ReceivedRequest } from '../../shared/contracts/handoff-calls.ts'
import { type Brief, briefLists, type Handoff } from '../../shared/contracts/handoffs.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import { handoffView } from '../sessions/handoff-view.ts'
import { locked } from '../sessions/load-session.ts'
import { caseOf } from '../sessions/session-detail.ts'
import { touchSession } from '../sessions/timeline.ts'
import { findHandoff, markReceived } from './queries.ts'

/** Whoever picked a case up says of a line of its brief whether it holds. */
export function markLine(
  ctx: Ctx,
  sessionId: string,
  handoffId: string,
  request: ReceivedRequest,
): Promise<Handoff> {
  return tx(ctx, async (sql) => {
    await locked(ctx, sql, sessionId, 'share')
    const handoff = await findHandoff(sql, sessionId, handoffId)
    if (!handoff) throw new Problem('not_found')
    if (handoff.claimed_by?.id !== ctx.user.id) throw new Problem('not_your_case')
    if (!hasLine(handoff.brief, request.item))
      throw new Problem('invalid', undefined, { fields: { item: 'A line of this brief.' } })
    await markReceived(sql, handoffId, request)
    await touchSession(sql, sessionId)
    await record(sql, ctx, {
      action: 'handoff.received',
      subject_kind: 'session',
      subject_id: sessionId,
      result: request.verdict ?? 'unmarked',
      detail: { handoff_id: handoffId, item: request.item },
    })
    const rows = await caseOf(sql, sessionId)
    const after = rows.handoffs.find(({ id }) => id === handoffId)
    if (!after) throw new Problem('not_found')
    return handoffView(after, rows)
  })
}

function hasLine(brief: Brief, item: string): boolean {
  if (item === 'likely_cause') return brief.likely_cause !== ''
  const [name, at] = item.split(':')
  const list = briefLists.find((each) => each === name)
  return list !== undefined && Number(at) < brief[list].length
}

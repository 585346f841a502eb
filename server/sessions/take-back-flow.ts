import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { isGeneral } from '../flows/general.ts'
import { knownFlow } from '../flows/leading.ts'
import { standAgain } from './fix-queries.ts'
import { findLeftFlow, leftBehind } from './left-flow-queries.ts'
import { workable } from './load-session.ts'
import { dropQuestion, listQuestions, reopenQuestionRow } from './question-queries.ts'
import { detailOf } from './session-detail.ts'
import { stepRow, touchSession } from './timeline.ts'
import { findTurn, flowMoved } from './turn-queries.ts'

/** The choice of another flow is taken back: what led before leads again, where it stood, and asks what it asked. */
export function takeBackFlow(ctx: Ctx, sessionId: string): Promise<SessionDetail> {
  return tx(ctx, async (sql) => {
    const [, turn] = await Promise.all([workable(ctx, sql, sessionId), findTurn(sql, sessionId)])
    if (turn?.alive) throw new Problem('turn_in_progress')
    const left = await findLeftFlow(sql, sessionId)
    const flow = left && (await knownFlow(ctx, sql, left.flow_id))
    if (!left || !flow) throw new Problem('flow_walked_on')
    const questions = await listQuestions(sql, sessionId)
    const open = questions.find(({ state }) => state === 'open')
    const before = questions.find(({ id, state }) => id === left.question_id && state === 'dropped')
    if (open) await dropQuestion(sql, open.id)
    if (before) {
      await reopenQuestionRow(sql, before.id)
      await standAgain(sql, sessionId, before.id)
    }
    await touchSession(sql, sessionId, {
      changes: [
        flowMoved(sql, left.flow_id, left.place),
        sql`problem_domain = ${left.domain}`,
        leftBehind(sql, null),
      ],
      steps: [
        stepRow({
          kind: 'system',
          user_id: ctx.user.id,
          content: isGeneral(flow)
            ? 'Took the choice of a flow back: none leads, as before'
            : `Took the choice of a flow back: “${flow.name}” leads, as before`,
        }),
        ...(before ? [stepRow({ kind: 'question', content: before.text, ref_id: before.id })] : []),
      ],
    })
    return detailOf(ctx, sql, sessionId)
  })
}

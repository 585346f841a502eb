import { v7 as newId } from 'uuid'
import type { Flow } from '../../shared/contracts/flows.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { nodeAt } from '../flows/find.ts'
import { generalFlowKey, isGeneral } from '../flows/general.ts'
import { flowId } from '../flows/install.ts'
import { leadingFlows } from '../flows/leading.ts'
import { askedAt, begin } from '../flows/walk.ts'
import { supersedeUntried } from './fix-queries.ts'
import { leftBehind } from './left-flow-queries.ts'
import { workable } from './load-session.ts'
import { dropQuestion, insertQuestion, listQuestions } from './question-queries.ts'
import { detailOf } from './session-detail.ts'
import { stepRow, touchSession } from './timeline.ts'
import { findTurn, flowMoved } from './turn-queries.ts'

/**
 * An engineer chooses the flow that leads from now on, from its start; `key` null: none leads. Its first question
 * stands at once, in place of the open one. Facts, steps and causes stay as they are.
 */
export function leadByFlow(ctx: Ctx, sessionId: string, key: string | null): Promise<SessionDetail> {
  return tx(ctx, async (sql) => {
    const [session, turn] = await Promise.all([workable(ctx, sql, sessionId), findTurn(sql, sessionId)])
    if (turn?.alive) throw new Problem('turn_in_progress')
    const flow = (await leadingFlows(ctx, sql)).find((one) => one.key === (key ?? generalFlowKey))
    if (!flow) throw new Problem('invalid', undefined, { fields: { key: 'No flow that leads new cases.' } })
    const id = await flowId(sql, ctx.account_id, flow)
    if (id === session.flow_id) return detailOf(ctx, sql, sessionId)
    const { flow_id, flow_place: place, problem_domain: domain } = session
    const open = (await listQuestions(sql, sessionId)).find(({ state }) => state === 'open')
    const left = flow_id && place ? { flow_id, place, domain, question_id: open?.id ?? null } : null
    if (open) {
      await dropQuestion(sql, open.id)
      await supersedeUntried(sql, open.id)
    }
    const asked = await askFirst(sql, { account_id: ctx.account_id, session_id: sessionId }, flow)
    await touchSession(sql, sessionId, {
      changes: [
        flowMoved(sql, id, begin(flow)),
        sql`problem_domain = ${isGeneral(flow) ? null : flow.domain}`,
        leftBehind(sql, left),
      ],
      steps: [
        stepRow({
          kind: 'system',
          user_id: ctx.user.id,
          content: isGeneral(flow) ? 'No flow leads any more' : `Chose the flow “${flow.name}”`,
        }),
        ...(asked ? [stepRow({ kind: 'question', content: asked.text, ref_id: asked.id })] : []),
      ],
    })
    return detailOf(ctx, sql, sessionId)
  })
}

async function askFirst(
  sql: TransactionSql,
  place: { account_id: string; session_id: string },
  flow: Flow,
): Promise<{ id: string; text: string } | null> {
  const first = isGeneral(flow) ? null : askedAt(nodeAt(flow, flow.start))
  if (!first) return null
  const id = newId()
  await insertQuestion(sql, { ...place, id, ...first })
  return { id, text: first.text }
}

import type { FlowPlace } from '../../shared/contracts/flows.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { nodeAt } from '../flows/find.ts'
import { isGeneral } from '../flows/general.ts'
import { knownFlow } from '../flows/leading.ts'
import { tasksAt } from '../flows/step-words.ts'
import { askedAt } from '../flows/walk.ts'
import { sameText } from '../language/same-text.ts'
import { type Asked, askAt, askNextCause } from './ask-next.ts'
import type { SessionRow } from './queries.ts'
import { listQuestions } from './question-queries.ts'
import { leaveSteps } from './steps-in-hand.ts'
import { findTurn } from './turn-queries.ts'

type After = {
  session: SessionRow
  /** Where the flow stands without the fix; null: it is none of the flow's. */
  place: FlowPlace | null
  failed: boolean
}

/**
 * What FlowPilot asks once a fix did not help or was not wanted, without a model: where the flow suggested it, the
 * flow's next question; else the test of the next cause, or what the flow has not asked yet. Nothing while another
 * question is open, or FlowPilot answers: that goes on by itself.
 */
export async function goOnAfterFix(
  ctx: Ctx,
  sql: TransactionSql,
  { session, place, failed }: After,
): Promise<Asked> {
  const questions = await listQuestions(sql, session.id)
  const goesOn = questions.some(({ state }) => state === 'open') || (await findTurn(sql, session.id))?.alive
  const flow = session.flow_id ? await knownFlow(ctx, sql, session.flow_id) : undefined
  const isLed = flow !== undefined && !isGeneral(flow)
  if (isLed && place && session.flow_place) {
    const left = nodeAt(flow, session.flow_place.node)
    await leaveSteps(sql, session.id, tasksAt(left), failed)
  }
  if (goesOn) return { place, steps: [] }
  if (isLed && place) return askAt(sql, session, { flow, place })
  const next = await askNextCause(sql, session)
  if (next.steps.length > 0 || !isLed || !session.flow_place) return next
  const asked = askedAt(nodeAt(flow, session.flow_place.node))
  const isNew = asked && !questions.some(({ text }) => sameText(text) === sameText(asked.text))
  return isNew ? askAt(sql, session, { flow, place: session.flow_place }) : next
}

import type { Fix, NewFixOutcome } from '../../shared/contracts/fixes.ts'
import type { FlowPlace } from '../../shared/contracts/flows.ts'
import { fixOptions } from '../../shared/fix-options.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { nodeOf } from '../flows/find.ts'
import { knownFlow } from '../flows/leading.ts'
import { exitBy } from '../flows/walk.ts'
import { findFix, updateFix } from './fix-queries.ts'
import { goOnAfterFix } from './go-on-after-fix.ts'
import { workable } from './load-session.ts'
import { type FixAct, onFix } from './on-fix.ts'
import type { SessionRow } from './queries.ts'
import { answerQuestion, dropQuestion, findQuestion } from './question-queries.ts'
import { restSteps } from './steps-in-hand.ts'
import { takeUpFix } from './take-up-fix.ts'
import { listTasks } from './task-queries.ts'
import { stepRow, touchSession } from './timeline.ts'
import { findTurn, flowMoved } from './turn-queries.ts'

/** Applied: it is being verified. Said again it changes nothing; its first step comes in hand. */
export function applyFix(ctx: Ctx, sessionId: string, fixId: string): Promise<Fix> {
  return decide(ctx, { sessionId, fixId, act: { act: 'apply' } })
}

/** It was not applied after all; only for a while after the click. */
export function takeBackApply(ctx: Ctx, sessionId: string, fixId: string): Promise<Fix> {
  return decide(ctx, { sessionId, fixId, act: { act: 'take_back' } })
}

/** What came of it. It answers the question whether the fix helped, and the flow goes on from there. */
export function setFixOutcome(
  ctx: Ctx,
  sessionId: string,
  fixId: string,
  outcome: NewFixOutcome,
): Promise<Fix> {
  return decide(ctx, { sessionId, fixId, act: { act: 'outcome', ...outcome } })
}

type Wish = { sessionId: string; fixId: string; act: FixAct }

function decide(ctx: Ctx, { sessionId, fixId, act }: Wish): Promise<Fix> {
  return tx(ctx, async (sql) => {
    const session = await workable(ctx, sql, sessionId)
    const fix = await findFix(sql, sessionId, fixId)
    if (!fix) throw new Problem('not_found')
    const decision = onFix(fix, act, new Date())
    if ('problem' in decision) throw new Problem(decision.problem, undefined, { extra: { current: fix } })
    if (!decision.fields) return fix
    const left = act.act === 'outcome' ? await answered(ctx, sql, { session, fix, status: act.status }) : null
    const after = await updateFix(sql, fix, decision.fields)
    if (!after) throw new Problem('conflict')
    if (act.act === 'apply') await takeUpFix(ctx, sql, session)
    if (after.status === 'applied_success') await restSteps(sql, await listTasks(sql, sessionId))
    const { place, steps } = isNoHelp(act)
      ? await goOnAfterFix(ctx, sql, { session, place: left, failed: act.status === 'applied_failed' })
      : { place: left, steps: [] }
    await touchSession(sql, sessionId, {
      changes: place && session.flow_id ? [flowMoved(sql, session.flow_id, place)] : [],
      steps: [
        stepRow({ kind: 'fix', user_id: ctx.user.id, content: told(act, fix), ref_id: fixId }),
        ...steps,
      ],
    })
    return after
  })
}

type Outcome = Extract<FixAct, { act: 'outcome' }>
const isNoHelp = (act: FixAct): act is Outcome =>
  act.act === 'outcome' && (act.status === 'applied_failed' || act.status === 'dismissed')

const said = {
  applied_success: 'The fix worked',
  applied_failed: 'The fix did not work',
  applied_partial: 'The fix worked in part',
  dismissed: 'Dismissed the fix',
} as const

function told(act: FixAct, { title }: Fix): string {
  if (act.act === 'apply') return `Applied the fix: ${title}`
  if (act.act === 'take_back') return `Not applied after all: ${title}`
  return `${said[act.status]}: ${title}${act.notes ? ` → ${act.notes}` : ''}`
}

type Settled = { session: SessionRow; fix: Fix; status: NewFixOutcome['status'] }

/** The question whether it helped has its answer, or is asked no more. Where the flow stands then; null: as before. */
async function answered(
  ctx: Ctx,
  sql: TransactionSql,
  { session, fix, status }: Settled,
): Promise<FlowPlace | null> {
  if (status === 'applied_partial' || !fix.question_id) return null
  const question = await findQuestion(sql, session.id, fix.question_id)
  if (question?.state !== 'open') return null
  // The answer that is being written moves the flow too.
  if ((await findTurn(sql, session.id))?.alive) throw new Problem('turn_in_progress')
  const label =
    status === 'dismissed' ? null : status === 'applied_success' ? fixOptions.fixed : fixOptions.same
  await (label
    ? answerQuestion(sql, question.id, { answer: label, by: ctx.user.id })
    : dropQuestion(sql, question.id))
  const flow = session.flow_id ? await knownFlow(ctx, sql, session.flow_id) : undefined
  const place = session.flow_place
  const node = flow && place && nodeOf(flow, place.node)
  if (node?.kind !== 'conclusion' || !flow || !place) return null
  const exit = label ? exitBy(flow, node, label) : { option: null, to: node.not_fixed }
  return exit ? { node: exit.to, trail: [...place.trail, { node: node.key, option: exit.option }] } : null
}

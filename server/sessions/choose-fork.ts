import type { ForkChoice, ForkPath } from '../../shared/contracts/forks.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { nodeAt } from '../flows/find.ts'
import { isGeneral } from '../flows/general.ts'
import { knownFlow } from '../flows/leading.ts'
import { tasksAt } from '../flows/step-words.ts'
import { conclusionOf, wayToCause } from '../flows/way-to.ts'
import { sameText } from '../language/same-text.ts'
import { leadWithTyped } from './add-cause.ts'
import { type Asked, askAt, askCheck } from './ask-next.ts'
import { listCauses, updateCause } from './cause-queries.ts'
import { findFork, writeChoice } from './fork-queries.ts'
import { workable } from './load-session.ts'
import { onFork } from './on-fork.ts'
import type { SessionRow } from './queries.ts'
import { detailOf } from './session-detail.ts'
import { leaveSteps } from './steps-in-hand.ts'
import { stepRow, touchSession } from './timeline.ts'
import { findTurn, flowMoved } from './turn-queries.ts'

/**
 * One of the paths is walked from now on: its cause leads and its check is asked at once. The others can be taken
 * later, by who says which one they saw as chosen.
 */
export function chooseFork(
  ctx: Ctx,
  sessionId: string,
  forkId: string,
  choice: ForkChoice,
): Promise<SessionDetail> {
  return tx(ctx, async (sql) => {
    const [session, turn] = await Promise.all([workable(ctx, sql, sessionId), findTurn(sql, sessionId)])
    const fork = await findFork(sql, sessionId, forkId)
    if (!fork) throw new Problem('not_found')
    const decision = onFork(fork, choice)
    if ('problem' in decision) throw new Problem(decision.problem, undefined, { extra: { current: fork } })
    const { path, before } = decision
    if (!path) return detailOf(ctx, sql, sessionId)
    if (turn?.alive) throw new Problem('turn_in_progress')
    const paths = fork.paths.map((one) => (one.id === path.id ? { ...one, taken: true } : one))
    await writeChoice(sql, forkId, { paths, path_id: path.id, by: ctx.user.id })
    await leadOn(ctx, sql, session, { path, before })
    const { place, steps } = await askOn(ctx, sql, session, { path, before })
    const content = before
      ? `Took the other path: ${path.text} → instead of: ${before.text}`
      : `Took the path: ${path.text}`
    await touchSession(sql, sessionId, {
      changes: place && session.flow_id ? [flowMoved(sql, session.flow_id, place)] : [],
      steps: [stepRow({ kind: 'fork', user_id: ctx.user.id, content, ref_id: forkId }), ...steps],
    })
    return detailOf(ctx, sql, sessionId)
  })
}

type Move = { path: ForkPath; before: ForkPath | null }

/** The cause of the path leads; that of the path that is left competes again. */
async function leadOn(ctx: Ctx, sql: TransactionSql, session: SessionRow, { path, before }: Move) {
  if (before) await competesAgain(sql, session.id, before)
  if (path.cause) await leadWithTyped(ctx, sql, session, path.cause)
}

/** The cause of a path that is left was picked with it. */
export async function competesAgain(sql: TransactionSql, sessionId: string, left: ForkPath): Promise<void> {
  if (!left.cause) return
  for (const { id, text, state, source } of await listCauses(sql, sessionId))
    if (state === 'picked' && source === 'model' && sameText(text) === sameText(left.cause))
      await updateCause(sql, id, { state: 'open' })
}

async function askOn(
  ctx: Ctx,
  sql: TransactionSql,
  session: SessionRow,
  { path, before }: Move,
): Promise<Asked> {
  if (before) await leaveSteps(sql, session.id, [before])
  const flow = session.flow_id ? await knownFlow(ctx, sql, session.flow_id) : undefined
  const place = session.flow_place
  const cause = flow && !isGeneral(flow) ? conclusionOf(flow, path.cause) : null
  if (!flow || !place || !cause) return askCheck(sql, session, { text: path.text, context: path.shows })
  await leaveSteps(sql, session.id, tasksAt(nodeAt(flow, place.node)))
  return askAt(sql, session, { flow, place: wayToCause(flow, place, cause, path.text) })
}

import type { ForkPath } from '../../shared/contracts/forks.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { nodeAt } from '../flows/find.ts'
import { isGeneral } from '../flows/general.ts'
import { knownFlow } from '../flows/leading.ts'
import { tasksAt } from '../flows/step-words.ts'
import { askedAt } from '../flows/walk.ts'
import { jumped } from '../flows/way-to.ts'
import { sameText } from '../language/same-text.ts'
import { type Asked, askAt } from './ask-next.ts'
import { activateNext } from './change-task.ts'
import { competesAgain } from './choose-fork.ts'
import { standAgain } from './fix-queries.ts'
import { clearChoice, findFork, questionAtChoice } from './fork-queries.ts'
import { workable } from './load-session.ts'
import type { SessionRow } from './queries.ts'
import { dropQuestion, listQuestions, reopenQuestionRow } from './question-queries.ts'
import { detailOf } from './session-detail.ts'
import { leaveSteps } from './steps-in-hand.ts'
import { stepRow, touchSession } from './timeline.ts'
import { findTurn, flowMoved } from './turn-queries.ts'

/**
 * The first choice of a fork is taken back: no path is taken, and what was asked before is asked again. Another choice
 * is changed by taking the other path.
 */
export function takeBackFork(ctx: Ctx, sessionId: string, forkId: string): Promise<SessionDetail> {
  return tx(ctx, async (sql) => {
    const [session, turn] = await Promise.all([workable(ctx, sql, sessionId), findTurn(sql, sessionId)])
    const fork = await findFork(sql, sessionId, forkId)
    if (!fork) throw new Problem('not_found')
    const [path, ...others] = fork.paths.filter(({ taken }) => taken)
    if (!path) return detailOf(ctx, sql, sessionId)
    if (turn?.alive) throw new Problem('turn_in_progress')
    const isFirst = fork.superseded_at === null && others.length === 0
    const before = isFirst ? await questionAtChoice(sql, sessionId, forkId) : undefined
    if (!before) throw new Problem('fork_walked_on', undefined, { extra: { current: fork } })
    await clearChoice(
      sql,
      forkId,
      fork.paths.map((one) => ({ ...one, taken: false })),
    )
    await competesAgain(sql, sessionId, path)
    const { place, steps } = await askBefore(ctx, sql, session, { path, question_id: before.question_id })
    await touchSession(sql, sessionId, {
      changes: place && session.flow_id ? [flowMoved(sql, session.flow_id, place)] : [],
      steps: [
        stepRow({
          kind: 'fork',
          user_id: ctx.user.id,
          content: `Took back the path: ${path.text}`,
          ref_id: forkId,
        }),
        ...steps,
      ],
    })
    return detailOf(ctx, sql, sessionId)
  })
}

type Left = { path: ForkPath; question_id: string | null }

async function askBefore(
  ctx: Ctx,
  sql: TransactionSql,
  session: SessionRow,
  { path, question_id }: Left,
): Promise<Asked> {
  const questions = await listQuestions(sql, session.id)
  const open = questions.find(({ state }) => state === 'open')
  // the path asks what was asked already
  if (open && open.id === question_id) return { place: null, steps: [] }
  await leaveSteps(sql, session.id, [path])
  const question = questions.find(({ id, state }) => id === question_id && state === 'dropped')
  const flow = session.flow_id ? await knownFlow(ctx, sql, session.flow_id) : undefined
  const place = session.flow_place
  const asks = ({ text }: { text: string }) =>
    question !== undefined && sameText(text) === sameText(question.text)
  const node =
    flow && !isGeneral(flow) ? flow.nodes.find((one) => asks(askedAt(one) ?? { text: '' })) : undefined
  if (flow && place && node) {
    await leaveSteps(sql, session.id, tasksAt(nodeAt(flow, place.node)))
    return askAt(sql, session, { flow, place: jumped(place, node.key) })
  }
  if (open) await dropQuestion(sql, open.id)
  await activateNext(sql, session.id, 0)
  if (!question) return { place: null, steps: [] }
  await reopenQuestionRow(sql, question.id)
  await standAgain(sql, session.id, question.id)
  return { place: null, steps: [stepRow({ kind: 'question', content: question.text, ref_id: question.id })] }
}

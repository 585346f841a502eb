import type { FlowPlace } from '../../shared/contracts/flows.ts'
import type { Question } from '../../shared/contracts/questions.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { nodeOf } from '../flows/find.ts'
import { knownFlow } from '../flows/leading.ts'
import { askedAt } from '../flows/walk.ts'
import { sameText } from '../language/same-text.ts'
import { activateNext } from './change-task.ts'
import { listFactRows, removeFactRow } from './fact-queries.ts'
import { reopenFixOf, supersedeUntried } from './fix-queries.ts'
import { workable } from './load-session.ts'
import type { SessionRow } from './queries.ts'
import { dropQuestion, listQuestions, reopenQuestionRow } from './question-queries.ts'
import { detailOf } from './session-detail.ts'
import { listTasks, removeTaskRow, updateTask } from './task-queries.ts'
import { addStep, touchSession } from './timeline.ts'
import { findTurn, flowMoved } from './turn-queries.ts'

/**
 * Takes an answer back: its question is open again, the facts that followed from it go, and so do its step's result and
 * the open steps of the way it led to. What was done meanwhile stays.
 */
export function reopenQuestion(ctx: Ctx, sessionId: string, questionId: string): Promise<SessionDetail> {
  return tx(ctx, async (sql) => {
    const [session, turn] = await Promise.all([workable(ctx, sql, sessionId), findTurn(sql, sessionId)])
    if (turn?.alive) throw new Problem('turn_in_progress')
    const questions = await listQuestions(sql, sessionId)
    const question = questions.find(({ id }) => id === questionId)
    if (!question) throw new Problem('not_found')
    if (question.state !== 'answered')
      throw new Problem('revision_stale', undefined, { extra: { current: question } })

    const open = questions.find(({ state }) => state === 'open')
    if (open) {
      await dropQuestion(sql, open.id)
      await supersedeUntried(sql, open.id)
    }
    await reopenQuestionRow(sql, questionId)
    await reopenFixOf(sql, sessionId, questionId)
    for (const fact of await listFactRows(sql, sessionId))
      if (fact.source_kind === 'question' && fact.source_ref === questionId)
        await removeFactRow(sql, fact.id, null)
    const place = await stepBack(ctx, sql, session, question)
    await addStep(sql, {
      account_id: ctx.account_id,
      session_id: sessionId,
      user_id: ctx.user.id,
      kind: 'system',
      content: `Took back the answer “${question.answer ?? ''}” to: ${question.text}`,
      ref_id: questionId,
    })
    await touchSession(sql, sessionId, {
      changes: place && session.flow_id ? [flowMoved(sql, session.flow_id, place)] : [],
    })
    return detailOf(ctx, sql, sessionId)
  })
}

/** The place in the flow where the question is asked; undefined where the flow did not ask it. */
async function stepBack(
  ctx: Ctx,
  sql: TransactionSql,
  session: SessionRow,
  question: Question,
): Promise<FlowPlace | undefined> {
  const flow = session.flow_id ? await knownFlow(ctx, sql, session.flow_id) : undefined
  const place = session.flow_place
  if (!flow || !place) return undefined
  const asks = (key: string) => {
    const node = nodeOf(flow, key)
    const asked = node && askedAt(node)
    return asked !== null && sameText(asked.text) === sameText(question.text)
  }
  const at = place.trail.findLastIndex(({ node }) => asks(node))
  const stepped = place.trail[at]
  if (!stepped) return undefined
  const left = [...place.trail.slice(at + 1).map(({ node }) => node), place.node]
  const texts = (keys: string[]) =>
    new Set(
      keys.flatMap((key) => {
        const node = nodeOf(flow, key)
        if (node?.kind === 'question') return node.task ? [sameText(node.task.text)] : []
        if (node?.kind === 'conclusion') return node.fix.map(({ text }) => sameText(text))
        return []
      }),
    )
  const own = texts([stepped.node])
  const later = texts(left)
  const tasks = await listTasks(sql, session.id)
  for (const task of tasks) {
    if (task.touched_by) continue
    if (own.has(sameText(task.text)))
      await updateTask(sql, task.id, { state: 'pending', known: null, result: null })
    else if (later.has(sameText(task.text)) && (task.state === 'pending' || task.state === 'active'))
      await removeTaskRow(sql, task.id, null)
  }
  await activateNext(sql, session.id, 0)
  return { node: stepped.node, trail: place.trail.slice(0, at) }
}

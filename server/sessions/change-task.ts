import type * as v from 'valibot'
import type { Task, taskChange } from '../../shared/contracts/tasks.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { followTaskResult } from './fact-queries.ts'
import { workable } from './load-session.ts'
import { resultFact } from './promote-fact.ts'
import { taskView } from './session-detail.ts'
import { restSteps } from './steps-in-hand.ts'
import { listTasks, type TaskFields, type TaskRow, updatePositions, updateTask } from './task-queries.ts'
import { addStep, touchSession } from './timeline.ts'

type Change = v.InferOutput<typeof taskChange>

/** Ticks, skips, words, result and order of one step. A revision that was not the newest answers how it stands. */
export function changeTask(ctx: Ctx, sessionId: string, taskId: string, change: Change): Promise<Task> {
  return tx(ctx, async (sql) => {
    await workable(ctx, sql, sessionId)
    const tasks = await listTasks(sql, sessionId)
    const task = tasks.find(({ id }) => id === taskId)
    if (!task) throw new Problem('not_found')
    if (task.revision !== change.revision)
      throw new Problem('revision_stale', undefined, { extra: { current: taskView(task) } })

    const fields = fieldsOf(ctx, task, change)
    if (change.state === 'active') await restSteps(sql, tasks, taskId)
    if (fields || change.position) await updateTask(sql, taskId, fields ?? {})
    if (change.position) await updatePositions(sql, moved(tasks, taskId, change.position))
    if (change.state === 'done' || change.state === 'skipped')
      await activateNext(sql, sessionId, task.position)
    await tell(ctx, sql, sessionId, task, change)
    await touchSession(sql, sessionId)
    const after = (await listTasks(sql, sessionId)).find(({ id }) => id === taskId)
    if (!after) throw new Problem('conflict')
    return taskView(after)
  })
}

function fieldsOf(
  ctx: Ctx,
  before: TaskRow,
  { text, detail, state, result }: Change,
): TaskFields | undefined {
  const fields: TaskFields = {}
  if (text !== undefined) fields.text = text
  if (detail !== undefined) fields.detail = detail || null
  if (state !== undefined) fields.state = state
  if (state !== undefined && state !== before.state) fields.done_by = state === 'done' ? ctx.user.id : null
  if (result !== undefined) fields.result = result || null
  // Who ticks a step or writes what it showed has seen it.
  if (state === 'done' || result) fields.known = 'checked'
  else if (state === 'pending' && before.state === 'done') fields.known = null
  if (Object.keys(fields).length === 0) return undefined
  // Which step is in hand is a choice of the moment: FlowPilot may still tick what somebody only took up.
  const isOnlyChoice =
    Object.keys(fields).every((key) => key === 'state' || key === 'done_by') &&
    (state === 'active' || (state === 'pending' && before.state === 'active'))
  return isOnlyChoice ? fields : { ...fields, touched_by: ctx.user.id }
}

/** With none active, the next open step below `position` becomes it, else the first open one. */
export async function activateNext(sql: TransactionSql, sessionId: string, position: number): Promise<void> {
  const tasks = await listTasks(sql, sessionId)
  if (tasks.some(({ state }) => state === 'active')) return
  const pending = tasks.filter(({ state }) => state === 'pending')
  const next = pending.find((task) => task.position > position) ?? pending[0]
  if (next) await updateTask(sql, next.id, { state: 'active' })
}

function moved(tasks: TaskRow[], taskId: string, position: number): string[] {
  const others = tasks.filter(({ id }) => id !== taskId).map(({ id }) => id)
  return others.toSpliced(position - 1, 0, taskId)
}

/** A tick and a result are part of the story; order and wording are not. */
async function tell(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  before: TaskRow,
  change: Change,
): Promise<void> {
  const text = change.text ?? before.text
  const result = change.result === undefined ? before.result : change.result || null
  const hasNewResult = result !== null && result !== before.result
  const isClosed = change.state !== before.state && (change.state === 'done' || change.state === 'skipped')
  if (hasNewResult) await followTaskResult(sql, sessionId, before.id, resultFact({ text, result }))
  if (!isClosed && !hasNewResult) return
  const verb = !isClosed ? '' : change.state === 'done' ? 'Done: ' : 'Skipped: '
  await addStep(sql, {
    account_id: ctx.account_id,
    session_id: sessionId,
    user_id: ctx.user.id,
    kind: 'action',
    content: `${verb}${text}${result ? ` → ${result}` : ''}`,
    ref_id: before.id,
  })
}

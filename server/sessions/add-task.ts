import { v7 as newId } from 'uuid'
import type * as v from 'valibot'
import type { newTask, Task } from '../../shared/contracts/tasks.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { roomForTask } from './caps.ts'
import { workable } from './load-session.ts'
import { taskView } from './session-detail.ts'
import { insertTask, listTasks } from './task-queries.ts'
import { touchSession } from './timeline.ts'

/** A step of the engineer's own, last in the list; the first open one becomes the active one. */
export function addTask(ctx: Ctx, sessionId: string, input: v.InferOutput<typeof newTask>): Promise<Task> {
  return tx(ctx, async (sql) => {
    await workable(ctx, sql, sessionId)
    const tasks = await listTasks(sql, sessionId)
    roomForTask(tasks.length)
    const isFirstOpen = !tasks.some(({ state }) => state === 'active' || state === 'pending')
    const id = newId()
    await insertTask(sql, {
      account_id: ctx.account_id,
      session_id: sessionId,
      id,
      text: input.text,
      detail: input.detail || null,
      command: input.command || null,
      state: isFirstOpen ? 'active' : 'pending',
      known: null,
      result: null,
      position: (tasks.at(-1)?.position ?? 0) + 1,
      source: 'engineer',
      touched_by: ctx.user.id,
    })
    await touchSession(sql, sessionId)
    const added = (await listTasks(sql, sessionId)).find((task) => task.id === id)
    if (!added) throw new Problem('conflict')
    return taskView(added)
  })
}

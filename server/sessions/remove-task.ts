import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { activateNext } from './change-task.ts'
import { workable } from './load-session.ts'
import { listTasks, removeTaskRow } from './task-queries.ts'
import { touchSession } from './timeline.ts'

/** Takes a step off the list for good: the model does not bring it back. */
export function removeTask(ctx: Ctx, sessionId: string, taskId: string): Promise<void> {
  return tx(ctx, async (sql) => {
    await workable(ctx, sql, sessionId)
    const task = (await listTasks(sql, sessionId)).find(({ id }) => id === taskId)
    if (!task) throw new Problem('not_found')
    await removeTaskRow(sql, taskId, ctx.user.id)
    if (task.state === 'active') await activateNext(sql, sessionId, task.position)
    await touchSession(sql, sessionId)
  })
}

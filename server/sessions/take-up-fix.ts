import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { nodeOf } from '../flows/find.ts'
import { knownFlow } from '../flows/leading.ts'
import { sameText } from '../language/same-text.ts'
import type { SessionRow } from './queries.ts'
import { restSteps } from './steps-in-hand.ts'
import { listTasks, updateTask } from './task-queries.ts'

/** Who applies a fix works on its steps: the first open one comes in hand, unless one of them is already. */
export async function takeUpFix(
  ctx: Ctx,
  sql: TransactionSql,
  { id, flow_id, flow_place }: SessionRow,
): Promise<void> {
  const flow = flow_id && flow_place ? await knownFlow(ctx, sql, flow_id) : undefined
  const node = flow && flow_place && nodeOf(flow, flow_place.node)
  if (node?.kind !== 'conclusion') return
  const tasks = await listTasks(sql, id)
  const steps = tasks.filter(({ text }) => node.fix.some((step) => sameText(step.text) === sameText(text)))
  const next = steps.find(({ state }) => state === 'pending')
  if (!next || steps.some(({ state }) => state === 'active')) return
  await restSteps(sql, tasks)
  await updateTask(sql, next.id, { state: 'active' })
}

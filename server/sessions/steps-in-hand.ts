import { v7 as newId } from 'uuid'
import type { FlowTask } from '../../shared/contracts/flows.ts'
import type { TransactionSql } from '../db/connect.ts'
import { stepWords } from '../flows/step-words.ts'
import { sameText } from '../language/same-text.ts'
import { lengths, mostTasks, storable } from './caps.ts'
import type { SessionRow } from './queries.ts'
import {
  insertTask,
  listTasks,
  removedTasks,
  removeTaskRow,
  type TaskRow,
  updateTask,
} from './task-queries.ts'

const same = (a: { text: string }, b: { text: string }) => sameText(a.text) === sameText(b.text)

/** These are the next steps: the first open one comes in hand. What a person took away does not come back. */
export async function putInHand(
  sql: TransactionSql,
  { account_id, id: session_id }: Pick<SessionRow, 'account_id' | 'id'>,
  wanted: readonly FlowTask[],
): Promise<void> {
  if (wanted.length === 0) return
  const [rows, removed] = [await listTasks(sql, session_id), await removedTasks(sql, session_id)]
  const added = wanted
    .filter((task) => !rows.some((row) => same(row, task)) && !removed.some((row) => same(row, task)))
    .slice(0, Math.max(0, mostTasks - rows.length))
    .map((task, at) => ({
      ...blank,
      account_id,
      session_id,
      id: newId(),
      text: storable(task.text, lengths.task) ?? '',
      detail: storable(stepWords(task).detail, lengths.detail),
      command: storable(task.command, lengths.command),
      position: (rows.at(-1)?.position ?? 0) + at + 1,
    }))
  for (const row of added) await insertTask(sql, row)
  const all = [...rows, ...added]
  const next = wanted
    .flatMap((task) => all.filter((row) => same(row, task)))
    .find(({ state }) => state === 'pending' || state === 'active')
  if (!next || next.state === 'active') return
  await restSteps(sql, rows)
  await updateTask(sql, next.id, { state: 'active' })
}

/** The step in hand waits again; first, because at most one may be active at any moment. */
export async function restSteps(
  sql: TransactionSql,
  rows: readonly TaskRow[],
  except?: string,
): Promise<void> {
  for (const { id, state } of rows)
    if (state === 'active' && id !== except) await updateTask(sql, id, { state: 'pending' })
}

const blank = {
  state: 'pending' as 'pending' | 'active',
  known: null,
  result: null,
  source: 'flow',
  touched_by: null,
} as const

/** Steps of a way that is left go while they are open and nobody's; `tried`: the one in hand stands as skipped. */
export async function leaveSteps(
  sql: TransactionSql,
  sessionId: string,
  left: readonly { text: string }[],
  tried = false,
): Promise<void> {
  for (const row of await listTasks(sql, sessionId)) {
    const isOpen = row.state === 'pending' || row.state === 'active'
    if (!isOpen || row.touched_by || !left.some((task) => same(task, row))) continue
    if (tried && row.state === 'active')
      await updateTask(sql, row.id, { state: 'skipped', known: 'told', result: 'Did not help' })
    else await removeTaskRow(sql, row.id, null)
  }
}

import type { Task, TaskState } from '../../shared/contracts/tasks.ts'

/** Its result was only told: nobody has done it yet, whatever ticked it. */
export function isTold({ state, known }: Pick<Task, 'state' | 'known'>): boolean {
  return known === 'told' && (state === 'done' || state === 'skipped')
}

export type TaskFields = Partial<Pick<Task, 'text' | 'detail' | 'result' | 'state' | 'position'>>

/** The list with one row at another index; the server's `position` is that index + 1. */
export function moveTask(tasks: readonly Task[], taskId: string, toIndex: number): Task[] {
  const moved = tasks.find(({ id }) => id === taskId)
  if (!moved) return [...tasks]
  const others = tasks.filter(({ id }) => id !== taskId)
  const at = Math.min(others.length, Math.max(0, toIndex))
  return others.toSpliced(at, 0, moved)
}

/** How the list will stand after a change, until the server says it itself: one active step, in the given order. */
export function changedTasks(tasks: readonly Task[], taskId: string, fields: TaskFields): Task[] {
  const { position, ...rest } = fields
  const ordered = position === undefined ? [...tasks] : moveTask(tasks, taskId, position - 1)
  const changed = ordered.map((task) => {
    if (task.id === taskId) return { ...task, ...rest, ...seenBy(rest) }
    return fields.state === 'active' && task.state === 'active'
      ? { ...task, state: 'pending' as TaskState }
      : task
  })
  return fields.state === 'done' || fields.state === 'skipped' ? withNextActive(changed, taskId) : changed
}

/** Who ticks a step or writes what it showed has seen it. */
function seenBy({ state, result }: TaskFields): Pick<Task, 'known'> | Record<string, never> {
  return state === 'done' || result ? { known: 'checked' } : {}
}

function withNextActive(tasks: Task[], closedId: string): Task[] {
  if (tasks.some(({ state }) => state === 'active')) return tasks
  const closedAt = tasks.findIndex(({ id }) => id === closedId)
  const isPending = ({ state }: Task) => state === 'pending'
  const next = tasks.find((task, at) => at > closedAt && isPending(task)) ?? tasks.find(isPending)
  return next ? tasks.map((task) => (task === next ? { ...task, state: 'active' } : task)) : tasks
}

/** Where a row dropped at height `y` goes, by the middles of the other rows, top to bottom. */
export function dropIndex(otherMiddles: readonly number[], y: number): number {
  return otherMiddles.filter((middle) => middle < y).length
}

/** At most `most` rows around the step in hand, and how many are left out on either side. */
export function tasksInView(
  tasks: readonly Task[],
  most: number,
): { before: number; rows: Task[]; after: number } {
  if (tasks.length <= most) return { before: 0, rows: [...tasks], after: 0 }
  const inHand = tasks.findIndex(({ state }) => state === 'active')
  const open = inHand >= 0 ? inHand : tasks.findIndex(({ state }) => state === 'pending')
  const centre = open >= 0 ? open : tasks.length - 1
  const before = Math.max(0, Math.min(centre - Math.floor((most - 1) / 3), tasks.length - most))
  return { before, rows: tasks.slice(before, before + most), after: tasks.length - before - most }
}

/** "2 of 5, 1 told": what was only told is still to be checked. */
export function countWords(tasks: readonly Task[]): string {
  const told = tasks.filter(isTold).length
  const closed = tasks.filter(({ state }) => state === 'done' || state === 'skipped').length - told
  return `${closed} of ${tasks.length}${told > 0 ? `, ${told} told` : ''}`
}

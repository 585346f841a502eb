import type { Fact } from '../../shared/contracts/facts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Task } from '../../shared/contracts/tasks.ts'
import type { FactFields } from '../sessions/session-calls.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import type { TaskFields } from '../tasks/task-order.ts'
import type { PanelActs } from './panel-acts.ts'
import type { Changes } from './undo.ts'

/** The same acts; what they changed in a row can be undone. */
export function undoableActs(
  acts: PanelActs,
  { detail }: Pick<SessionModel, 'detail'>,
  changes: Pick<Changes, 'keep'>,
): PanelActs {
  const placeOf = ({ id }: Task) => (detail.peek()?.tasks.findIndex((task) => task.id === id) ?? 0) + 1
  /** Puts these fields back on the row as it is then, if it is still there. */
  const keepTask = (before: Task, fields: TaskFields, place = placeOf(before)) =>
    changes.keep(`Step: ${before.text}`, () => {
      const now = rowOf(detail.peek(), 'tasks', before.id)
      return now ? acts.setTask(now, partOf({ ...before, position: place }, fields)) : false
    })
  const keepFact = (before: Fact, fields: FactFields) =>
    changes.keep(`Fact: ${before.text}`, () => {
      const now = rowOf(detail.peek(), 'facts', before.id)
      return now ? acts.setFact(now, partOf(before, fields)) : false
    })
  return {
    ...acts,
    setTask: async (task, fields) => {
      const place = placeOf(task)
      const isDone = await acts.setTask(task, fields)
      if (isDone) keepTask(task, fields, place)
      return isDone
    },
    moveTask: async (task, toIndex) => {
      const place = placeOf(task)
      await acts.moveTask(task, toIndex)
      if (!acts.problems.peek()[task.id]) keepTask(task, { position: toIndex + 1 }, place)
    },
    saveTask: async (task, fields) => {
      await acts.saveTask(task, fields)
      keepTask(task, fields)
    },
    setFact: async (fact, fields) => {
      const isDone = await acts.setFact(fact, fields)
      if (isDone) keepFact(fact, fields)
      return isDone
    },
    saveFact: async (fact, text) => {
      await acts.saveFact(fact, text)
      keepFact(fact, { text })
    },
  }
}

function rowOf<Kind extends 'tasks' | 'facts'>(
  detail: SessionDetail | null,
  kind: Kind,
  id: string,
): SessionDetail[Kind][number] | undefined {
  return detail?.[kind].find((row) => row.id === id)
}

/** What a row said in these fields. */
function partOf<Row extends object, Fields extends Partial<Row>>(row: Row, fields: Fields): Partial<Row> {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, row[key as keyof Row]])) as Partial<Row>
}

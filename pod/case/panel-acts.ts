import { type ReadonlySignal, signal } from '@preact/signals'
import type { Fact, FactStatus } from '../../shared/contracts/facts.ts'
import type { Task } from '../../shared/contracts/tasks.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { FactFields } from '../sessions/session-calls.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { currentIn, withRevision } from '../sessions/with-revision.ts'
import { changedTasks, type TaskFields } from '../tasks/task-order.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { dismissToast, toast } from '../ui/Toasts.tsx'
import type { Changes } from './undo.ts'

/** `leaving`: the page goes away, the call must outlive it. */
type Send = (leaving: boolean) => Promise<unknown>

/** What a person does to the rows of a case. Those that answer a promise reject with what went wrong. */
export type PanelActs = {
  /** What went wrong with the newest act on a row, by its id: told beside it. */
  problems: ReadonlySignal<Record<string, ApiProblem>>
  forgive(id: string): void
  /** Runs an act of the row `id`; true when it went well, else its problem stands beside the row. */
  attempt(id: string, run: () => Promise<unknown>): Promise<boolean>
  /** At once on the screen; a failure puts it back and says why beside the row. */
  setTask(task: Task, fields: TaskFields): Promise<boolean>
  moveTask(task: Task, toIndex: number): Promise<void>
  saveTask(task: Task, fields: Pick<TaskFields, 'text' | 'result' | 'state'>): Promise<void>
  addTask(text: string): Promise<void>
  removeTask(task: Task): void
  setFact(fact: Fact, fields: FactFields): Promise<boolean>
  saveFact(fact: Fact, text: string): Promise<void>
  addFact(text: string, status: FactStatus): Promise<void>
  /** Taken from view; the server hears of it when the offer to undo has passed. */
  removeFact(fact: Fact): void
  /** Facts and steps on their way out, not to be shown. */
  removing: ReadonlySignal<ReadonlySet<string>>
  /** Ends every offer to undo: before a turn reads the facts, and when the screen goes away. */
  settle(leaving?: boolean): Promise<void>
}

export function createPanelActs(model: SessionModel, changes: Pick<Changes, 'keep'>): PanelActs {
  const { calls } = model
  const problems = signal<Record<string, ApiProblem>>({})
  const removing = signal<ReadonlySet<string>>(new Set())
  const leaving = new Map<string, Send>()

  const forgive = (id: string) => {
    if (!problems.value[id]) return
    const { [id]: _, ...others } = problems.value
    problems.value = others
  }
  const attempt = async (id: string, run: () => Promise<unknown>): Promise<boolean> => {
    forgive(id)
    try {
      await run()
      return true
    } catch (error) {
      problems.value = { ...problems.value, [id]: asProblem(error) }
      return false
    }
  }

  const sendTask = async (task: Task, fields: TaskFields): Promise<void> => {
    try {
      const saved = await withRevision(task, fields, (revision) =>
        calls.changeTask(task.id, { ...fields, revision }),
      )
      model.revise((detail) => ({ ...detail, tasks: replaced(detail.tasks, saved) }))
    } catch (error) {
      const current = currentIn<Task>(error)
      if (current) model.revise((detail) => ({ ...detail, tasks: replaced(detail.tasks, current) }))
      throw error
    }
  }
  const setTask = (task: Task, fields: TaskFields) =>
    attempt(task.id, () =>
      model.act(
        (detail) => ({ ...detail, tasks: changedTasks(detail.tasks, task.id, fields) }),
        () => sendTask(task, fields),
      ),
    )
  const sendFact = async (fact: Fact, fields: FactFields): Promise<void> => {
    try {
      const saved = await withRevision(fact, fields, (revision) =>
        calls.changeFact(fact.id, { ...fields, revision }),
      )
      model.revise((detail) => ({ ...detail, facts: replaced(detail.facts, saved) }))
    } catch (error) {
      const current = currentIn<Fact>(error)
      if (current) model.revise((detail) => ({ ...detail, facts: replaced(detail.facts, current) }))
      throw error
    }
  }

  const show = (id: string) => {
    removing.value = new Set([...removing.value].filter((other) => other !== id))
  }
  const drop = async (id: string, isLast: boolean) => {
    const send = leaving.get(id)
    if (!send || !leaving.delete(id)) return
    await attempt(id, () => send(isLast))
    if (!isLast) await model.refresh()
    show(id)
  }
  /** Out of view now, out of the case when the offer to undo has passed; `again` brings it back after that. */
  const remove = (id: string, words: string, send: Send, again: () => Promise<boolean>) => {
    removing.value = new Set([...removing.value, id])
    leaving.set(id, send)
    const undo = () => {
      dropChange()
      // a toast that goes sends what still waits
      const isHere = leaving.delete(id)
      dismissToast(toastId)
      if (!isHere) return again()
      show(id)
      return true
    }
    const dropChange = changes.keep(words, undo)
    const toastId = toast(words, {
      action: { label: 'Undo', onPress: undo },
      onEnd: () => void drop(id, false),
    })
  }

  return {
    problems,
    removing,
    forgive,
    attempt,
    setTask,
    moveTask: async (task, toIndex) => {
      await setTask(task, { position: toIndex + 1 })
      const tasks = model.detail.value?.tasks ?? []
      const at = tasks.findIndex(({ id }) => id === task.id)
      announce(`${task.text}: place ${at + 1} of ${tasks.length}`)
    },
    saveTask: (task, fields) =>
      model.act(
        (detail) => detail,
        () => sendTask(task, fields),
      ),
    addTask: async (text) =>
      void (await model.act(
        (detail) => detail,
        () => calls.addTask(text),
      )),
    setFact: (fact, fields) =>
      attempt(fact.id, () =>
        model.act(
          (detail) => ({ ...detail, facts: replaced(detail.facts, { ...fact, ...fields }) }),
          () => sendFact(fact, fields),
        ),
      ),
    saveFact: (fact, text) =>
      model.act(
        (detail) => detail,
        () => sendFact(fact, { text }),
      ),
    addFact: async (text, status) =>
      void (await model.act(
        (detail) => detail,
        () => calls.addFact(text, status),
      )),
    removeTask: ({ id, text }) =>
      remove(
        id,
        `Step deleted: ${text}`,
        (isLast) => calls.removeTask(id, isLast),
        () => attempt(id, () => calls.addTask(text)),
      ),
    removeFact: ({ id, text, status }) =>
      remove(
        id,
        `Fact removed: ${text}`,
        (isLast) => calls.removeFact(id, isLast),
        () => attempt('new-fact', () => calls.addFact(text, status)),
      ),
    settle: async (isLast = false) => {
      await Promise.all([...leaving.keys()].map((id) => drop(id, isLast)))
    },
  }
}

function replaced<Row extends { id: string }>(rows: readonly Row[], row: Row): Row[] {
  return rows.map((other) => (other.id === row.id ? row : other))
}

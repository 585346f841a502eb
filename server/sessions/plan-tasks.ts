import type { Task } from '../../shared/contracts/tasks.ts'
import { sameText } from '../language/same-text.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { clip, lengths, mostTasks } from './caps.ts'
import type { TaskFields, TaskRow } from './task-queries.ts'

type Wanted = Pick<TurnOutput, 'new_tasks' | 'task_changes' | 'removed_tasks'>
type Content = Pick<Task, 'text' | 'detail' | 'command' | 'state' | 'known' | 'result'>
type Draft = { before: TaskRow | null; id: string; now: Content; removed: boolean }

export type TaskPlan = {
  /** In this order: what leaves `active` comes before what enters it. */
  updates: { id: string; fields: TaskFields }[]
  removes: string[]
  adds: ({ id: string } & Content)[]
}

type Input = {
  tasks: TaskRow[]
  /** Texts that a person took off the list. */
  removed: { text: string }[]
  /** Ids in it are those of rows. */
  wanted: Wanted
  /** Somebody chose another step while the model was thinking: theirs stays. */
  keepActive: boolean
  newId: () => string
}

/**
 * What the model's wishes come to. Rows a person changed keep their words, state and result, and can only become
 * the active one; ids must exist; the same text is the same row; one step is active.
 */
export function planTasks({ tasks, removed, wanted, keepActive, newId }: Input): TaskPlan {
  const gone = new Set(removed.map(({ text }) => sameText(text)))
  const drafts: Draft[] = tasks.map((task) => ({
    before: task,
    id: task.id,
    now: contentOf(task),
    removed: !task.touched_by && wanted.removed_tasks.includes(task.id),
  }))
  const live = () => drafts.filter((draft) => !draft.removed)
  let active: Draft | undefined
  for (const { id, state, known, result } of wanted.task_changes) {
    const draft = live().find((one) => one.id === id)
    if (!draft) continue
    if (!draft.before?.touched_by) {
      draft.now.result = clip(result, lengths.result) ?? draft.now.result
      if (known !== 'keep') draft.now.known = known
      // `active` is settled at the end, for one row
      if (state !== 'keep') draft.now.state = state === 'active' ? 'pending' : state
    }
    if (state === 'active') active = draft
  }
  for (const one of wanted.new_tasks) {
    const text = clip(one.text, lengths.task)
    if (!text || gone.has(sameText(text))) continue
    const same = live().find(({ now }) => sameText(now.text) === sameText(text))
    if (!same && live().length >= mostTasks) continue
    const draft = same ?? added(text, newId)
    if (!same) drafts.push(draft)
    if (!draft.before?.touched_by) {
      draft.now.detail = clip(one.detail, lengths.detail) ?? draft.now.detail
      draft.now.command = clip(one.command, lengths.command) ?? draft.now.command
    }
    if (one.active) active = draft
  }
  settleActive(live(), keepActive ? undefined : active)
  return planOf(drafts)
}

const contentOf = ({ text, detail, command, state, known, result }: TaskRow): Content => ({
  text,
  detail,
  command,
  state,
  known,
  result,
})

const added = (text: string, newId: () => string): Draft => ({
  before: null,
  id: newId(),
  now: { text, detail: null, command: null, state: 'pending', known: null, result: null },
  removed: false,
})

function settleActive(live: Draft[], wanted: Draft | undefined): void {
  const open = live.filter(({ now }) => now.state === 'active' || now.state === 'pending')
  const chosen =
    (wanted && open.includes(wanted) ? wanted : undefined) ??
    open.find(({ now }) => now.state === 'active') ??
    open[0]
  for (const draft of open) draft.now.state = draft === chosen ? 'active' : 'pending'
}

function planOf(drafts: Draft[]): TaskPlan {
  const plan: TaskPlan = { updates: [], removes: [], adds: [] }
  const entering: TaskPlan['updates'] = []
  for (const { before, id, now, removed } of drafts) {
    if (!before) {
      plan.adds.push({ id, ...now })
      continue
    }
    if (removed) {
      plan.removes.push(id)
      continue
    }
    const fields = changedFields(before, now)
    if (Object.keys(fields).length > 0)
      (fields.state === 'active' ? entering : plan.updates).push({ id, fields })
  }
  plan.updates.push(...entering)
  return plan
}

function changedFields(before: TaskRow, now: Content): TaskFields {
  const changed = Object.entries(now).filter(([key, value]) => before[key as keyof Content] !== value)
  return Object.fromEntries(changed) as TaskFields
}

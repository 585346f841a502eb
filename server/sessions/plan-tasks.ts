import type { Task } from '../../shared/contracts/tasks.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { clip, lengths, mostTasks, sameText } from './caps.ts'
import type { TaskFields, TaskRow } from './task-queries.ts'

type Op = TurnOutput['tasks'][number]
type Content = Pick<Task, 'text' | 'detail' | 'command' | 'state' | 'result'>
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
  ops: Op[]
  /** Somebody chose another step while the model was thinking: theirs stays. */
  keepActive: boolean
  newId: () => string
}

/**
 * What the model's wishes come to. Rows a person changed keep their words, state and result, and can only become
 * the active one; ids must exist; the same text is the same row; one step is active.
 */
export function planTasks({ tasks, removed, ops, keepActive, newId }: Input): TaskPlan {
  const drafts: Draft[] = tasks.map((task) => ({
    before: task,
    id: task.id,
    now: contentOf(task),
    removed: false,
  }))
  const gone = new Set(removed.map(({ text }) => sameText(text)))
  let wanted: Draft | undefined
  for (const op of ops) {
    const draft = draftFor(drafts, op, gone, newId)
    if (!draft) continue
    if (op.op === 'remove') {
      if (!draft.before?.touched_by) draft.removed = true
      continue
    }
    if (!draft.before?.touched_by) change(draft.now, op)
    if (op.state === 'active') wanted = draft
  }
  settleActive(drafts, keepActive ? undefined : wanted)
  return planOf(drafts)
}

const contentOf = ({ text, detail, command, state, result }: TaskRow): Content => ({
  text,
  detail,
  command,
  state,
  result,
})

function draftFor(drafts: Draft[], op: Op, gone: Set<string>, newId: () => string): Draft | undefined {
  const live = drafts.filter((draft) => !draft.removed)
  if (op.op !== 'add') return live.find(({ id }) => id === op.id)
  const text = clip(op.text, lengths.task)
  if (!text || gone.has(sameText(text))) return undefined
  const same = live.find(({ now }) => sameText(now.text) === sameText(text))
  if (same) return same
  if (live.length >= mostTasks) return undefined
  const draft: Draft = {
    before: null,
    id: newId(),
    now: { text, detail: null, command: null, state: 'pending', result: null },
    removed: false,
  }
  drafts.push(draft)
  return draft
}

function change(now: Content, op: Op): void {
  now.text = clip(op.text, lengths.task) ?? now.text
  now.detail = clip(op.detail, lengths.detail) ?? now.detail
  now.command = clip(op.command, lengths.command) ?? now.command
  now.result = clip(op.result, lengths.result) ?? now.result
  // `active` is settled at the end, for one row
  if (op.state) now.state = op.state === 'active' ? 'pending' : op.state
}

function settleActive(drafts: Draft[], wanted: Draft | undefined): void {
  const live = drafts.filter((draft) => !draft.removed)
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
      if (!removed) plan.adds.push({ id, ...now })
      continue
    }
    if (removed) plan.removes.push(id)
    else {
      const fields = changedFields(before, now)
      if (Object.keys(fields).length > 0)
        (fields.state === 'active' ? entering : plan.updates).push({ id, fields })
    }
  }
  plan.updates.push(...entering)
  return plan
}

function changedFields(before: TaskRow, now: Content): TaskFields {
  const changed = Object.entries(now).filter(([key, value]) => before[key as keyof Content] !== value)
  return Object.fromEntries(changed) as TaskFields
}

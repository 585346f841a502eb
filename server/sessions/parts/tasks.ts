import type { Task } from '../../../shared/contracts/tasks.ts'
import { sameText } from '../../language/same-text.ts'
import type { TurnOutput } from '../../model/protocol.ts'
import { lengths, mostTasks, storable } from '../caps.ts'
import { taskView } from '../session-detail.ts'
import type { TaskFields, TaskRow, TaskWrite } from '../task-queries.ts'
import { rowsAdded, rowsChanged, rowsGone } from './rows.ts'

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
  works: Works
  newId: () => string
}

/** Whether it works again: not, by this turn, or since an earlier one. */
export type Works = 'not' | 'now' | 'since'

/**
 * What the model's wishes come to. Rows a person changed keep their words, state and result, and can only become
 * the active one; ids must exist; the same text is the same row; one step is active until it works again.
 */
export function planTasks({ tasks, removed, wanted, keepActive, works, newId }: Input): TaskPlan {
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
      draft.now.result = storable(result, lengths.result) ?? draft.now.result
      if (known !== 'keep') draft.now.known = known
      // `active` is settled at the end, for one row
      if (state !== 'keep') draft.now.state = state === 'active' ? 'pending' : state
      if (isReopened(draft)) Object.assign(draft.now, { known: null, result: null })
    }
    if (state === 'active') active = draft
  }
  for (const one of wanted.new_tasks) {
    const text = storable(one.text, lengths.task)
    if (!text || gone.has(sameText(text))) continue
    const same = live().find(({ now }) => sameText(now.text) === sameText(text))
    if (!same && live().length >= mostTasks) continue
    const draft = same ?? added(text, newId)
    if (!same) drafts.push(draft)
    if (!draft.before?.touched_by) {
      draft.now.detail = storable(one.detail, lengths.detail) ?? draft.now.detail
      draft.now.command = storable(one.command, lengths.command) ?? draft.now.command
    }
    if (one.active) active = draft
  }
  settleActive(live(), { wanted: keepActive ? undefined : active, keepActive, works })
  return planOf(drafts)
}

const isClosed = (state: Task['state']) => state === 'done' || state === 'skipped'

/** A step that waits again has shown nothing yet. */
const isReopened = ({ before, now }: Draft): boolean =>
  before !== null && isClosed(before.state) && !isClosed(now.state)

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

type Choice = Pick<Input, 'keepActive' | 'works'> & { wanted: Draft | undefined }

/** Once it works again nothing presses: only what is new comes in hand by itself. */
function settleActive(live: Draft[], { wanted, keepActive, works }: Choice): void {
  const open = live.filter(({ now }) => now.state === 'active' || now.state === 'pending')
  const held = works !== 'now' || keepActive ? open.find(({ now }) => now.state === 'active') : undefined
  const chosen =
    (wanted && open.includes(wanted) ? wanted : undefined) ??
    held ??
    open.find(({ before }) => works === 'not' || before === null)
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

/** Rows as they stand after the plan: what goes, what changes, what comes. `at`: when what goes is taken away. */
export function taskRows(
  tasks: readonly TaskRow[],
  { updates, removes, adds }: TaskPlan,
  { at, sourceOf }: { at: string; sourceOf: (command: string | null | undefined) => Task['source'] },
): TaskWrite[] {
  const last = tasks.at(-1)?.position ?? 0
  return [
    ...rowsGone(tasks, removes, at),
    ...rowsChanged(
      tasks,
      updates.map(({ id, fields }) => ({
        id,
        fields: fields.command ? { ...fields, source: sourceOf(fields.command) } : fields,
      })),
    ),
    ...adds.map((add, n) => ({
      ...add,
      position: last + 1 + n,
      source: sourceOf(add.command),
      deleted_at: null,
    })),
  ]
}

/** The list as people see it afterwards. */
export function tasksAfter(tasks: readonly TaskRow[], writes: TaskWrite[]): Task[] {
  const taskOf = (write: TaskWrite, revision: number): Task => ({
    id: write.id,
    text: write.text,
    detail: write.detail,
    command: write.command,
    state: write.state,
    known: write.known,
    result: write.result,
    position: write.position,
    revision,
    source: write.source,
  })
  const kept = tasks.flatMap((task) => {
    const write = writes.find(({ id }) => id === task.id)
    if (!write) return taskView(task)
    return write.deleted_at ? [] : taskOf(write, task.revision + 1)
  })
  return [...kept, ...rowsAdded(tasks, writes).map((write) => taskOf(write, 1))]
}

import type { Flow, FlowNode, FlowTask } from '../../../shared/contracts/flows.ts'
import { nodeAt, nodeOf } from '../../flows/find.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { stepWords, tasksAt } from '../../flows/step-words.ts'
import { fixOptions } from '../../flows/walk.ts'
import { contentStems } from '../../language/content-stems.ts'
import type { TaskTold, TurnOutput } from '../protocol.ts'
import { doneBySaying, isDoneAlready } from './done-steps.ts'
import type { Here } from './here.ts'
import type { NewStep, Progress } from './progress.ts'
import { clip, same } from './words.ts'

/** A node that asks again, and one that was left open. */
type Gone = { reopened: FlowNode | null; left: FlowNode | null }
type Steps = Pick<TurnOutput, 'new_tasks' | 'task_changes' | 'removed_tasks'>

const ahead = 3
const resultCharacters = 300
const worksAgain = 'It works again'

export const newTask = (task: FlowTask, active: boolean) => ({ ...stepWords(task), active })

/** What the way makes of the list: what was answered is closed, what left the way goes, what follows comes. */
export function stepsAfter(here: Here, { place, news }: Progress, { reopened, left: skipped }: Gone): Steps {
  const { flow } = here
  const known = here.case.tasks
  const done = doneBySaying(here, known)
  const closed = [
    ...done,
    ...[
      ...news.flatMap((step) => closedBy(step, known)),
      ...leaving(skipped, known),
      ...fixReopened(reopened, known),
    ].filter(({ id }) => !done.some((one) => one.id === id)),
  ]
  const isClosed = (task: TaskTold) => closed.some(({ id }) => id === task.id)
  const coming = comingAt(here, place)
  const kept = [...coming, ...keptFix(news)]
  const undone = reopened?.kind === 'question' && reopened.task ? [reopened.task.text] : []
  const gone = known.filter((task) => {
    if (task.by_person || isClosed(task)) return false
    if (undone.some((text) => same(text, task.text))) return task.state !== 'done'
    return isOpen(task) && isFlowStep(flow, task.text) && !kept.some(({ text }) => same(text, task.text))
  })
  const left = known.filter((task) => !gone.includes(task))
  const added = coming.filter(
    ({ text }) => !left.some((task) => same(task.text, text)) && !isDoneAlready(here, text),
  )
  const isPast = ({ text }: FlowTask) =>
    isDoneAlready(here, text) ||
    left.some(
      ({ id, state, text: known }) =>
        (state === 'done' || state === 'skipped' || done.some((one) => one.id === id)) && same(known, text),
    )
  const active = coming.find((task) => !isPast(task))
  const isChosen = closed.some(({ state }) => state === 'active')
  const waiting =
    !isChosen && active && left.find((task) => task.state === 'pending' && same(task.text, active.text))
  return {
    new_tasks: added.map((task) => newTask(task, task === active)),
    task_changes: [
      ...closed,
      ...(waiting ? [{ id: waiting.id, state: 'active' as const, known: 'keep' as const, result: '' }] : []),
    ],
    removed_tasks: gone.map(({ id }) => id),
  }
}

/** What was skipped because it worked again waits again; what was done stays done, but did not solve it. */
function fixReopened(node: FlowNode | null, known: TaskTold[]): Steps['task_changes'] {
  if (node?.kind !== 'conclusion') return []
  const rows = known.filter(
    ({ by_person, result, text }) => !by_person && same(result, worksAgain) && isFixOf(node, text),
  )
  const first = rows.find(({ state }) => state === 'skipped')
  return rows.map((row) =>
    row.state === 'done'
      ? { id: row.id, state: 'keep', known: 'keep', result: 'Did not solve it for good' }
      : { id: row.id, state: row === first ? 'active' : 'pending', known: 'keep', result: '' },
  )
}

const isFixOf = ({ fix }: Extract<FlowNode, { kind: 'conclusion' }>, step: string): boolean =>
  fix.some(({ text }) => same(text, step))

const isOpen = ({ state }: TaskTold) => state === 'pending' || state === 'active'

/** The check in hand and those that follow when nothing is found; a checklist or a fix as a whole. */
function comingAt(here: Here, place: Progress['place']): FlowTask[] {
  const { flow } = here
  const node = nodeAt(flow, place.node)
  const lists = [...place.trail.map(({ node: key }) => nodeOf(flow, key)), node].flatMap((one) =>
    one?.kind === 'checklist' ? one.checks : [],
  )
  if (node.kind === 'conclusion') return [...lists, ...node.fix]
  if (node.kind !== 'question') return lists
  return [...lists, ...checksAhead(flow, node, new Set(place.trail.map(({ node: key }) => key)))]
}

function checksAhead(flow: Flow, from: FlowNode, walked: Set<string>): FlowTask[] {
  const tasks: FlowTask[] = []
  let node: FlowNode | null = from
  for (let n = 0; node?.kind === 'question' && tasks.length < ahead && n < flow.nodes.length; n++) {
    if (node.task && !walked.has(node.key)) tasks.push(node.task)
    else if (node === from) break
    node = nodeOf(flow, node.otherwise)
  }
  return tasks
}

/** After a fix that helped, the rest of it may still be needed. */
const keptFix = (news: readonly NewStep[]): FlowTask[] =>
  news.flatMap(({ node, label }) =>
    node.kind === 'conclusion' && label === fixOptions.fixed ? node.fix : [],
  )

function closedBy(
  { node, label, option, said, isFromTicket }: NewStep,
  known: TaskTold[],
): TurnOutput['task_changes'] {
  if (isFromTicket) return []
  const rows = known.filter((task) => isOpen(task) && !task.by_person)
  if (node.kind === 'conclusion') {
    const row = rows.find(
      (task) => task.state === 'active' && node.fix.some(({ text }) => same(text, task.text)),
    )
    if (!row) return []
    const isFixed = label === fixOptions.fixed
    // That it works again says nothing of what was done: a step is done by who says so.
    return said && namesStep(said.text, row.text)
      ? [{ id: row.id, state: 'done', known: 'checked', result: isFixed ? worksAgain : 'Did not help' }]
      : [
          {
            id: row.id,
            state: 'skipped',
            known: 'told',
            result: isFixed ? worksAgain : 'Not the cause',
          },
        ]
  }
  const row =
    node.kind === 'question' && node.task && rows.find((task) => same(task.text, node.task?.text ?? ''))
  if (!row) return []
  const { finding } = option ?? {}
  const found = finding && (finding.status === 'ruled_out' ? `${finding.text} ruled out` : finding.text)
  const result = found ?? clip(said?.text ?? label, resultCharacters)
  return [
    said?.checked
      ? { id: row.id, state: 'done', known: 'checked', result }
      : { id: row.id, state: 'skipped', known: 'told', result },
  ]
}

const stemsNaming = 2

/** The words say the step itself, not only how it ended. */
function namesStep(words: string, step: string): boolean {
  const said = new Set(contentStems(words))
  return contentStems(step).filter((stem) => said.has(stem)).length >= stemsNaming
}

function leaving(node: FlowNode | null, known: TaskTold[]): TurnOutput['task_changes'] {
  const tasks = node ? stepsAt(node) : []
  return known
    .filter((task) => isOpen(task) && !task.by_person && tasks.some((text) => same(text, task.text)))
    .map(({ id }) => ({ id, state: 'skipped', known: 'keep', result: '' }))
}

const stepsAt = (node: FlowNode): string[] => tasksAt(node).map(({ text }) => text)

/** The step of the flow with this text; a bare one where the flow has none. */
export function stepOf(flow: Flow, text: string): FlowTask {
  const tasks = flow.nodes.flatMap(tasksAt)
  const bare = { text, detail: null, command: null, risk: null, undo: null }
  return tasks.find((task) => same(task.text, text)) ?? bare
}

let steps: ReadonlySet<string> | undefined
function shippedSteps(): ReadonlySet<string> {
  steps ??= new Set(shippedFlows().flatMap(({ nodes }) => nodes.flatMap(stepsAt)))
  return steps
}
const isFlowStep = (flow: Flow, text: string): boolean =>
  shippedSteps().has(text) || flow.nodes.some((node) => stepsAt(node).includes(text))

/** What the flow would do from here, in its order. */
export function pathSteps(here: Here): string[] {
  const done = here.case.tasks.filter(({ state }) => state === 'done' || state === 'skipped')
  return comingAt(here, here.case.flow)
    .map(({ text }) => text)
    .filter((text) => !done.some((task) => same(task.text, text)))
    .slice(0, ahead)
}

/** Where the way stays: what these words report as done is ticked, and the next step comes in hand. */
export function ticked(here: Here): Pick<TurnOutput, 'task_changes'> {
  const { tasks } = here.case
  const done = doneBySaying(here, tasks)
  const isDone = ({ id }: TaskTold) => done.some((one) => one.id === id)
  const wasActive = tasks.some((task) => task.state === 'active' && isDone(task))
  const next = wasActive && tasks.find((task) => task.state === 'pending' && !isDone(task))
  return {
    task_changes: [
      ...done,
      ...(next ? [{ id: next.id, state: 'active' as const, known: 'keep' as const, result: '' }] : []),
    ],
  }
}

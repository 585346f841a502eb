import type { Flow, FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeOf } from '../../flows/find.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { type Answered, fixOptions } from '../../flows/walk.ts'
import type { TurnOutput } from '../protocol.ts'
import type { Place } from './turn.ts'
import { clip, same } from './words.ts'

type Op = TurnOutput['tasks'][number]
type Task = Extract<FlowNode, { kind: 'conclusion' }>['fix'][number]
type Known = Place['input']['case']['tasks'][number]

const ahead = 3
const resultCharacters = 300

/** The checks on the likely path: this one, then those that follow when nothing is found. */
export function pathTasks(flow: Flow, from: string, count: number): Task[] {
  const tasks: Task[] = []
  let node = nodeOf(flow, from)
  for (let steps = 0; node?.kind === 'question' && tasks.length < count && steps < 20; steps++) {
    if (node.task) tasks.push(node.task)
    node = nodeOf(flow, node.otherwise)
  }
  return tasks
}

export function add(task: Task, state: 'pending' | 'active'): Op {
  return {
    op: 'add',
    id: null,
    text: task.text,
    detail: task.detail,
    command: task.command,
    state,
    result: null,
  }
}

const change = (id: string, fields: Partial<Op>): Op => ({
  op: 'change',
  id,
  text: null,
  detail: null,
  command: null,
  state: null,
  result: null,
  ...fields,
})

/** The checklist when a flow begins. Open steps of another flow that led before are taken away. */
export function tasksOfOpening({ flow, input, node }: Place): Op[] {
  const path = pathTasks(flow, flow.start, ahead)
  const first = node.kind === 'question' ? node.task : null
  const isOurs = (text: string) => path.some((task) => same(task.text, text))
  const stale = openOnes(input.case.tasks).filter(({ text }) => isFlowTask(text) && !isOurs(text))
  return [...stale.map(removal), ...path.map((task) => add(task, task === first ? 'active' : 'pending'))]
}

/** What one answer does to the checklist: the check is done, what left the likely path goes, what follows comes. */
export function tasksOfAnswer(here: Place, next: FlowNode, answered: Answered, words: string | null): Op[] {
  const { flow, node, input } = here
  const known = input.case.tasks
  const settled =
    node.kind === 'conclusion' ? fixTried(node, known, answered) : checkDone(node, known, answered, words)
  const coming = next.kind === 'conclusion' ? next.fix : pathTasks(flow, next.key, ahead)
  const rest = node.kind === 'conclusion' && next.kind === 'end' ? node.fix : []
  const isKept = (text: string) => [...coming, ...rest].some((task) => same(task.text, text))
  const gone = new Set(settled.map(({ id }) => id))
  const idle = openOnes(known).filter(({ id, text }) => !gone.has(id) && isFlowTask(text) && !isKept(text))
  return [...settled, ...idle.map(removal), ...comingOps(known, coming, next)]
}

function comingOps(known: Known[], coming: readonly Task[], next: FlowNode): Op[] {
  const active = next.kind === 'conclusion' ? next.fix[0] : next.kind === 'question' ? next.task : null
  return coming.flatMap((task) => {
    const row = known.find(({ text }) => same(text, task.text))
    if (!row) return [add(task, task === active ? 'active' : 'pending')]
    return task === active && row.state === 'pending' ? [change(row.id, { state: 'active' })] : []
  })
}

function checkDone(node: FlowNode, known: Known[], { finding }: Answered, words: string | null): Op[] {
  const task = node.kind === 'question' ? node.task : null
  const row = task && known.find(({ text }) => same(text, task.text))
  if (!row || row.by_person || row.state === 'done') return []
  if (words === null || finding?.status === 'pending')
    return [change(row.id, { state: 'skipped', result: finding?.text ?? null })]
  const shown = finding
    ? finding.status === 'ruled_out'
      ? `${finding.text} ruled out`
      : finding.text
    : clip(words, resultCharacters)
  return [change(row.id, { state: 'done', result: shown })]
}

/** After the fix: what was in hand is done; when it did not help, the rest of it is skipped. */
function fixTried(
  node: Extract<FlowNode, { kind: 'conclusion' }>,
  known: Known[],
  { option }: Answered,
): Op[] {
  const rows = openOnes(known).filter(({ text }) => node.fix.some((task) => same(task.text, text)))
  const helped = option === fixOptions.fixed
  return rows.flatMap((row) => {
    if (row.state === 'active')
      return [change(row.id, { state: 'done', result: helped ? 'It works again' : 'Did not help' })]
    return helped ? [] : [change(row.id, { state: 'skipped' })]
  })
}

const openOnes = (known: Known[]): Known[] =>
  known.filter(({ state, by_person }) => !by_person && (state === 'pending' || state === 'active'))

const removal = ({ id }: Known): Op => ({ ...change(id, {}), op: 'remove' })

const flowTexts = new Set(
  shippedFlows.flatMap((flow) =>
    flow.nodes.flatMap((node) =>
      node.kind === 'question' && node.task
        ? [node.task.text]
        : node.kind === 'conclusion'
          ? node.fix.map(({ text }) => text)
          : [],
    ),
  ),
)
const isFlowTask = (text: string): boolean => flowTexts.has(text)

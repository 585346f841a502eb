import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import type { MissingItem } from '../../shared/contracts/handoff-calls.ts'
import { nodeOf } from '../flows/find.ts'
import { sameText } from '../language/same-text.ts'
import type { CaseRows } from '../sessions/case-queries.ts'

type Rows = Pick<CaseRows, 'row' | 'tasks' | 'questions' | 'facts' | 'causes' | 'fix'>

const mostItems = 8

/**
 * What whoever takes the case over would ask first: what was asked and not answered, causes that nobody tested, steps
 * that nobody took, and what of the case nobody wrote down. `flow`: what leads it, if it is known.
 */
export function missingItems(rows: Rows, flow: Flow | undefined): MissingItem[] {
  const { row, tasks, facts, causes, fix } = rows
  const standing = causes.filter(({ state }) => state !== 'struck')
  const isChecked =
    facts.some(({ known }) => known === 'checked') || tasks.some(({ known }) => known === 'checked')
  return [
    ...unanswered(rows, flow).map((text) => item('open_question', text)),
    ...(fix?.applied_at && fix.status === 'proposed' ? [item('fix_outcome', fix.title)] : []),
    ...standing.filter(isUntested).map(({ test, text }) => item('untested_cause', test || text)),
    ...(standing.length === 0 && !row.triage_hypothesis ? [item('no_cause')] : []),
    ...tasks
      .filter(({ state }) => state === 'active' || state === 'pending')
      .map(({ text }) => item('pending_step', text)),
    ...(isChecked ? [] : [item('nothing_checked')]),
    ...(row.asset_name ? [] : [item('no_device')]),
    ...(row.client_name ? [] : [item('no_client')]),
  ].slice(0, mostItems)
}

const item = (kind: MissingItem['kind'], text = ''): MissingItem => ({ kind, text })

/** The open one, and those of the flow's way that were passed without an answer. */
function unanswered({ row, questions }: Rows, flow: Flow | undefined): string[] {
  const open = questions.filter(({ state }) => state === 'open').map(({ text }) => text)
  const passed = flow && row.flow_place ? passedIn(flow, row.flow_place) : []
  const answered = new Set(
    questions.filter(({ state }) => state === 'answered').map(({ text }) => sameText(text)),
  )
  return [...new Set([...open, ...passed])].filter((text) => !answered.has(sameText(text)))
}

const passedIn = (flow: Flow, { trail }: FlowPlace): string[] =>
  trail.flatMap(({ node: key, option }) => {
    const node = option === null ? nodeOf(flow, key) : null
    return node?.kind === 'question' ? [node.ask] : []
  })

/** Nothing that was done or answered speaks for it or against it: a suspicion alone. */
const isUntested = ({ for: pro, against }: Rows['causes'][number]): boolean =>
  ![...pro, ...against].some(({ kind }) => kind === 'task' || kind === 'answer')

import type { Flow } from '../../../shared/contracts/flows.ts'
import { spellMinutes } from '../../../shared/durations.ts'
import { groundWords } from '../../../shared/ground.ts'
import { nodeAt } from '../../flows/find.ts'
import { confirmedCause } from '../../flows/walk.ts'
import type { FactTold, TaskTold, UpdateCase, UpdateOrder } from '../protocol.ts'
import { closingFact } from './close.ts'
import { pastTense } from './past-tense.ts'
import { isOver } from './pick-cause.ts'
import { endOf, headerId, resting } from './resting.ts'
import { clip, lowerFirst, same, sentence, upperFirst, withoutStop } from './words.ts'

export const stepsAtMost = 30
const nextAtMost = 5
const newsAtMost = 8
const lineCharacters = 400

export type Part = { name: string; lines: string[] }

/** Notes for engineers from the panel of the case: what was told and what was checked stay apart. */
export function ticketNotes(state: UpdateCase, order: UpdateOrder, flow: Flow): string {
  if (order.length === 'quick') return quickNote(state, flow)
  return laidOut(state, order, { status: statusOf(state, flow), parts: partsOf(state, flow) })
}

/** Status and time, then each part that has something to say under its name. */
export function laidOut(
  { minutes }: Pick<UpdateCase, 'minutes'>,
  { templates }: UpdateOrder,
  told: { status: string; parts: Part[] },
): string {
  const isPlain = templates.ticket_notes_format === 'plain'
  const status = `Status: ${told.status}`
  const time = spellMinutes(minutes)
  const parts = told.parts.filter(({ lines }) => lines.length > 0)
  return [
    isPlain ? `${status}\nTime spent: ${time}` : `**${status}** · ${time}`,
    ...parts.map(({ name, lines }) => [isPlain ? `${name}:` : `**${name}**`, ...lines].join('\n')),
  ].join('\n\n')
}

function partsOf(state: UpdateCase, flow: Flow): Part[] {
  const done = state.tasks.filter((task) => task.state === 'done').slice(0, stepsAtMost)
  const closing = closingFact(state.facts, flow, state.flow.node)
  const findings = state.facts.filter(
    (fact) =>
      fact !== closing && fact.status !== 'ruled_out' && !done.some(({ result }) => same(result, fact.text)),
  )
  return [
    { name: `Since ${clip(state.previous.at, 40)}`, lines: state.previous.text ? [sinceThen(state)] : [] },
    { name: 'Steps completed', lines: done.map((task, at) => `${at + 1}. ${stepLine(task)}`) },
    { name: 'Findings', lines: findings.map((fact) => `- ${factLine(fact)}`) },
    { name: 'Ruled out', lines: ruledOut(state) },
    { name: 'Current diagnosis', lines: [diagnosis(state, flow)] },
    { name: 'Next steps', lines: nextSteps(state) },
  ]
}

/** The ground stands behind each line: reported by somebody, or checked. */
function factLine({ id, text, status, known }: FactTold): string {
  const ground = status === 'pending' ? 'open' : groundWords[known]
  return resting(`${upperFirst(withoutStop(clip(text, lineCharacters)))} (${ground}).`, id)
}

export function stepLine({ id, text, result, known }: TaskTold): string {
  const shown = [pastTense(withoutStop(text)), result ? lowerFirst(withoutStop(result)) : '']
    .filter(Boolean)
    .join(': ')
  return resting(sentence(`${clip(shown, lineCharacters)}${known ? ` (${groundWords[known]})` : ''}`), id)
}

function ruledOut({ facts }: UpdateCase): string[] {
  return facts.filter(({ status }) => status === 'ruled_out').map((fact) => `- ${factLine(fact)}`)
}

const certainty: Record<string, string> = {
  confident: 'likely, the fix will prove it',
  exploring: 'suspected',
}

function diagnosis(state: UpdateCase, flow: Flow): string {
  const closing = closingFact(state.facts, flow, state.flow.node)
  if (closing) return resting(sentence(clip(closing.text, lineCharacters)), closing.id)
  const confirmed = confirmedCause(flow, state.flow.trail)?.hypothesis
  if (confirmed)
    return resting(
      `${upperFirst(withoutStop(confirmed))} (confirmed by the fix).`,
      ...sayingIds(state, confirmed),
    )
  const node = nodeAt(flow, state.flow.node)
  if (node.kind === 'end' && node.outcome === 'fixed') {
    const own = state.causes.find((cause) => cause.source === 'engineer' && cause.state !== 'struck')
    if (own) {
      const named = upperFirst(withoutStop(clip(own.text, lineCharacters)))
      return resting(`${named} (named by the engineer; it works again).`, own.id, ...endOf(state))
    }
    const suspected = withoutStop(clip(state.hypothesis, lineCharacters))
    if (!suspected) return resting('It works again; no cause was named.', ...endOf(state))
    const works = resting('It works again.', ...endOf(state))
    return `${works} ${resting(`Suspected, not confirmed: ${lowerFirst(suspected)}.`, ...hypothesisIds(state))}`
  }
  const cause = withoutStop(clip(state.hypothesis, lineCharacters))
  if (!cause) return state.session_status === 'resolved' ? 'No cause was recorded.' : 'No hypothesis yet.'
  const sure = certainty[state.confidence.tier]
  return resting(`${upperFirst(cause)}${sure ? ` (${sure})` : ''}.`, ...hypothesisIds(state))
}

/** What stands for the end, and the cause and the facts in whose words it is told. */
function sayingIds(state: UpdateCase, cause: string): string[] {
  const isOf = ({ text }: { text: string }) => text.toLowerCase().includes(withoutStop(cause).toLowerCase())
  const saying = [...state.facts, ...state.causes].filter(isOf).map(({ id }) => id)
  return [...new Set([...saying, ...endOf(state)])]
}

/** The cause that leads, and what speaks for it; the header where nobody keeps it as a cause. */
function hypothesisIds({ causes, hypothesis }: UpdateCase): string[] {
  const leading = causes.find(({ text }) => same(text, hypothesis))
  return leading ? [leading.id] : [headerId]
}

function nextSteps({ tasks, questions }: UpdateCase): string[] {
  const open = [
    ...tasks.filter(({ state }) => state === 'active'),
    ...tasks.filter(({ state }) => state === 'pending'),
  ]
  const lines = open
    .slice(0, nextAtMost)
    .map(({ id, text }) => resting(`- ${sentence(clip(text, lineCharacters))}`, id))
  const asked = questions.findLast(({ state }) => state === 'open')
  return asked ? [...lines, `- Open question: ${clip(asked.text, lineCharacters)}`] : lines
}

/** What came after the update before: findings first, then steps whose result they do not tell. */
function sinceThen({ tasks, facts, new_since_previous }: UpdateCase): string {
  const isNew = ({ id }: { id: string }) => new_since_previous.includes(id)
  const learned = facts
    .filter(isNew)
    .map((fact) => (fact.status === 'ruled_out' ? `Ruled out: ${factLine(fact)}` : factLine(fact)))
  const steps = tasks
    .filter(
      (task) => isNew(task) && task.state === 'done' && !facts.some(({ text }) => same(text, task.result)),
    )
    .map(stepLine)
  const news = [...learned, ...steps].slice(0, newsAtMost)
  return news.length > 0 ? news.join(' ') : 'Nothing new.'
}

function quickNote(state: UpdateCase, flow: Flow): string {
  const next =
    state.tasks.find((task) => task.state === 'active') ??
    state.tasks.find((task) => task.state === 'pending')
  const asked = state.questions.findLast((question) => question.state === 'open')
  const needed = next
    ? resting(`Next: ${sentence(lowerFirst(next.text))}`, next.id)
    : asked
      ? `Open: ${asked.text}`
      : ''
  const isClosed = closingFact(state.facts, flow, state.flow.node) !== null
  const latest =
    state.hypothesis || isClosed ? undefined : state.facts.findLast(({ status }) => status === 'confirmed')
  const known = latest ? factLine(latest) : diagnosis(state, flow)
  return [`${statusOf(state, flow)}, ${spellMinutes(state.minutes)} spent.`, known, needed]
    .filter(Boolean)
    .join(' ')
}

const statuses: Record<string, string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  implementing: 'Implementing',
  resolved: 'Resolved',
  escalated: 'Escalated',
}

/** At an end the case says more than its status: nobody investigates or works on it any more. */
function statusOf({ session_status, facts, flow: { node } }: UpdateCase, flow: Flow): string {
  const isOpen = session_status !== 'resolved' && session_status !== 'escalated'
  if (isOpen && closingFact(facts, flow, node)) return 'Closed without a fix'
  if (isOpen && isOver(nodeAt(flow, node))) return 'Works again'
  return statuses[session_status] ?? upperFirst(session_status)
}

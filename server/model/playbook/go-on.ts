import type { FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeAt, nodeOf } from '../../flows/find.ts'
import { noTurn, type TurnOutput } from '../protocol.ts'
import { causeProven, causesTold, ranked } from './causes.ts'
import { fallenFacts, findingsOf, statementsKept } from './facts.ts'
import type { Here } from './here.ts'
import { type Change, type NewStep, type Progress, proceed } from './progress.ts'
import { flowTold, headerOf, hypothesisOf, questionAt, tierOf } from './standing.ts'
import { stepsAfter, ticked } from './steps.ts'
import { same, sentence } from './words.ts'

type More = {
  /** Stands before what comes next, in place of what the answers mean. */
  says?: string
  /** Whether the sentences of the message are kept as facts. */
  keeps?: boolean
  progress?: Progress
}

/** One change of the way, with all it brings: findings, steps, causes, header and the next question. */
export function goOn(
  here: Here,
  change: Change,
  { says, keeps = true, progress = proceed(here, change) }: More = {},
): TurnOutput {
  const { flow } = here
  const { place, news } = progress
  const node = nodeAt(flow, place.node)
  const reopened = change.reopen ? nodeAt(flow, change.reopen) : null
  const causes = node.kind === 'end' ? causeProven(here, progress) : causesTold(here, progress, ranked(here))
  const hypothesis = hypothesisOf(here, progress, causes)
  const steps = stepsAfter(here, progress, { reopened, left: change.leave ? here.node : null })
  return {
    ...noTurn(),
    reply: [says ?? understood(here, news), listsPassed(here, place), nextAt(node)].filter(Boolean).join(' '),
    question: questionAt(node),
    answer_to_question: answerTaken(here, news),
    ...steps,
    new_facts: [...findingsOf(here, news), ...(keeps ? statementsKept(here, news) : [])],
    removed_facts: fallenFacts(here, news, reopened),
    causes,
    header: headerOf(here, hypothesis),
    confidence: { tier: tierOf(here, progress, hypothesis) },
    flow: flowTold(here, progress),
  }
}

/** What a checklist says that the way has just passed: its checks stand in the steps from now on. */
function listsPassed({ flow, case: { flow: before } }: Here, { trail }: Progress['place']): string {
  const passed = new Set(before.trail.map(({ node }) => node))
  return trail
    .flatMap(({ node: key }) => (passed.has(key) ? [] : (nodeOf(flow, key) ?? [])))
    .flatMap((node) => (node.kind === 'checklist' ? [sentence(node.says)] : []))
    .join(' ')
}

/** Nothing on the way moves; what was said is kept where it is a statement. */
export function stay(here: Here, reply: string, more: Partial<TurnOutput> = {}): TurnOutput {
  const progress: Progress = { place: here.case.flow, news: [] }
  const causes = here.node.kind === 'end' ? [] : causesTold(here, progress, ranked(here))
  const hypothesis = hypothesisOf(here, progress, causes)
  return {
    ...noTurn(),
    ...ticked(here),
    reply,
    causes,
    header: headerOf(here, hypothesis),
    confidence: { tier: tierOf(here, progress, hypothesis) },
    ...more,
  }
}

/** What the question that the words met was answered by; '' where they were no answer to it. */
function answerTaken({ met }: Here, news: readonly NewStep[]): string {
  const step = news.find(({ node, isFromTicket }) => !isFromTicket && met !== null && asks(node, met.text))
  if (step) return step.label
  return met && news.some(({ label }) => met.options.some((option) => same(option, label)))
    ? (news[0]?.label ?? '')
    : ''
}

const asks = (node: FlowNode, text: string): boolean =>
  (node.kind === 'question' && same(node.ask, text)) ||
  (node.kind === 'conclusion' && same(node.verify, text))

/** How the words were taken where they were not the label, and what the last answer means. */
export function understood({ words }: Here, news: readonly NewStep[]): string {
  const own = news.filter(({ isFromTicket }) => !isFromTicket)
  const taken = own.filter(({ label }) => !same(label, words)).map(({ label }) => label)
  const known = news
    .filter(({ isFromTicket }) => isFromTicket)
    .flatMap(({ option }) => option?.finding?.text ?? [])
  const last = own.at(-1)?.option
  return [
    taken.length > 0 ? `Taken as: ${taken.join(' · ')}.` : '',
    last ? sentence(last.means) : '',
    known.length > 0 ? `Known already: ${known.slice(0, 3).join('; ')}.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** What comes next, in one sentence or two. */
export function nextAt(node: FlowNode): string {
  if (node.kind === 'end' || node.kind === 'checklist') return sentence(node.says)
  if (node.kind === 'question') return node.task ? `Next: ${sentence(node.task.text)}` : ''
  const first = node.fix[0]
  const risk = first?.risk ? ` Mind the risk: ${sentence(first.risk)}` : ''
  return `Likely cause: ${sentence(node.hypothesis)}${first ? ` The fix begins with this: ${sentence(first.text)}` : ''}${risk}`
}

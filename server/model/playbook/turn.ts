import type { Flow, FlowNode } from '../../../shared/contracts/flows.ts'
import { flowByKey, nodeAt } from '../../flows/find.ts'
import { matchFlow } from '../../flows/match.ts'
import { type Answered, answer, askedAt, fixOptions } from '../../flows/walk.ts'
import type { TurnInput, TurnOutput } from '../protocol.ts'
import { asksBack, isRemark, wantsOn } from './asks.ts'
import { factsOfAnswer, wordsAsFact } from './facts.ts'
import { opening } from './opening.ts'
import { tasksOfAnswer } from './tasks.ts'
import { readTicket } from './ticket.ts'
import { afterEnd } from './turn-end.ts'
import { clip, same, sentence } from './words.ts'

/** What stands beside the turn: the ticket when it is news, and whether the flow begins with it. */
export type Told = { ticket?: string | null; begins?: boolean }
export type Place = { input: TurnInput; flow: Flow; node: FlowNode }

/** One turn of a case, led by its flow: the same input gives the same output. */
export function playTurn(input: TurnInput, told: Told = {}): TurnOutput {
  const flow = flowByKey(input.flow.key, input.flow.version) ?? matchFlow('').flow
  const here: Place = { input, flow, node: nodeAt(flow, input.flow.place.node) }
  const ticket = readTicket(told.ticket)
  if (begins(here, told)) return opening(here, ticket)
  const output = turnAt(here)
  if (!ticket) return output
  const from = ticket.client ? ` of ${ticket.client}` : ''
  const read = `I have read ticket ${ticket.number ?? ''}${from}: “${clip(ticket.summary ?? '', 140)}”.`
  const client_name =
    input.case.client_name || input.case.typed_fields.includes('client_name') ? null : ticket.client
  return {
    ...output,
    reply: `${read.replace('  ', ' ')} ${output.reply}`,
    header: { ...output.header, client_name },
  }
}

function begins({ input, flow, node }: Place, { begins }: Told): boolean {
  if (node.key !== flow.start || input.flow.place.trail.length > 0) return false
  const { answers, case: panel } = input
  return begins === true || (answers === null && !same(panel.question?.text ?? '', askedAt(node)?.text ?? ''))
}

function turnAt(here: Place): TurnOutput {
  const { input, node } = here
  const words = (input.answers?.text ?? input.message).trim()
  if (words === '') return staying(here, 'This is where we stand.')
  if (node.kind === 'end') return afterEnd(here, node, words)
  const isMeant = isAboutThis(here)
  const answered = isMeant ? answer(here.flow, input.flow.place, words) : null
  if (answered?.option) return goingOn(here, answered, words)
  const back = asksBack(here, words)
  if (back) return staying(here, back)
  if (isRemark(words)) return staying(here, 'Take your time, the question stays open.')
  if (node.kind === 'question' && isMeant && wantsOn(words))
    return goingOn(here, answer(here.flow, input.flow.place, ''), null)
  const isOpenQuestion = node.kind === 'question' && node.options.length === 0
  if (answered && answered.place.node !== node.key && (input.answers || isOpenQuestion))
    return goingOn(here, answered, words)
  const noted = staying(here, isMeant ? notedHere(node) : 'I have noted that. Back to where the flow stands.')
  return { ...noted, facts: [wordsAsFact(words, refOf(input), 'pending')] }
}

/** Whether the words can be an answer to what the flow asks here; a question already closed counts as this one. */
function isAboutThis({ input, node }: Place): boolean {
  const open = input.case.question
  if (input.answers && open?.id !== input.answers.question_id) return open === null
  return open !== null && same(open.text, askedAt(node)?.text ?? '')
}

const notedHere = (node: FlowNode): string =>
  node.kind === 'conclusion'
    ? 'I have noted that. Tell me when the fix has been tried.'
    : 'I have noted that as open. To go on I need one of the answers offered, or say “go on” to leave this question.'

/** Nothing moves: the same question stays, the panel as it is. */
function staying({ node, input }: Place, reply: string): TurnOutput {
  return {
    reply,
    header: {
      title: null,
      client_name: null,
      asset_name: null,
      issue_category: null,
      triage_hypothesis: null,
    },
    tasks: [],
    facts: [],
    question: askedAt(node),
    confidence: confidenceAt(node, input),
    flow_node: node.key,
    flow_option: null,
  }
}

/** The answer led on: what it means, what it settles, what comes next. `words` null: the question was left. */
function goingOn(here: Place, answered: Answered, words: string | null): TurnOutput {
  const { input, flow, node } = here
  const next = nodeAt(flow, answered.place.node)
  if (next.key === node.key) return { ...staying(here, stillOpen(node)), flow_option: answered.option }
  const stayed = staying({ ...here, node: next }, replyOf(node, next, answered, words))
  return {
    ...stayed,
    header: { ...stayed.header, triage_hypothesis: hypothesisOf(input, node, next, answered) },
    tasks: tasksOfAnswer(here, next, answered, words),
    facts: factsOfAnswer(here, answered, words, refOf(input)),
    flow_option: answered.option,
  }
}

function stillOpen(node: FlowNode): string {
  const first = node.kind === 'conclusion' ? node.fix[0]?.text : undefined
  return first
    ? `Then the fix comes first: ${sentence(first)} I ask again when it is done.`
    : 'Then we wait for it.'
}

function replyOf(node: FlowNode, next: FlowNode, { option, says }: Answered, words: string | null): string {
  const parts: string[] = []
  if (says) parts.push(says)
  else if (node.kind === 'conclusion' && option === fixOptions.same)
    parts.push('Then this was not it, or not all of it.')
  else if (words === null) parts.push('We leave this question open.')
  else if (node.kind === 'question') parts.push('Noted in your words.')
  if (next.kind === 'question' && next.task) parts.push(`Next step: ${sentence(next.task.text)}`)
  if (next.kind === 'conclusion')
    parts.push(
      `Likely cause: ${sentence(next.hypothesis)} The fix is in the steps; it begins with this: ${sentence(next.fix[0]?.text ?? '')}`,
    )
  if (next.kind === 'end') parts.push(next.says)
  return parts.join(' ')
}

function hypothesisOf(
  { case: panel }: TurnInput,
  node: FlowNode,
  next: FlowNode,
  { option }: Answered,
): string | null {
  if (panel.typed_fields.includes('triage_hypothesis') || next.kind === 'end') return null
  if (next.hypothesis) return next.hypothesis
  const isRefuted = node.kind === 'conclusion' && option === fixOptions.same
  return isRefuted ? `Open again: the fix did not help (${node.hypothesis})` : null
}

function confidenceAt(node: FlowNode, { case: panel }: TurnInput): TurnOutput['confidence'] {
  const score =
    node.kind === 'end'
      ? node.outcome === 'fixed'
        ? 95
        : Math.min(30, panel.confidence.score)
      : node.confidence
  return { tier: score < 35 ? 'discovery' : score < 75 ? 'exploring' : 'confident', score }
}

const refOf = ({ answers, case: panel }: TurnInput): string | null =>
  answers?.question_id ?? panel.question?.id ?? null

import type { FlowNode, FlowOption, FlowPlace } from '../../../shared/contracts/flows.ts'
import { nodeOf } from '../../flows/find.ts'
import { type Exit, exitBy, walk } from '../../flows/walk.ts'
import { refuting } from './answers.ts'
import { answerFound, overheard } from './evidence.ts'
import type { Here } from './here.ts'
import { same } from './words.ts'

/** Words that gave an answer, and whether their writer had seen or done what they say. */
export type Said = { text: string; checked: boolean }

/** What a turn changes about the way. */
export type Change = {
  /** Answers given with this turn, by node. */
  answers?: ReadonlyMap<string, { label: string; said: Said }>
  /** The question in hand is left open. */
  leave?: boolean
  /** From one node straight to another. */
  jump?: { from: string; to: string }
  /** This node asks again, whatever was answered there. */
  reopen?: string
  /** Sentences of the engineer that may answer what they were not asked. */
  statements?: readonly Said[]
}

/** One answer that was not on the way before. */
export type NewStep = {
  node: FlowNode
  option: FlowOption | null
  label: string
  said: Said | null
  /** The ticket's words or an earlier fact gave it. */
  isFromTicket: boolean
}

export type Progress = { place: FlowPlace; news: NewStep[] }

/** The whole way from the start, with all that is known now: it ends at the first node that nothing answers. */
export function proceed(here: Here, change: Change): Progress {
  const origins = new Map<string, Pick<NewStep, 'said' | 'isFromTicket'>>()
  const before = new Map(here.case.flow.trail.map(({ node, option }) => [node, option]))
  const left = leftOpen(here.case.flow)
  const place = walk(here.flow, here.case.flow.trail[0]?.node ?? here.flow.start, (node) => {
    if (node.key === change.reopen) return undefined
    const given = change.answers?.get(node.key)
    if (given) return taken(node, given.label, { said: given.said, isFromTicket: false })
    if (change.jump?.from === node.key) return { option: null, to: change.jump.to }
    if (change.leave && node.key === here.node.key) return leaving(node)
    const option = before.get(node.key)
    if (option) return exitBy(here.flow, node, option)
    if (node.kind !== 'question') return left.get(node.key) ?? onFromChecks(node)
    const said = change.statements?.find(({ text }) => overheard(node, text))
    const heard = said && overheard(node, said.text)
    if (heard) return taken(node, heard.label, { said, isFromTicket: false })
    if (left.has(node.key)) return left.get(node.key)
    return known(node)
  })

  function taken(node: FlowNode, label: string, origin: Pick<NewStep, 'said' | 'isFromTicket'>) {
    origins.set(node.key, origin)
    return exitBy(here.flow, node, label)
  }

  /** What is asked already waits for its answer, unless the ticket has just been read. */
  function known(node: FlowNode): Exit | undefined {
    if (node.kind !== 'question') return undefined
    if (node.key === here.node.key && !here.flow_is_new && !here.ticket_is_new) return undefined
    const answered = here.case.questions.find(
      ({ state, text }) => state === 'answered' && same(text, node.ask),
    )
    const byRow = answered && exitBy(here.flow, node, answered.taken_as || answered.answer)
    if (byRow) return byRow
    const found = answerFound(node, here.case.facts, here.evidence)
    if (!found) return undefined
    const { option, from } = found
    if (here.heard.statements.some(({ text }) => refuting(node, option, text))) return undefined
    // Only the engineer ends a case, and hearsay proves no cause.
    if (nodeOf(here.flow, option.to)?.kind === 'end') return undefined
    if (node.hypothesis && from?.source === 'ticket' && !from.checked) return undefined
    return taken(node, option.label, { said: from, isFromTicket: from?.source !== 'engineer' })
  }

  return { place, news: newSteps(here, place, before, origins) }
}

const onFromChecks = (node: FlowNode): Exit | undefined =>
  node.kind === 'checklist' && node.then ? { option: null, to: node.then } : undefined

function leaving(node: FlowNode): Exit | undefined {
  if (node.kind === 'question') return { option: null, to: node.otherwise }
  return node.kind === 'conclusion' ? { option: null, to: node.not_fixed } : undefined
}

/** Where the way went on from nodes that were left without an answer. */
function leftOpen({ node, trail }: FlowPlace): Map<string, Exit> {
  const left = new Map<string, Exit>()
  for (const [at, step] of trail.entries()) {
    const to = trail[at + 1]?.node ?? node
    if (step.option === null && to !== step.node) left.set(step.node, { option: null, to })
  }
  return left
}

function newSteps(
  { flow }: Here,
  { trail }: FlowPlace,
  before: ReadonlyMap<string, string | null>,
  origins: ReadonlyMap<string, Pick<NewStep, 'said' | 'isFromTicket'>>,
): NewStep[] {
  return trail.flatMap(({ node: key, option: label }) => {
    const node = nodeOf(flow, key)
    if (!node || !label || before.get(key) === label) return []
    const option = node.kind === 'question' ? node.options.find((one) => one.label === label) : undefined
    const origin = origins.get(key) ?? { said: null, isFromTicket: true }
    return [{ node, label, option: option ?? null, ...origin }]
  })
}

import type { Flow, FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeAt } from '../../flows/find.ts'
import { isGeneral } from '../../flows/general.ts'
import type { FlowConclusion } from '../../language/rank-causes.ts'
import { type Message, readMessage } from '../../language/read-message.ts'
import type { QuestionTold, TurnCase, TurnOutput } from '../protocol.ts'
import { type Evidence, evidenceOf } from './evidence.ts'
import type { Ticket } from './ticket.ts'

/** One earlier turn: the case as it stood when the words came, and what was answered. */
export type Past = { case: TurnCase; words: string; answer: TurnOutput }

/** What one turn is told: the same gives the same answer. */
export type Told = {
  case: TurnCase
  /** What the engineer wrote; '' where the case begins from its intake. */
  words: string
  ticket: Ticket | null
  /** The ticket came with this turn. */
  ticket_is_new: boolean
  flow: Flow
  /** The reply before this one; '' before the first. */
  last_reply: string
  /** The turns before this one, oldest first; [] also where a new conversation took the place of a long one. */
  past: readonly Past[]
}

export type Here = Told & {
  node: FlowNode
  /** Nothing was answered in this case yet. */
  begins: boolean
  /** The flow leads from this turn on: it comes with the case or took over from another one. */
  flow_is_new: boolean
  /** The question that the words met. */
  met: QuestionTold | null
  heard: Message
  evidence: Evidence[]
  /** The cause that a person named or picked with these words: it leads. */
  lead?: FlowConclusion
}

export function hereOf(told: Told): Here {
  const { case: state, words, flow } = told
  const node = nodeAt(flow, state.flow.node)
  const begins = told.last_reply === '' && state.questions.length === 0 && state.flow.trail.length === 0
  const ofFlow = new Set(flow.nodes.flatMap((one) => (one.kind === 'question' ? [one.ask] : [])))
  const isWalked = state.flow.trail.length > 0 || state.questions.some(({ text }) => ofFlow.has(text))
  return {
    ...told,
    node,
    begins,
    flow_is_new: begins || (!isWalked && !isGeneral(flow) && node.key === flow.start),
    met:
      state.questions.find(({ id }) => id === state.answering) ??
      state.questions.findLast((one) => one.state === 'open') ??
      null,
    heard: readMessage(words, peopleOf(told)),
    evidence: evidenceOf(told),
  }
}

/** Whose reports are hearsay, as far as the case names them. */
export const peopleOf = ({ ticket, case: state }: Pick<Told, 'ticket' | 'case'>): string[] =>
  [ticket?.contact ?? '', ticket?.client ?? '', state.client_name].filter(Boolean)

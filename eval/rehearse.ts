import { generalFlowKey, shippedFlows } from '../server/flows/shipped.ts'
import { begin } from '../server/flows/walk.ts'
import { intentOf } from '../server/language/intents.ts'
import { matchFlow } from '../server/language/match-flow.ts'
import type { Ticket } from '../server/model/playbook/ticket.ts'
import { playTurn } from '../server/model/playbook/turn.ts'
import type { TurnOutput } from '../server/model/protocol.ts'
import type { Flow } from '../shared/contracts/flows.ts'
import { applied, type CaseInMemory, newCase } from './case-in-memory.ts'

/** A case on the offline model, without a server: the same code answers, the case stands in memory. */
export type Rehearsal = CaseInMemory & {
  flow: Flow
  /** The flow was named and stays. */
  is_set: boolean
  ticket: Ticket | null
  last: TurnOutput
  replies: string[]
}

export type Intake = {
  ticket?: Partial<Ticket>
  title?: string
  words?: string
  flow?: string
  language?: string
}

/** A case that has no answer yet. */
export type Unanswered = Omit<Rehearsal, 'last'>

/** Opens a case from a ticket, from words, or from both, and gives the first answer. */
export function open(intake: Intake): Rehearsal {
  const fresh = unanswered(intake)
  return turn(fresh, intake.words ?? '', fresh.ticket !== null)
}

export function unanswered({
  ticket: given,
  title = '',
  words = '',
  flow: key,
  language = 'en',
}: Intake): Unanswered {
  const ticket = given ? { ...noTicket, ...given } : null
  const flow = key ? flowNamed(key) : flowFor([title, words, ticket?.summary, firstWords(ticket)])
  const fields = {
    title: ticket?.summary || title || words.slice(0, 80),
    language,
    ticket: { id: ticket?.number ?? '', summary: ticket?.summary ?? '', type: ticket?.type ?? '' },
  }
  return { ...newCase(flow, fields), flow, is_set: key !== undefined, ticket, replies: [] }
}

export const say = (here: Rehearsal, words: string): Rehearsal => turn(movedTo(here, words), words, false)

/** The case in the flow that these words leave it in or move it to. */
export function movedTo<H extends Unanswered>(here: H, words: string): H {
  const wantsAnother = intentOf(words)?.intent === 'another_flow'
  const isSpecial = here.flow.key !== generalFlowKey
  if (here.is_set || (isSpecial && !wantsAnother)) return here
  const texts = [here.state.title, words, firstWords(here.ticket)]
  const flow = flowFor(texts, wantsAnother ? here.flow.key : undefined)
  if (flow.key === here.flow.key) return here
  const state = { ...here.state, flow: { key: flow.key, name: flow.name, ...begin(flow) } }
  return { ...here, flow, state }
}

/** The messages one after the other. */
export const play = (intake: Intake, messages: readonly string[]): Rehearsal =>
  messages.reduce(say, open(intake))

function turn(here: Unanswered, words: string, ticketIsNew: boolean): Rehearsal {
  const { flow, ticket, state, replies } = here
  const last = playTurn({
    case: state,
    words,
    ticket,
    ticket_is_new: ticketIsNew,
    flow,
    last_reply: replies.at(-1) ?? '',
  })
  return answered(here, words, last)
}

/** The case after an answer, whoever gave it. */
export function answered(here: Unanswered, words: string, last: TurnOutput): Rehearsal {
  return { ...here, ...applied(here, words, last), last, replies: [...here.replies, last.reply] }
}

function flowFor(texts: readonly (string | undefined)[], not?: string): Flow {
  const found = matchFlow(shippedFlows(), texts.filter(Boolean).join('\n')).find(
    ({ flow }) => flow.key !== not,
  )
  return found?.flow ?? flowNamed(generalFlowKey)
}

function flowNamed(key: string): Flow {
  const flow = shippedFlows().find((one) => one.key === key)
  if (!flow) throw new Error(`No flow ${key}`)
  return flow
}

const firstWords = (ticket: Ticket | null): string => ticket?.notes[0]?.text.slice(0, 2000) ?? ''

const noTicket: Ticket = {
  number: '48000',
  summary: '',
  type: '',
  client: 'Contoso Dental',
  contact: 'Ann Reyes',
  closed: false,
  devices: [],
  notes: [],
}

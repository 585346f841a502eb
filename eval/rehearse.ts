import { generalFlowKey } from '../server/flows/general.ts'
import { shippedFlows } from '../server/flows/shipped.ts'
import type { Ticket } from '../server/model/playbook/ticket.ts'
import { playTurn } from '../server/model/playbook/turn.ts'
import type { TurnOutput } from '../server/model/protocol.ts'
import { chooseFlow, leftFlow, nextPlace } from '../server/sessions/choose-flow.ts'
import type { Flow } from '../shared/contracts/flows.ts'
import type { TicketContext } from '../shared/contracts/tickets.ts'
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
  const flow = key
    ? flowNamed(key)
    : chosen({ current: null, title: title || ticket?.summary || '', message: words, ticket }).flow
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
  if (here.is_set) return here
  const current = { flow: here.flow, place: here.state.flow }
  const { flow, place, isNew } = chosen({ current, title: here.state.title, message: words, ticket: null })
  if (!isNew) return here
  return { ...here, flow, state: { ...here.state, flow: { key: flow.key, name: flow.name, ...place } } }
}

/** The messages one after the other. */
export const play = (intake: Intake, messages: readonly string[]): Rehearsal =>
  messages.reduce(say, open(intake))

function turn(here: Unanswered, words: string, ticketIsNew: boolean): Rehearsal {
  const { flow, ticket, state, replies, past } = here
  const last = playTurn({
    case: state,
    words,
    ticket,
    ticket_is_new: ticketIsNew,
    flow,
    last_reply: replies.at(-1) ?? '',
    past,
  })
  return answered(here, words, last)
}

/** The case after an answer, whoever gave it. */
export function answered(here: Unanswered, words: string, last: TurnOutput): Rehearsal {
  const after = { ...here, ...applied(here, words, last), last, replies: [...here.replies, last.reply] }
  const before = { flow: here.flow, place: here.state.flow, isNew: false }
  const left = leftFlow({ ...before, general: flowNamed(generalFlowKey) }, words, last.flow)
  if (!left.isNew) return after
  const { flow } = left
  const place = nextPlace(left, last.flow)
  return { ...after, flow, state: { ...after.state, flow: { key: flow.key, name: flow.name, ...place } } }
}

type Chosen = Pick<Parameters<typeof chooseFlow>[0], 'current' | 'title' | 'message'> & {
  ticket: Ticket | null
}

/** The flow as the product chooses it, among the shipped ones. */
const chosen = ({ ticket, ...input }: Chosen) =>
  chooseFlow({ ...input, flows: shippedFlows(), ticket: ticket && { notes: ticket.notes.map(noteRead) } })

const noteRead = (
  { id, from, text }: Ticket['notes'][number],
  at: number,
): TicketContext['notes'][number] => ({
  id,
  text,
  kind: 'note',
  visibility: 'client_visible',
  placements: ['discussion'],
  author: from,
  from_contact: from === 'client',
  created_at: new Date(at).toISOString(),
})

function flowNamed(key: string): Flow {
  const flow = shippedFlows().find((one) => one.key === key)
  if (!flow) throw new Error(`No flow ${key}`)
  return flow
}

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

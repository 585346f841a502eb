import type { Ticket, TicketSummary } from '../../../shared/contracts/tickets.ts'
import { Problem } from '../../../shared/problems.ts'
import type { WriteOutcome } from '../../psa/provider.ts'
import type { Answer, Desk, DeskTicket, Write } from './desk.ts'

/** Where somebody sits who knows a password, or does not. */
export type Seat = { desk: Desk; url: string; password: string }

export const refused: Answer = { status: 422 }
const says = (status: number) => `Deskline answered ${status}.`
export const stageOf = ({ desk }: Seat, key: string) => desk.state.stages.find((stage) => stage.key === key)
export const isClosed = (seat: Seat, { stage }: DeskTicket) => stageOf(seat, stage)?.ends ?? false
export const helpersOf = ({ desk }: Seat, id: string) =>
  desk.state.helpers.filter(({ ticket }) => ticket === id)

export function open({ desk, password }: Seat): Desk['state'] {
  if (!desk.isKnown(password)) throw new Problem('psa_keys_refused')
  return desk.state
}

export function ticketOf(seat: Seat, id: string): DeskTicket {
  open(seat)
  const found = seat.desk.ticket(id)
  if (!found) throw new Problem('ticket_not_found')
  return found
}

/** `kept`: whether the ticket that it answered stands as it was asked to. */
export async function write(
  { desk, password }: Seat,
  kind: Write,
  act: () => Answer,
  kept = (_: DeskTicket) => true,
): Promise<WriteOutcome> {
  try {
    let answer = await desk.write(password, kind, act)
    if (answer.status === 409 && kind === 'ticket') answer = await desk.write(password, kind, act)
    const { status, key, ticket } = answer
    if (status === 401) return { kind: 'keys_refused', status, says: says(status) }
    if (status >= 500 || (ticket && !kept(ticket))) return { kind: 'unknown', status, says: says(status) }
    if (status >= 400 || !key) return { kind: 'refused', status, says: says(status) }
    return { kind: 'done', psa_id: key, status, as_asked: true, says: 'It is there.' }
  } catch (error) {
    return { kind: 'unknown', status: null, says: (error as Error).message }
  }
}

/** Text as it may be kept: without NUL and half characters. */
export const said = (text: string) => text.replaceAll('\0', '').toWellFormed()

export const mapTicket = (seat: Seat, row: DeskTicket): Ticket => ({
  id: row.key,
  summary: said(row.title),
  url: `${seat.url}/t/${row.key}`,
  company: { id: row.customer, name: row.customer },
  contact: {
    id: `${row.customer} 1`,
    name: 'Ann Lee',
    first_name: 'Ann',
    email: `ann@${row.customer}.example`,
  },
  board: { id: row.queue, name: row.queue },
  status: { id: row.stage, name: stageOf(seat, row.stage)?.name ?? '' },
  priority: null,
  type: null,
  owner: seat.desk.person(row.owner)?.name ?? null,
  resources: [],
  closed: isClosed(seat, row),
  merged_into: null,
  configurations: [{ id: 'D-1', name: 'PC-1', type: 'Workstation' }],
  emails: { contact: row.mailed[0] ?? null, cc: row.mailed.slice(1), resources: false },
  created_at: null,
  updated_at: null,
})

export const summary = (seat: Seat, row: DeskTicket): TicketSummary => ({
  id: row.key,
  summary: said(row.title),
  company: row.customer,
  status: stageOf(seat, row.stage)?.name ?? null,
  priority: null,
  closed: isClosed(seat, row),
  board_id: row.queue,
})

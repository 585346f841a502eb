import { type Exchange, json } from './psa-answer.ts'
import type { PsaDesk } from './psa-desk.ts'
import type { Commit, TruthTicket } from './psa-truth.ts'

/** Pages are smaller than anybody asks for, so that a ticket has several. */
const pageCap = 20

/** One status for each change that anybody asks for, and the usual two. */
export const statusName = (id: string) => (id === '1' ? 'Open' : `Status ${id}`)

export function ticketBody({ id, company, closed, merged_into, status }: TruthTicket) {
  return {
    id: Number(id),
    summary: `Ticket ${id}`,
    company: { id: 1, name: company },
    board: { id: 1, name: 'Service Desk' },
    status: closed ? { id: 2, name: 'Closed' } : { id: Number(status), name: statusName(status) },
    closedFlag: closed,
    ...(merged_into ? { mergedParentTicket: { id: Number(merged_into) } } : {}),
  }
}

export function noteBody(note: Commit) {
  return {
    id: note.id,
    ticketId: Number(note.ticket_id),
    noteType: 'TicketNote',
    text: note.text,
    detailDescriptionFlag: note.flags.discussion,
    internalAnalysisFlag: note.flags.internal,
    resolutionFlag: note.flags.resolution,
    issueFlag: false,
    member: { id: 7, identifier: 'api', name: 'API member' },
    dateCreated: new Date(note.at).toISOString(),
  }
}

/** One page of a ticket's notes, or one of them, those of tickets that were merged into it among them. */
export function pageOf(desk: PsaDesk, exchange: Exchange, ticket: TruthTicket): void {
  const children = [...desk.truth.tickets.values()].filter(({ merged_into }) => merged_into === ticket.id)
  const now = Date.now()
  const notes = [...(ticket.notes_moved ? [] : [ticket]), ...children]
    .flatMap((each) => each.notes)
    .filter(({ deleted_at, visible_at }) => deleted_at === null && visible_at <= now)
    .sort((a, b) => a.id - b.id)
  if (exchange.note_id !== '') {
    const note = notes.find(({ id }) => String(id) === exchange.note_id)
    if (note) json(exchange, 200, noteBody(note))
    else json(exchange, 404, { code: 'NotFound', message: 'Note not found.' })
    return
  }
  const size = Math.min(pageCap, Number(exchange.query.get('pageSize') ?? 25))
  const page = Number(exchange.query.get('page') ?? 1)
  const hasMore = notes.length > page * size
  const body = notes.slice((page - 1) * size, page * size).map(noteBody)
  json(exchange, 200, body, hasMore ? { link: `<http://psa/next?page=${page + 1}>; rel="next"` } : {})
}

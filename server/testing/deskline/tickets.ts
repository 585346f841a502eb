import type { Placement } from '../../../shared/contracts/posts.ts'
import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import { Problem } from '../../../shared/problems.ts'
import type { PsaProvider } from '../../psa/provider.ts'
import type { Audience, DeskNote } from './desk.ts'
import { isClosed, mapTicket, open, refused, type Seat, said, summary, ticketOf, write } from './seat.ts'

const audiences: Record<Placement, Audience> = { internal: 'desk', discussion: 'talk', resolution: 'answer' }

const mapNote = (row: DeskNote): TicketNote => ({
  id: row.key,
  kind: row.by === 'work' ? 'time_entry' : 'note',
  text: said(row.text),
  visibility: row.audience === 'desk' ? 'internal' : 'client_visible',
  placements: (Object.keys(audiences) as Placement[]).filter((one) => audiences[one] === row.audience),
  author: row.author,
  from_contact: row.by === 'customer',
  created_at: row.at,
})

const notesOf = (seat: Seat, id: string) => open(seat).notes.filter(({ ticket }) => ticket === id)

type Read = 'ticketState' | 'context' | 'search' | 'boards' | 'statuses' | 'members'

export function readTickets(seat: Seat): Pick<PsaProvider, Read> {
  const { desk } = seat
  return {
    ticketState: async (id) => {
      const row = ticketOf(seat, id)
      const { company, closed, merged_into, status } = mapTicket(seat, row)
      const owner = desk.person(row.owner)
      const owned = owner ? { member_id: owner.key, member_identifier: owner.login } : null
      return { id, company, closed, merged_into, status, board_id: row.queue, owner: owned }
    },
    context: async (id) => {
      const row = ticketOf(seat, id)
      const related = desk.state.tickets
        .filter((one) => one.customer === row.customer && one.key !== id)
        .map((row) => summary(seat, row))
      const notes = notesOf(seat, id).map(mapNote)
      const fetched_at = new Date().toISOString()
      return {
        context: {
          ticket: mapTicket(seat, row),
          notes,
          notes_truncated: false,
          related,
          missing: [],
          fetched_at,
        },
        rest: null,
      }
    },
    search: async (query, scope) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean)
      const login = scope?.memberIdentifier
      return open(seat)
        .tickets.filter((row) => !row.foreign)
        .filter((row) => row.key === query || !isClosed(seat, row))
        .filter((row) => row.key === query || words.every((word) => row.title.toLowerCase().includes(word)))
        .filter((row) => !login || desk.person(row.owner)?.login === login)
        .filter((row) => !scope?.boards || scope.boards.includes(row.queue))
        .slice(0, 25)
        .map((row) => summary(seat, row))
    },
    boards: async () =>
      [...new Set(open(seat).stages.map(({ queue }) => queue))].map((id) => ({ id, name: id })),
    statuses: async (board) => {
      const found = open(seat).stages.filter(({ queue }) => queue === board)
      if (found.length === 0) throw new Problem('not_found')
      return found.map(({ key, name, ends }) => ({ id: key, name, closed: ends }))
    },
    members: async () =>
      open(seat).people.map(({ key, login, name, mail, left, robot }) => ({
        ...{ id: key, identifier: login, name, email: mail, active: !left, api_only: robot },
      })),
  }
}

export function keepNotes(seat: Seat): Pick<PsaProvider, 'notes' | 'note' | 'createNote' | 'deleteNote'> {
  const { desk, password } = seat
  const { state } = desk
  return {
    notes: async (id) => ({ notes: notesOf(seat, ticketOf(seat, id).key).map(mapNote), complete: true }),
    note: async (ticketId, id) => {
      const found = notesOf(seat, ticketId).find(({ key }) => key === id)
      return found ? mapNote(found) : null
    },
    createNote: (order) =>
      write(seat, 'note', () => {
        const author = order.member_identifier ?? 'flowpilot'
        const isKnown = state.people.some(({ login }) => login === author)
        const row = desk.ticket(order.ticket_id)
        if (!row || !isKnown || order.text.trim() === '') return refused
        const key = desk.newKey('N')
        const audience = audiences[order.placement]
        state.notes.push({
          ...{
            key,
            ticket: row.key,
            text: order.text,
            audience,
            author,
            by: 'desk',
            at: new Date().toISOString(),
          },
        })
        if (order.notify) state.mails.push(...row.mailed.map(() => row.key))
        return { status: 201, key }
      }),
    deleteNote: async (ticketId, id) => {
      const answer = await desk.write(password, 'removal', () => {
        const at = state.notes.findIndex(({ key, ticket }) => key === id && ticket === ticketId)
        if (at < 0) return { status: 404 }
        state.notes.splice(at, 1)
        return { status: 204 }
      })
      const { status } = answer
      const kind = status === 204 ? 'done' : status === 404 ? 'gone' : 'keys_refused'
      return { kind, status, says: `Deskline answered ${status}.` }
    },
  }
}

import type { Ticket } from '../records.ts'
import { notFound, security } from '../refusal.ts'
import { mayOpen } from '../store.ts'
import { type Caller, idParam, type RestContext } from './env.ts'

export function openTicket(c: RestContext, caller: Caller, name = 'ticket_id'): Ticket {
  const id = idParam(c, name)
  const ticket = caller.tenant.tickets.find((candidate) => candidate.id === id)
  if (!ticket) throw notFound('Ticket', c.req.param(name) ?? '')
  if (!mayOpen(caller.member, ticket))
    throw security('You do not have security permission to view this ticket.')
  return ticket
}

export function visibleTickets(caller: Caller): Ticket[] {
  return caller.tenant.tickets.filter((ticket) => mayOpen(caller.member, ticket))
}

export function oneOf<T extends { id: number }>(c: RestContext, rows: T[], resource: string, name = 'id'): T {
  const id = idParam(c, name)
  const row = rows.find((candidate) => candidate.id === id)
  if (!row) throw notFound(resource, c.req.param(name) ?? '')
  return row
}

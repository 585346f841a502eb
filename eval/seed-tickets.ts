import type { Ticket } from '../server/model/playbook/ticket.ts'
import { trimForModel } from '../server/tickets/trim.ts'
import { acmeClients } from '../simulator/seed/clients.ts'
import type { TicketSeed } from '../simulator/seed/shapes.ts'
import { contosoTickets } from '../simulator/seed/tickets-contoso.ts'
import { fabrikamTickets } from '../simulator/seed/tickets-fabrikam.ts'
import { northwindTickets } from '../simulator/seed/tickets-northwind.ts'
import { tailspinTickets } from '../simulator/seed/tickets-tailspin.ts'
import { woodgroveTickets } from '../simulator/seed/tickets-woodgrove.ts'

const seeds: readonly TicketSeed[] = [
  ...contosoTickets,
  ...fabrikamTickets,
  ...northwindTickets,
  ...tailspinTickets,
  ...woodgroveTickets,
]
const notesAtMost = 40

/** The simulator's tickets as a model is told them. */
export const seedTickets: readonly Ticket[] = seeds.map((seed) => {
  const client = acmeClients.find(({ key }) => key === seed.client)
  const contact = client?.contacts.find(({ key }) => key === seed.contact)
  const isClients = (by: string) => client?.contacts.some(({ key }) => key === by) ?? true
  return {
    number: String(seed.id),
    summary: seed.summary,
    type: seed.type,
    client: client?.name ?? '',
    contact: contact ? `${contact.first} ${contact.last}` : '',
    closed: seed.status === 'Closed',
    devices: (seed.configurations ?? []).map((name) => ({ name })),
    notes: seed.notes.slice(-notesAtMost).map(({ by, text }, at) => ({
      id: `n${at + 1}`,
      from: isClients(by) ? ('client' as const) : ('colleague' as const),
      text: trimForModel(text, {
        by: isClients(by) ? 'contact' : 'member',
        first: at === 0,
        others: seed.notes.filter((note) => note.text !== text).map((note) => note.text),
      }),
    })),
  }
})

export function seedTicket(number: string): Ticket {
  const ticket = seedTickets.find((one) => one.number === number)
  if (!ticket) throw new Error(`No ticket ${number}`)
  return ticket
}

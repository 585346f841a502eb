import { addressesIn } from '../../shared/addresses.ts'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { relatedOnBoard } from './board-rights.ts'
import { plainText } from './plain-text.ts'

const mostAddresses = 300
const mayHold = /:\/\/|www\.|@|[+(0]\d/i

/** Addresses that stand in a ticket, as a reader or the model meets them: links unwrapped, the first note first. */
export function addressesOf(context: TicketContext): string[] {
  const { ticket, notes } = context
  const people = [ticket.contact?.email, ticket.emails.contact, ...ticket.emails.cc]
  const texts = [
    ticket.summary,
    ...people,
    ...notes.map(({ text }) => (mayHold.test(text) ? plainText(text).text : '')),
  ]
  const found = new Set<string>()
  for (const text of [...texts, ...relatedOnBoard(context).map(({ summary }) => summary)])
    for (const address of addressesIn(text ?? '')) if (found.size < mostAddresses) found.add(address)
  return [...found]
}

import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { redactAll } from '../redact/redact-all.ts'

/** A ticket as it is kept: what people wrote in it without the secrets. */
export async function redactTicket(context: TicketContext): Promise<TicketContext> {
  const { ticket, notes, related } = context
  const [summary = '', ...rest] = await redactAll([
    ticket.summary,
    ...notes.map(({ text }) => text),
    ...related.map((one) => one.summary),
  ])
  return {
    ...context,
    ticket: { ...ticket, summary },
    notes: notes.map((note, at) => ({ ...note, text: rest[at] ?? '' })),
    related: related.map((one, at) => ({ ...one, summary: rest[notes.length + at] ?? '' })),
  }
}

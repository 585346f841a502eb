import type { TicketContext, TicketNote } from '../../shared/contracts/tickets.ts'
import { trimForModel, withoutMarks } from './trim.ts'

const oldestFirst = (a: TicketNote, b: TicketNote) => (a.created_at ?? '').localeCompare(b.created_at ?? '')

/** How the client reported the trouble: their own oldest note, else the oldest of ours that they can read. */
export function clientReport({ notes }: Pick<TicketContext, 'notes'>): string {
  const inOrder = notes.toSorted(oldestFirst)
  const first =
    inOrder.find(({ from_contact }) => from_contact) ??
    inOrder.find(({ visibility }) => visibility === 'client_visible')
  if (!first) return ''
  const by = first.from_contact ? 'contact' : 'member'
  return withoutMarks(trimForModel(first.text, { by, first: true, others: [] }))
}

/** All that the client wrote. */
export const clientWords = ({ notes }: Pick<TicketContext, 'notes'>): string =>
  notes
    .filter(({ from_contact }) => from_contact)
    .map(({ text }) => text)
    .join('\n')

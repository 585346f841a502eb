import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { trimForModel, withoutMarks } from './trim.ts'

/** How the ticket began: its oldest note is the problem as it was reported. */
export function firstWords({ notes }: Pick<TicketContext, 'notes'>): string {
  const [oldest] = notes.toSorted((a, b) => (a.created_at ?? '').localeCompare(b.created_at ?? ''))
  if (!oldest) return ''
  const by = oldest.from_contact ? 'contact' : 'member'
  return withoutMarks(trimForModel(oldest.text, { by, first: true, others: [] }))
}

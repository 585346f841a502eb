import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { timeOfDay } from '../posts/machine/times.ts'
import { isFromUs } from '../posts/note/ours.ts'
import type { Moved } from './queries.ts'

type Draft = { generated_at: string; ticket_updated_at: string | null }

/** What happened in the ticket or the case since a draft was written; null: nothing. Our own notes are no news. */
export function staleness(
  draft: Draft,
  moved: Moved,
  context: TicketContext | null,
): { what: string } | null {
  const parts = [ticketNews(draft, context), caseNews(moved)].filter((part) => part !== null)
  return parts.length > 0 ? { what: parts.join(' ') } : null
}

function ticketNews({ ticket_updated_at: since }: Draft, context: TicketContext | null): string | null {
  if (!context || !since) return null
  const newer = context.notes.filter(
    (note) => note.created_at && Date.parse(note.created_at) > Date.parse(since),
  )
  const theirs = newer.filter((note) => !isFromUs(note)).at(-1)
  if (theirs?.created_at) {
    const who = theirs.from_contact ? `${theirs.author} (client)` : theirs.author
    return `${who} wrote in the ticket at ${timeOfDay(theirs.created_at)}.`
  }
  const changed = context.ticket.updated_at
  if (!changed || Date.parse(changed) <= Date.parse(since) || newer.length > 0) return null
  return `The ticket was changed at ${timeOfDay(changed)}.`
}

function caseNews({ facts, tasks, messages }: Moved): string | null {
  const parts = [counted(facts, 'finding'), counted(tasks, 'step'), counted(messages, 'message')].filter(
    Boolean,
  )
  return parts.length > 0 ? `The case went on: ${parts.join(', ')} since this was written.` : null
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`
}

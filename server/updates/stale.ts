import type { TicketContext } from '../../shared/contracts/tickets.ts'
import type { DraftNews, PostPreview } from '../../shared/contracts/updates.ts'
import { timeOfDay } from '../posts/machine/times.ts'
import { isFromUs } from '../posts/note/ours.ts'
import type { Moved } from './queries.ts'

type Draft = { generated_at: string; ticket_updated_at: string | null }

/** What happened in the ticket or the case since a draft was written; null: nothing. Our own notes are no news. */
export function staleness(draft: Draft, moved: Moved, context: TicketContext | null): PostPreview['stale'] {
  const news = [ticketNews(draft, context), caseNews(moved)].filter((part) => part !== null)
  return news.length > 0 ? { what: news.map(sentenceOf).join(' '), news } : null
}

function ticketNews({ ticket_updated_at: since }: Draft, context: TicketContext | null): DraftNews | null {
  if (!context || !since) return null
  const newer = context.notes.filter(
    (note) => note.created_at && Date.parse(note.created_at) > Date.parse(since),
  )
  const theirs = newer.filter((note) => !isFromUs(note)).at(-1)
  if (theirs?.created_at)
    return { kind: 'note', who: theirs.author, from_client: theirs.from_contact, at: theirs.created_at }
  const changed = context.ticket.updated_at
  if (!changed || Date.parse(changed) <= Date.parse(since) || newer.length > 0) return null
  return { kind: 'ticket', at: changed }
}

function caseNews(moved: Moved): DraftNews | null {
  return moved.facts + moved.tasks + moved.messages > 0 ? { kind: 'case', ...moved } : null
}

function sentenceOf(news: DraftNews): string {
  if (news.kind === 'ticket') return `The ticket was changed at ${timeOfDay(news.at)}.`
  if (news.kind === 'note')
    return `${news.who}${news.from_client ? ' (client)' : ''} wrote in the ticket at ${timeOfDay(news.at)}.`
  const { facts, tasks, messages } = news
  const parts = [counted(facts, 'finding'), counted(tasks, 'step'), counted(messages, 'message')]
  return `The case went on: ${parts.filter(Boolean).join(', ')} since this was written.`
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`
}

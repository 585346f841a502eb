import type { TicketCard } from '../../shared/contracts/tickets.ts'
import { Plain } from '../ui/Plain.tsx'
import { clockTime, exactTime, relativeTime } from '../ui/when.ts'
import { priorityTone } from './priority.ts'

const join = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(', ')

function noteLine(card: TicketCard): string {
  if (card.note_count === 0) return 'none yet'
  const newest = card.newest_note
  if (!newest) return String(card.note_count)
  const at = newest.created_at
  const when = at ? relativeTime(at, Date.now()).replace('now', clockTime(at)) : ''
  return `${card.note_count}, newest ${join(when)}${when ? ' ' : ''}by ${newest.author}`
}

/** A ticket as it can be picked: what it is about, whose it is, how urgent, what hangs on it. */
export function TicketCardView(props: { card: TicketCard; withNumber?: boolean }) {
  const { card } = props
  const { ticket } = card
  const at = card.newest_note?.created_at
  const rows: [string, string, string?][] = [
    ['Client', join(ticket.company?.name, ticket.contact?.name) || 'Unknown client'],
    ['Status', join(ticket.status?.name, ticket.board?.name) || 'unknown'],
    [
      ticket.configurations.length > 1 ? 'Devices' : 'Device',
      ticket.configurations.map((each) => each.name).join(', ') || 'none attached',
    ],
    ['Notes', noteLine(card), at ? exactTime(at) : undefined],
  ]
  return (
    <article class="card grid gap-10px low:gap-1 low:py-2" aria-label={`Ticket #${ticket.id}`}>
      <div class="flex items-start gap-2">
        <h2 class="flex-1 min-w-0 font-600 line-clamp-3">
          {props.withNumber && <span class="text-muted font-500">#{ticket.id} </span>}
          <Plain text={ticket.summary} />
        </h2>
        {ticket.priority && (
          <span class={`pill ${priorityTone(ticket.priority.level)}`}>{ticket.priority.name}</span>
        )}
        {ticket.closed && <span class="pill text-muted">Closed</span>}
      </div>
      <dl class="kv">
        {rows.map(([name, value, title], place) => (
          <div key={name} class={place < 2 ? 'contents' : 'contents low:hidden'}>
            <dt class="text-muted">{name}</dt>
            <Plain as="dd" text={value} title={title ?? value} class="min-w-0 line-clamp-2" />
          </div>
        ))}
      </dl>
      {card.missing.map((part) => (
        <p key={part.part} class="text-meta text-amber">
          {part.why}
        </p>
      ))}
    </article>
  )
}

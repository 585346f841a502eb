import type { TicketContext, TicketNote } from '../../shared/contracts/tickets.ts'
import { trimForModel } from './trim.ts'

const newestNotes = 40
const totalCharacters = 60_000
/** What the counts at the end and the brackets take. */
const reserveCharacters = 500

/**
 * The ticket as data for a model, at most 60,000 characters of JSON: the newest notes trimmed, the older ones
 * counted. Unredacted: redaction comes before it leaves.
 */
export function ticketForModel(context: TicketContext) {
  const frame = frameOf(context)
  let left = totalCharacters - reserveCharacters - JSON.stringify(frame).length
  const notes: ReturnType<typeof noteOf>[] = []
  for (const note of context.notes.slice(-newestNotes).toReversed()) {
    const told = noteOf(note)
    left -= JSON.stringify(told).length + 1
    if (left < 0) break
    notes.unshift(told)
  }
  return {
    ...frame,
    notes,
    older_notes_not_shown: context.notes.length - notes.length,
    more_notes_in_psa: context.notes_truncated,
  }
}

function frameOf({ ticket, related, missing, coming = [] }: TicketContext) {
  return {
    number: ticket.id,
    summary: ticket.summary.slice(0, 500),
    client: ticket.company?.name.slice(0, 200) ?? null,
    contact: ticket.contact?.name.slice(0, 200) ?? null,
    board: ticket.board?.name ?? null,
    status: ticket.status?.name ?? null,
    closed: ticket.closed,
    priority: ticket.priority?.name ?? null,
    type: ticket.type,
    owner: ticket.owner,
    devices: ticket.configurations.slice(0, 20).map(({ name, type }) => ({ name: name.slice(0, 100), type })),
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
    related: related
      .slice(0, 10)
      .map(({ id, summary, status }) => ({ number: id, summary: summary.slice(0, 200), status })),
    not_available: [
      ...missing.map(({ part, why }) => ({ part, why })),
      ...coming.map((part) => ({ part, why: 'Still being read.' })),
    ],
  }
}

function noteOf(note: TicketNote) {
  return {
    author: note.author.slice(0, 100),
    from_client: note.from_contact,
    visible_to_client: note.visibility === 'client_visible',
    kind: note.kind,
    at: note.created_at,
    text: trimForModel(note.text),
  }
}

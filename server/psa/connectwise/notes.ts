import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import type { NotesReading } from '../provider.ts'
import type { Client } from './client.ts'
import { ticketTime } from './conditions.ts'
import { HttpFailure } from './errors.ts'
import { mapNote, mapTimeNote } from './map-note.ts'
import { type Pages, readList } from './pages.ts'
import { type WireNote, wireNote, wireTimeEntry } from './wire.ts'

/** Servers before `allNotes` have notes and time entries in two lists. */
async function readApart(client: Client, ticketId: string, signal: AbortSignal): Promise<Pages<TicketNote>> {
  const query = { conditions: ticketTime(ticketId) }
  const [notes, times] = await Promise.all([
    readList(
      client,
      wireNote,
      { path: '/service/tickets/{ticket_id}/notes', params: { ticket_id: ticketId } },
      signal,
    ),
    readList(client, wireTimeEntry, { path: '/time/entries', params: {}, query }, signal),
  ])
  const timeNotes = times.rows
    .map(mapTimeNote)
    .filter((note) => note.text !== '' && note.placements.length > 0)
  return { rows: [...notes.rows.map(mapNote), ...timeNotes], complete: notes.complete && times.complete }
}

/** On a bundled parent the list also has its children's notes, copies of its own among them. */
function ofOtherTicket(row: WireNote, ticketId: string): Pick<TicketNote, 'of_other_ticket'> {
  const stands = row.ticket?.id ?? row.ticketId
  const isOther = stands != null && String(stands) !== ticketId
  return isOther || row.createdByParentFlag ? { of_other_ticket: true } : {}
}

/** Every note of a ticket, time-entry notes included, oldest first. Throws what the client throws. */
export async function readNotes(
  client: Client,
  ticketId: string,
  signal: AbortSignal,
): Promise<NotesReading> {
  const list = { path: '/service/tickets/{ticket_id}/allNotes', params: { ticket_id: ticketId } }
  let read: Pages<TicketNote>
  try {
    const { rows, complete } = await readList(client, wireNote, list, signal)
    read = { rows: rows.map((row) => ({ ...mapNote(row), ...ofOtherTicket(row, ticketId) })), complete }
  } catch (error) {
    if (!(error instanceof HttpFailure) || ![404, 405].includes(error.status)) throw error
    read = await readApart(client, ticketId, signal)
  }
  const byKey = new Map(read.rows.map((note) => [`${note.kind} ${note.id}`, note]))
  const notes = [...byKey.values()].sort((a, b) => (a.created_at ?? '').localeCompare(b.created_at ?? ''))
  return { notes, complete: read.complete }
}

export async function readNote(
  client: Client,
  ticketId: string,
  noteId: string,
  signal: AbortSignal,
): Promise<TicketNote> {
  const params = { ticket_id: ticketId, note_id: noteId }
  return mapNote(
    await client.read(wireNote, { path: '/service/tickets/{ticket_id}/notes/{note_id}', params, signal }),
  )
}

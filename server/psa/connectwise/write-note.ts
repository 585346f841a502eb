import * as v from 'valibot'
import type { DeleteOutcome, NoteOrder, WriteOutcome } from '../provider.ts'
import type { Client } from './client.ts'
import { HttpFailure, namesMember } from './errors.ts'
import { outcomeOf, type Written } from './outcomes.ts'
import { isSameText } from './same-text.ts'
import { type WireNote, wireNote } from './wire.ts'

const theNote: Written = { name: 'the note', maybe: 'the note may be there' }

/** One note on its way to a ticket. Never throws: whatever happens is a row of the outcome table. */
export async function createNote(
  client: Client,
  order: NoteOrder,
  signal: AbortSignal,
): Promise<WriteOutcome> {
  try {
    const { status, body } = await client.send({
      method: 'POST',
      path: '/service/tickets/{ticket_id}/notes',
      params: { ticket_id: order.ticket_id },
      body: noteBody(order),
      signal,
    })
    return readAnswer(order, status, body)
  } catch (error) {
    const outcome = await outcomeOf(client, error, theNote)
    const isMember = order.member_identifier !== null && error instanceof HttpFailure && namesMember(error)
    return outcome.kind === 'refused' && isMember ? { ...outcome, member_refused: true } : outcome
  }
}

/** Every flag is said: what is left out, ConnectWise fills with the board's defaults, and those can mail the client. */
function noteBody(order: NoteOrder) {
  return {
    text: order.text,
    detailDescriptionFlag: order.placement === 'discussion',
    internalAnalysisFlag: order.placement === 'internal',
    resolutionFlag: order.placement === 'resolution',
    issueFlag: false,
    processNotifications: order.notify,
    ...(order.member_identifier ? { member: { identifier: order.member_identifier } } : {}),
  }
}

function readAnswer(order: NoteOrder, status: number, body: unknown): WriteOutcome {
  const note = v.safeParse(wireNote, body)
  const id = note.success ? note.output.id : null
  if (!note.success || typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0)
    return { kind: 'unidentified', status, says: 'ConnectWise took the note, but did not say its number.' }
  const asAsked = isAsAsked(order, note.output)
  const says = asAsked
    ? `ConnectWise took it as note ${id}.`
    : `ConnectWise took it as note ${id}, but not as it was asked. Check the ticket.`
  return { kind: 'done', psa_id: String(id), status, as_asked: asAsked, says }
}

function isAsAsked(order: NoteOrder, note: WireNote): boolean {
  return (
    (note.ticketId == null || String(note.ticketId) === order.ticket_id) &&
    (note.detailDescriptionFlag ?? false) === (order.placement === 'discussion') &&
    (note.internalAnalysisFlag ?? false) === (order.placement === 'internal') &&
    (note.resolutionFlag ?? false) === (order.placement === 'resolution') &&
    (note.issueFlag ?? false) === false &&
    isSameText(note.text ?? '', order.text)
  )
}

/** Takes a note off a ticket. Never throws; a 404 is no news of the note where the keys do not work. */
export async function deleteNote(
  client: Client,
  ticketId: string,
  noteId: string,
  signal: AbortSignal,
): Promise<DeleteOutcome> {
  try {
    const { status } = await client.send({
      method: 'DELETE',
      path: '/service/tickets/{ticket_id}/notes/{note_id}',
      params: { ticket_id: ticketId, note_id: noteId },
      signal,
    })
    return { kind: 'done', status, says: `ConnectWise deleted note ${noteId}.` }
  } catch (error) {
    const outcome = await outcomeOf(client, error, theNote)
    const { status, says } = outcome
    // an answer that cannot be read still says that it was done
    if (outcome.kind === 'unidentified')
      return { kind: 'done', status, says: `ConnectWise deleted note ${noteId}.` }
    if (outcome.kind === 'refused')
      return status === 404
        ? { kind: 'gone', status, says: `Note ${noteId} is not in ConnectWise.` }
        : { kind: 'refused', status, says }
    if (outcome.kind === 'keys_refused') return { kind: 'keys_refused', status, says }
    return {
      kind: 'unknown',
      status: outcome.kind === 'done' ? null : status,
      says: `It is not known whether note ${noteId} was deleted.`,
    }
  }
}

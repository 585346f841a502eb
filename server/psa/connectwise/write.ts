import * as v from 'valibot'
import { Busy } from '../limiter.ts'
import type { DeleteOutcome, NoteOrder, WriteOutcome } from '../provider.ts'
import type { Client } from './client.ts'
import { BadAnswer, ConnectionFailure, classOf, HttpFailure, saidBy } from './errors.ts'
import { type WireNote, wireNote } from './wire.ts'

const probeLimitMs = 4_000
const pingLimitMs = 10_000

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
    return outcomeOf(client, error)
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
    plain(note.text ?? '') === plain(order.text)
  )
}

/** Texts come back with other line ends, typographic quotes and dashes, and trimmed: still the same text. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u201a\u201b]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

async function outcomeOf(client: Client, error: unknown): Promise<WriteOutcome> {
  if (error instanceof Busy)
    return notSent(null, error.retry_after_s, 'ConnectWise asked us to slow down; it was not sent yet.')
  if (error instanceof ConnectionFailure)
    return error.nothing_sent
      ? notSent(null, null, 'ConnectWise could not be reached; nothing was sent.')
      : { kind: 'unknown', status: null, says: 'ConnectWise did not answer; the note may be there.' }
  if (error instanceof BadAnswer)
    return {
      kind: 'unidentified',
      status: error.status,
      says: 'ConnectWise took the note, but its answer could not be read.',
    }
  if (error instanceof HttpFailure) return refusalOf(client, error)
  // Thrown before the request was made, or by a fault of ours after it: only a look can tell.
  return { kind: 'unknown', status: null, says: 'It is not known whether the note was sent.' }
}

async function refusalOf(client: Client, failure: HttpFailure): Promise<WriteOutcome> {
  const { status } = failure
  const refused: WriteOutcome = { kind: 'refused', status, says: saidBy(failure) }
  const keysRefused: WriteOutcome = {
    kind: 'keys_refused',
    status,
    says:
      status >= 300 && status < 400
        ? 'ConnectWise sent us to another address. Check the site of this connection.'
        : 'ConnectWise refused the keys of this connection.',
  }
  const unknown: WriteOutcome = {
    kind: 'unknown',
    status,
    says: `ConnectWise answered ${status}; the note may be there.`,
  }
  switch (classOf(status)) {
    case 'refused':
      return refused
    case 'keys_refused':
      return keysRefused
    case 'busy':
      return notSent(
        status,
        failure.retry_after_s ?? 30,
        'ConnectWise asked us to slow down; it was not sent yet.',
      )
    case 'probe': {
      const keys = await probeKeys(client)
      return keys === 'work' ? refused : keys === 'refused' ? keysRefused : unknown
    }
    default:
      return unknown
  }
}

function notSent(status: number | null, retryAfterS: number | null, says: string): WriteOutcome {
  return { kind: 'not_sent', status, retry_after_s: retryAfterS, says }
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
    const outcome = await outcomeOf(client, error)
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

/** Throws what the client throws. */
export async function ping(client: Client): Promise<void> {
  await client.send({ method: 'GET', path: '/system/info', signal: AbortSignal.timeout(pingLimitMs) })
}

/** Bad keys look like 403 or 404 on the cloud: whether they work anywhere tells which it is. */
export async function probeKeys(client: Client): Promise<'work' | 'refused' | 'unknown'> {
  try {
    await client.send({ method: 'GET', path: '/system/info', signal: AbortSignal.timeout(probeLimitMs) })
    return 'work'
  } catch (error) {
    if (error instanceof BadAnswer) return 'unknown'
    if (!(error instanceof HttpFailure)) return 'unknown'
    const answered = classOf(error.status)
    return answered === 'keys_refused' || answered === 'probe' ? 'refused' : 'unknown'
  }
}

import * as v from 'valibot'
import type { StatusOrder, WriteOutcome } from '../provider.ts'
import type { Client } from './client.ts'
import { idValue } from './conditions.ts'
import { HttpFailure } from './errors.ts'
import { idOf } from './map.ts'
import { outcomeOf, type Written } from './outcomes.ts'
import { type WireTicket, wireTicket } from './wire.ts'

/** One reference of a ticket that is replaced whole: a path into it answers 200 and changes nothing. */
type Change = { ticket_id: string; path: 'status' | 'owner'; id: string }

const things = {
  status: { name: 'the change of the status', maybe: 'the status may have been changed' },
  owner: { name: 'the change of the owner', maybe: 'the owner may have been changed' },
} satisfies Record<Change['path'], Written>

export function changeStatus(client: Client, order: StatusOrder, signal: AbortSignal): Promise<WriteOutcome> {
  return changeTicket(client, { ticket_id: order.ticket_id, path: 'status', id: order.status_id }, signal)
}

/**
 * Never throws. A record in use (409) is read: it may hold what was asked already; if not, the change is tried once more.
 */
export async function changeTicket(
  client: Client,
  change: Change,
  signal: AbortSignal,
): Promise<WriteOutcome> {
  try {
    return await patch(client, change, signal)
  } catch (error) {
    if (!(error instanceof HttpFailure) || error.status !== 409)
      return outcomeOf(client, error, things[change.path])
    return changeOfRecordInUse(client, change, error, signal)
  }
}

async function changeOfRecordInUse(
  client: Client,
  change: Change,
  conflict: HttpFailure,
  signal: AbortSignal,
): Promise<WriteOutcome> {
  try {
    const params = { ticket_id: idValue(change.ticket_id) }
    const wire = await client.read(wireTicket, { path: '/service/tickets/{ticket_id}', params, signal })
    if (isAsAsked(change, wire)) return done(change, conflict.status)
  } catch {
    // the refusal stands, whatever became of the reading
    return outcomeOf(client, conflict, things[change.path])
  }
  try {
    return await patch(client, change, signal)
  } catch (error) {
    return outcomeOf(client, error, things[change.path])
  }
}

async function patch(client: Client, change: Change, signal: AbortSignal): Promise<WriteOutcome> {
  const { status, body } = await client.send({
    method: 'PATCH',
    path: '/service/tickets/{ticket_id}',
    params: { ticket_id: idValue(change.ticket_id) },
    body: [{ op: 'replace', path: change.path, value: { id: Number(idValue(change.id)) } }],
    signal,
  })
  const answer = v.safeParse(wireTicket, body)
  if (!answer.success || answer.output.id == null)
    return {
      kind: 'unidentified',
      status,
      says: 'ConnectWise took the change, but did not answer with the ticket.',
    }
  if (isAsAsked(change, answer.output)) return done(change, status)
  const now = answer.output[change.path]?.name ?? 'none'
  const says = `ConnectWise answered ${status}, but the ${change.path} of the ticket is still ${now}.`
  return { kind: 'unknown', status, says }
}

function isAsAsked(change: Change, wire: WireTicket): boolean {
  return (
    String(wire.id) === String(Number(change.ticket_id)) &&
    idOf(wire[change.path]) === String(Number(change.id))
  )
}

function done(change: Change, status: number): WriteOutcome {
  const says = `ConnectWise changed the ${change.path} of ticket ${change.ticket_id}.`
  return { kind: 'done', psa_id: change.ticket_id, status, as_asked: true, says }
}

import type { Ticket, TicketContext, TicketSummary } from '../../../shared/contracts/tickets.ts'
import type { Client } from './client.ts'
import { idList, idValue } from './conditions.ts'
import { BadAnswer, HttpFailure } from './errors.ts'
import { clean, mapSummary, mapTicket } from './map.ts'
import { readNotes } from './notes.ts'
import {
  type WireConfiguration,
  type WireTicket,
  wireConfiguration,
  wireConfigurationReference,
  wireContact,
  wireTicket,
} from './wire.ts'

const relatedLimit = 10
const configurationLimit = 50
const summaryFields =
  'id,summary,company/name,status/name,priority/id,priority/name,priority/level,closedFlag'

type Part = TicketContext['missing'][number]['part']

async function wireOf(client: Client, ticketId: string, signal: AbortSignal): Promise<WireTicket> {
  const params = { ticket_id: ticketId }
  const wire = await client.read(wireTicket, { path: '/service/tickets/{ticket_id}', params, signal })
  if (String(wire.id) !== String(Number(ticketId)))
    throw new BadAnswer(200, 'ConnectWise answered with another ticket.')
  return wire
}

async function contactOf(client: Client, wire: WireTicket, signal: AbortSignal) {
  if (!wire.contact?.id) return null
  const params = { contact_id: String(wire.contact.id) }
  return client.read(wireContact, { path: '/company/contacts/{contact_id}', params, signal })
}

/** The list on the ticket holds references only; their names may already be in it, the types are not. */
async function configurationsOf(
  client: Client,
  ticketId: string,
  signal: AbortSignal,
): Promise<WireConfiguration[]> {
  const { rows } = await client.readPage(wireConfigurationReference, {
    path: '/service/tickets/{ticket_id}/configurations',
    params: { ticket_id: ticketId },
    query: { pageSize: String(configurationLimit) },
    signal,
  })
  const ids = rows.flatMap((row) => (row.id == null ? [] : [String(row.id)]))
  if (ids.length === 0) return []
  const known = () => rows.map((row) => ({ id: row.id, name: row._info?.name ?? row.deviceIdentifier }))
  try {
    const query = {
      conditions: `id in ${idList(ids)}`,
      fields: 'id,name,type/id,type/name',
      pageSize: String(configurationLimit),
    }
    const full = await client.readPage(wireConfiguration, { path: '/company/configurations', query, signal })
    return full.rows.length > 0 ? full.rows : known()
  } catch (error) {
    if (error instanceof HttpFailure && error.status === 403) return known()
    throw error
  }
}

/** The newest other tickets of the same client. */
async function relatedOf(client: Client, wire: WireTicket, signal: AbortSignal): Promise<TicketSummary[]> {
  if (!wire.company?.id || wire.id == null) return []
  const conditions = `company/id = ${idValue(String(wire.company.id))} and id != ${idValue(String(wire.id))}`
  const query = { conditions, fields: summaryFields, orderBy: 'id desc', pageSize: String(relatedLimit) }
  const { rows } = await client.readPage(wireTicket, { path: '/service/tickets', query, signal })
  return rows.map(mapSummary)
}

function whyMissing(error: unknown): string {
  if (error instanceof HttpFailure && error.status === 403)
    return 'The API member of this connection may not read them.'
  if (error instanceof HttpFailure && error.status === 429) return 'ConnectWise asked us to slow down.'
  if (error instanceof BadAnswer) return clean(error.message)
  return 'ConnectWise did not answer this part.'
}

export async function readTicket(
  client: Client,
  ticketId: string,
  siteUrl: string,
  signal: AbortSignal,
): Promise<Ticket> {
  const wire = await wireOf(client, ticketId, signal)
  const [contact, configurations] = await Promise.all([
    contactOf(client, wire, signal).catch(() => null),
    configurationsOf(client, ticketId, signal).catch(() => []),
  ])
  return mapTicket(wire, siteUrl, { contact, configurations })
}

/** The ticket and everything around it; a part that fails is named in `missing`, only the ticket itself must come. */
export async function readContext(
  client: Client,
  ticketId: string,
  siteUrl: string,
  signal: AbortSignal,
): Promise<TicketContext> {
  const missing: TicketContext['missing'] = []
  const orMissing = async <T>(part: Part, work: Promise<T>, empty: T): Promise<T> => {
    try {
      return await work
    } catch (error) {
      missing.push({ part, why: whyMissing(error) })
      return empty
    }
  }
  const first = wireOf(client, ticketId, signal)
  const [wire, reading, configurations, contact, related] = await Promise.all([
    first,
    orMissing('notes', readNotes(client, ticketId, signal), { notes: [], complete: false }),
    orMissing('configurations', configurationsOf(client, ticketId, signal), []),
    first.then(
      (wire) => orMissing('contact', contactOf(client, wire, signal), null),
      () => null,
    ),
    first.then(
      (wire) => orMissing('related', relatedOf(client, wire, signal), []),
      () => [],
    ),
  ])
  return {
    ticket: mapTicket(wire, siteUrl, { contact, configurations }),
    notes: reading.notes,
    notes_truncated: !reading.complete && !missing.some(({ part }) => part === 'notes'),
    related,
    missing,
    fetched_at: new Date().toISOString(),
  }
}

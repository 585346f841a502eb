import { setTimeout as pause } from 'node:timers/promises'
import type { TicketContext, TicketSummary } from '../../../shared/contracts/tickets.ts'
import type { NotesReading, TicketReading, TicketState } from '../provider.ts'
import type { Client } from './client.ts'
import { idList, idValue } from './conditions.ts'
import { BadAnswer, HttpFailure } from './errors.ts'
import { clean, mapState, mapSummary, mapTicket } from './map.ts'
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
  'id,summary,board/id,company/name,status/name,priority/id,priority/name,priority/level,closedFlag'

/** A ticket that is whole this soon is waited for. */
const wholeWithinMs = 150
const restNames = ['contact', 'related', 'configurations'] as const
type PartName = TicketContext['missing'][number]['part']

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

/** The list on the ticket holds references only: their names are in it, their types are not. */
async function referencesOf(
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
  return rows
    .filter((row) => row.id != null)
    .map((row) => ({ id: row.id, name: row._info?.name ?? row.deviceIdentifier }))
}

async function configurationsOf(
  client: Client,
  references: WireConfiguration[],
  signal: AbortSignal,
): Promise<WireConfiguration[]> {
  if (references.length === 0) return []
  try {
    const query = {
      conditions: `id in ${idList(references.map(({ id }) => String(id)))}`,
      fields: 'id,name,type/id,type/name',
      pageSize: String(configurationLimit),
    }
    const { rows } = await client.readPage(wireConfiguration, {
      path: '/company/configurations',
      query,
      signal,
    })
    return references.map((known) => rows.find(({ id }) => id === known.id) ?? known)
  } catch (error) {
    const isForbidden = error instanceof HttpFailure && error.status === 403
    if (isForbidden || references.every(({ name }) => name)) return references
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

/** Without a projection: one field that a server does not know would fail the whole call. */
export async function readTicketState(
  client: Client,
  ticketId: string,
  signal: AbortSignal,
): Promise<TicketState> {
  return mapState(await wireOf(client, ticketId, signal))
}

/** What came so far of something that nobody waits for. */
type Part<T> = { value: T; isHere: boolean; arrival: Promise<unknown> }

/** `work` does not reject. */
function partOf<T>(work: Promise<T>, meanwhile: T): Part<T> {
  const part: Part<T> = {
    value: meanwhile,
    isHere: false,
    arrival: work.then((value) => Object.assign(part, { value, isHere: true })),
  }
  return part
}

type OrMissing = <T>(part: PartName, work: Promise<T>, empty: T) => Promise<T>
type Source = { client: Client; ticketId: string; siteUrl: string; signal: AbortSignal }

/** The second round of calls, each begun as soon as what it needs is there. */
function beginRest({ client, signal }: Source, first: FirstRound, orMissing: OrMissing) {
  const ofTicket = <T>(part: PartName, read: (wire: WireTicket) => Promise<T>, empty: T) => {
    const work = first.wire.then(
      (wire) => orMissing(part, read(wire), empty),
      () => empty,
    )
    return partOf(work, empty)
  }
  const configurations = first.references.then((known) =>
    orMissing('configurations', configurationsOf(client, known, signal), []),
  )
  return {
    contact: ofTicket('contact', (wire) => contactOf(client, wire, signal), null),
    related: ofTicket('related', (wire) => relatedOf(client, wire, signal), []),
    configurations: partOf<WireConfiguration[] | null>(configurations, null),
  }
}

type FirstRound = {
  wire: Promise<WireTicket>
  references: Promise<WireConfiguration[]>
  notes: Promise<NotesReading>
}
type Taken = {
  wire: WireTicket
  references: WireConfiguration[]
  notes: NotesReading
  rest: ReturnType<typeof beginRest>
  missing: TicketContext['missing']
}

function takeDown(siteUrl: string, { wire, references, notes, rest, missing }: Taken): TicketContext {
  const coming = restNames.filter((name) => !rest[name].isHere)
  const contact = rest.contact.value
  const configurations = rest.configurations.value ?? references
  return {
    ticket: mapTicket(wire, siteUrl, { contact, configurations }),
    notes: notes.notes,
    notes_truncated: !notes.complete && !missing.some(({ part }) => part === 'notes'),
    related: rest.related.value,
    missing: missing.filter(({ part }) => !coming.some((name) => name === part)),
    ...(coming.length > 0 ? { coming } : {}),
    fetched_at: new Date().toISOString(),
  }
}

/** A part that fails is named in `missing`; only the ticket itself must come. */
export async function readContext(source: Source): Promise<TicketReading> {
  const { client, ticketId, siteUrl, signal } = source
  const soon = pause(wholeWithinMs)
  const missing: TicketContext['missing'] = []
  const orMissing: OrMissing = async (part, work, empty) => {
    try {
      return await work
    } catch (error) {
      missing.push({ part, why: whyMissing(error) })
      return empty
    }
  }
  const first = {
    wire: wireOf(client, ticketId, signal),
    references: orMissing('configurations', referencesOf(client, ticketId, signal), []),
    notes: orMissing('notes', readNotes(client, ticketId, signal), { notes: [], complete: false }),
  }
  const rest = beginRest(source, first, orMissing)
  const [wire, references, notes] = await Promise.all([first.wire, first.references, first.notes])
  const whole = Promise.all(restNames.map((name) => rest[name].arrival))
  await Promise.all([
    Promise.race([whole, soon]),
    needsContact(wire) && rest.contact.arrival,
    references.some(({ name }) => !name) && rest.configurations.arrival,
  ])
  const taken = { wire, references, notes, rest, missing }
  const context = takeDown(siteUrl, taken)
  return { context, rest: context.coming ? whole.then(() => takeDown(siteUrl, taken)) : null }
}

/** The record alone leaves out the name, or the address that a note is mailed to. */
function needsContact(wire: WireTicket): boolean {
  const name = wire.contactName?.trim() || wire.contact?.name?.trim()
  return !name || (wire.automaticEmailContactFlag === true && !wire.contactEmailAddress?.trim())
}

import * as v from 'valibot'
import { Problem } from '../../../shared/problems.ts'
import type {
  MemberTimeReading,
  PsaNamed,
  TimeEntry,
  TimeOrder,
  TimeReading,
  WriteOutcome,
} from '../provider.ts'
import type { Client } from './client.ts'
import { idValue, memberTime, ticketTime } from './conditions.ts'
import { BadAnswer } from './errors.ts'
import { named } from './map.ts'
import { mapTimeEntry } from './map-work.ts'
import { outcomeOf, type Written } from './outcomes.ts'
import { provesAbsence } from './own-only.ts'
import { readList } from './pages.ts'
import { isSameText } from './same-text.ts'
import { wireTimeEntry, wireWorkType } from './wire.ts'

const theEntry: Written = { name: 'the time entry', maybe: 'the time entry may be there' }
const workTypePageSize = 1000

/** One time entry on its way to a ticket. Never throws. */
export async function createTimeEntry(
  client: Client,
  order: TimeOrder,
  signal: AbortSignal,
): Promise<WriteOutcome> {
  try {
    const body = entryBody(order)
    const answer = await client.send({ method: 'POST', path: '/time/entries', body, signal })
    return readAnswer(order, answer.status, answer.body)
  } catch (error) {
    return outcomeOf(client, error, theEntry)
  }
}

/** ConnectWise takes whole seconds only. */
function wholeSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

/**
 * Hours follow from the two ends, so the end is the start and what is booked: `hoursDeduct` is left out on a new entry
 * by some versions. Every flag is said: what is left out, the board fills, and that can put the text before the client.
 */
function entryBody(order: TimeOrder) {
  const start = Date.parse(order.started_at)
  if (!Number.isFinite(start) || !(order.minutes > 0))
    throw new Problem('invalid', 'A time entry needs a start and at least one minute.')
  return {
    chargeToId: Number(idValue(order.ticket_id)),
    chargeToType: 'ServiceTicket',
    member: { identifier: order.member_identifier },
    timeStart: wholeSeconds(start),
    timeEnd: wholeSeconds(start + order.minutes * 60_000),
    workType: { id: Number(idValue(order.work_type_id)) },
    notes: order.notes,
    internalNotes: order.internal_notes,
    addToDetailDescriptionFlag: false,
    addToInternalAnalysisFlag: false,
    addToResolutionFlag: false,
    emailContactFlag: false,
    emailResourceFlag: false,
    emailCcFlag: false,
  }
}

function readAnswer(order: TimeOrder, status: number, body: unknown): WriteOutcome {
  const wire = v.safeParse(wireTimeEntry, body)
  const id = wire.success ? wire.output.id : null
  if (!wire.success || typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0)
    return {
      kind: 'unidentified',
      status,
      says: 'ConnectWise took the time entry, but did not say its number.',
    }
  const { output } = wire
  const isOnTab =
    output.addToDetailDescriptionFlag || output.addToInternalAnalysisFlag || output.addToResolutionFlag
  const entry = mapTimeEntry(output)
  const asAsked = entry !== null && !isOnTab && isAsAsked(order, entry)
  const says = asAsked
    ? `ConnectWise took it as time entry ${id}.`
    : `ConnectWise took it as time entry ${id}, but not as it was asked. Check the ticket.`
  return { kind: 'done', psa_id: String(id), status, as_asked: asAsked, says }
}

function isAsAsked(order: TimeOrder, entry: TimeEntry): boolean {
  return (
    entry.ticket_id === String(Number(order.ticket_id)) &&
    entry.member_identifier?.toLowerCase() === order.member_identifier.toLowerCase() &&
    entry.work_type_id === String(Number(order.work_type_id)) &&
    entry.minutes === order.minutes &&
    wholeSeconds(Date.parse(entry.started_at)) === wholeSeconds(Date.parse(order.started_at)) &&
    isSameText(entry.notes, order.notes) &&
    isSameText(entry.internal_notes, order.internal_notes)
  )
}

export async function readTimeEntry(client: Client, id: string, signal: AbortSignal): Promise<TimeEntry> {
  const params = { entry_id: idValue(id) }
  const wire = await client.read(wireTimeEntry, { path: '/time/entries/{entry_id}', params, signal })
  const entry = mapTimeEntry(wire)
  if (entry === null || entry.id !== params.entry_id)
    throw new BadAnswer(200, 'ConnectWise answered with another time entry.')
  return entry
}

/** Throws what the client throws. An entry that cannot be told by its fields leaves the reading incomplete. */
export async function readTimeEntries(
  client: Client,
  ticketId: string,
  signal: AbortSignal,
): Promise<TimeReading> {
  const list = { path: '/time/entries' as const, params: {}, query: { conditions: ticketTime(ticketId) } }
  const { rows, complete } = await readList(client, wireTimeEntry, list, signal)
  if (rows.length === 0)
    return { entries: [], complete: complete && (await provesAbsence(client, list.path, signal)) }
  const entries = rows.map(mapTimeEntry)
  const known = new Map(entries.flatMap((entry) => (entry ? [[entry.id, entry] as const] : [])))
  return { entries: [...known.values()], complete: complete && !entries.includes(null) }
}

const longestEntryMs = 24 * 3600_000

/** No entry is longer than a day, so what reaches into the span began a day before it at most. */
export async function readMemberTime(
  client: Client,
  identifier: string,
  span: { from: string; to: string },
  signal: AbortSignal,
): Promise<MemberTimeReading> {
  const [fromMs, toMs] = [Date.parse(span.from), Date.parse(span.to)]
  const conditions = memberTime(identifier, fromMs - longestEntryMs, toMs)
  const list = { path: '/time/entries' as const, params: {}, query: { conditions } }
  const { rows, complete } = await readList(client, wireTimeEntry, list, signal)
  if (rows.length === 0)
    return { entries: [], complete: complete && (await provesAbsence(client, list.path, signal)) }
  const entries = rows.flatMap((wire) => {
    const entry = mapTimeEntry(wire)
    if (!entry) return []
    const isTicket = wire.chargeToType === 'ServiceTicket' || wire.chargeToType === 'ProjectTicket'
    return [{ ...entry, ticket_id: isTicket ? entry.ticket_id : null }]
  })
  const reaching = entries.filter(
    ({ started_at, minutes }) => Date.parse(started_at) + minutes * 60_000 > fromMs,
  )
  return { entries: reaching, complete: complete && entries.length === rows.length }
}

export async function readWorkTypes(client: Client, signal: AbortSignal): Promise<PsaNamed[]> {
  const query = { pageSize: String(workTypePageSize) }
  const { rows } = await client.readPage(wireWorkType, { path: '/time/workTypes', query, signal })
  return rows.filter((row) => !row.inactiveFlag).flatMap((row) => named(row) ?? [])
}

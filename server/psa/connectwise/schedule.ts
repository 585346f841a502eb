import type { Limiter } from '../limiter.ts'
import type { Resource, ResourcesReading } from '../provider.ts'
import type { Client, ClientInput } from './client.ts'
import { quoted, ticketSchedule } from './conditions.ts'
import { BadAnswer } from './errors.ts'
import { mapResource } from './map-work.ts'
import { provesAbsence } from './own-only.ts'
import { readList } from './pages.ts'
import { wireScheduleEntry, wireScheduleType } from './wire.ts'

/** Of schedule entries for service tickets; its number is usually 4, and another one means another kind of record. */
const serviceType = 'S'

/** What is asked with the number of that type. */
export type TypeId = (signal: AbortSignal) => Promise<number>

/** Kept beside the line before each PSA, which outlasts the providers of its connection. */
const kept = new WeakMap<Limiter, { of: string; id: number }>()

export function createTypeId(client: Client, { connection, limiter }: ClientInput): TypeId {
  const of = `${connection.site_url} ${connection.company_id}`
  return async (signal) => {
    const known = kept.get(limiter)
    if (known?.of === of) return known.id
    const id = await readTypeId(client, signal)
    kept.set(limiter, { of, id })
    return id
  }
}

async function readTypeId(client: Client, signal: AbortSignal): Promise<number> {
  const query = { conditions: `identifier = ${quoted(serviceType)}` }
  const { rows } = await client.readPage(wireScheduleType, { path: '/schedule/types', query, signal })
  const id = rows.find(({ identifier }) => identifier === serviceType)?.id
  if (id == null) throw new BadAnswer(200, 'ConnectWise has no kind of schedule entries for service tickets.')
  return id
}

/** Throws what the client throws. The list of names on the ticket itself is derived from these entries. */
export async function readResources(
  client: Client,
  ticketId: string,
  typeId: number,
  signal: AbortSignal,
): Promise<ResourcesReading> {
  const query = { conditions: ticketSchedule(typeId, ticketId) }
  const { rows, complete } = await readList(
    client,
    wireScheduleEntry,
    { path: '/schedule/entries', params: {}, query },
    signal,
  )
  const resources = rows.map(mapResource)
  const known = new Map(resources.flatMap((row): [string, Resource][] => (row ? [[row.entry_id, row]] : [])))
  return { resources: [...known.values()], complete }
}

/** The same for whoever concludes from absence. */
export async function readAllResources(
  client: Client,
  ticketId: string,
  typeId: number,
  signal: AbortSignal,
): Promise<ResourcesReading> {
  const { resources, complete } = await readResources(client, ticketId, typeId, signal)
  if (resources.length > 0 || !complete) return { resources, complete }
  return { resources, complete: await provesAbsence(client, '/schedule/entries', signal) }
}

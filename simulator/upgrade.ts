import type { SimulatorState, Tenant } from './records.ts'
import { seedState } from './seed/seed.ts'
import type { TimeEntry } from './work-records.ts'

/** A state of version 1 had resources as text on the ticket, and neither work types nor schedule entries. */
interface OldTenant extends Omit<Tenant, 'tickets' | 'timeEntries'> {
  tickets: (Tenant['tickets'][number] & { resources: string })[]
  timeEntries: (Omit<TimeEntry, 'workTypeId' | 'status'> & { workType: string })[]
}

function upgradeTenant(old: OldTenant, fresh: Tenant, nextId: () => number, at: string): Tenant {
  const typeId = fresh.scheduleTypes.find(({ identifier }) => identifier === 'S')?.id ?? 0
  const isClosed = (statusId: number) => old.statuses.some(({ id, closed }) => id === statusId && closed)
  const scheduleEntries = old.tickets.flatMap((ticket) =>
    old.members
      .filter(({ identifier }) => ticket.resources.split(/,\s*/).includes(identifier))
      .map((member) => ({
        id: nextId(),
        typeId,
        objectId: ticket.id,
        memberId: member.id,
        dateStart: null,
        dateEnd: null,
        done: isClosed(ticket.statusId),
        owner: ticket.ownerId === member.id,
        dateEntered: at,
        enteredBy: 'ada',
      })),
  )
  return {
    ...old,
    keys: fresh.keys,
    boards: fresh.boards,
    statuses: fresh.statuses,
    tickets: old.tickets.map(({ resources: _resources, ...ticket }) => ticket),
    timeEntries: old.timeEntries.map(({ workType, ...entry }) => ({
      ...entry,
      workTypeId: fresh.workTypes.find(({ name }) => name === workType)?.id ?? 3,
      status: 'Open' as const,
    })),
    workTypes: fresh.workTypes,
    timeSubmittedTo: {},
    timeNotesRequired: false,
    scheduleTypes: fresh.scheduleTypes,
    scheduleEntries,
  }
}

/** Brings a kept state to this version; undefined where it is none of this simulator. */
export function upgraded(kept: { version: unknown }, now: Date): SimulatorState | undefined {
  if (kept.version === 2) return kept as SimulatorState
  if (kept.version !== 1) return undefined
  const old = kept as unknown as Omit<SimulatorState, 'tenants'> & { tenants: Record<string, OldTenant> }
  const fresh = seedState(now)
  const counters = { ...old.counters, schedule_entry: fresh.counters.schedule_entry }
  const at = `${now.toISOString().slice(0, 19)}Z`
  const tenants = Object.entries(fresh.tenants).map(([name, tenant]) => {
    const before = old.tenants[name]
    return [name, before ? upgradeTenant(before, tenant, () => ++counters.schedule_entry, at) : tenant]
  })
  return { version: 2, counters, tenants: Object.fromEntries(tenants), sessions: old.sessions }
}

import type { Member, Tenant, Ticket } from './records.ts'
import { type Store, touch } from './store.ts'
import type { ScheduleEntry } from './work-records.ts'

export function serviceTypeId(tenant: Tenant): number {
  return tenant.scheduleTypes.find(({ identifier }) => identifier === 'S')?.id ?? 0
}

export function entriesOf(tenant: Tenant, ticketId: number): ScheduleEntry[] {
  const typeId = serviceTypeId(tenant)
  return tenant.scheduleEntries.filter((entry) => entry.typeId === typeId && entry.objectId === ticketId)
}

/** The names on a ticket follow from its entries, those of finished work included. */
export function resourcesOf(tenant: Tenant, ticketId: number): string {
  const ids = new Set(entriesOf(tenant, ticketId).map(({ memberId }) => memberId))
  return [...ids].map((id) => tenant.members.find((member) => member.id === id)?.identifier ?? '').join(', ')
}

/** Nothing keeps a member from being entered twice. */
export function addEntry(
  store: Store,
  tenant: Tenant,
  input: Omit<ScheduleEntry, 'id' | 'dateEntered'>,
): ScheduleEntry {
  const entry = { ...input, id: store.nextId('schedule_entry'), dateEntered: store.stamp() }
  tenant.scheduleEntries.push(entry)
  const ticket = ticketOf(tenant, entry)
  if (!ticket) return entry
  const board = tenant.boards.find(({ id }) => id === ticket.boardId)
  if (ticket.ownerId === null && board?.autoAssignTicketOwner) {
    ticket.ownerId = entry.memberId
    entry.owner = true
  }
  touch(store, ticket, entry.enteredBy)
  return entry
}

export function ticketOf(tenant: Tenant, entry: ScheduleEntry): Ticket | undefined {
  if (entry.typeId !== serviceTypeId(tenant)) return undefined
  return tenant.tickets.find(({ id }) => id === entry.objectId)
}

/** The new owner becomes a resource as well; who owned it before stays one. */
export function followOwner(store: Store, tenant: Tenant, ticket: Ticket, by: string): void {
  const entries = entriesOf(tenant, ticket.id)
  for (const entry of entries) entry.owner = entry.memberId === ticket.ownerId
  if (ticket.ownerId === null || entries.some(({ owner }) => owner)) return
  addEntry(store, tenant, {
    typeId: serviceTypeId(tenant),
    objectId: ticket.id,
    memberId: ticket.ownerId,
    dateStart: null,
    dateEnd: null,
    done: false,
    owner: true,
    enteredBy: by,
  })
}

/** Closing ends the work of everybody; opening the ticket again begins nobody's. */
export function finishEntries(tenant: Tenant, ticket: Ticket): void {
  for (const entry of entriesOf(tenant, ticket.id)) entry.done = true
}

export function isSchedulable(member: Member): boolean {
  return !member.inactive && member.licenseClass !== 'A'
}

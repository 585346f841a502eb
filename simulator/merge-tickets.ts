import { finishEntries } from './schedule.ts'
import { type Store, touch } from './store.ts'

export interface Merge {
  ticket_id: number
  into: number
  /** The notes move to the other ticket, instead of being shown on both. */
  move_notes?: boolean | undefined
}

/** Closes a ticket in favour of another one, as merging them on the screen does. False: no such tickets. */
export function mergeTickets(store: Store, { ticket_id, into, move_notes }: Merge): boolean {
  for (const tenant of Object.values(store.state.tenants)) {
    const child = tenant.tickets.find((ticket) => ticket.id === ticket_id)
    const parent = tenant.tickets.find((ticket) => ticket.id === into)
    const closed = tenant.statuses.find((status) => status.boardId === child?.boardId && status.closed)
    if (!child || !parent || !closed || child === parent) continue
    child.mergedIntoId = parent.id
    child.statusId = closed.id
    child.closedDate = store.stamp()
    child.closedBy = 'admin1'
    finishEntries(tenant, child)
    if (move_notes) for (const note of tenant.notes) if (note.ticketId === child.id) note.ticketId = parent.id
    touch(store, child, 'admin1')
    touch(store, parent, 'admin1')
    store.commit()
    return true
  }
  return false
}

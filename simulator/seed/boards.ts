import type { Board, BoardStatus, Priority } from '../records.ts'
import type { ScheduleType, WorkType } from '../work-records.ts'

type StatusSeed = [name: string, closed: boolean, mailsContact: boolean]

const statusNames: Record<string, StatusSeed[]> = {
  'Service Desk': [
    ['New', false, false],
    ['In Progress', false, false],
    ['Waiting on Client', false, true],
    ['Scheduled', false, true],
    ['Escalated', false, false],
    ['Resolved', false, true],
    ['Closed', true, false],
  ],
  'Managed Services': [
    ['New', false, false],
    ['In Progress', false, false],
    ['Waiting on Vendor', false, false],
    ['Completed', true, false],
  ],
  Executive: [
    ['New', false, false],
    ['In Progress', false, false],
    ['Waiting on Client', false, true],
    ['Closed', true, false],
  ],
}

/** Board ids are `firstId`, +1, …; each board's statuses have ids of their own, whatever their names. */
export function seedBoards(names: string[], firstId: number): { boards: Board[]; statuses: BoardStatus[] } {
  const boards = names.map((name, index) => ({
    id: firstId + index,
    name,
    department: 'Professional services',
    timeEntryDiscussion: name === 'Managed Services',
    autoAssignTicketOwner: name === 'Managed Services',
  }))
  const statuses = boards.flatMap((board) =>
    (statusNames[board.name] ?? []).map(([name, closed, mailsContact], index) => ({
      id: board.id * 100 + index * 3 + 1,
      boardId: board.id,
      name,
      sortOrder: (index + 1) * 10,
      closed,
      isDefault: index === 0,
      timeEntryNotAllowed: closed || name === 'Scheduled',
      customerPortal: true,
      mailsContact,
    })),
  )
  return { boards, statuses }
}

export function seedWorkTypes(): WorkType[] {
  return [
    { id: 3, name: 'Remote support', inactive: false },
    { id: 4, name: 'On-site support', inactive: false },
    { id: 5, name: 'After hours', inactive: false },
    { id: 9, name: 'Travel 2019', inactive: true },
  ]
}

/** Number 4 is usual for service tickets, and nothing to rely on. */
export function seedScheduleTypes(serviceTypeId: number): ScheduleType[] {
  return [
    { id: 1, identifier: 'C', name: 'Sales' },
    { id: 2, identifier: 'P', name: 'Project' },
    { id: 3, identifier: 'N', name: 'Meeting' },
    { id: serviceTypeId, identifier: 'S', name: 'Service' },
  ]
}

export function seedPriorities(): Priority[] {
  return [
    { id: 6, name: 'Priority 1 - Critical', color: 'Red', level: 'Critical', sortOrder: 1, isDefault: false },
    { id: 7, name: 'Priority 2 - High', color: 'Orange', level: 'High', sortOrder: 2, isDefault: false },
    { id: 8, name: 'Priority 3 - Medium', color: 'Yellow', level: 'Medium', sortOrder: 3, isDefault: true },
    { id: 9, name: 'Priority 4 - Low', color: 'Green', level: 'Low', sortOrder: 4, isDefault: false },
  ]
}

import type { Board, BoardStatus, Priority } from '../records.ts'

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
  }))
  const statuses = boards.flatMap((board) =>
    (statusNames[board.name] ?? []).map(([name, closed, mailsContact], index) => ({
      id: board.id * 100 + index * 3 + 1,
      boardId: board.id,
      name,
      sortOrder: (index + 1) * 10,
      closed,
      isDefault: index === 0,
      timeEntryNotAllowed: closed,
      customerPortal: true,
      mailsContact,
    })),
  )
  return { boards, statuses }
}

export function seedPriorities(): Priority[] {
  return [
    { id: 6, name: 'Priority 1 - Critical', color: 'Red', level: 'Critical', sortOrder: 1, isDefault: false },
    { id: 7, name: 'Priority 2 - High', color: 'Orange', level: 'High', sortOrder: 2, isDefault: false },
    { id: 8, name: 'Priority 3 - Medium', color: 'Yellow', level: 'Medium', sortOrder: 3, isDefault: true },
    { id: 9, name: 'Priority 4 - Low', color: 'Green', level: 'Low', sortOrder: 4, isDefault: false },
  ]
}

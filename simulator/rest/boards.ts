import { Hono } from 'hono'
import type { Board } from '../records.ts'
import { notFound } from '../refusal.ts'
import { oneOf } from './access.ts'
import type { SimulatorEnv } from './env.ts'
import { answerList, answerOne } from './listing.ts'
import { priorityView, statusView } from './record-views.ts'
import type { View } from './views.ts'

function boardView(board: Board): View {
  return {
    id: board.id,
    name: board.name,
    location: { id: 1, name: 'Head office' },
    department: { id: 10, name: board.department },
    inactiveFlag: false,
    projectFlag: false,
    sendToContactFlag: true,
    timeEntryDiscussionFlag: board.timeEntryDiscussion,
    autoAssignTicketOwnerFlag: board.autoAssignTicketOwner,
    _info: {},
  }
}

export function boardRoutes() {
  const app = new Hono<SimulatorEnv>()
  app.get('/service/boards', (c) => {
    const { tenant, member } = c.var.caller
    const boards = tenant.boards.filter((board) => !member.hiddenBoardIds.includes(board.id))
    return answerList(c, 'Board', boards.map(boardView))
  })
  app.get('/service/boards/:id', (c) =>
    answerOne(c, 'Board', boardView(oneOf(c, c.var.caller.tenant.boards, 'Board'))),
  )
  app.get('/service/boards/:id/statuses', (c) => {
    const { tenant } = c.var.caller
    const board = oneOf(c, tenant.boards, 'Board')
    const statuses = tenant.statuses.filter((status) => status.boardId === board.id)
    return answerList(
      c,
      'BoardStatus',
      statuses.map((status) => statusView(tenant, status)),
    )
  })
  app.get('/service/boards/:id/statuses/:status_id', (c) => {
    const { tenant } = c.var.caller
    const board = oneOf(c, tenant.boards, 'Board')
    const status = oneOf(c, tenant.statuses, 'Status', 'status_id')
    if (status.boardId !== board.id) throw notFound('Status', status.id)
    return answerOne(c, 'BoardStatus', statusView(tenant, status))
  })
  app.get('/service/priorities', (c) =>
    answerList(c, 'Priority', c.var.caller.tenant.priorities.map(priorityView)),
  )
  app.get('/service/priorities/:id', (c) =>
    answerOne(c, 'Priority', priorityView(oneOf(c, c.var.caller.tenant.priorities, 'Priority'))),
  )
  return app
}

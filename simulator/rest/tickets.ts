import { Hono } from 'hono'
import { changeTicket, closes, readOperations, refuseForeignStatus } from '../change-ticket.ts'
import { invalidObject, security } from '../refusal.ts'
import type { Store } from '../store.ts'
import { openTicket, visibleTickets } from './access.ts'
import { requireWrite } from './auth.ts'
import { boardRoutes } from './boards.ts'
import { answer, isRecord, readJson, type SimulatorEnv } from './env.ts'
import { answerCount, answerList, answerOne, select } from './listing.ts'
import { ticketView, type View } from './views.ts'

function configurationFilter(configurationIds: Map<unknown, number[]>) {
  // The singular name works only for one configuration per query; several on one ticket match as "any of".
  return (view: View, name: string) =>
    name === 'configuration/id' ? configurationIds.get(view.id)?.[0] : undefined
}

export function ticketRoutes(store: Store) {
  const app = new Hono<SimulatorEnv>()

  const listed = (caller: SimulatorEnv['Variables']['caller'], conditions: string | undefined) => {
    const tickets = visibleTickets(caller)
    const wanted = /configuration\/id\s*=\s*(\d+)/i.exec(conditions ?? '')?.[1]
    const ids = new Map<unknown, number[]>()
    for (const ticket of tickets) {
      const isLinked = wanted !== undefined && ticket.configurationIds.includes(Number(wanted))
      ids.set(ticket.id, isLinked ? [Number(wanted)] : ticket.configurationIds)
    }
    return {
      views: tickets.map((ticket) => ticketView(caller.tenant, ticket)),
      read: configurationFilter(ids),
    }
  }

  app.get('/service/tickets', (c) => {
    const { views, read } = listed(c.var.caller, c.req.query('conditions'))
    return answerList(c, 'Ticket', views, read)
  })
  app.get('/service/tickets/count', (c) => {
    const { views, read } = listed(c.var.caller, c.req.query('conditions'))
    return answerCount(c, 'Ticket', views, read)
  })
  app.post('/service/tickets/search', async (c) => {
    const body = await readJson(c)
    if (!isRecord(body))
      throw invalidObject('FilterValues', 'conditions', 'InvalidField', 'The body must be an object.')
    const conditions = typeof body.conditions === 'string' ? body.conditions : undefined
    const orderBy = typeof body.orderBy === 'string' ? body.orderBy : undefined
    const { views, read } = listed(c.var.caller, conditions)
    return answerList(c, 'Ticket', select('Ticket', views, { conditions, orderBy }, read))
  })
  app.get('/service/tickets/:ticket_id', (c) => {
    const { caller } = c.var
    return answerOne(c, 'Ticket', ticketView(caller.tenant, openTicket(c, caller)))
  })
  app.patch('/service/tickets/:ticket_id', async (c) => {
    const { caller } = c.var
    requireWrite(caller)
    const ticket = openTicket(c, caller)
    const operations = readOperations(await readJson(c), 'Ticket')
    if (!caller.rights.closesTickets && closes(caller.tenant, ticket, operations))
      throw security('You do not have security permission to close this ticket.')
    if (c.var.distortions.includes('foreign_status_refused'))
      refuseForeignStatus(caller.tenant, ticket, operations)
    if (!c.var.distortions.includes('change_ignored'))
      changeTicket(store, caller.tenant, ticket, operations, caller.member.identifier)
    return answer(c, ticketView(caller.tenant, ticket))
  })
  app.get('/service/tickets/:ticket_id/configurations', (c) => {
    const { caller } = c.var
    const ticket = openTicket(c, caller)
    const views = caller.tenant.configurations
      .filter((row) => ticket.configurationIds.includes(row.id))
      .map((row) => ({ id: row.id, deviceIdentifier: row.name.toLowerCase(), _info: { name: row.name } }))
    return answerList(c, 'ConfigurationReference', views)
  })

  app.route('/', boardRoutes())
  return app
}

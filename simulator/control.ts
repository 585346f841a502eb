import { Hono } from 'hono'
import * as v from 'valibot'
import type { Faults } from './faults.ts'
import { mergeTickets } from './merge-tickets.ts'
import type { Note, Tenant } from './records.ts'
import type { RequestLog } from './request-log.ts'
import type { SimulatorEnv } from './rest/env.ts'
import { noteView } from './rest/views.ts'
import { timeEntryView } from './rest/work-views.ts'
import { openMemberSession, type Store } from './store.ts'
import { workControl } from './work-control.ts'

interface ControlWorld {
  store: Store
  faults: Faults
  requests: RequestLog
  pending: Set<Promise<unknown>>
}

const mergeSchema = v.object({ ticket_id: v.number(), into: v.number(), move_notes: v.optional(v.boolean()) })
const sessionSchema = v.object({ company: v.string(), member: v.string() })

function authorOf(tenant: Tenant, note: Note): string {
  const member = tenant.members.find((candidate) => candidate.id === note.memberId)
  const contact = tenant.contacts.find((candidate) => candidate.id === note.contactId)
  return member?.identifier ?? contact?.email ?? note.contactName ?? note.createdBy
}

/** Everything a ticket holds, whoever wrote it and whoever may read it. */
function notesOf(store: Store, ticketId: number) {
  const tenant = Object.values(store.state.tenants).find(({ tickets }) =>
    tickets.some((ticket) => ticket.id === ticketId),
  )
  if (!tenant) return { company: null, notes: [], time_entries: [] }
  return {
    company: tenant.identifier,
    notes: tenant.notes
      .filter((note) => note.ticketId === ticketId)
      .map((note) => ({ ...noteView(tenant, note), author: authorOf(tenant, note) })),
    time_entries: tenant.timeEntries
      .filter((entry) => entry.chargeToId === ticketId)
      .map((entry) => timeEntryView(tenant, entry)),
  }
}

/** What tests and the fault page use to look inside and to make bad days; it bypasses every fault. */
export function controlRoutes({ store, faults, requests, pending }: ControlWorld) {
  const app = new Hono<SimulatorEnv>()
  const tenants = () => Object.values(store.state.tenants)

  app.get('/faults', (c) => c.json({ faults: faults.list(), pending_commits: pending.size }))
  app.post('/faults', async (c) => {
    try {
      return c.json(faults.add(await c.req.json()), 201)
    } catch (error) {
      return c.json({ message: error instanceof Error ? error.message : 'Not a fault' }, 400)
    }
  })
  app.delete('/faults', (c) => {
    faults.clear()
    return c.body(null, 204)
  })
  app.delete('/faults/:id', (c) => {
    faults.clear(Number(c.req.param('id')))
    return c.body(null, 204)
  })

  app.get('/notes', (c) => c.json(notesOf(store, Number(c.req.query('ticket_id')))))
  app.route('/', workControl(store))
  app.post('/merge', async (c) => {
    const input = v.safeParse(mergeSchema, await c.req.json().catch(() => null))
    if (!input.success || !mergeTickets(store, input.output))
      return c.json({ message: 'No such tickets' }, 404)
    return c.body(null, 204)
  })
  app.get('/mails', (c) => {
    const ticketId = c.req.query('ticket_id')
    const mails = tenants().flatMap((tenant) =>
      tenant.mails.map((mail) => ({ company: tenant.identifier, ...mail })),
    )
    return c.json({ mails: mails.filter((mail) => !ticketId || mail.ticketId === Number(ticketId)) })
  })
  app.get('/requests', (c) => {
    const found = requests.find({ path: c.req.query('path'), method: c.req.query('method') })
    const counts: Record<string, number> = {}
    for (const { method, path } of found) counts[`${method} ${path}`] = (counts[`${method} ${path}`] ?? 0) + 1
    return c.json({ count: found.length, counts, requests: found.slice(-500) })
  })
  app.delete('/requests', (c) => {
    requests.clear()
    return c.body(null, 204)
  })
  app.post('/member-session', async (c) => {
    const input = v.safeParse(sessionSchema, await c.req.json().catch(() => null))
    const session = input.success
      ? openMemberSession(store, input.output.company, input.output.member)
      : undefined
    if (!input.success || !session) return c.json({ message: 'No such member' }, 404)
    return c.json({
      company_id: session.company,
      member_id: input.output.member,
      member_hash: session.memberHash,
      member_context: session.memberContext,
    })
  })
  app.post('/reset', (c) => {
    faults.clear()
    requests.clear()
    store.reset()
    return c.body(null, 204)
  })
  return app
}

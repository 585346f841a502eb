import { Hono } from 'hono'
import * as v from 'valibot'
import type { SimulatorEnv } from './rest/env.ts'
import { scheduleEntryView, timeEntryView } from './rest/work-views.ts'
import { entriesOf, resourcesOf } from './schedule.ts'
import type { Store } from './store.ts'

const entrySchema = v.object({
  id: v.number(),
  status: v.picklist(['Open', 'Rejected', 'PendingApproval', 'Billed']),
})
const rulesSchema = v.object({
  company: v.string(),
  /** Up to when the time sheets of a member were submitted. */
  submitted: v.optional(v.object({ member: v.string(), to: v.pipe(v.string(), v.isoTimestamp()) })),
  notes_required: v.optional(v.boolean()),
})

/** Time and schedule entries of a ticket as they stand, and what a service manager does to them. */
export function workControl(store: Store) {
  const app = new Hono<SimulatorEnv>()
  const tenantOf = (ticketId: number) =>
    Object.values(store.state.tenants).find(({ tickets }) => tickets.some(({ id }) => id === ticketId))

  app.get('/time-entries', (c) => {
    const ticketId = Number(c.req.query('ticket_id'))
    const tenant = tenantOf(ticketId)
    const entries = tenant?.timeEntries.filter(({ chargeToId }) => chargeToId === ticketId) ?? []
    return c.json({
      company: tenant?.identifier ?? null,
      time_entries: tenant ? entries.map((entry) => timeEntryView(tenant, entry)) : [],
    })
  })
  app.get('/schedule-entries', (c) => {
    const ticketId = Number(c.req.query('ticket_id'))
    const tenant = tenantOf(ticketId)
    return c.json({
      company: tenant?.identifier ?? null,
      resources: tenant ? resourcesOf(tenant, ticketId) : '',
      schedule_entries: tenant
        ? entriesOf(tenant, ticketId).map((entry) => scheduleEntryView(tenant, entry))
        : [],
    })
  })
  app.post('/time-entries/status', async (c) => {
    const input = v.safeParse(entrySchema, await c.req.json().catch(() => null))
    const all = Object.values(store.state.tenants).flatMap(({ timeEntries }) => timeEntries)
    const entry = input.success ? all.find(({ id }) => id === input.output.id) : undefined
    if (!input.success || !entry) return c.json({ message: 'No such time entry' }, 404)
    entry.status = input.output.status
    store.commit()
    return c.body(null, 204)
  })
  app.post('/time-rules', async (c) => {
    const input = v.safeParse(rulesSchema, await c.req.json().catch(() => null))
    const tenant = input.success ? store.state.tenants[input.output.company] : undefined
    if (!input.success || !tenant) return c.json({ message: 'No such company' }, 404)
    const { submitted, notes_required } = input.output
    if (submitted) tenant.timeSubmittedTo[submitted.member] = submitted.to
    if (notes_required !== undefined) tenant.timeNotesRequired = notes_required
    store.commit()
    return c.body(null, 204)
  })
  return app
}

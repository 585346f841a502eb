import { Hono } from 'hono'
import { type Operation, readOperations } from '../change-ticket.ts'
import type { Tenant } from '../records.ts'
import { invalidObject, unknownMember } from '../refusal.ts'
import { mayOpen, type Store, wholeSeconds } from '../store.ts'
import type { TimeEntry } from '../work-records.ts'
import { oneOf } from './access.ts'
import { requireModule, requireWrite } from './auth.ts'
import { readDate } from './dates.ts'
import { enterTime, hoursOf, readTimeText, readWorkType } from './enter-time.ts'
import { answer, type RestContext, readJson, type SimulatorEnv } from './env.ts'
import { answerCount, answerList, answerOne } from './listing.ts'
import { isProperty } from './models.ts'
import { timeEntryView, workTypeView } from './work-views.ts'

/** Once it is on its way to an invoice, nobody changes or deletes it. */
function requireOpen(entry: TimeEntry): void {
  if (entry.status === 'Open' || entry.status === 'Rejected') return
  throw invalidObject(
    'TimeEntry',
    'status',
    'InvalidField',
    `This time entry is ${entry.status} and can no longer be changed.`,
  )
}

/** `actualHours` of an entry with both ends is answered 200 and not taken. */
function setField(tenant: Tenant, entry: TimeEntry, { path, value }: Operation): void {
  const body = { [path]: value }
  if (path === 'notes') entry.notes = readTimeText(value, 'notes')
  if (path === 'internalNotes') entry.internalNotes = readTimeText(value, 'internalNotes')
  if (path === 'workType') entry.workTypeId = readWorkType(tenant, value).id
  if (path === 'hoursDeduct') entry.hoursDeduct = Number(value) || 0
  const date = path === 'timeStart' || path === 'timeEnd' ? readDate('TimeEntry', body, path) : undefined
  if (date && (path === 'timeStart' || path === 'timeEnd')) entry[path] = wholeSeconds(date)
}

function changeTime(store: Store, c: RestContext, entry: TimeEntry, input: unknown): void {
  const draft = structuredClone(entry)
  for (const operation of readOperations(input, 'TimeEntry')) {
    if (!isProperty('TimeEntry', operation.path)) throw unknownMember(operation.path, 'TimeEntry')
    setField(c.var.caller.tenant, draft, operation)
  }
  draft.actualHours = hoursOf(new Date(draft.timeStart), new Date(draft.timeEnd), draft.hoursDeduct)
  Object.assign(entry, draft)
  store.commit()
}

export function timeRoutes(store: Store) {
  const app = new Hono<SimulatorEnv>()
  app.use('/time/*', async (c, next) => {
    requireModule(c.var.caller, 'time')
    await next()
  })

  const visible = (c: RestContext) => {
    const { tenant, member, rights } = c.var.caller
    const asOf = c.var.entries_as_of
    return tenant.timeEntries.filter((entry) => {
      const ticket = tenant.tickets.find((candidate) => candidate.id === entry.chargeToId)
      const isListed = asOf === undefined || entry.dateEntered < asOf
      const isMine = rights.time === 'all' || entry.memberId === member.id
      return isListed && isMine && ticket !== undefined && mayOpen(member, ticket)
    })
  }
  const entries = (c: RestContext) => visible(c).map((entry) => timeEntryView(c.var.caller.tenant, entry))
  const oneEntry = (c: RestContext) => oneOf(c, visible(c), 'TimeEntry')

  app.get('/time/worktypes', (c) =>
    answerList(c, 'WorkType', c.var.caller.tenant.workTypes.map(workTypeView)),
  )
  app.get('/time/worktypes/:id', (c) =>
    answerOne(c, 'WorkType', workTypeView(oneOf(c, c.var.caller.tenant.workTypes, 'WorkType'))),
  )
  app.get('/time/entries', (c) => answerList(c, 'TimeEntry', entries(c)))
  app.get('/time/entries/count', (c) => answerCount(c, 'TimeEntry', entries(c)))
  app.get('/time/entries/:id', (c) =>
    answerOne(c, 'TimeEntry', timeEntryView(c.var.caller.tenant, oneEntry(c))),
  )
  app.post('/time/entries', async (c) => {
    requireWrite(c.var.caller)
    const entry = enterTime(store, c, await readJson(c))
    return answer(c, timeEntryView(c.var.caller.tenant, entry), 201)
  })
  app.patch('/time/entries/:id', async (c) => {
    requireWrite(c.var.caller)
    const entry = oneEntry(c)
    requireOpen(entry)
    changeTime(store, c, entry, await readJson(c))
    return answer(c, timeEntryView(c.var.caller.tenant, entry))
  })
  app.delete('/time/entries/:id', (c) => {
    const { tenant } = c.var.caller
    requireWrite(c.var.caller)
    const entry = oneEntry(c)
    requireOpen(entry)
    tenant.timeEntries = tenant.timeEntries.filter((candidate) => candidate !== entry)
    store.commit()
    return c.body(null, 204)
  })
  return app
}

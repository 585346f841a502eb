import { Hono } from 'hono'
import { readOperations } from '../change-ticket.ts'
import { mailAssignment } from '../mails.ts'
import { invalidObject, missingField, refusal, security, unknownMember } from '../refusal.ts'
import { addEntry, isSchedulable, ticketOf } from '../schedule.ts'
import { mayOpen, type Store, touch, wholeSeconds } from '../store.ts'
import type { ScheduleEntry, ScheduleType } from '../work-records.ts'
import { oneOf } from './access.ts'
import { requireModule, requireWrite } from './auth.ts'
import { readDate } from './dates.ts'
import { answer, type Caller, isRecord, type RestContext, readJson, type SimulatorEnv } from './env.ts'
import { answerCount, answerList, answerOne } from './listing.ts'
import { isProperty } from './models.ts'
import { readMember } from './references.ts'
import { scheduleEntryView, scheduleTypeView } from './work-views.ts'

type Body = Record<string, unknown>

function readType(caller: Caller, value: unknown): ScheduleType {
  if (!isRecord(value)) throw missingField('schedule', 'type')
  const { scheduleTypes } = caller.tenant
  const type = scheduleTypes.find((row) =>
    value.id === undefined ? row.identifier === value.identifier : row.id === value.id,
  )
  if (!type) throw invalidObject('schedule', 'type', 'InvalidField', 'The type is not valid.')
  return type
}

/** The type decides what the number is of: a ticket's number under another type is an activity that is not there. */
function readObject(caller: Caller, type: ScheduleType, value: unknown): number | null {
  if (type.identifier === 'N') return null
  const ticket = caller.tenant.tickets.find(({ id }) => id === value)
  if (type.identifier === 'S' && ticket && mayOpen(caller.member, ticket)) return ticket.id
  const noun = { S: 'Ticket', P: 'ProjectTicket', C: 'Activity' }[type.identifier]
  const message = `${noun} ${String(value)} not found`
  throw refusal(400, 'InvalidObject', 'schedule object is invalid', [
    { code: 'NotFound', message, resource: 'schedule', field: 'objectId' },
  ])
}

function readDates(body: Body): Pick<ScheduleEntry, 'dateStart' | 'dateEnd'> {
  const start = readDate('schedule', body, 'dateStart')
  const end = readDate('schedule', body, 'dateEnd')
  if (start && end && end < start)
    throw invalidObject('schedule', 'dateEnd', 'InvalidField', 'The end must be after the start.')
  return { dateStart: start ? wholeSeconds(start) : null, dateEnd: end ? wholeSeconds(end) : null }
}

function createEntry(store: Store, c: RestContext, input: unknown): ScheduleEntry {
  const { caller } = c.var
  if (!isRecord(input)) throw invalidObject('schedule', 'type', 'InvalidField', 'The body must be an object.')
  for (const name of Object.keys(input))
    if (!isProperty('ScheduleEntry', name)) throw unknownMember(name, 'ScheduleEntry')
  const type = readType(caller, input.type)
  const objectId = readObject(caller, type, input.objectId)
  const member = readMember(caller.tenant, input.member, caller.member, 'schedule')
  if (c.var.member_refusal !== undefined)
    throw security('You do not have security permission to schedule this member.')
  if (!isSchedulable(member))
    throw invalidObject('schedule', 'member', 'InvalidField', 'The member cannot be scheduled.')
  const entry = addEntry(store, caller.tenant, {
    typeId: type.id,
    objectId,
    memberId: member.id,
    ...readDates(input),
    done: input.doneFlag === true,
    owner: false,
    enteredBy: caller.member.identifier,
  })
  // left out, the member is told
  if (input.notifyResource !== false) mailAssignment(store, caller.tenant, entry)
  store.commit()
  return entry
}

function changeEntry(entry: ScheduleEntry, input: unknown): void {
  for (const { path, value } of readOperations(input, 'ScheduleEntry')) {
    if (!isProperty('ScheduleEntry', path)) throw unknownMember(path, 'ScheduleEntry')
    if (path === 'doneFlag') entry.done = value === true
  }
}

export function scheduleRoutes(store: Store) {
  const app = new Hono<SimulatorEnv>()
  app.use('/schedule/*', async (c, next) => {
    requireModule(c.var.caller, 'schedule')
    await next()
  })

  const visible = (c: RestContext) => {
    const { tenant, member, rights } = c.var.caller
    const asOf = c.var.entries_as_of
    return tenant.scheduleEntries.filter((entry) => {
      const ticket = ticketOf(tenant, entry)
      const isListed = asOf === undefined || entry.dateEntered < asOf
      const isMine = rights.schedule === 'all' || entry.memberId === member.id
      return isListed && isMine && (ticket === undefined || mayOpen(member, ticket))
    })
  }
  const entries = (c: RestContext) => visible(c).map((entry) => scheduleEntryView(c.var.caller.tenant, entry))
  const oneEntry = (c: RestContext) => oneOf(c, visible(c), 'ScheduleEntry')
  const touchTicket = (c: RestContext, entry: ScheduleEntry) => {
    const ticket = ticketOf(c.var.caller.tenant, entry)
    if (ticket) touch(store, ticket, c.var.caller.member.identifier)
    store.commit()
  }

  app.get('/schedule/types', (c) =>
    answerList(c, 'ScheduleType', c.var.caller.tenant.scheduleTypes.map(scheduleTypeView)),
  )
  app.get('/schedule/entries', (c) => answerList(c, 'ScheduleEntry', entries(c)))
  app.get('/schedule/entries/count', (c) => answerCount(c, 'ScheduleEntry', entries(c)))
  app.get('/schedule/entries/:id', (c) =>
    answerOne(c, 'ScheduleEntry', scheduleEntryView(c.var.caller.tenant, oneEntry(c))),
  )
  app.post('/schedule/entries', async (c) => {
    requireWrite(c.var.caller)
    const entry = createEntry(store, c, await readJson(c))
    return answer(c, scheduleEntryView(c.var.caller.tenant, entry), 201)
  })
  app.patch('/schedule/entries/:id', async (c) => {
    requireWrite(c.var.caller)
    const entry = oneEntry(c)
    changeEntry(entry, await readJson(c))
    touchTicket(c, entry)
    return answer(c, scheduleEntryView(c.var.caller.tenant, entry))
  })
  app.delete('/schedule/entries/:id', (c) => {
    const { tenant } = c.var.caller
    requireWrite(c.var.caller)
    const entry = oneEntry(c)
    tenant.scheduleEntries = tenant.scheduleEntries.filter((candidate) => candidate !== entry)
    touchTicket(c, entry)
    return c.body(null, 204)
  })
  return app
}

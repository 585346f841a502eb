import { Hono } from 'hono'
import { keptText } from '../add-note.ts'
import type { Member, TimeEntry } from '../records.ts'
import { invalidObject, missingField, security, unknownMember } from '../refusal.ts'
import { findMember, mayOpen, type Store, touch, wholeSeconds } from '../store.ts'
import { oneOf } from './access.ts'
import { requireWrite } from './auth.ts'
import { answer, type Caller, isRecord, readJson, type SimulatorEnv } from './env.ts'
import { answerCount, answerList, answerOne } from './listing.ts'
import { isProperty } from './models.ts'
import { statusOf, timeEntryView } from './views.ts'

const notesLimit = 50_000

function readDate(body: Record<string, unknown>, field: string): Date | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  const date = new Date(typeof value === 'string' ? value : Number.NaN)
  if (Number.isNaN(date.getTime()))
    throw invalidObject('TimeEntry', field, 'InvalidField', `The ${field} is not a date.`)
  return date
}

function readText(body: Record<string, unknown>, field: string): string {
  const text = keptText(typeof body[field] === 'string' ? body[field] : '')
  if (text.length > notesLimit)
    throw invalidObject('TimeEntry', field, 'InvalidField', `The ${field} are too long.`)
  return text
}

function readMember(caller: Caller, value: unknown): Member {
  const reference = isRecord(value) ? value : {}
  const member =
    typeof reference.identifier === 'string'
      ? findMember(caller.tenant, reference.identifier)
      : caller.tenant.members.find((candidate) => candidate.id === (reference.id ?? caller.member.id))
  if (!member) throw invalidObject('TimeEntry', 'member', 'InvalidField', 'The member is not valid.')
  if (member.licenseClass === 'A') throw security('API members cannot enter time.')
  return member
}

function referenceName(value: unknown, fallback: string): string {
  return isRecord(value) && typeof value.name === 'string' ? value.name : fallback
}

function createEntry(store: Store, caller: Caller, body: unknown): TimeEntry {
  if (!isRecord(body))
    throw invalidObject('TimeEntry', 'timeStart', 'InvalidField', 'The body must be an object.')
  for (const name of Object.keys(body))
    if (!isProperty('TimeEntry', name)) throw unknownMember(name, 'TimeEntry')
  const start = readDate(body, 'timeStart')
  if (!start) throw missingField('TimeEntry', 'timeStart')
  const member = readMember(caller, body.member)
  const ticket = caller.tenant.tickets.find((candidate) => candidate.id === body.chargeToId)
  if (body.chargeToType !== 'ServiceTicket' || !ticket || !mayOpen(caller.member, ticket)) {
    throw invalidObject(
      'TimeEntry',
      'chargeToId',
      'InvalidField',
      'Only time on a service ticket can be entered here.',
    )
  }
  if (statusOf(caller.tenant, ticket).timeEntryNotAllowed) {
    throw invalidObject(
      'TimeEntry',
      'chargeToId',
      'InvalidField',
      'Time entries are not allowed for this status.',
    )
  }
  const deducted = typeof body.hoursDeduct === 'number' ? body.hoursDeduct : 0
  const end =
    readDate(body, 'timeEnd') ?? new Date(start.getTime() + Number(body.actualHours ?? 0) * 3_600_000)
  if (end < start)
    throw invalidObject('TimeEntry', 'timeEnd', 'InvalidField', 'The end time must be after the start time.')
  const hours = (end.getTime() - start.getTime()) / 3_600_000 - deducted
  const entry: TimeEntry = {
    id: store.nextId('time_entry'),
    chargeToId: ticket.id,
    chargeToType: 'ServiceTicket',
    memberId: member.id,
    timeStart: wholeSeconds(start),
    timeEnd: wholeSeconds(end),
    hoursDeduct: deducted,
    actualHours: Math.round(hours * 100) / 100,
    billableOption: typeof body.billableOption === 'string' ? body.billableOption : 'Billable',
    workType: referenceName(body.workType, 'Remote support'),
    workRole: referenceName(body.workRole, 'Engineer'),
    notes: readText(body, 'notes'),
    internalNotes: readText(body, 'internalNotes'),
    addToDiscussion: body.addToDetailDescriptionFlag === true,
    addToInternal: body.addToInternalAnalysisFlag === true,
    addToResolution: body.addToResolutionFlag === true,
    emailContact: body.emailContactFlag === true,
    emailResource: body.emailResourceFlag === true,
    emailCc: body.emailCcFlag === true,
    dateEntered: store.stamp(),
    enteredBy: caller.member.identifier,
  }
  caller.tenant.timeEntries.push(entry)
  touch(store, ticket, caller.member.identifier)
  store.commit()
  return entry
}

export function timeRoutes(store: Store) {
  const app = new Hono<SimulatorEnv>()
  const visible = ({ tenant, member }: Caller) =>
    tenant.timeEntries.filter((entry) => {
      const ticket = tenant.tickets.find((candidate) => candidate.id === entry.chargeToId)
      return ticket !== undefined && mayOpen(member, ticket)
    })
  const entries = (caller: Caller) => visible(caller).map((entry) => timeEntryView(caller.tenant, entry))

  app.get('/time/entries', (c) => answerList(c, 'TimeEntry', entries(c.var.caller)))
  app.get('/time/entries/count', (c) => answerCount(c, 'TimeEntry', entries(c.var.caller)))
  app.get('/time/entries/:id', (c) => {
    const { caller } = c.var
    return answerOne(c, 'TimeEntry', timeEntryView(caller.tenant, oneOf(c, visible(caller), 'TimeEntry')))
  })
  app.post('/time/entries', async (c) => {
    requireWrite(c.var.caller)
    const entry = createEntry(store, c.var.caller, await readJson(c))
    return answer(c, timeEntryView(c.var.caller.tenant, entry), 201)
  })
  app.delete('/time/entries/:id', (c) => {
    const { caller } = c.var
    requireWrite(caller)
    const entry = oneOf(c, visible(caller), 'TimeEntry')
    caller.tenant.timeEntries = caller.tenant.timeEntries.filter((candidate) => candidate !== entry)
    store.commit()
    return c.body(null, 204)
  })
  return app
}

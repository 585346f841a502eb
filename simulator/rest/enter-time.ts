import { keptText } from '../add-note.ts'
import { mailTime } from '../mails.ts'
import type { Board, Member, Tenant, Ticket } from '../records.ts'
import { invalidObject, missingField, refusal, security, unknownMember } from '../refusal.ts'
import { mayOpen, type Store, touch, wholeSeconds } from '../store.ts'
import type { TimeEntry, WorkType } from '../work-records.ts'
import { readDate } from './dates.ts'
import { type Caller, isRecord, type RestContext } from './env.ts'
import { isProperty } from './models.ts'
import { readMember, readReference } from './references.ts'
import { statusOf } from './views.ts'

const notesLimit = 50_000
const hourMs = 3_600_000
const longestHours = 24

type Body = Record<string, unknown>

function refused(field: string, message: string) {
  return invalidObject('TimeEntry', field, 'InvalidField', message)
}

export function readTimeText(value: unknown, field: string): string {
  const text = keptText(typeof value === 'string' ? value : '')
  if (text.length > notesLimit) throw refused(field, `The ${field} are too long.`)
  return text
}

export function readWorkType(tenant: Tenant, value: unknown): WorkType {
  const type = readReference(tenant.workTypes, value)
  if (!type || type.inactive) throw refused('workType', 'The workType is not valid.')
  return type
}

/** Open, of this company, on a status that takes time. */
function readTicket(caller: Caller, body: Body): Ticket {
  const ticket = caller.tenant.tickets.find((candidate) => candidate.id === body.chargeToId)
  if (body.chargeToType !== 'ServiceTicket' || !ticket || !mayOpen(caller.member, ticket))
    throw refused('chargeToId', 'Only time on a service ticket can be entered here.')
  const status = statusOf(caller.tenant, ticket)
  if (status.closed) throw refused('chargeToId', 'Time cannot be entered on a closed ticket.')
  if (status.timeEntryNotAllowed) throw refused('chargeToId', 'Time entries are not allowed for this status.')
  return ticket
}

/** Time of a sheet that was submitted is refused, with the words of a missing period. */
export function requireOpenPeriod(tenant: Tenant, member: Member, start: Date): void {
  const submitted = tenant.timeSubmittedTo[member.identifier]
  if (submitted === undefined || start.getTime() >= Date.parse(submitted)) return
  const message = 'There is no open report period for this date.'
  throw refusal(400, 'InvalidObject', message, [
    { code: 'InvalidField', message, resource: 'TimeEntry', field: 'timeStart' },
  ])
}

export function hoursOf(start: Date, end: Date, deducted: number): number {
  const hours = (end.getTime() - start.getTime()) / hourMs - deducted
  if (end < start) throw refused('timeEnd', 'The end time must be after the start time.')
  if (hours < 0) throw refused('hoursDeduct', 'More hours are deducted than were worked.')
  if (hours > longestHours) throw refused('timeEnd', 'A time entry cannot be longer than a day.')
  return Math.round(hours * 100) / 100
}

function readBody(body: unknown): Body {
  if (!isRecord(body)) throw refused('timeStart', 'The body must be an object.')
  for (const name of Object.keys(body))
    if (!isProperty('TimeEntry', name)) throw unknownMember(name, 'TimeEntry')
  return body
}

/** What a body leaves out, the board and the ticket fill in. */
function flagsOf(body: Body, board: Board | undefined, ticket: Ticket) {
  const flag = (name: string, otherwise: boolean) =>
    typeof body[name] === 'boolean' ? body[name] : otherwise
  return {
    addToDiscussion: flag('addToDetailDescriptionFlag', board?.timeEntryDiscussion ?? false),
    addToInternal: flag('addToInternalAnalysisFlag', false),
    addToResolution: flag('addToResolutionFlag', false),
    emailContact: flag('emailContactFlag', ticket.automaticEmailContact),
    emailResource: flag('emailResourceFlag', ticket.automaticEmailResource),
    emailCc: flag('emailCcFlag', ticket.automaticEmailCc),
  }
}

function readNotes(tenant: Tenant, body: Body): Pick<TimeEntry, 'notes' | 'internalNotes'> {
  const notes = readTimeText(body.notes, 'notes')
  if (tenant.timeNotesRequired && notes === '') throw missingField('TimeEntry', 'notes')
  return { notes, internalNotes: readTimeText(body.internalNotes, 'internalNotes') }
}

/** Hours follow from both ends. `hoursDeduct` of a new entry is not taken, as some versions do not take it. */
function readHours(body: Body): Pick<TimeEntry, 'timeStart' | 'timeEnd' | 'hoursDeduct' | 'actualHours'> {
  const start = readDate('TimeEntry', body, 'timeStart')
  if (!start) throw missingField('TimeEntry', 'timeStart')
  const end =
    readDate('TimeEntry', body, 'timeEnd') ??
    new Date(start.getTime() + Number(body.actualHours ?? 0) * hourMs)
  return {
    timeStart: wholeSeconds(start),
    timeEnd: wholeSeconds(end),
    hoursDeduct: 0,
    actualHours: hoursOf(start, end, 0),
  }
}

function refuseMember(c: RestContext, member: Member): void {
  // Keys of an API member cannot enter time of its own, nor, where the role says so, of others.
  if (member.licenseClass === 'A' || c.var.member_refusal !== undefined)
    throw security('You do not have security permission to perform this action.')
}

export function enterTime(store: Store, c: RestContext, input: unknown): TimeEntry {
  const { caller } = c.var
  const { tenant } = caller
  const body = readBody(input)
  const hours = readHours(body)
  const member = readMember(tenant, body.member, caller.member, 'TimeEntry')
  refuseMember(c, member)
  const ticket = readTicket(caller, body)
  requireOpenPeriod(tenant, member, new Date(hours.timeStart))
  const isRounded = c.var.distortions.includes('hours_rounded')
  const entry: TimeEntry = {
    ...hours,
    ...(isRounded ? { actualHours: Math.ceil(hours.actualHours + 0.01) } : {}),
    ...readNotes(tenant, body),
    ...flagsOf(
      body,
      tenant.boards.find(({ id }) => id === ticket.boardId),
      ticket,
    ),
    id: store.nextId('time_entry'),
    chargeToId: ticket.id,
    chargeToType: 'ServiceTicket',
    memberId: member.id,
    billableOption: typeof body.billableOption === 'string' ? body.billableOption : 'Billable',
    workTypeId: readWorkType(tenant, body.workType ?? { id: tenant.workTypes[0]?.id }).id,
    workRole:
      isRecord(body.workRole) && typeof body.workRole.name === 'string' ? body.workRole.name : 'Engineer',
    status: 'Open',
    dateEntered: store.stamp(),
    enteredBy: caller.member.identifier,
  }
  tenant.timeEntries.push(entry)
  touch(store, ticket, caller.member.identifier)
  mailTime(store, tenant, ticket, entry)
  store.commit()
  return entry
}

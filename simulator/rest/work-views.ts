import type { Tenant } from '../records.ts'
import type { ScheduleEntry, ScheduleType, TimeEntry, WorkType } from '../work-records.ts'
import { byId, clientReference, memberReference, type View, withoutNulls } from './views.ts'

export function timeEntryView(tenant: Tenant, entry: TimeEntry): View {
  const ticket = byId(tenant.tickets, entry.chargeToId)
  const workType = byId(tenant.workTypes, entry.workTypeId)
  return withoutNulls({
    id: entry.id,
    company: clientReference(byId(tenant.clients, ticket?.companyId ?? null)),
    chargeToId: entry.chargeToId,
    chargeToType: entry.chargeToType,
    member: memberReference(byId(tenant.members, entry.memberId)),
    workType: workType && { id: workType.id, name: workType.name },
    workRole: { id: 1, name: entry.workRole },
    timeStart: entry.timeStart,
    timeEnd: entry.timeEnd,
    hoursDeduct: entry.hoursDeduct,
    actualHours: entry.actualHours,
    billableOption: entry.billableOption,
    notes: entry.notes || undefined,
    internalNotes: entry.internalNotes || undefined,
    addToDetailDescriptionFlag: entry.addToDiscussion,
    addToInternalAnalysisFlag: entry.addToInternal,
    addToResolutionFlag: entry.addToResolution,
    emailContactFlag: entry.emailContact,
    emailResourceFlag: entry.emailResource,
    emailCcFlag: entry.emailCc,
    enteredBy: entry.enteredBy,
    dateEntered: entry.dateEntered,
    invoiceFlag: entry.status === 'Billed',
    status: entry.status,
    ticket: ticket && { id: ticket.id, summary: ticket.summary },
    _info: { lastUpdated: entry.dateEntered, updatedBy: entry.enteredBy },
  })
}

export function workTypeView({ id, name, inactive }: WorkType): View {
  return {
    id,
    name,
    billTime: 'Billable',
    rateType: 'Multiplier',
    rate: 1,
    inactiveFlag: inactive,
    overallDefaultFlag: id === 3,
    _info: {},
  }
}

export function scheduleTypeView({ id, identifier, name }: ScheduleType): View {
  return { id, identifier, name, systemFlag: true, _info: {} }
}

export function scheduleEntryView(tenant: Tenant, entry: ScheduleEntry): View {
  const type = byId(tenant.scheduleTypes, entry.typeId)
  const ticket = byId(tenant.tickets, entry.objectId)
  return withoutNulls({
    id: entry.id,
    objectId: entry.objectId,
    name: ticket ? `${ticket.id} - ${ticket.summary}` : 'Meeting',
    member: memberReference(byId(tenant.members, entry.memberId)),
    dateStart: entry.dateStart,
    dateEnd: entry.dateEnd,
    status: { id: 2, name: 'Firm' },
    type: type && { id: type.id, identifier: type.identifier },
    doneFlag: entry.done,
    acknowledgedFlag: false,
    ownerFlag: entry.owner,
    meetingFlag: false,
    allowScheduleConflictsFlag: false,
    _info: {
      lastUpdated: entry.dateEntered,
      updatedBy: entry.enteredBy,
      dateEntered: entry.dateEntered,
      enteredBy: entry.enteredBy,
    },
  })
}

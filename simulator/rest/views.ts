import type { BoardStatus, Client, Contact, Member, Note, Tenant, Ticket } from '../records.ts'
import { resourcesOf } from '../schedule.ts'
import type { TimeEntry } from '../work-records.ts'

export type View = Record<string, unknown>

/** The API leaves out what is null. */
export function withoutNulls(view: View): View {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== null && value !== undefined))
}

export function byId<T extends { id: number }>(rows: T[], id: number | null): T | undefined {
  return id === null ? undefined : rows.find((row) => row.id === id)
}

export function memberReference(member: Member | undefined): View | undefined {
  return (
    member && { id: member.id, identifier: member.identifier, name: `${member.firstName} ${member.lastName}` }
  )
}

export function clientReference(client: Client | undefined): View | undefined {
  return client && { id: client.id, identifier: client.identifier, name: client.name }
}

export function contactReference(contact: Contact | undefined): View | undefined {
  return contact && { id: contact.id, name: `${contact.firstName} ${contact.lastName}` }
}

function hoursOn(tenant: Tenant, ticket: Ticket): number {
  const entries = tenant.timeEntries.filter((entry) => entry.chargeToId === ticket.id)
  return Math.round(entries.reduce((sum, entry) => sum + entry.actualHours, 0) * 100) / 100
}

export function statusOf(tenant: Tenant, ticket: Ticket): BoardStatus {
  const status = byId(tenant.statuses, ticket.statusId)
  if (!status) throw new Error(`Ticket ${ticket.id} has no status`)
  return status
}

export function ticketView(tenant: Tenant, ticket: Ticket): View {
  const board = byId(tenant.boards, ticket.boardId)
  const status = statusOf(tenant, ticket)
  const priority = byId(tenant.priorities, ticket.priorityId)
  const client = byId(tenant.clients, ticket.companyId)
  const contact = byId(tenant.contacts, ticket.contactId)
  const mergedParent = byId(tenant.tickets, ticket.mergedIntoId ?? null)
  return withoutNulls({
    id: ticket.id,
    summary: ticket.summary,
    recordType: 'ServiceTicket',
    board: board && { id: board.id, name: board.name },
    status: { id: status.id, name: status.name, sort: status.sortOrder },
    company: clientReference(client),
    siteName: client ? 'Main' : undefined,
    contact: contactReference(contact),
    contactName: contact ? `${contact.firstName} ${contact.lastName}` : ticket.contactName,
    contactPhoneNumber: contact?.phone,
    contactEmailAddress: contact?.email ?? ticket.contactEmailAddress,
    type: ticket.typeName && { id: 1, name: ticket.typeName },
    subType: ticket.subTypeName && { id: 1, name: ticket.subTypeName },
    owner: memberReference(byId(tenant.members, ticket.ownerId)),
    priority: priority && {
      id: priority.id,
      name: priority.name,
      sort: priority.sortOrder,
      level: priority.level,
    },
    source: { id: 1, name: ticket.source },
    severity: ticket.severity,
    impact: ticket.impact,
    allowAllClientsPortalView: false,
    customerUpdatedFlag: ticket.customerUpdated,
    automaticEmailContactFlag: ticket.automaticEmailContact,
    automaticEmailResourceFlag: ticket.automaticEmailResource,
    automaticEmailCcFlag: ticket.automaticEmailCc,
    automaticEmailCc: ticket.automaticEmailCcAddresses || undefined,
    closedDate: ticket.closedDate,
    closedBy: ticket.closedBy,
    closedFlag: status.closed,
    actualHours: hoursOn(tenant, ticket),
    resources: resourcesOf(tenant, ticket.id) || undefined,
    hasChildTicket: false,
    hasMergedChildTicketFlag: tenant.tickets.some((child) => child.mergedIntoId === ticket.id),
    mergedParentTicket: mergedParent && { id: mergedParent.id, summary: mergedParent.summary },
    customFields: [],
    _info: {
      lastUpdated: ticket.lastUpdated,
      updatedBy: ticket.updatedBy,
      dateEntered: ticket.dateEntered,
      enteredBy: ticket.enteredBy,
    },
  })
}

function noteContact(tenant: Tenant, note: Note): View | undefined {
  return (
    contactReference(byId(tenant.contacts, note.contactId)) ??
    (note.contactName ? { id: 0, name: note.contactName } : undefined)
  )
}

export function noteView(tenant: Tenant, note: Note): View {
  return withoutNulls({
    id: note.id,
    ticketId: note.ticketId,
    text: note.text,
    detailDescriptionFlag: note.discussion,
    internalAnalysisFlag: note.internal,
    resolutionFlag: note.resolution,
    issueFlag: note.issue,
    member: memberReference(byId(tenant.members, note.memberId)),
    contact: noteContact(tenant, note),
    customerUpdatedFlag: note.customerUpdated,
    processNotifications: note.processNotifications,
    dateCreated: note.dateCreated,
    createdBy: note.createdBy,
    _info: { lastUpdated: note.lastUpdated, updatedBy: note.updatedBy },
  })
}

function authorName(tenant: Tenant, note: Note): string {
  const member = byId(tenant.members, note.memberId)
  const contact = byId(tenant.contacts, note.contactId)
  if (member) return `${member.firstName} ${member.lastName}`
  return contact ? `${contact.firstName} ${contact.lastName}` : (note.contactName ?? note.createdBy)
}

export function ticketNoteView(tenant: Tenant, ticket: Ticket, note: Note): View {
  return withoutNulls({
    id: note.id,
    noteType: 'TicketNote',
    ticket: { id: ticket.id, summary: ticket.summary },
    text: note.text,
    isMarkdownFlag: false,
    detailDescriptionFlag: note.discussion,
    internalAnalysisFlag: note.internal,
    resolutionFlag: note.resolution,
    issueFlag: note.issue,
    bundledFlag: false,
    mergedFlag: note.ticketId !== ticket.id,
    createdByParentFlag: false,
    originalAuthor: authorName(tenant, note),
    member: memberReference(byId(tenant.members, note.memberId)),
    contact: noteContact(tenant, note),
    _info: {
      lastUpdated: note.lastUpdated,
      updatedBy: note.updatedBy,
      dateEntered: note.dateCreated,
      enteredBy: note.createdBy,
    },
  })
}

export function timeNoteView(tenant: Tenant, ticket: Ticket, entry: TimeEntry): View {
  const member = byId(tenant.members, entry.memberId)
  return withoutNulls({
    id: entry.id,
    noteType: 'TimeEntryNote',
    ticket: { id: ticket.id, summary: ticket.summary },
    text: entry.notes,
    isMarkdownFlag: false,
    detailDescriptionFlag: entry.addToDiscussion,
    internalAnalysisFlag: entry.addToInternal,
    resolutionFlag: entry.addToResolution,
    issueFlag: false,
    timeStart: entry.timeStart,
    timeEnd: entry.timeEnd,
    bundledFlag: false,
    mergedFlag: false,
    createdByParentFlag: false,
    originalAuthor: member && `${member.firstName} ${member.lastName}`,
    member: memberReference(member),
    _info: {
      lastUpdated: entry.dateEntered,
      updatedBy: entry.enteredBy,
      dateEntered: entry.dateEntered,
      enteredBy: entry.enteredBy,
    },
  })
}

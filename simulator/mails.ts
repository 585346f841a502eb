import type { Mail, Note, Tenant, Ticket } from './records.ts'
import type { Store } from './store.ts'
import type { ScheduleEntry, TimeEntry } from './work-records.ts'

const mailLimit = 2_000

function record(store: Store, tenant: Tenant, mail: Omit<Mail, 'id' | 'at'>): void {
  tenant.mails.push({ id: store.nextId('mail'), at: store.stamp(), ...mail })
  if (tenant.mails.length > mailLimit) tenant.mails.shift()
}

function contactAddress(tenant: Tenant, ticket: Ticket): string | undefined {
  const contact = tenant.contacts.find((candidate) => candidate.id === ticket.contactId)
  return contact?.email ?? ticket.contactEmailAddress ?? undefined
}

function ccAddresses(ticket: Ticket): string[] {
  return ticket.automaticEmailCc ? ticket.automaticEmailCcAddresses.split(/[;,]\s*/).filter(Boolean) : []
}

/** Sends what a note with notifications on sends: an internal note too, which has surprised people. */
export function mailNote(store: Store, tenant: Tenant, ticket: Ticket, note: Note): void {
  const subject = `Service Ticket #${ticket.id}/${ticket.summary} has been updated`
  const base = { ticketId: ticket.id, noteId: note.id, subject, text: note.text }
  const contact = contactAddress(tenant, ticket)
  if (ticket.automaticEmailContact && contact)
    record(store, tenant, { ...base, kind: 'contact', to: contact })
  for (const to of ccAddresses(ticket)) record(store, tenant, { ...base, kind: 'cc', to })
  const owner = tenant.members.find((member) => member.id === ticket.ownerId)
  if (ticket.automaticEmailResource && owner)
    record(store, tenant, { ...base, kind: 'resource', to: owner.email })
}

export function mailStatus(store: Store, tenant: Tenant, ticket: Ticket, statusName: string): void {
  const to = contactAddress(tenant, ticket)
  if (!ticket.automaticEmailContact || !to) return
  const subject = `Service Ticket #${ticket.id}/${ticket.summary} is now ${statusName}`
  record(store, tenant, { ticketId: ticket.id, noteId: null, kind: 'status', to, subject, text: subject })
}

/** What the flags of a time entry send when it is saved. */
export function mailTime(store: Store, tenant: Tenant, ticket: Ticket, entry: TimeEntry): void {
  const subject = `Service Ticket #${ticket.id}/${ticket.summary} has new time`
  const base = { ticketId: ticket.id, noteId: null, subject, text: entry.notes }
  const contact = contactAddress(tenant, ticket)
  if (entry.emailContact && contact) record(store, tenant, { ...base, kind: 'contact', to: contact })
  if (entry.emailCc) for (const to of ccAddresses(ticket)) record(store, tenant, { ...base, kind: 'cc', to })
  const owner = tenant.members.find((member) => member.id === ticket.ownerId)
  if (entry.emailResource && owner) record(store, tenant, { ...base, kind: 'resource', to: owner.email })
}

export function mailAssignment(store: Store, tenant: Tenant, entry: ScheduleEntry): void {
  const member = tenant.members.find(({ id }) => id === entry.memberId)
  if (!member || entry.objectId === null) return
  const subject = `You were assigned to Service Ticket #${entry.objectId}`
  const mail = { ticketId: entry.objectId, noteId: null, subject, text: subject }
  record(store, tenant, { ...mail, kind: 'resource', to: member.email })
}

import type { Member, Note, Tenant, Ticket } from './records.ts'
import { statusOf } from './rest/views.ts'
import { resourcesOf } from './schedule.ts'
import { mayOpen } from './store.ts'
import type { TimeEntry } from './work-records.ts'

type Tab = 'discussion' | 'internal' | 'resolution'

function nameOf(row: { firstName: string; lastName: string } | undefined): string {
  return row ? `${row.firstName} ${row.lastName}` : ''
}

function tabsOf(row: { discussion: boolean; internal: boolean; resolution: boolean; issue: boolean }): Tab[] {
  const tabs: Tab[] = []
  if (row.discussion || row.issue) tabs.push('discussion')
  if (row.internal) tabs.push('internal')
  if (row.resolution) tabs.push('resolution')
  return tabs
}

function noteRow(tenant: Tenant, note: Note) {
  const member = tenant.members.find((row) => row.id === note.memberId)
  const contact = tenant.contacts.find((row) => row.id === note.contactId)
  return {
    key: `note-${note.id}`,
    id: note.id,
    kind: 'note' as const,
    author: nameOf(member ?? contact) || (note.contactName ?? note.createdBy),
    by_client: member === undefined,
    text: note.text,
    tabs: tabsOf(note),
    at: note.dateCreated,
    minutes: null,
  }
}

function timeRow(tenant: Tenant, entry: TimeEntry) {
  return {
    key: `time-${entry.id}`,
    id: entry.id,
    kind: 'time' as const,
    author: nameOf(tenant.members.find((row) => row.id === entry.memberId)),
    by_client: false,
    text: entry.notes,
    tabs: tabsOf({
      discussion: entry.addToDiscussion,
      internal: entry.addToInternal,
      resolution: entry.addToResolution,
      issue: false,
    }),
    at: entry.timeEnd,
    minutes: Math.round(entry.actualHours * 60),
  }
}

function listRow(tenant: Tenant, ticket: Ticket) {
  const status = statusOf(tenant, ticket)
  const priority = tenant.priorities.find((row) => row.id === ticket.priorityId)
  return {
    id: ticket.id,
    summary: ticket.summary,
    board: tenant.boards.find((row) => row.id === ticket.boardId)?.name ?? '',
    status: status.name,
    closed: status.closed,
    priority: priority?.name ?? '',
    priority_color: priority?.color ?? 'Gray',
    company: tenant.clients.find((row) => row.id === ticket.companyId)?.name ?? '',
    contact: nameOf(tenant.contacts.find((row) => row.id === ticket.contactId)),
    owner: tenant.members.find((row) => row.id === ticket.ownerId)?.identifier ?? '',
    entered_at: ticket.dateEntered,
    updated_at: ticket.lastUpdated,
  }
}

export type TicketRow = ReturnType<typeof listRow>

export function boardRows(tenant: Tenant, member: Member): TicketRow[] {
  return tenant.tickets
    .filter((ticket) => mayOpen(member, ticket))
    .map((ticket) => listRow(tenant, ticket))
    .sort((a, b) => Number(a.closed) - Number(b.closed) || b.entered_at.localeCompare(a.entered_at))
}

export function ticketScreen(tenant: Tenant, member: Member, ticket: Ticket) {
  const contact = tenant.contacts.find((row) => row.id === ticket.contactId)
  const order = tenant.tickets.filter((row) => mayOpen(member, row))
  const place = order.indexOf(ticket)
  const notes = tenant.notes
    .filter((note) => note.ticketId === ticket.id)
    .map((note) => noteRow(tenant, note))
  const time = tenant.timeEntries
    .filter((entry) => entry.chargeToId === ticket.id)
    .map((entry) => timeRow(tenant, entry))
  return {
    ticket: {
      ...listRow(tenant, ticket),
      revision: ticket.revision,
      status_id: ticket.statusId,
      priority_id: ticket.priorityId,
      email: contact?.email ?? ticket.contactEmailAddress ?? '',
      phone: contact?.phone ?? '',
      type: ticket.typeName ?? '',
      sub_type: ticket.subTypeName ?? '',
      source: ticket.source,
      resources: resourcesOf(tenant, ticket.id),
      mails_contact: ticket.automaticEmailContact,
      cc: ticket.automaticEmailCc ? ticket.automaticEmailCcAddresses : '',
    },
    statuses: tenant.statuses
      .filter((row) => row.boardId === ticket.boardId)
      .map(({ id, name }) => ({ id, name })),
    priorities: tenant.priorities.map(({ id, name }) => ({ id, name })),
    configurations: tenant.configurations
      .filter((row) => ticket.configurationIds.includes(row.id))
      .map(({ id, name, type, osType, ipAddress }) => ({
        id,
        name,
        type,
        detail: [osType, ipAddress].filter(Boolean).join(', '),
      })),
    notes: [...notes, ...time].sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id),
    previous_id: order[place - 1]?.id ?? null,
    next_id: order[place + 1]?.id ?? null,
  }
}

export type TicketScreenData = ReturnType<typeof ticketScreen>

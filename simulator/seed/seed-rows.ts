import type { Client, Configuration, Contact, Note, Tenant, Ticket } from '../records.ts'
import type { ScheduleEntry, TimeEntry } from '../work-records.ts'
import type { ClientSeed, NoteSeed, TicketSeed, TimeSeed } from './shapes.ts'

const hourMs = 3_600_000

/** Who and what a tenant's tickets refer to, with the ids already given. */
interface Directory {
  tenant: Tenant
  contactIds: Map<string, number>
  ago(hours: number): string
}

function contactAddress(seed: ClientSeed, first: string): string {
  return `${first.toLowerCase()}@${seed.domain}`
}

export function seedDirectory(tenant: Tenant, clients: ClientSeed[], now: Date): Directory {
  const contactIds = new Map<string, number>()
  for (const seed of clients) {
    const [addressLine1, city, state, zip] = seed.address
    const { id, identifier, name, phone } = seed
    tenant.clients.push({
      id,
      identifier,
      name,
      addressLine1,
      city,
      state,
      zip,
      phone,
      website: `https://www.${seed.domain}`,
    } satisfies Client)
    seed.contacts.forEach((contact, index) => {
      const contactId = id * 10 + index + 1
      contactIds.set(`${seed.key}/${contact.key}`, contactId)
      tenant.contacts.push({
        id: contactId,
        companyId: id,
        firstName: contact.first,
        lastName: contact.last,
        title: contact.title,
        email: contactAddress(seed, contact.first),
        phone: contact.phone,
      } satisfies Contact)
    })
    seed.configurations.forEach((row, index) => {
      tenant.configurations.push({
        id: (id - 19000) * 10 + index + 1,
        companyId: id,
        contactId: contactIds.get(`${seed.key}/${row.contact}`) ?? null,
        name: row.name,
        type: row.type,
        status: 'Active',
        serialNumber: row.serial,
        modelNumber: row.model,
        ipAddress: row.ip ?? '',
        osType: row.os ?? '',
        osInfo: row.osInfo ?? '',
        lastLoginName: row.login ?? '',
        notes: row.notes ?? '',
      } satisfies Configuration)
    })
  }
  const ago = (hours: number) => `${new Date(now.getTime() - hours * hourMs).toISOString().slice(0, 19)}Z`
  return { tenant, contactIds, ago }
}

function named<T extends { id: number }>(rows: T[], isIt: (row: T) => boolean, what: string): number {
  const row = rows.find(isIt)
  if (!row) throw new Error(`The seed names an unknown ${what}`)
  return row.id
}

export function seedTicket(
  { tenant, contactIds, ago }: Directory,
  clients: ClientSeed[],
  seed: TicketSeed,
): Ticket {
  const boardId = named(tenant.boards, (board) => board.name === seed.board, `board ${seed.board}`)
  const isStatus = (status: { boardId: number; name: string }) =>
    status.boardId === boardId && status.name === seed.status
  const member = (identifier: string) =>
    named(tenant.members, (row) => row.identifier === identifier, identifier)
  const latest = Math.min(seed.opened_hours_ago, ...seed.notes.map((note) => note.hours_ago))
  const { owner } = seed
  return {
    id: seed.id,
    summary: seed.summary,
    boardId,
    statusId: named(tenant.statuses, isStatus, `status ${seed.status}`),
    priorityId: named(tenant.priorities, (row) => row.level === seed.priority, `priority ${seed.priority}`),
    companyId: clients.find((client) => client.key === seed.client)?.id ?? null,
    contactId: contactIds.get(`${seed.client}/${seed.contact}`) ?? null,
    contactName: null,
    contactEmailAddress: null,
    typeName: seed.type,
    subTypeName: seed.sub_type ?? null,
    source: seed.source ?? 'Email Connector',
    ownerId: owner ? member(owner) : null,
    configurationIds: (seed.configurations ?? []).map((name) =>
      named(tenant.configurations, (row) => row.name === name, name),
    ),
    severity: 'Medium',
    impact: 'Medium',
    customerUpdated: false,
    automaticEmailContact: seed.mails_contact ?? false,
    automaticEmailResource: false,
    automaticEmailCc: seed.cc !== undefined,
    automaticEmailCcAddresses: seed.cc ?? '',
    closedDate: seed.closed_hours_ago === undefined ? null : ago(seed.closed_hours_ago),
    closedBy: seed.closed_hours_ago === undefined ? null : (owner ?? 'ada'),
    dateEntered: ago(seed.opened_hours_ago),
    enteredBy: 'ada',
    lastUpdated: ago(latest),
    updatedBy: owner ?? 'ada',
    revision: 1,
  }
}

export function seedNote({ tenant, contactIds, ago }: Directory, ticket: TicketSeed, seed: NoteSeed): Note {
  const member = tenant.members.find((row) => row.identifier === seed.by)
  const contactId = contactIds.get(`${ticket.client}/${seed.by}`) ?? null
  if (!member && contactId === null && ticket.client)
    throw new Error(`Ticket ${ticket.id} has a note by nobody: ${seed.by}`)
  const placement = seed.placement ?? (member ? 'internal' : 'discussion')
  const at = ago(seed.hours_ago)
  return {
    id: 0,
    ticketId: ticket.id,
    text: seed.text,
    discussion: placement === 'discussion',
    internal: placement === 'internal',
    resolution: placement === 'resolution',
    issue: false,
    memberId: member?.id ?? null,
    contactId,
    contactName: member || contactId !== null ? null : seed.by,
    customerUpdated: !member,
    processNotifications: false,
    dateCreated: at,
    createdBy: member?.identifier ?? 'EmailConnector',
    lastUpdated: at,
    updatedBy: member?.identifier ?? 'EmailConnector',
  }
}

export function seedTime({ tenant, ago }: Directory, ticket: TicketSeed, seed: TimeSeed): TimeEntry {
  return {
    id: 0,
    chargeToId: ticket.id,
    chargeToType: 'ServiceTicket',
    memberId: named(tenant.members, (row) => row.identifier === seed.by, seed.by),
    timeStart: ago(seed.hours_ago),
    timeEnd: ago(seed.hours_ago - seed.minutes / 60),
    hoursDeduct: 0,
    actualHours: Math.round((seed.minutes / 60) * 100) / 100,
    billableOption: 'Billable',
    workTypeId: named(tenant.workTypes, (row) => row.name === 'Remote support', 'work type'),
    workRole: 'Engineer',
    notes: seed.text,
    internalNotes: '',
    addToDiscussion: seed.placement === 'discussion',
    addToInternal: seed.placement === 'internal',
    addToResolution: seed.placement === 'resolution',
    emailContact: false,
    emailResource: false,
    emailCc: false,
    status: 'Open',
    dateEntered: ago(seed.hours_ago - seed.minutes / 60),
    enteredBy: seed.by,
  }
}

/** One entry for each resource, done where the ticket is closed. */
export function seedSchedule({ tenant, ago }: Directory, ticket: TicketSeed): ScheduleEntry[] {
  const names = (ticket.resources ?? ticket.owner ?? '').split(', ').filter((name) => name !== '')
  const typeId = named(tenant.scheduleTypes, (row) => row.identifier === 'S', 'schedule type')
  return names.map((name) => ({
    id: 0,
    typeId,
    objectId: ticket.id,
    memberId: named(tenant.members, (row) => row.identifier === name, name),
    dateStart: null,
    dateEnd: null,
    done: ticket.closed_hours_ago !== undefined,
    owner: name === ticket.owner,
    dateEntered: ago(ticket.opened_hours_ago),
    enteredBy: 'ada',
  }))
}

import type { ScheduleEntry, ScheduleType, TimeEntry, WorkType } from './work-records.ts'

export interface Member {
  id: number
  identifier: string
  firstName: string
  lastName: string
  email: string
  title: string
  licenseClass: 'F' | 'A' | 'C' | 'X'
  inactive: boolean
  role: string
  hiddenBoardIds: number[]
}

export interface ApiKey {
  publicKey: string
  privateKey: string
  memberId: number
  readOnly: boolean
  rights: Rights
}

/** How far the security role of a key reaches: over everybody's records, its own member's, or none. */
export interface Rights {
  time: 'all' | 'my' | 'none'
  schedule: 'all' | 'my' | 'none'
  closesTickets: boolean
  /** Modules closed to it beside time and scheduling; missing: none. */
  denies?: Module[]
  /** Modules that an integration has no business in; missing: none. */
  opens?: Module[]
}

export type Module =
  | 'tickets'
  | 'contacts'
  | 'configurations'
  | 'members'
  | 'table_setup'
  | 'finance'
  | 'procurement'
  | 'api_members'

export interface Board {
  id: number
  name: string
  department: string
  /** Where a time entry goes that does not say so. */
  timeEntryDiscussion: boolean
  /** The first resource of a ticket without an owner becomes its owner. */
  autoAssignTicketOwner: boolean
}

export interface BoardStatus {
  id: number
  boardId: number
  name: string
  sortOrder: number
  closed: boolean
  isDefault: boolean
  timeEntryNotAllowed: boolean
  customerPortal: boolean
  mailsContact: boolean
}

export interface Priority {
  id: number
  name: string
  color: string
  level: 'Critical' | 'High' | 'Medium' | 'Low'
  sortOrder: number
  isDefault: boolean
}

export interface Client {
  id: number
  identifier: string
  name: string
  addressLine1: string
  city: string
  state: string
  zip: string
  phone: string
  website: string
}

export interface Contact {
  id: number
  companyId: number
  firstName: string
  lastName: string
  title: string
  email: string
  phone: string
}

export interface Configuration {
  id: number
  companyId: number
  contactId: number | null
  name: string
  type: string
  status: string
  serialNumber: string
  modelNumber: string
  ipAddress: string
  osType: string
  osInfo: string
  lastLoginName: string
  notes: string
}

export interface Ticket {
  id: number
  summary: string
  boardId: number
  statusId: number
  priorityId: number
  companyId: number | null
  contactId: number | null
  contactName: string | null
  contactEmailAddress: string | null
  typeName: string | null
  subTypeName: string | null
  source: string
  ownerId: number | null
  configurationIds: number[]
  severity: 'Low' | 'Medium' | 'High'
  impact: 'Low' | 'Medium' | 'High'
  customerUpdated: boolean
  automaticEmailContact: boolean
  automaticEmailResource: boolean
  automaticEmailCc: boolean
  automaticEmailCcAddresses: string
  closedDate: string | null
  closedBy: string | null
  /** The ticket it was merged into. */
  mergedIntoId?: number
  dateEntered: string
  enteredBy: string
  lastUpdated: string
  updatedBy: string
  revision: number
}

export interface Note {
  id: number
  ticketId: number
  text: string
  discussion: boolean
  internal: boolean
  resolution: boolean
  issue: boolean
  memberId: number | null
  contactId: number | null
  contactName: string | null
  customerUpdated: boolean
  processNotifications: boolean
  dateCreated: string
  createdBy: string
  lastUpdated: string
  updatedBy: string
}

export interface HostedSetup {
  id: number
  screenId: number
  description: string
  url: string
  origin: string
  type: string
  podHeight: number
  clientId: string | null
  disabled: boolean
}

export interface Mail {
  id: number
  ticketId: number
  noteId: number | null
  kind: 'contact' | 'cc' | 'resource' | 'status'
  to: string
  subject: string
  text: string
  at: string
}

export interface Tenant {
  identifier: string
  name: string
  keys: ApiKey[]
  members: Member[]
  boards: Board[]
  statuses: BoardStatus[]
  priorities: Priority[]
  clients: Client[]
  contacts: Contact[]
  configurations: Configuration[]
  tickets: Ticket[]
  notes: Note[]
  timeEntries: TimeEntry[]
  workTypes: WorkType[]
  /** Members by identifier whose time sheets were submitted up to that instant. */
  timeSubmittedTo: Record<string, string>
  timeNotesRequired: boolean
  scheduleTypes: ScheduleType[]
  scheduleEntries: ScheduleEntry[]
  hostedSetups: HostedSetup[]
  mails: Mail[]
}

export interface MemberSession {
  token: string
  company: string
  memberId: number
  memberHash: string
  memberContext: string
  createdAt: string
}

export type Noun = 'ticket' | 'note' | 'time_entry' | 'schedule_entry' | 'hosted_setup' | 'mail'

export interface SimulatorState {
  version: 2
  counters: Record<Noun, number>
  tenants: Record<string, Tenant>
  sessions: MemberSession[]
}

import type { Ticket, TicketSummary } from '../../../shared/contracts/tickets.ts'
import { stripHidden } from '../../../shared/hidden-signs.ts'
import { firstNameOf, givenNameOf } from '../first-name.ts'
import type { PsaMember, PsaNamed, PsaStatus, TicketState } from '../provider.ts'
import { ticketUrl } from './address.ts'
import type { WireConfiguration, WireContact, WireMember, WireTicket } from './wire.ts'

type Reference = { id?: number | null | undefined; name?: string | null | undefined } | null | undefined

/** Text as it is seen, and as PostgreSQL and JSON can hold it; the rest is the PSA's to the letter. */
export function clean(text: string | null | undefined): string {
  return stripHidden(text ?? '').toWellFormed()
}

export function filled(text: string | null | undefined): string | null {
  const cleaned = clean(text).trim()
  return cleaned === '' ? null : cleaned
}

/** ConnectWise sends whole seconds in UTC, sometimes without a zone. */
export function instantOf(text: string | null | undefined): string | null {
  const given = filled(text)
  if (!given) return null
  const at = new Date(/T.*(Z|[+-]\d\d:?\d\d)$/.test(given) || !given.includes('T') ? given : `${given}Z`)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

export function named(reference: Reference): PsaNamed | null {
  const name = filled(reference?.name)
  return reference?.id == null || name === null ? null : { id: String(reference.id), name }
}

export function idOf(reference: { id?: number | null | undefined } | null | undefined): string | null {
  return reference?.id == null ? null : String(reference.id)
}

/** Levels are words in the API; 1 is the most urgent. "Priority 2 - High" says it in its name. */
export function priorityLevel(level: string | number | null | undefined, name: string): number | null {
  if (typeof level === 'number') return level
  const words = ['critical', 'high', 'medium', 'low']
  const at = words.indexOf((level ?? '').toLowerCase())
  if (at >= 0) return at + 1
  const digit = /\bpriority\s*(\d)\b|^p(\d)\b/i.exec(name)
  return digit ? Number(digit[1] ?? digit[2]) : null
}

function priorityOf(wire: WireTicket): Ticket['priority'] {
  const priority = named(wire.priority)
  return priority && { ...priority, level: priorityLevel(wire.priority?.level, priority.name) }
}

function addresses(text: string | null | undefined): string[] {
  return clean(text)
    .split(/[;,\s]+/)
    .filter((part) => part.includes('@'))
    .slice(0, 50)
}

export function identifiers(text: string | null | undefined): string[] {
  return clean(text)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function contactOf(wire: WireTicket, contact: WireContact | null): Ticket['contact'] {
  const name =
    filled([contact?.firstName, contact?.lastName].filter(Boolean).join(' ')) ??
    filled(wire.contactName) ??
    named(wire.contact)?.name
  if (!name) return null
  const [given, last, company] = [
    filled(contact?.firstName),
    contact?.lastName ?? '',
    filled(wire.company?.name),
  ]
  const first = given ? givenNameOf(given, last, company) : firstNameOf(name, company)
  const mails = (contact?.communicationItems ?? []).filter((item) => item.communicationType === 'Email')
  const mail = mails.find((item) => item.defaultFlag) ?? mails[0]
  return {
    id: String(wire.contact?.id ?? ''),
    name,
    first_name: first ?? '',
    email: filled(mail?.value) ?? filled(wire.contactEmailAddress),
  }
}

/** What a ticket and its state have in common. */
function standing(wire: WireTicket) {
  return {
    id: String(wire.id ?? ''),
    company: named(wire.company),
    status: named(wire.status),
    closed: wire.closedFlag ?? false,
    merged_into: idOf(wire.mergedParentTicket),
  }
}

export function mapState(wire: WireTicket): TicketState {
  const ownerId = idOf(wire.owner)
  const identifier = filled(wire.owner?.identifier) ?? ''
  return {
    ...standing(wire),
    board_id: idOf(wire.board),
    owner: ownerId === null ? null : { member_id: ownerId, member_identifier: identifier },
  }
}

export type TicketParts = { contact: WireContact | null; configurations: WireConfiguration[] }

export function mapTicket(wire: WireTicket, siteUrl: string, parts: TicketParts): Ticket {
  const state = standing(wire)
  const { id } = state
  const contact = contactOf(wire, parts.contact)
  return {
    ...state,
    summary: filled(wire.summary) ?? `Ticket ${id}`,
    url: ticketUrl(siteUrl, id),
    contact,
    board: named(wire.board),
    priority: priorityOf(wire),
    type: [filled(wire.type?.name), filled(wire.subType?.name)].filter(Boolean).join(' / ') || null,
    owner: filled(wire.owner?.name) ?? filled(wire.owner?.identifier),
    resources: identifiers(wire.resources),
    configurations: parts.configurations.map((row) => ({
      id: String(row.id ?? ''),
      name: filled(row.name) ?? `Configuration ${row.id ?? ''}`,
      type: filled(row.type?.name),
    })),
    emails: {
      contact: wire.automaticEmailContactFlag
        ? (filled(wire.contactEmailAddress) ?? contact?.email ?? null)
        : null,
      cc: wire.automaticEmailCcFlag ? addresses(wire.automaticEmailCc) : [],
      resources: wire.automaticEmailResourceFlag ?? false,
    },
    created_at: instantOf(wire._info?.dateEntered),
    updated_at: instantOf(wire._info?.lastUpdated),
  }
}

export function mapSummary(wire: WireTicket): TicketSummary {
  const priority = priorityOf(wire)
  return {
    id: String(wire.id ?? ''),
    summary: filled(wire.summary) ?? '',
    company: filled(wire.company?.name),
    status: filled(wire.status?.name),
    priority: priority && { name: priority.name, level: priority.level },
    closed: wire.closedFlag ?? false,
    board_id: idOf(wire.board),
  }
}

const mailAddress = /^[^\s@]+@[^\s@]+$/

export function mapMember(wire: WireMember): PsaMember {
  const email = [wire.primaryEmail, wire.officeEmail, wire.defaultEmail]
    .map(filled)
    .find((text) => text !== null && mailAddress.test(text))
  const identifier = filled(wire.identifier) ?? ''
  return {
    id: String(wire.id ?? ''),
    identifier,
    name:
      filled(wire.fullName) ??
      filled([wire.firstName, wire.lastName].filter(Boolean).join(' ')) ??
      identifier,
    email: email ?? null,
    active: wire.inactiveFlag !== true,
    api_only: wire.licenseClass === 'A',
  }
}

export function mapStatus(wire: {
  id?: number | null | undefined
  name?: string | null | undefined
  closedStatus?: boolean | null | undefined
}): PsaStatus | null {
  const status = named(wire)
  return status && { ...status, closed: wire.closedStatus ?? false }
}

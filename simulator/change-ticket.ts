import { mailStatus } from './mails.ts'
import type { BoardStatus, Member, Tenant, Ticket } from './records.ts'
import { invalidObject, refusal, unknownMember } from './refusal.ts'
import { isRecord } from './rest/env.ts'
import { isProperty } from './rest/models.ts'
import { finishEntries, followOwner, isSchedulable } from './schedule.ts'
import { type Store, touch } from './store.ts'

const summaryLimit = 100
const operationLimit = 100

export interface Operation {
  op: string
  path: string
  value: unknown
}

export function readOperations(body: unknown, resource: string): Operation[] {
  if (!Array.isArray(body) || body.length === 0 || body.length > operationLimit) {
    throw invalidObject(
      resource,
      'patchOperations',
      'InvalidField',
      'The body must be a list of patch operations.',
    )
  }
  return body.map((entry) => {
    if (
      !isRecord(entry) ||
      typeof entry.path !== 'string' ||
      !/^(add|replace|remove)$/.test(String(entry.op))
    ) {
      throw invalidObject(resource, 'patchOperations', 'InvalidField', 'Each operation needs op and path.')
    }
    return {
      op: String(entry.op),
      path: entry.path.replace(/^\//, ''),
      value: entry.op === 'remove' ? null : entry.value,
    }
  })
}

function pick<T extends { id: number }>(
  rows: T[],
  value: unknown,
  names: (row: T) => string[],
  field: string,
): T {
  const reference = isRecord(value) ? value : {}
  const wanted = [reference.name, reference.identifier].filter((name) => typeof name === 'string')
  const row = rows.find((candidate) =>
    typeof reference.id === 'number'
      ? candidate.id === reference.id
      : names(candidate).some((name) =>
          wanted.some((text) => String(text).toLowerCase() === name.toLowerCase()),
        ),
  )
  if (!row) throw invalidObject('Ticket', field, 'InvalidField', `The ${field} is not valid.`)
  return row
}

/** The product's words, as they are reported of tickets that were given a status which their board has not. */
function statusNotFound(statusId: unknown, boardId: number) {
  const message = `Service Status ${String(statusId)} not found for Service Board ${boardId}`
  return refusal(400, 'InvalidObject', 'ticket object is invalid', [
    { code: 'NotFound', message, resource: 'ticket', field: 'status/id' },
  ])
}

/**
 * A status of another board is taken without a word and changes nothing: no source tells what a change gets for it,
 * and that is the worse of what it may be. A fault makes it the refusal that is reported of new tickets.
 */
function readStatus(tenant: Tenant, boardId: number, value: unknown): BoardStatus | undefined {
  const own = tenant.statuses.filter((status) => status.boardId === boardId)
  const known = isRecord(value) ? tenant.statuses.find((status) => status.id === value.id) : undefined
  if (known) return known.boardId === boardId ? known : undefined
  if (isRecord(value) && typeof value.id === 'number') throw statusNotFound(value.id, boardId)
  return pick(own, value, (status) => [status.name], 'status')
}

/** For `foreign_status_refused`. */
export function refuseForeignStatus(tenant: Tenant, ticket: Ticket, operations: Operation[]): void {
  const value = operations.find(({ path }) => path === 'status')?.value
  const id = isRecord(value) ? value.id : undefined
  if (tenant.statuses.some((status) => status.id === id && status.boardId !== ticket.boardId))
    throw statusNotFound(id, ticket.boardId)
}

/** Whether these operations give the ticket a closing status of its board. */
export function closes(tenant: Tenant, ticket: Ticket, operations: Operation[]): boolean {
  const change = operations.find(({ path }) => path === 'status')
  return change !== undefined && readStatus(tenant, ticket.boardId, change.value)?.closed === true
}

function readOwner(member: Member): number {
  if (!isSchedulable(member))
    throw invalidObject('Ticket', 'owner', 'InvalidField', 'The owner is not valid.')
  return member.id
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true'
}

function setField(tenant: Tenant, ticket: Ticket, { path, value }: Operation): void {
  if (path === 'summary') {
    if (typeof value !== 'string' || value.trim() === '' || value.length > summaryLimit) {
      throw invalidObject(
        'Ticket',
        'summary',
        'InvalidField',
        `The summary needs 1 to ${summaryLimit} characters.`,
      )
    }
    ticket.summary = value.trim()
  } else if (path === 'owner') {
    const names = (member: { identifier: string }) => [member.identifier]
    ticket.ownerId = value === null ? null : readOwner(pick(tenant.members, value, names, 'owner'))
  } else if (path === 'priority')
    ticket.priorityId = pick(tenant.priorities, value, (row) => [row.name], 'priority').id
  else if (path === 'contact') {
    const row =
      value === null
        ? null
        : pick(tenant.contacts, value, (one) => [`${one.firstName} ${one.lastName}`], 'contact')
    ticket.contactId = row?.id ?? null
  } else if (path === 'company') {
    ticket.companyId = pick(tenant.clients, value, (row) => [row.name, row.identifier], 'company').id
  } else if (path === 'customerUpdatedFlag') ticket.customerUpdated = isTrue(value)
  else if (path === 'automaticEmailContactFlag') ticket.automaticEmailContact = isTrue(value)
  else if (path === 'automaticEmailResourceFlag') ticket.automaticEmailResource = isTrue(value)
  else if (path === 'automaticEmailCcFlag') ticket.automaticEmailCc = isTrue(value)
  else if (path === 'automaticEmailCc') ticket.automaticEmailCcAddresses = String(value ?? '')
}

/**
 * Applies patch operations. `resources`, read-only fields and paths into a reference are answered 200 and
 * change nothing, which is how the product behaves and why callers must compare.
 */
export function changeTicket(
  store: Store,
  tenant: Tenant,
  ticket: Ticket,
  operations: Operation[],
  by: string,
): void {
  const draft = structuredClone(ticket)
  for (const { path } of operations) {
    const head = path.split('/')[0] ?? ''
    if (!isProperty('Ticket', head)) throw unknownMember(path, 'Ticket')
  }
  const whole = operations.filter(({ path }) => !path.includes('/'))
  const board = whole.find(({ path }) => path === 'board')
  if (board) draft.boardId = pick(tenant.boards, board.value, (row) => [row.name], 'board').id
  for (const operation of whole) setField(tenant, draft, operation)

  const statusChange = whole.find(({ path }) => path === 'status')
  const status = statusChange && readStatus(tenant, draft.boardId, statusChange.value)
  const moved = board && draft.boardId !== ticket.boardId && !status
  const fallback = moved
    ? tenant.statuses.find((candidate) => candidate.boardId === draft.boardId && candidate.isDefault)
    : undefined
  const next = status ?? fallback
  if (next && next.id !== ticket.statusId) {
    draft.statusId = next.id
    draft.closedDate = next.closed ? store.stamp() : null
    draft.closedBy = next.closed ? by : null
  }
  const notify = whole.find(({ path }) => path === 'processNotifications')?.value
  const isNewOwner = draft.ownerId !== ticket.ownerId
  Object.assign(ticket, draft)
  if (isNewOwner) followOwner(store, tenant, ticket, by)
  if (next?.closed) finishEntries(tenant, ticket)
  touch(store, ticket, by)
  if (next?.mailsContact && notify !== false) mailStatus(store, tenant, ticket, next.name)
  store.commit()
}

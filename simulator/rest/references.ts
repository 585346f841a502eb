import type { Member, Tenant } from '../records.ts'
import { invalidObject } from '../refusal.ts'
import { findMember } from '../store.ts'
import { isRecord } from './env.ts'

/** The member that a body names by id or identifier; `fallback` where it names none. */
export function readMember(tenant: Tenant, value: unknown, fallback: Member, resource: string): Member {
  if (value === undefined || value === null) return fallback
  const reference = isRecord(value) ? value : {}
  const member =
    typeof reference.identifier === 'string'
      ? findMember(tenant, reference.identifier)
      : tenant.members.find((candidate) => candidate.id === reference.id)
  if (!member || member.inactive)
    throw invalidObject(resource, 'member', 'InvalidField', 'The member is not valid.')
  return member
}

/** A row that a body names by id or name. */
export function readReference<T extends { id: number; name: string }>(
  rows: T[],
  value: unknown,
): T | undefined {
  const reference = isRecord(value) ? value : {}
  return rows.find((row) =>
    reference.id === undefined
      ? row.name.toLowerCase() === String(reference.name ?? '').toLowerCase()
      : row.id === reference.id,
  )
}

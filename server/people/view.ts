import type { Role } from '../../shared/contracts/accounts.ts'
import type { Person, PersonAct } from '../../shared/contracts/people.ts'
import { mayActOn } from '../../shared/roles.ts'
import type { PersonRow } from './queries.ts'

export type Actor = { id: string; role: Role }

const instant = (at: string | null) => at && new Date(at).toISOString()

/** A person as this admin may see and change them. `owners`: how many get in. */
export function personView(row: PersonRow, actor: Actor, owners: number): Person {
  const { gets_in, demo, was_invited, link_expires_at, last_seen_at, ...rest } = row
  return {
    ...rest,
    invited: row.active && !row.has_password && was_invited,
    link_expires_at: instant(link_expires_at),
    last_seen_at: instant(last_seen_at),
    may: actsOf(row, actor, owners),
  }
}

/** The last owner who can get in. */
export function isLastOwner(row: PersonRow, owners: number): boolean {
  return row.role === 'owner' && row.active && row.gets_in && owners <= 1
}

function actsOf(row: PersonRow, actor: Actor, owners: number): PersonAct[] {
  if (!mayActOn(actor.role, row.role)) return []
  const isOther = row.id !== actor.id
  const acts: [PersonAct, boolean][] = [
    ['change_role', row.active && !isLastOwner(row, owners)],
    ['switch_off', row.active && isOther],
    ['switch_on', !row.active],
    ['reset', row.active && isOther && row.email !== null],
    ['end_sign_ins', row.active && isOther],
    ['reset_second_factor', row.active && isOther && row.second_factor],
  ]
  return acts.filter(([, is]) => is).map(([act]) => act)
}

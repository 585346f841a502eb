import { Problem } from '../../shared/problems.ts'
import { mayActOn } from '../../shared/roles.ts'
import { findUser, lockPeople } from '../accounts/queries.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { countOwners, findPerson, type PersonRow } from './queries.ts'
import type { Actor } from './view.ts'

export type Loaded = { actor: Actor; person: PersonRow; owners: number }

/** Somebody and who acts on them, both as they are once nobody else changes people of this account. */
export async function loadPerson(ctx: Ctx, sql: TransactionSql, personId: string): Promise<Loaded> {
  const actor = await loadActor(ctx, sql)
  const person = await findPerson(sql, personId)
  if (!person) throw new Problem('not_found')
  if (!mayActOn(actor.role, person.role))
    throw new Problem('not_allowed', 'Only an owner changes admins and owners.')
  return { actor, person, owners: await countOwners(sql) }
}

/** The role of the one who acts, read under the lock: it may have been lowered since the request came in. */
export async function loadActor(ctx: Ctx, sql: TransactionSql): Promise<Actor> {
  await lockPeople(sql)
  const actor = await findUser(sql, ctx.user.id)
  if (!actor?.active) throw new Problem('not_signed_in')
  if (!mayActOn(actor.role, 'viewer')) throw new Problem('not_allowed')
  return { id: actor.id, role: actor.role }
}

/** For acts that would let somebody around their own password: those are in one's own settings. */
export function notOneself({ actor, person }: Loaded): void {
  if (actor.id === person.id)
    throw new Problem('not_allowed', 'This is your own sign-in: change it under Your sign-in.')
}

import type { Person, PersonChange } from '../../shared/contracts/people.ts'
import { Problem } from '../../shared/problems.ts'
import { mayActOn } from '../../shared/roles.ts'
import { hasRoom } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { needsOwner } from '../sign-in/member-user.ts'
import { takeAwayPassword, voidLinks, voidLinksBy } from '../sign-in/password-queries.ts'
import { endSignIns } from '../sign-in/refresh-queries.ts'
import { type Loaded, loadPerson } from './load-person.ts'
import { countOwners, findPerson, type PersonRow, updatePerson } from './queries.ts'
import { isLastOwner, personView } from './view.ts'

/** Role and state of somebody. Switching off ends every sign-in of theirs at once. */
export function changePerson(ctx: Ctx, personId: string, change: PersonChange): Promise<Person> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    const loaded = await loadPerson(ctx, sql, personId)
    const { actor, person, owners } = loaded
    if (person.revision !== change.revision)
      throw new Problem('revision_stale', undefined, {
        extra: { current: personView(person, actor, owners) },
      })
    const { role = person.role, active = person.active } = change
    if (role === person.role && active === person.active) return personView(person, actor, owners)
    refuse(loaded, { role, active })

    const isBack = active && !person.active
    if (isBack && !(await hasRoom(sql))) throw new Problem('too_many_people')
    // the password of a demo's person stands in its documentation: in production they come back without one
    const losesPassword = isBack && person.demo && ctx.world.config.NODE_ENV === 'production'
    await updatePerson(sql, personId, { role, active })
    if (losesPassword) await takeAwayPassword(sql, personId)
    if (!active) await endSignIns(sql, personId, null)
    // an admin's link would open an owner's or admin's user; who is no admin any more made none
    const isOtherRole = role !== person.role
    if (!active || (isOtherRole && needsOwner(role))) await voidLinks(sql, personId)
    if (!active || isOtherRole) await voidLinksBy(sql, personId)
    await note(ctx, sql, person, { role, active, losesPassword })
    await publish(sql, ctx.account_id, 'person.changed', { user_id: personId })
    const after = await findPerson(sql, personId)
    if (!after) throw new Problem('conflict')
    return personView(after, actor, await countOwners(sql))
  })
}

/** Nobody raises the own role: owners have the highest, admins act on no admin, and nobody else acts on people. */
function refuse({ actor, person, owners }: Loaded, after: Pick<PersonRow, 'role' | 'active'>): void {
  if (!mayActOn(actor.role, after.role))
    throw new Problem('not_allowed', 'Only an owner makes admins and owners.')
  if (actor.id === person.id && !after.active)
    throw new Problem('not_allowed', 'Nobody switches themselves off. Another owner can.')
  if (isLastOwner(person, owners) && (after.role !== 'owner' || !after.active))
    throw new Problem('last_owner')
}

async function note(
  ctx: Ctx,
  sql: TransactionSql,
  before: PersonRow,
  after: Pick<PersonRow, 'role' | 'active'> & { losesPassword: boolean },
): Promise<void> {
  const entry = { subject_kind: 'user', subject_id: before.id, result: 'done' }
  if (after.role !== before.role)
    await record(sql, ctx, {
      ...entry,
      action: 'person.role_changed',
      detail: { from: before.role, to: after.role },
    })
  if (after.active !== before.active)
    await record(sql, ctx, {
      ...entry,
      action: after.active ? 'person.switched_on' : 'person.switched_off',
      detail: after.losesPassword ? { password: 'taken' } : {},
    })
}

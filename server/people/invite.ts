import { v7 as newId } from 'uuid'
import type { Invited, NewPersonInput } from '../../shared/contracts/people.ts'
import { Problem } from '../../shared/problems.ts'
import { mayActOn } from '../../shared/roles.ts'
import { addPerson } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { limit } from '../limits.ts'
import { makeLink } from '../sign-in/password-link.ts'
import { findKnown } from '../sign-in/password-queries.ts'
import { deliverLink } from './deliver-link.ts'
import { loadActor } from './load-person.ts'
import { countOwners, findPerson } from './queries.ts'
import { personView } from './view.ts'

/** Links that an account makes in an hour, invitations and resets together. */
export const linksPerHour = 100

/** Somebody new, who chooses a password with a one-time link. */
export async function invitePerson(ctx: Ctx, { name, email, role }: NewPersonInput): Promise<Invited> {
  may(ctx, 'administer')
  await limit(ctx.world, `links:account:${ctx.account_id}`, linksPerHour, 3600)
  const made = await tx(ctx, async (sql) => {
    const actor = await loadActor(ctx, sql)
    if (!mayActOn(actor.role, role))
      throw new Problem('not_allowed', 'Only an owner makes admins and owners.')
    const { account_id } = ctx
    const id = newId()
    const added = await addPerson(sql, { account_id, id, name, email, role, password_hash: null })
    if (!added) throw new Problem('too_many_people')
    const link = await makeLink(sql, {
      account_id,
      user_id: id,
      purpose: 'invitation',
      created_by: ctx.user.id,
    })
    await record(sql, ctx, {
      action: 'person.invited',
      subject_kind: 'user',
      subject_id: id,
      result: 'done',
      detail: { role },
    })
    await publish(sql, account_id, 'person.changed', { user_id: id })
    const [person, known] = [await findPerson(sql, id), await findKnown(sql, id)]
    if (!person || !known) throw new Problem('conflict')
    return { person: personView(person, actor, await countOwners(sql)), link, account: known.account_name }
  })
  const outgoing = {
    ...made.link,
    purpose: 'invitation',
    email,
    name,
    account: made.account,
    by: ctx.user.name,
  } as const
  return { person: made.person, link: await deliverLink(ctx.world, outgoing) }
}

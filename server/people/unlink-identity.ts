import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { deleteIdentities } from '../sign-in/provider-queries.ts'
import { endSignIns } from '../sign-in/refresh-queries.ts'
import { loadPerson } from './load-person.ts'
import { countOwners } from './queries.ts'
import { isLastOwner } from './view.ts'

/**
 * Forgets which subject of the provider somebody is, as when an address passed to another person. Whoever came in by
 * it is out; who unlinks oneself keeps the sign-in that asks.
 */
export function unlinkIdentity(ctx: Ctx, userId: string): Promise<void> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    const { actor, person, owners } = await loadPerson(ctx, sql, userId)
    const count = await deleteIdentities(sql, userId)
    if (count === 0) throw new Problem('not_found', 'This person has not signed in by single sign-on yet.')
    if (isLastOwner(person, owners) && (await countOwners(sql)) === 0) throw new Problem('last_owner')
    await endSignIns(sql, userId, actor.id === userId ? (ctx.family_id ?? null) : null)
    await record(sql, ctx, {
      action: 'user.unlinked',
      subject_kind: 'user',
      subject_id: userId,
      result: 'ok',
      detail: { identities: count },
    })
    await publish(sql, ctx.account_id, 'person.changed', { user_id: userId })
  })
}

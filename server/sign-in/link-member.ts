import type { InferOutput } from 'valibot'
import type { MemberSignedIn, memberLinkRequest } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import { findEpoch, findUser } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import type { TransactionSql } from '../db/connect.ts'
import { inAccount } from '../db/tx.ts'
import type { PsaMember } from '../psa/provider.ts'
import type { World } from '../world.ts'
import { confirmMember, podAccess } from './connectwise-sign-in.ts'
import { signInByPassword } from './login.ts'
import { findLinkedUser, insertIdentity } from './member-queries.ts'
import { needsOwner, type Where } from './member-user.ts'

type Request = InferOutput<typeof memberLinkRequest>

/**
 * Links a confirmed member to a user, once, by that user's password, and signs it in. Both sides are proved in this
 * one call: the member by ConnectWise, the person by the password.
 */
export async function linkByPassword(
  world: World,
  request: Request,
  address: string,
): Promise<MemberSignedIn> {
  const { email, password, ...claim } = request
  const confirmed = await confirmMember(world, claim, address)
  const { where, entry } = confirmed
  if (where.linking !== 'password')
    throw new Problem(
      'not_allowed',
      'In your account only an admin links members, in Settings, under Members.',
    )
  const caller = { network: address, device: null }
  const link = async (sql: TransactionSql, who: { account_id: string; user_id: string }) => {
    if (who.account_id !== where.account_id) throw new Problem('wrong_credentials')
    await linkIn(sql, where, entry.member, who.user_id)
    return who.user_id
  }
  const signedIn = await signInByPassword(world, { email, password }, caller, link).catch(
    async (error: unknown) => {
      if (error instanceof Problem) await refused(world, where, entry.member, error)
      throw error
    },
  )
  if ('challenge' in signedIn) {
    const problem = new Problem(
      'member_not_linked',
      'You sign in with a second factor, so a password alone does not link you. An admin of your account links you in Settings, under Members.',
      { extra: { by_password: false } },
    )
    await refused(world, where, entry.member, problem)
    throw problem
  }
  const { user } = signedIn
  const epoch = await inAccount(world.db, where.account_id, (sql) => findEpoch(sql, user.id))
  return podAccess(world, confirmed, claim.ticket_id, { user, epoch })
}

async function linkIn(sql: TransactionSql, where: Where, member: PsaMember, user_id: string): Promise<void> {
  const user = await findUser(sql, user_id)
  if (!user || needsOwner(user.role))
    throw new Problem(
      'member_not_linked',
      'A password alone does not link owners and admins. An owner of your account links you in Settings, under Members.',
      { extra: { by_password: false } },
    )
  if (await findLinkedUser(sql, where.connection_id, member.id)) throw new Problem('member_taken')
  const { account_id, connection_id } = where
  const link = { account_id, connection_id, user_id, member, linked_by: user_id, by_owner: false }
  if (!(await insertIdentity(sql, { ...link, source: 'password' })))
    throw new Problem(
      'member_taken',
      'Your FlowPilot user is linked to another ConnectWise member. An admin of your account can unlink them.',
    )
  await record(
    sql,
    { account_id, user_id },
    {
      action: 'member.linked',
      subject_kind: 'user',
      subject_id: user_id,
      result: 'ok',
      detail: { by: 'password', member_id: member.id, member: member.identifier },
    },
  )
}

function refused(world: World, { account_id }: Where, member: PsaMember, { code }: Problem): Promise<void> {
  return inAccount(world.db, account_id, (sql) =>
    record(
      sql,
      { account_id },
      {
        action: 'member.linked',
        subject_kind: 'member',
        subject_id: member.id,
        result: 'refused',
        detail: { by: 'password', code },
      },
    ),
  )
}

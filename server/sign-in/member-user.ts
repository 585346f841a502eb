import { v7 as newId } from 'uuid'
import type { Role, UserView } from '../../shared/contracts/accounts.ts'
import type { Linking, Provisioning } from '../../shared/contracts/sign-in.ts'
import { Problem } from '../../shared/problems.ts'
import type { UserRow } from '../accounts/queries.ts'
import { addPerson } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import type { TransactionSql } from '../db/connect.ts'
import { inAccount } from '../db/tx.ts'
import type { PsaMember } from '../psa/provider.ts'
import type { World } from '../world.ts'
import { findLinkedUser, insertIdentity, insertWaiting, isKnownByName } from './member-queries.ts'

export type Where = {
  account_id: string
  connection_id: string
  provisioning: Provisioning
  linking: Linking
}

/** Who signs in, and what their tokens without a family count by. */
export type MemberUser = { user: UserView; epoch: number }

/**
 * Signs in the user behind a confirmed member. Only an identity counts: an address in the PSA can be edited by whoever may edit
 * members there. A stranger becomes a viewer where the account makes viewers; everybody else waits for a link.
 */
export async function userOfMember(world: World, where: Where, member: PsaMember): Promise<MemberUser> {
  const find = () => inAccount(world.db, where.account_id, (sql) => findOrMake(sql, where, member))
  // two first sign-ins at once: the second finds what the first made
  const found = await find().catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'conflict') return find()
    throw error
  })
  if (found instanceof Problem) throw found
  return found
}

/** A refusal is answered, not thrown: a throw would undo the row of the member who waits. */
async function findOrMake(
  sql: TransactionSql,
  where: Where,
  member: PsaMember,
): Promise<MemberUser | Problem> {
  const linked = await findLinkedUser(sql, where.connection_id, member.id)
  if (linked?.active === false) {
    const entry = { action: 'sign_in.connectwise', subject_kind: 'user', subject_id: linked.id } as const
    const detail = { reason: 'switched_off' }
    await record(
      sql,
      { account_id: where.account_id, user_id: linked.id },
      { ...entry, result: 'refused', detail },
    )
    return new Problem('member_switched_off')
  }
  if (linked && (linked.by_owner || !needsOwner(linked.role)))
    return signedIn(sql, where, { user: viewOf(linked), epoch: linked.token_epoch })
  if (
    !linked &&
    where.provisioning === 'viewer' &&
    !(await isKnownByName(sql, where.connection_id, member))
  ) {
    const made = await makeViewer(sql, where, member)
    if (made) return signedIn(sql, where, { user: made, epoch: 0 })
  }
  await insertWaiting(sql, where, member)
  await record(
    sql,
    { account_id: where.account_id, user_id: linked?.id ?? null },
    { action: 'member.not_linked', subject_kind: 'member', subject_id: member.id, result: 'refused' },
  )
  return notLinked(where, linked)
}

async function signedIn(sql: TransactionSql, { account_id }: Where, found: MemberUser): Promise<MemberUser> {
  const { id } = found.user
  const entry = { action: 'sign_in.connectwise', subject_kind: 'user', subject_id: id, result: 'ok' } as const
  await record(sql, { account_id, user_id: id }, entry)
  return found
}

/** An owner or admin is linked by an owner's hand: neither an address nor a password alone opens that much. */
export const needsOwner = (role: Role): boolean => role === 'owner' || role === 'admin'

function notLinked({ provisioning, linking }: Where, linked: UserRow | undefined): Problem {
  if (linked)
    return new Problem(
      'member_not_linked',
      'An owner of your account has to confirm that this ConnectWise member is you, in Settings, under Members.',
      { extra: { by_password: false, needs: 'owner', asked: true } },
    )
  const waits = provisioning === 'off' ? 'An admin of your account can link' : 'An admin was asked to link'
  const by_password = linking === 'password'
  const orSelf = by_password ? ', or you link it once with your FlowPilot password' : ''
  return new Problem('member_not_linked', `${waits} your ConnectWise member to a FlowPilot user${orSelf}.`, {
    extra: { by_password, needs: 'admin', asked: provisioning !== 'off' },
  })
}

/** Undefined where the account has as many people as it can have. */
async function makeViewer(
  sql: TransactionSql,
  where: Where,
  member: PsaMember,
): Promise<UserView | undefined> {
  const { account_id, connection_id } = where
  // Addresses are unique over all accounts: another account's PSA must not be able to take one.
  const user: UserView = { id: newId(), name: member.name, email: null, role: 'viewer' }
  if (!(await addPerson(sql, { account_id, ...user, password_hash: null }))) return undefined
  const identity = { account_id, connection_id, user_id: user.id, member, linked_by: null, by_owner: false }
  if (!(await insertIdentity(sql, { ...identity, source: 'provisioned' }))) throw new Problem('conflict')
  await record(
    sql,
    { account_id, user_id: user.id },
    {
      action: 'user.provisioned',
      subject_kind: 'user',
      subject_id: user.id,
      result: 'ok',
      detail: { member_id: member.id, role: user.role },
    },
  )
  return user
}

const viewOf = ({ id, name, email, role }: UserRow): UserView => ({ id, name, email, role })

import { v7 as newId } from 'uuid'
import type { UserView } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import type { TransactionSql } from '../db/connect.ts'
import { inAccount } from '../db/tx.ts'
import type { PsaMember } from '../psa/provider.ts'
import type { World } from '../world.ts'
import { record } from './audit.ts'
import { findMappedUser, findUnmappedUser, insertSignInMapping } from './member-queries.ts'
import { insertUser } from './queries.ts'

type Where = { account_id: string; connection_id: string; provision_members: boolean }

/** The user behind a confirmed member: mapped, else of the same e-mail, else made where the account allows it. */
export async function userOfMember(world: World, where: Where, member: PsaMember): Promise<UserView> {
  const find = () => inAccount(world.db.app, where.account_id, (sql) => findOrMake(sql, where, member))
  // two first sign-ins at once: the second finds what the first made
  return find().catch((error: unknown) => {
    if (
      (error as { code?: unknown }).code === '23505' ||
      (error instanceof Problem && error.code === 'conflict')
    )
      return find()
    throw error
  })
}

async function findOrMake(sql: TransactionSql, where: Where, member: PsaMember): Promise<UserView> {
  const { account_id, connection_id } = where
  const known =
    (await findMappedUser(sql, connection_id, member.id)) ??
    (member.email ? await mapByEmail(sql, where, member, member.email) : undefined)
  if (known && !known.active)
    throw new Problem(
      'not_allowed',
      'Your FlowPilot user is switched off. An admin of your account can switch it on.',
    )
  if (known) return { id: known.id, name: known.name, email: known.email, role: known.role }
  if (!where.provision_members)
    throw new Problem('not_allowed', 'You have no FlowPilot user yet. An admin of your account can add you.')

  const user: UserView = {
    id: newId(),
    name: member.name,
    // Addresses are unique over all accounts: another account's PSA must not be able to take one.
    email: null,
    role: 'engineer',
  }
  await insertUser(sql, { account_id, ...user, password_hash: null })
  await addMapping(sql, where, user.id, member)
  await record(
    sql,
    { account_id, user_id: user.id },
    { action: 'user.provisioned', subject_kind: 'user', subject_id: user.id, result: 'ok' },
  )
  return user
}

async function mapByEmail(sql: TransactionSql, where: Where, member: PsaMember, email: string) {
  const found = await findUnmappedUser(sql, where.connection_id, email)
  if (found?.active) await addMapping(sql, where, found.id, member)
  return found
}

function addMapping(
  sql: TransactionSql,
  { account_id, connection_id }: Where,
  user_id: string,
  member: PsaMember,
) {
  const { id: member_id, identifier: member_identifier, name: member_name } = member
  return insertSignInMapping(sql, {
    account_id,
    connection_id,
    user_id,
    member_id,
    member_identifier,
    member_name,
  })
}

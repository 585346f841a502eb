import { createHash } from 'node:crypto'
import type { UserView } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import type { TransactionSql } from '../db/connect.ts'
import { findUserByEmail } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { limit } from '../http/limits.ts'
import type { World } from '../world.ts'
import { record } from './audit.ts'
import { verifyPassword } from './password.ts'
import { findUser } from './queries.ts'
import { beginFamily, type Refreshed } from './refresh.ts'

type Typed = { email: string; password: string }

/** What a sign-in gives, written in one transaction with its audit line: a family of tokens, or a code for one. */
export type Grant = (sql: TransactionSql, who: { account_id: string; user_id: string }) => Promise<string>

export async function login(world: World, input: Typed, address: string): Promise<Refreshed> {
  const { given, ...who } = await signInByPassword(world, input, address, beginFamily)
  return { ...who, refresh_token: given }
}

/** E-mail and password. Unknown, without password, switched off and wrong all answer alike and cost alike. */
export async function signInByPassword(
  world: World,
  input: Typed,
  address: string,
  grant: Grant,
): Promise<{ account_id: string; user: UserView; given: string }> {
  const { LOGINS_PER_MINUTE, LOGINS_PER_ADDRESS_PER_MINUTE } = world.config
  const person = createHash('sha256').update(input.email.toLowerCase()).digest('base64url').slice(0, 22)
  await limit(world, `login:address:${address}`, LOGINS_PER_ADDRESS_PER_MINUTE, 60)
  await limit(world, `login:person:${person}`, LOGINS_PER_MINUTE, 60)

  const found = await findUserByEmail(world.db.system, input.email)
  const user = found
    ? await inAccount(world.db.app, found.account_id, (sql) => findUser(sql, found.id))
    : undefined
  const isRight = await verifyPassword(input.password, user?.password_hash)
  if (!found || !user) throw new Problem('wrong_credentials')

  const { account_id } = found
  const isIn = isRight && user.active
  const given = await inAccount(world.db.app, account_id, async (sql) => {
    const who = { account_id, user_id: user.id }
    const entry = { action: 'sign_in.password', subject_kind: 'user', subject_id: user.id }
    await record(sql, who, { ...entry, result: isIn ? 'ok' : 'refused' })
    return isIn ? grant(sql, who) : undefined
  })
  if (!given) throw new Problem('wrong_credentials')
  const view: UserView = { id: user.id, name: user.name, email: user.email, role: user.role }
  return { account_id, user: view, given }
}

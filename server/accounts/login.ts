import { createHash } from 'node:crypto'
import type { UserView } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import { findUserByEmail } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { limit } from '../http/limits.ts'
import type { World } from '../world.ts'
import { record } from './audit.ts'
import { verifyPassword } from './password.ts'
import { findUser } from './queries.ts'
import { beginFamily, type Refreshed } from './refresh.ts'

/** E-mail and password. Unknown, without password, switched off and wrong all answer alike and cost alike. */
export async function login(
  world: World,
  input: { email: string; password: string },
  address: string,
): Promise<Refreshed> {
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
  const refresh_token = await inAccount(world.db.app, account_id, async (sql) => {
    const entry = { action: 'sign_in.password', subject_kind: 'user', subject_id: user.id }
    await record(sql, { account_id, user_id: user.id }, { ...entry, result: isIn ? 'ok' : 'refused' })
    return isIn ? beginFamily(sql, { account_id, user_id: user.id }) : undefined
  })
  if (!refresh_token) throw new Problem('wrong_credentials')
  const view: UserView = { id: user.id, name: user.name, email: user.email, role: user.role }
  return { account_id, user: view, refresh_token }
}

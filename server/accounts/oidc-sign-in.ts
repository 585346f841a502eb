import { Problem } from '../../shared/problems.ts'
import { findIdentity, findUserByEmail } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { record } from './audit.ts'
import type { Grant } from './login.ts'
import { linkIdentity } from './oauth-queries.ts'
import type { Identity } from './oidc-identity.ts'
import { findUser } from './queries.ts'

/**
 * The user behind an identity, by issuer and subject. At first sight it is linked to the user with the address that
 * the provider vouches for, unless that user is known to the provider as somebody else: an address can change hands.
 */
export async function signInByIdentity(world: World, identity: Identity, grant: Grant): Promise<string> {
  const { issuer, subject } = identity
  const known = await findIdentity(world.db.system, { issuer, subject })
  const email = known ? undefined : await identity.verifiedEmail()
  const found = known ?? (email ? await findUserByEmail(world.db.system, email) : undefined)
  if (!found) {
    world.log.info({ reason: email ? 'no such user' : 'no verified e-mail' }, 'a single sign-on was refused')
    throw new Problem(
      'sso_refused',
      'No FlowPilot user belongs to this single sign-on. Sign in with your password, or ask an admin of your account.',
    )
  }
  const { account_id, id: user_id } = found
  const done = await inAccount(world.db.app, account_id, async (sql) => {
    const who = { account_id, user_id }
    const entry = { subject_kind: 'user', subject_id: user_id }
    const user = await findUser(sql, user_id)
    const isLinked = user?.active && (known || (await linkIdentity(sql, { ...who, issuer, subject })))
    await record(sql, who, { ...entry, action: 'sign_in.oidc', result: isLinked ? 'ok' : 'refused' })
    if (!isLinked) return { given: undefined, isActive: user?.active }
    if (!known) await record(sql, who, { ...entry, action: 'user.linked', result: 'ok', detail: { issuer } })
    return { given: await grant(sql, who), isActive: true }
  })
  if (done.given) return done.given
  throw new Problem(
    'sso_refused',
    done.isActive
      ? 'Your FlowPilot user belongs to another person of this single sign-on. An admin of the server can part them.'
      : 'Your FlowPilot user is switched off. An admin of your account can switch it on.',
  )
}

import { Problem } from '../../shared/problems.ts'
import { lockUser } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import type { Grant } from './login.ts'
import { linkIdentity } from './oauth-queries.ts'
import type { Identity } from './oidc-identity.ts'
import { findIdentity, findUserOfDomain } from './provider-queries.ts'

/**
 * The user behind an identity of the account's provider, by issuer and subject, in that account and no other. At first
 * sight it is linked to the user with the address that the provider vouches for, if the account proved the address's
 * domain, unless that user is known to the provider as somebody else: an address can change hands.
 */
export async function signInByIdentity(
  world: World,
  account_id: string,
  identity: Identity,
  grant: Grant,
): Promise<string> {
  const { issuer, subject } = identity
  const find = (by: Parameters<typeof inAccount<string | undefined>>[2]) =>
    inAccount(world.db, account_id, by)
  const known = await find((sql) => findIdentity(sql, { issuer, subject }))
  const email = known ? undefined : await identity.verifiedEmail()
  const user_id = known ?? (email ? await find((sql) => findUserOfDomain(sql, email)) : undefined)
  if (!user_id) {
    await inAccount(world.db, account_id, (sql) =>
      record(
        sql,
        { account_id },
        {
          action: 'sign_in.oidc',
          subject_kind: 'account',
          subject_id: account_id,
          result: 'refused',
          detail: { issuer, reason: email ? 'no_such_user' : 'no_verified_email' },
        },
      ),
    )
    throw new Problem(
      'sso_refused',
      'No FlowPilot user belongs to this single sign-on. Sign in with your password, or ask an admin of your account.',
    )
  }
  const done = await inAccount(world.db, account_id, async (sql) => {
    const who = { account_id, user_id }
    const entry = { subject_kind: 'user', subject_id: user_id }
    const user = await lockUser(sql, user_id)
    // somebody known may have been unlinked since
    const isTheirs = known
      ? (await findIdentity(sql, { issuer, subject })) === user_id
      : user?.active && (await linkIdentity(sql, { ...who, issuer, subject }))
    const isLinked = user?.active && isTheirs
    const given = isLinked ? await grant(sql, who) : undefined
    await record(sql, who, { ...entry, action: 'sign_in.oidc', result: isLinked ? 'ok' : 'refused' })
    if (!isLinked) return { given: undefined, isActive: user?.active }
    if (!known) await record(sql, who, { ...entry, action: 'user.linked', result: 'ok', detail: { issuer } })
    return { given, isActive: true }
  })
  if (done.given) return done.given
  throw new Problem(
    'sso_refused',
    done.isActive
      ? 'Your FlowPilot user belongs to another person of this single sign-on. An owner of your account can unlink them.'
      : 'Your FlowPilot user is switched off. An admin of your account can switch it on.',
  )
}

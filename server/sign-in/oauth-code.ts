import { createHash } from 'node:crypto'
import { v7 as newId } from 'uuid'
import type { UserView } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import { lockHolder } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import { findByToken } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { limit } from '../limits.ts'
import type { World } from '../world.ts'
import type { Grant } from './login.ts'
import { insertCode, lockCode, useCode } from './oauth-queries.ts'
import type { AuthorizeRequest } from './oauth-request.ts'
import { beginFamily, type How, hashOf, newToken, type Refreshed } from './refresh.ts'
import { revokeFamily } from './refresh-queries.ts'
import { selectRules } from './sign-in-rules-queries.ts'

const lifeS = 60
const noLonger = 'This sign-in was used already or took too long. Sign in again.'

/** A code that can be exchanged once, by whoever holds the verifier of this request. */
export function codeFor(request: AuthorizeRequest, how: How): Grant {
  return async (sql, who) => {
    const code = newToken()
    const { client_id, redirect_uri, code_challenge } = request
    const bound = { client_id, redirect_uri, code_challenge }
    await insertCode(sql, { ...who, ...bound, ...how, id: newId(), code_hash: hashOf(code), life_s: lifeS })
    return code
  }
}

type Brought = { code: string; client_id: string; redirect_uri: string; code_verifier: string }

/** Exchanges a code for tokens. One that was exchanged before ends what it gave. */
export async function exchangeCode(world: World, brought: Brought, address: string): Promise<Refreshed> {
  await limit(world, `oauth:address:${address}`, world.config.LOGINS_PER_ADDRESS_PER_MINUTE, 60)
  const found = await findByToken(world.db.system, 'oauth_codes', hashOf(brought.code))
  if (!found) throw new Problem('not_signed_in', noLonger)
  const { account_id, id } = found

  // decided inside, thrown outside: a throw would undo the revocation
  const done = await inAccount(world.db, account_id, async (sql): Promise<Refreshed | undefined> => {
    const user = await lockHolder(sql, 'oauth_codes', id)
    const row = await lockCode(sql, id)
    if (!row) return undefined
    const who = { account_id, user_id: row.user_id }
    const entry = { subject_kind: 'user', subject_id: row.user_id }
    if (row.used) {
      await revokeFamily(sql, id)
      await record(sql, who, { ...entry, action: 'sign_in.reused', result: 'ended' })
      return undefined
    }
    // whatever comes of it: a code that was shown to somebody without its verifier is spent
    await useCode(sql, id)
    const isOwn =
      row.client_id === brought.client_id &&
      row.redirect_uri === brought.redirect_uri &&
      row.code_challenge === challengeOf(brought.code_verifier)
    const isWay = row.signed_in_by === 'single_sign_on' || !(await selectRules(sql))?.sso_only
    const isIn = isOwn && isWay && !row.expired && user?.active === true
    await record(sql, who, { ...entry, action: 'sign_in.panel', result: isIn ? 'ok' : 'refused' })
    if (!isIn) return undefined
    const { signed_in_by, device } = row
    const family = { surface: 'panel', family_id: id, signed_in_by, device } as const
    const refresh_token = await beginFamily(sql, { ...who, ...family })
    const view: UserView = { id: user.id, name: user.name, email: user.email, role: user.role }
    return { account_id, user: view, family_id: id, refresh_token }
  })
  if (!done) throw new Problem('not_signed_in', noLonger)
  return done
}

/** PKCE's S256. */
function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

import type { MiddlewareHandler } from 'hono'
import { Problem } from '../../shared/problems.ts'
import { findSignedIn, type SignedInRow } from '../db/system.ts'
import type { AccessClaims } from '../keys/access-token.ts'
import type { World } from '../world.ts'
import { noteSignIn } from './origin.ts'
import type { AppEnv } from './routes.ts'

const bearer = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/
const longestToken = 2_000

/** Bearer token → ctx. Role and name come from the row, so that a change counts at once. */
export const signIn: MiddlewareHandler<AppEnv> = async (c, next) => {
  const world = c.get('world')
  const header = c.req.header('authorization') ?? ''
  const token = header.length < longestToken ? bearer.exec(header)?.[1] : undefined
  const claims = token ? await world.keys.verifyAccess(token) : undefined
  const user = claims && (await whoHolds(world, claims))
  if (!user) throw new Problem('not_signed_in')
  c.set('access', claims)
  noteSignIn({ surface: claims.surface, token_id: claims.family ?? claims.jti })
  c.set('ctx', {
    world,
    account_id: claims.account,
    user: { id: user.id, name: user.name, role: user.role },
    request_id: c.get('request_id'),
    surface: claims.surface,
    pod_ticket_id: claims.ticket ?? null,
    family_id: claims.family ?? null,
  })
  await next()
}

/** The person of a token, unless they were switched off or the sign-in it came from has ended since. */
export async function whoHolds(world: World, claims: AccessClaims): Promise<SignedInRow | undefined> {
  const { sub: user_id, account: account_id, family, epoch } = claims
  const holder = { account_id, user_id, family_id: family ?? null }
  const user = await findSignedIn(world.db.system, holder)
  const counts = user?.active && (family ? user.family_is_open : user.token_epoch === epoch)
  return counts ? user : undefined
}

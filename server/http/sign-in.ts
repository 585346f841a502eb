import type { MiddlewareHandler } from 'hono'
import { Problem } from '../../shared/problems.ts'
import { findUser } from '../accounts/queries.ts'
import { inAccount } from '../db/tx.ts'
import type { AppEnv } from './routes.ts'

const bearer = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/
const longestToken = 2_000

/** Bearer token → ctx. Role and name come from the row, so that a change counts at once. */
export const signIn: MiddlewareHandler<AppEnv> = async (c, next) => {
  const world = c.get('world')
  const header = c.req.header('authorization') ?? ''
  const token = header.length < longestToken ? bearer.exec(header)?.[1] : undefined
  const claims = token ? await world.keys.verifyAccess(token) : undefined
  if (!claims) throw new Problem('not_signed_in')
  const user = await inAccount(world.db.app, claims.account, (sql) => findUser(sql, claims.sub))
  if (!user?.active) throw new Problem('not_signed_in')
  c.set('token_expires_at_ms', claims.exp * 1000)
  c.set('ctx', {
    world,
    account_id: claims.account,
    user: { id: user.id, name: user.name, role: user.role },
    request_id: c.get('request_id'),
    surface: claims.surface,
    pod_ticket_id: claims.ticket ?? null,
  })
  await next()
}

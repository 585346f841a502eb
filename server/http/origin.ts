import { AsyncLocalStorage } from 'node:async_hooks'
import type { MiddlewareHandler } from 'hono'
import type { Surface } from '../keys/access-token.ts'
import { clientAddress } from './client-address.ts'
import type { AppEnv } from './routes.ts'

/** Whence a request comes, for its audit lines: known before anybody is signed in. */
export type Origin = { address: string; surface: Surface | null; token_id: string | null }

const origins = new AsyncLocalStorage<Origin>()

/**
 * The origin goes along with everything that a request begins, so that no audit line can forget it: verbs that write
 * one are called from many places, sign-ins without a ctx among them.
 */
export const keepOrigin: MiddlewareHandler<AppEnv> = (c, next) =>
  origins.run(
    { address: clientAddress(c).slice(0, 64), surface: surfaceOf(c.req.path), token_id: null },
    next,
  )

/** Null outside of a request: a job, a command. */
export const originNow = (): Origin | null => origins.getStore() ?? null

/** From here on the request is known to be of this sign-in. */
export function noteSignIn(found: Partial<Pick<Origin, 'surface' | 'token_id'>>): void {
  const origin = originNow()
  if (origin) Object.assign(origin, found)
}

/** Where somebody is signing in, before a token says so. */
function surfaceOf(path: string): Surface | null {
  if (path.startsWith('/api/v1/auth/connectwise')) return 'pod'
  if (path.startsWith('/oauth/authorize') || path === '/oauth/token') return 'panel'
  return path.startsWith('/api/v1/auth/') ? 'app' : null
}

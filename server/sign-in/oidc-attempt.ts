import type { Context } from 'hono'
import { countHit } from '../db/counting-queries.ts'
import type { AppEnv } from '../http/routes.ts'
import { SealBroken } from '../keys/sealing.ts'
import { forgetHostCookie, readHostCookie, setHostCookie } from './host-cookie.ts'
import type { AuthorizeRequest } from './oauth-request.ts'

const lifeS = 600
// the provider's answer comes from another site: Strict would keep it back
const cookie = { name: 'flowpilot_oidc', path: '/oauth/oidc', sameSite: 'Lax', maxAge: lifeS } as const
const purpose = 'oidc'
const ofProcess = 'process'

/** A single sign-on on its way: what its answer has to fit, and for whom it is: the side panel, or our own page. */
export type Attempt = {
  account_id: string
  state: string
  nonce: string
  verifier: string
  request: AuthorizeRequest | null
}

/** In the browser that began it and nowhere else: an answer that another browser brings fits no attempt. */
export async function keepAttempt(c: Context<AppEnv>, attempt: Attempt): Promise<void> {
  const { keys } = c.get('world')
  const kept = JSON.stringify({ ...attempt, until: Date.now() + lifeS * 1000 })
  setHostCookie(c, await keys.seal(purpose, ofProcess, kept), cookie)
}

/** The attempt of this browser, once. */
export async function takeAttempt(c: Context<AppEnv>): Promise<Attempt | undefined> {
  const world = c.get('world')
  const sealed = readHostCookie(c, cookie)
  if (!sealed) return undefined
  forgetHostCookie(c, cookie)
  const opened = await world.keys.unseal(purpose, ofProcess, sealed).catch((error: unknown) => {
    if (error instanceof SealBroken) return undefined
    throw error
  })
  if (!opened) return undefined
  const attempt = JSON.parse(opened) as Attempt & { until: number }
  if (attempt.until < Date.now()) return undefined
  // a cookie can be copied: its second use is refused here, before the provider hears of it
  const { count } = await countHit(world.db.system, `oidc:state:${attempt.state}`, 24 * 3600)
  return count === 1 ? attempt : undefined
}

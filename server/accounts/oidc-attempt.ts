import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { publicUrl } from '../config.ts'
import { countHit } from '../db/system.ts'
import type { AppEnv } from '../http/routes.ts'
import type { AuthorizeRequest } from './oauth-request.ts'
import { SealBroken } from './sealing.ts'

const cookieName = 'flowpilot_oidc'
const cookiePath = '/oauth/oidc'
const lifeS = 600
const purpose = 'oidc'
const ofProcess = 'process'

/** A single sign-on on its way: what its answer has to fit, and for whom it is: the side panel, or our own page. */
export type Attempt = { state: string; nonce: string; verifier: string; request: AuthorizeRequest | null }

/** In the browser that began it and nowhere else: an answer that another browser brings fits no attempt. */
export async function keepAttempt(c: Context<AppEnv>, attempt: Attempt): Promise<void> {
  const { keys, config } = c.get('world')
  const kept = JSON.stringify({ ...attempt, until: Date.now() + lifeS * 1000 })
  setCookie(c, cookieName, await keys.seal(purpose, ofProcess, kept), {
    path: cookiePath,
    httpOnly: true,
    // the provider's answer comes from another site
    sameSite: 'Lax',
    secure: publicUrl(config).startsWith('https:'),
    maxAge: lifeS,
  })
}

/** The attempt of this browser, once. */
export async function takeAttempt(c: Context<AppEnv>): Promise<Attempt | undefined> {
  const world = c.get('world')
  const sealed = getCookie(c, cookieName)
  if (!sealed) return undefined
  deleteCookie(c, cookieName, { path: cookiePath })
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

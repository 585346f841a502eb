import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as v from 'valibot'
import {
  loginRequest,
  memberSignedIn,
  memberSignInRequest,
  refreshRequest,
  type SignedIn,
  signedIn,
} from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import { publicUrl } from '../config.ts'
import { clientAddress } from '../http/client-address.ts'
import { type AppEnv, describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { lifetimeS } from './access-token.ts'
import { signInMember } from './connectwise-sign-in.ts'
import { login } from './login.ts'
import { logout, type Refreshed, refresh } from './refresh.ts'

const cookieName = 'flowpilot_refresh'
const cookiePath = '/api/v1/auth'
const cookieDays = 30

/** Without CORS: other origins have no business here, and the cookie counts only for our own pages. */
export const signInRoutes = routes()
  .post(
    '/login',
    describe({
      summary: 'Sign in with e-mail and password.',
      answers: { 200: signedIn },
      problems: ['wrong_credentials', 'too_often'],
      open: true,
    }),
    valid('json', loginRequest),
    async (c) => {
      const done = await login(c.get('world'), c.req.valid('json'), clientAddress(c))
      return answer(c, done, isOwnPage(c))
    },
  )
  .post(
    '/refresh',
    describe({
      summary: 'Exchange the refresh token, from the body or the cookie, for the next one.',
      answers: { 200: signedIn },
      problems: ['not_signed_in', 'refresh_reused', 'too_often'],
      open: true,
    }),
    valid('json', refreshRequest),
    async (c) => {
      const given = c.req.valid('json').refresh_token
      const token = given ?? cookieToken(c)
      if (!token) throw new Problem('not_signed_in')
      return answer(c, await refresh(c.get('world'), token), given === undefined)
    },
  )
  .post(
    '/logout',
    describe({ summary: 'End this sign-in.', answers: { 204: null }, open: true }),
    valid('json', refreshRequest),
    async (c) => {
      const token = c.req.valid('json').refresh_token ?? cookieToken(c)
      if (token) await logout(c.get('world'), token)
      if (isOwnPage(c)) deleteCookie(c, cookieName, { path: cookiePath })
      return c.body(null, 204)
    },
  )
  .post(
    '/connectwise',
    describe({
      summary: 'Sign in as the member whose browser session ConnectWise confirms.',
      answers: { 200: memberSignedIn },
      problems: ['member_not_confirmed', 'not_allowed', 'too_often', 'psa_unavailable'],
      open: true,
    }),
    valid('json', memberSignInRequest),
    async (c) => c.json(await signInMember(c.get('world'), c.req.valid('json'), clientAddress(c))),
  )
  // a preflight must end here: the routes behind the sign-in answer any origin
  .all('/*', (c) => c.notFound())

export const jwksRoutes = routes().get(
  '/.well-known/jwks.json',
  describe({
    summary: 'Public keys of our access tokens.',
    answers: { 200: v.object({ keys: v.array(v.looseObject({ kid: v.string(), kty: v.string() })) }) },
    open: true,
  }),
  (c) => {
    c.header('cache-control', 'public, max-age=300')
    return c.json(c.get('world').keys.publicKeys())
  },
)

async function answer(c: Context<AppEnv>, done: Refreshed, byCookie: boolean) {
  const { keys, config } = c.get('world')
  const { account_id, user, refresh_token } = done
  const access_token = await keys.signAccess({ sub: user.id, account: account_id, surface: 'app' })
  const body: SignedIn = { access_token, expires_in: lifetimeS.app, user }
  if (!byCookie) return c.json({ ...body, refresh_token })
  setCookie(c, cookieName, refresh_token, {
    path: cookiePath,
    httpOnly: true,
    sameSite: 'Strict',
    secure: publicUrl(config).startsWith('https:'),
    maxAge: cookieDays * 24 * 3600,
  })
  return c.json(body)
}

/** A cookie is sent whoever asks: only our own pages can make it count. */
function cookieToken(c: Context<AppEnv>): string | undefined {
  return isOwnPage(c) ? getCookie(c, cookieName) : undefined
}

function isOwnPage(c: Context<AppEnv>): boolean {
  const { PUBLIC_URL } = c.get('world').config
  const host = c.req.header('host') ?? new URL(c.req.url).host
  return c.req.header('origin') === (PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://${host}`)
}

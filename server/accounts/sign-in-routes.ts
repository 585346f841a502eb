import type { Context } from 'hono'
import * as v from 'valibot'
import {
  type AuthOptions,
  authOptions,
  loginRequest,
  memberSignedIn,
  memberSignInRequest,
  refreshRequest,
  type SignedIn,
  signedIn,
} from '../../shared/contracts/accounts.ts'
import { apiVersion, oldestExtension } from '../../shared/contracts/extension.ts'
import { Problem } from '../../shared/problems.ts'
import { clientAddress } from '../http/client-address.ts'
import { bearerCors } from '../http/headers.ts'
import { type AppEnv, describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { lifetimeS } from './access-token.ts'
import { signInMember } from './connectwise-sign-in.ts'
import { login } from './login.ts'
import { ssoLabel } from './oidc-provider.ts'
import { logout, type Refreshed, refresh } from './refresh.ts'
import { cookieToken, forgetCookie, isOwnPage, keepInCookie } from './refresh-cookie.ts'

/** Without CORS but for the options: other origins have no business here, and the cookie counts only for our own pages. */
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
      forgetCookie(c)
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
  .use('/options', bearerCors)
  .get(
    '/options',
    describe({
      summary: 'How one may sign in here, and which side panels this server speaks with.',
      answers: { 200: authOptions },
      open: true,
    }),
    (c) => {
      const label = ssoLabel(c.get('world').config)
      const options: AuthOptions = {
        api: apiVersion,
        min_extension: oldestExtension,
        sso: label ? { label } : null,
      }
      return c.json(options)
    },
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
  const { keys } = c.get('world')
  const { account_id, user, refresh_token } = done
  const access_token = await keys.signAccess({ sub: user.id, account: account_id, surface: 'app' })
  const body: SignedIn = { access_token, expires_in: lifetimeS.app, user }
  if (!byCookie) return c.json({ ...body, refresh_token })
  keepInCookie(c, refresh_token)
  return c.json(body)
}

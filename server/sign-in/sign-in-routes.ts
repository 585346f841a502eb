import * as v from 'valibot'
import {
  type AuthOptions,
  authOptions,
  loginRequest,
  memberLinkRequest,
  memberSignedIn,
  memberSignInRequest,
  refreshRequest,
  signedIn,
} from '../../shared/contracts/accounts.ts'
import { apiVersion, oldestExtension } from '../../shared/contracts/extension.ts'
import { challenged } from '../../shared/contracts/people.ts'
import { type SsoStart, ssoRequest, ssoStart } from '../../shared/contracts/sign-in.ts'
import { Problem } from '../../shared/problems.ts'
import { clientNetwork, deviceOf } from '../http/client-address.ts'
import { bearerCors } from '../http/headers.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { signInMember } from './connectwise-sign-in.ts'
import { knownDevice, rememberDevice } from './known-device.ts'
import { linkByPassword } from './link-member.ts'
import { login } from './login.ts'
import { keepAttempt } from './oidc-attempt.ts'
import { logout, refresh } from './refresh.ts'
import { cookieToken, forgetCookie, isOwnPage } from './refresh-cookie.ts'
import { answerSignedIn } from './sign-in-answer.ts'
import { beginSso, offersSso } from './sso-realm.ts'

/** Without CORS but for the options: other origins have no business here, and the cookie counts only for our own pages. */
export const signInRoutes = routes()
  .post(
    '/login',
    describe({
      summary: 'Sign in with e-mail and password: tokens, or a challenge where a second factor is asked for.',
      answers: { 200: v.union([signedIn, challenged]) },
      problems: ['wrong_credentials', 'too_often', 'sign_ins_busy'],
      open: true,
    }),
    valid('json', loginRequest),
    async (c) => {
      const typed = c.req.valid('json')
      const caller = { network: clientNetwork(c), device: await knownDevice(c, typed.email) }
      const done = await login(c.get('world'), typed, { ...caller, browser: deviceOf(c) })
      if ('challenge' in done) return c.json(done)
      await rememberDevice(c, typed.email)
      return c.json(await answerSignedIn(c, done, isOwnPage(c)))
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
      return c.json(await answerSignedIn(c, await refresh(c.get('world'), token), given === undefined))
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
      problems: [
        'member_not_confirmed',
        'member_not_linked',
        'member_switched_off',
        'too_often',
        'psa_unavailable',
      ],
      open: true,
    }),
    valid('json', memberSignInRequest),
    async (c) => c.json(await signInMember(c.get('world'), c.req.valid('json'), clientNetwork(c))),
  )
  .post(
    '/connectwise/link',
    describe({
      summary: 'Link that member to my user, once, with my password; signs in.',
      answers: { 200: memberSignedIn },
      problems: [
        'member_not_confirmed',
        'wrong_credentials',
        'member_not_linked',
        'member_switched_off',
        'not_allowed',
        'member_taken',
        'too_often',
        'sign_ins_busy',
        'psa_unavailable',
      ],
      open: true,
    }),
    valid('json', memberLinkRequest),
    async (c) => c.json(await linkByPassword(c.get('world'), c.req.valid('json'), clientNetwork(c))),
  )
  .post(
    '/sso',
    describe({
      summary: 'Where single sign-on goes on for this address. The same refusal whatever is wrong.',
      answers: { 200: ssoStart },
      problems: ['sso_refused', 'sso_unavailable', 'too_often'],
      open: true,
    }),
    valid('json', ssoRequest),
    async (c) => {
      if (!isOwnPage(c)) throw new Problem('sso_refused')
      const { email } = c.req.valid('json')
      const { attempt, location } = await beginSso(c.get('world'), email, null, clientNetwork(c))
      await keepAttempt(c, attempt)
      const start: SsoStart = { location }
      return c.json(start)
    },
  )
  .use('/options', bearerCors)
  .get(
    '/options',
    describe({
      summary: 'How one may sign in here, and which side panels this server speaks with.',
      answers: { 200: authOptions },
      open: true,
    }),
    async (c) => {
      const isOffered = await offersSso(c.get('world'))
      const options: AuthOptions = {
        api: apiVersion,
        min_extension: oldestExtension,
        sso: isOffered ? { label: 'single sign-on' } : null,
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

import type { Context } from 'hono'
import * as v from 'valibot'
import { ssoRequest } from '../../shared/contracts/sign-in.ts'
import { Problem } from '../../shared/problems.ts'
import { clientNetwork, deviceOf } from '../http/client-address.ts'
import { type AppEnv, describe, routes } from '../http/routes.ts'
import { limit } from '../limits.ts'
import { codeFor } from './oauth-code.ts'
import { readForm } from './oauth-form.ts'
import { onwardPage, sentencePage, signInPage } from './oauth-page.ts'
import { type AuthorizeRequest, back, readAuthorizeRequest } from './oauth-request.ts'
import { type Attempt, keepAttempt, takeAttempt } from './oidc-attempt.ts'
import { identityFrom } from './oidc-identity.ts'
import { signInByIdentity } from './oidc-sign-in.ts'
import { beginFamily } from './refresh.ts'
import { isOwnPage, keepInCookie } from './refresh-cookie.ts'
import { beginSso } from './sso-realm.ts'

const lostSentence =
  'This sign-in took too long or was begun in another window. Close this window and start again.'

/** Single sign-on by OpenID Connect, for the side panel and for the full page. */
export const oidcRoutes = routes()
  .post(
    '/start',
    describe({
      summary: 'On to the single sign-on of an e-mail address: the form of /oauth/authorize.',
      answers: { 200: 'text/html' },
      open: true,
    }),
    async (c) => {
      const form = (await readForm(c)) ?? {}
      const read = readAuthorizeRequest(c.get('world').config, form)
      return 'request' in read ? start(c, read.request, form.email) : sentencePage(c, lostSentence)
    },
  )
  .get(
    '/callback',
    describe({
      summary: 'Where the single sign-on sends the browser back to.',
      answers: { 200: 'text/html', 302: null },
      open: true,
    }),
    async (c) => {
      let attempt: Attempt | undefined
      try {
        await limitAddress(c)
        attempt = await takeAttempt(c)
        if (!attempt) return sentencePage(c, lostSentence, toFullPage)
        return await finish(c, attempt)
      } catch (error) {
        return refused(c, attempt?.request ?? null, error)
      }
    },
  )

const toFullPage = { href: '/app', label: 'To the full page' }

async function start(c: Context<AppEnv>, request: AuthorizeRequest, given = '') {
  const typed = v.safeParse(ssoRequest, { email: given })
  const email = given.slice(0, 254)
  try {
    if (!isOwnPage(c)) throw new Problem('sso_refused', 'This form was sent from another page. Sign in here.')
    if (!typed.success)
      throw new Problem('sso_refused', 'Type your whole e-mail address, then press single sign-on.')
    await limitAddress(c)
    const begun = await beginSso(c.get('world'), typed.output.email, request, clientNetwork(c))
    await keepAttempt(c, begun.attempt)
    return onwardPage(c, begun.location)
  } catch (error) {
    return refused(c, request, error, email)
  }
}

async function finish(c: Context<AppEnv>, attempt: Attempt) {
  const world = c.get('world')
  const { request } = attempt
  const identity = await identityFrom(world, attempt, new URL(c.req.url).search)
  const how = { signed_in_by: 'single_sign_on', device: deviceOf(c) } as const
  const given = await signInByIdentity(
    world,
    attempt.account_id,
    identity,
    request ? codeFor(request, how) : (sql, who) => beginFamily(sql, { ...who, ...how }),
  )
  if (request) return c.redirect(back(request.redirect_uri, { code: given, state: request.state }))
  keepInCookie(c, given)
  return c.redirect('/app')
}

/** To where there are other ways to sign in, with the sentence. */
function refused(c: Context<AppEnv>, request: AuthorizeRequest | null, error: unknown, email = '') {
  if (!(error instanceof Problem)) throw error
  if (!request) return sentencePage(c, error.message, toFullPage)
  return signInPage(c, request, { sso: true, email, wrong: error.message })
}

function limitAddress(c: Context<AppEnv>): Promise<void> {
  const world = c.get('world')
  return limit(world, `oidc:address:${clientNetwork(c)}`, world.config.LOGINS_PER_ADDRESS_PER_MINUTE, 60)
}

import type { Context } from 'hono'
import { Problem } from '../../shared/problems.ts'
import { clientAddress } from '../http/client-address.ts'
import { limit } from '../http/limits.ts'
import { type AppEnv, describe, routes } from '../http/routes.ts'
import { codeFor } from './oauth-code.ts'
import { sentencePage, signInPage } from './oauth-page.ts'
import { type AuthorizeRequest, back, readAuthorizeRequest } from './oauth-request.ts'
import { type Attempt, keepAttempt, takeAttempt } from './oidc-attempt.ts'
import { beginAttempt, identityFrom } from './oidc-identity.ts'
import { ssoLabel } from './oidc-provider.ts'
import { signInByIdentity } from './oidc-sign-in.ts'
import { beginFamily } from './refresh.ts'
import { keepInCookie } from './refresh-cookie.ts'

const lostSentence =
  'This sign-in took too long or was begun in another window. Close this window and start again.'

/** Single sign-on by OpenID Connect, for the side panel and for the full page. */
export const oidcRoutes = routes()
  .get(
    '/start',
    describe({
      summary: 'On to the single sign-on: for=app, or the query of /oauth/authorize.',
      answers: { 200: 'text/html', 302: null },
      open: true,
    }),
    async (c) => {
      const given = c.req.query()
      if (given.for === 'app') return start(c, null)
      const read = readAuthorizeRequest(c.get('world').config, given)
      if ('request' in read) return start(c, read.request)
      return sentencePage(c, lostSentence)
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

async function start(c: Context<AppEnv>, request: AuthorizeRequest | null) {
  try {
    await limitAddress(c)
    const { attempt, location } = await beginAttempt(c.get('world'), request)
    await keepAttempt(c, attempt)
    return c.redirect(location)
  } catch (error) {
    return refused(c, request, error)
  }
}

async function finish(c: Context<AppEnv>, attempt: Attempt) {
  const world = c.get('world')
  const { request } = attempt
  const identity = await identityFrom(world, attempt, new URL(c.req.url).search)
  const given = await signInByIdentity(world, identity, request ? codeFor(request) : beginFamily)
  if (request) return c.redirect(back(request.redirect_uri, { code: given, state: request.state }))
  keepInCookie(c, given)
  return c.redirect('/app')
}

/** To where there are other ways to sign in, with the sentence. */
function refused(c: Context<AppEnv>, request: AuthorizeRequest | null, error: unknown) {
  if (!(error instanceof Problem)) throw error
  if (!request) return sentencePage(c, error.message, toFullPage)
  return signInPage(c, request, { sso: ssoLabel(c.get('world').config), wrong: error.message })
}

function limitAddress(c: Context<AppEnv>): Promise<void> {
  const world = c.get('world')
  return limit(world, `oidc:address:${clientAddress(c)}`, world.config.LOGINS_PER_ADDRESS_PER_MINUTE, 60)
}

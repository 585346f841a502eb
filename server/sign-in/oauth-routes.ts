import type { Context } from 'hono'
import * as v from 'valibot'
import {
  type OauthError,
  oauthError,
  type PanelSignedIn,
  panelSignedIn,
} from '../../shared/contracts/accounts.ts'
import { oauthClientId } from '../../shared/contracts/extension.ts'
import { Problem } from '../../shared/problems.ts'
import { clientNetwork } from '../http/client-address.ts'
import { bearerCors } from '../http/headers.ts'
import { type AppEnv, describe, routes } from '../http/routes.ts'
import { lifetimeS } from '../keys/access-token.ts'
import { authorize, strangerSentence } from './oauth-authorize.ts'
import { exchangeCode } from './oauth-code.ts'
import { readForm } from './oauth-form.ts'
import { sentencePage, signInPage } from './oauth-page.ts'
import { readAuthorizeRequest } from './oauth-request.ts'
import { logout, type Refreshed, refresh } from './refresh.ts'
import { offersSso } from './sso-realm.ts'

const short = v.pipe(v.string(), v.maxLength(500))
const grantRequest = v.variant('grant_type', [
  v.object({
    grant_type: v.literal('authorization_code'),
    client_id: v.literal(oauthClientId),
    code: short,
    redirect_uri: short,
    code_verifier: v.pipe(v.string(), v.regex(/^[\w.~-]{43,128}$/)),
  }),
  v.object({
    grant_type: v.literal('refresh_token'),
    client_id: v.literal(oauthClientId),
    refresh_token: short,
  }),
])

/** The sign-in of the side panel: OAuth 2.1's authorization code with PKCE, for one public client. */
export const oauthRoutes = routes()
  .get(
    '/authorize',
    describe({
      summary:
        'The page on which the side panel’s user signs in. client_id, redirect_uri, response_type, code_challenge, code_challenge_method=S256, state.',
      answers: { 200: 'text/html', 302: null },
      open: true,
    }),
    async (c) => {
      const world = c.get('world')
      const read = readAuthorizeRequest(world.config, c.req.query())
      if ('request' in read) return signInPage(c, read.request, { sso: await offersSso(world) })
      return read.refused === 'stranger' ? sentencePage(c, strangerSentence) : c.redirect(read.location)
    },
  )
  .post(
    '/authorize',
    describe({
      summary:
        'That page’s form: back to the side panel with a code for 60 s, or the page again with a sentence.',
      answers: { 200: 'text/html', 303: null },
      open: true,
    }),
    authorize,
  )
  .use('/token', bearerCors)
  .post(
    '/token',
    describe({
      summary: 'A code or a refresh token, form-encoded, for an access token and the next refresh token.',
      answers: { 200: panelSignedIn, 400: oauthError },
      problems: ['too_often'],
      open: true,
    }),
    token,
  )
  .use('/revoke', bearerCors)
  .post(
    '/revoke',
    describe({
      summary:
        'End the sign-in that this refresh token (`token`, form-encoded) belongs to. Unknown ones are ended.',
      answers: { 200: null, 400: oauthError },
      open: true,
    }),
    async (c) => {
      const given = (await readForm(c))?.token
      if (!given || given.length > 500) return refuse(c, 'invalid_request', new Problem('malformed'))
      await logout(c.get('world'), given)
      return c.body(null, 200)
    },
  )

async function token(c: Context<AppEnv>) {
  const world = c.get('world')
  const form = await readForm(c)
  const parsed = v.safeParse(grantRequest, form)
  if (!parsed.success) {
    const isKnown = ['authorization_code', 'refresh_token'].includes(form?.grant_type ?? '')
    if (form?.grant_type && !isKnown) return refuse(c, 'unsupported_grant_type', new Problem('malformed'))
    const isOurs = form?.client_id === oauthClientId
    return refuse(c, isOurs ? 'invalid_request' : 'invalid_client', new Problem('malformed'))
  }
  const asked = parsed.output
  try {
    const done =
      asked.grant_type === 'refresh_token'
        ? await refresh(world, asked.refresh_token, 'panel')
        : await exchangeCode(world, asked, clientNetwork(c))
    return c.json(await tokensFor(c, done))
  } catch (error) {
    const isRefused = error instanceof Problem && error.status === 401
    if (isRefused) return refuse(c, 'invalid_grant', error)
    throw error
  }
}

async function tokensFor(c: Context<AppEnv>, done: Refreshed): Promise<PanelSignedIn> {
  const { account_id, user, refresh_token } = done
  const access = { sub: user.id, account: account_id, surface: 'panel', family: done.family_id } as const
  const access_token = await c.get('world').keys.signAccess(access)
  return { access_token, token_type: 'Bearer', expires_in: lifetimeS.panel, refresh_token, user }
}

function refuse(c: Context<AppEnv>, error: OauthError['error'], problem: Problem) {
  const { code, message } = problem
  const body: OauthError = {
    error,
    error_description: message,
    code,
    message,
    request_id: c.get('request_id'),
  }
  return c.json(body, 400)
}

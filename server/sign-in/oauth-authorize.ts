import type { Context } from 'hono'
import * as v from 'valibot'
import { loginRequest } from '../../shared/contracts/accounts.ts'
import { totpRequest } from '../../shared/contracts/people.ts'
import { Problem } from '../../shared/problems.ts'
import { clientNetwork, deviceOf } from '../http/client-address.ts'
import type { AppEnv } from '../http/routes.ts'
import { limit } from '../limits.ts'
import { answerChallenge } from './challenge.ts'
import { knownDevice, rememberDevice } from './known-device.ts'
import { type Grant, signInByPassword } from './login.ts'
import { codeFor } from './oauth-code.ts'
import { readForm } from './oauth-form.ts'
import { codePage, sentencePage, signInPage } from './oauth-page.ts'
import { type AuthorizeRequest, back, readAuthorizeRequest } from './oauth-request.ts'
import { isOwnPage } from './refresh-cookie.ts'
import { offersSso } from './sso-realm.ts'

export const strangerSentence =
  'This FlowPilot server does not know the side panel that asks. An admin can add its address to EXTENSION_REDIRECTS.'
const incompleteSentence = 'Type your whole e-mail address and your password.'

/** The form of the side panel's sign-in: password, then the code where one is asked for. */
export async function authorize(c: Context<AppEnv>) {
  const world = c.get('world')
  const form = (await readForm(c)) ?? {}
  const read = readAuthorizeRequest(world.config, form)
  if (!('request' in read))
    return read.refused === 'stranger' ? sentencePage(c, strangerSentence) : c.redirect(read.location, 303)
  const { request } = read
  const sso = await offersSso(world)
  const again = (wrong: string) =>
    signInPage(c, request, { sso, email: (form.email ?? '').slice(0, 254), wrong })
  if (!isOwnPage(c)) return again('This form was sent from another page. Sign in here.')
  const grant = codeFor(request, { signed_in_by: 'password', device: deviceOf(c) })
  if (form.challenge) return secondStep(c, request, form.challenge, form.code ?? '', grant)
  const typed = v.safeParse(loginRequest, form)
  if (!typed.success) return again(incompleteSentence)
  try {
    const { email } = typed.output
    const caller = { network: clientNetwork(c), device: await knownDevice(c, email) }
    const done = await signInByPassword(world, typed.output, caller, grant)
    if (!('challenge' in done)) {
      await rememberDevice(c, email)
      return toPanel(c, request, done.given)
    }
    return done.second_factor === 'code' ? codePage(c, request, { challenge: done.challenge }) : enrolPage(c)
  } catch (error) {
    if (error instanceof Problem) return again(error.message)
    throw error
  }
}

/** The code after the password; a wrong one asks again, a sign-in that took too long begins anew. */
async function secondStep(
  c: Context<AppEnv>,
  request: AuthorizeRequest,
  challenge: string,
  code: string,
  grant: Grant,
) {
  const world = c.get('world')
  const given = v.safeParse(totpRequest, { challenge, code })
  if (!given.success)
    return codePage(c, request, { challenge, wrong: 'Type six digits, or a recovery code.' })
  try {
    await limit(world, `oauth:address:${clientNetwork(c)}`, world.config.LOGINS_PER_ADDRESS_PER_MINUTE, 60)
    const done = await answerChallenge(world, given.output, grant)
    if (done.user.email) await rememberDevice(c, done.user.email)
    return toPanel(c, request, done.given)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.code === 'sign_in_too_old' || error.code === 'sso_only')
      return signInPage(c, request, { sso: await offersSso(world), wrong: error.message })
    return codePage(c, request, { challenge, wrong: error.message })
  }
}

function toPanel(c: Context<AppEnv>, { redirect_uri, state }: AuthorizeRequest, code: string) {
  return c.redirect(back(redirect_uri, { code, state }), 303)
}

/** An authenticator is set up in the full page, which can show its QR code. */
function enrolPage(c: Context<AppEnv>) {
  return sentencePage(
    c,
    'Your account asks for a second factor. Set it up in the full page, then sign in here.',
    { href: '/app', label: 'To the full page' },
  )
}

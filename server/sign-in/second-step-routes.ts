import type { Context } from 'hono'
import { v7 as newId } from 'uuid'
import {
  enrolRequest,
  linkPassword,
  linkRequest,
  linkView,
  newSecret,
  type SignedInBySecondFactor,
  signedInBySecondFactor,
  totpRequest,
} from '../../shared/contracts/people.ts'
import { clientNetwork, deviceOf } from '../http/client-address.ts'
import { type AppEnv, describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { limit } from '../limits.ts'
import { answerChallenge, enrolByChallenge } from './challenge.ts'
import { rememberDevice } from './known-device.ts'
import { type Bringer, readLink, setPasswordByLink } from './password-link.ts'
import { beginFamily, holderOf } from './refresh.ts'
import { cookieToken, isOwnPage } from './refresh-cookie.ts'
import { answerSignedIn } from './sign-in-answer.ts'

/** What follows a right password, and what a one-time link opens; without a sign-in, and for our own pages. */
export const secondStepRoutes = routes()
  .post(
    '/totp',
    describe({
      summary:
        'The second step of a sign-in: a code of the authenticator or a recovery code. The first code of a new secret makes it count.',
      answers: { 200: signedInBySecondFactor },
      problems: ['wrong_code', 'sign_in_too_old', 'sso_only', 'too_often'],
      open: true,
    }),
    valid('json', totpRequest),
    async (c) => {
      const world = c.get('world')
      await limitAddress(c)
      const how = { family_id: newId(), device: deviceOf(c) }
      const done = await answerChallenge(world, c.req.valid('json'), (sql, who) =>
        beginFamily(sql, { ...who, ...how }),
      )
      const { given, recovery_codes, ...who } = done
      if (who.user.email) await rememberDevice(c, who.user.email)
      const tokens = { ...who, family_id: how.family_id, refresh_token: given }
      const answer: SignedInBySecondFactor = {
        ...(await answerSignedIn(c, tokens, isOwnPage(c))),
        ...(recovery_codes ? { recovery_codes } : {}),
      }
      return c.json(answer)
    },
  )
  .post(
    '/second-factor',
    describe({
      summary: 'The secret for somebody whose account asks for a second factor before it lets them in.',
      answers: { 200: newSecret },
      problems: ['sign_in_too_old', 'too_often'],
      open: true,
    }),
    valid('json', enrolRequest),
    async (c) => {
      await limitAddress(c)
      return c.json(await enrolByChallenge(c.get('world'), c.req.valid('json').challenge))
    },
  )
  .post(
    '/link',
    describe({
      summary: 'Whom an invitation or a reset is for.',
      answers: { 200: linkView },
      problems: ['not_found', 'link_used', 'link_replaced', 'link_expired', 'link_of_another', 'too_often'],
      open: true,
    }),
    valid('json', linkRequest),
    async (c) => c.json(await readLink(c.get('world'), c.req.valid('json').token, await bringer(c))),
  )
  .post(
    '/password',
    describe({
      summary: 'Set a password with an invitation or a reset; the link is used up and other sign-ins end.',
      answers: { 204: null },
      problems: [
        'not_found',
        'password_weak',
        'link_used',
        'link_replaced',
        'link_expired',
        'link_of_another',
        'too_often',
        'sign_ins_busy',
      ],
      open: true,
    }),
    valid('json', linkPassword),
    async (c) => {
      await setPasswordByLink(c.get('world'), c.req.valid('json'), await bringer(c))
      return c.body(null, 204)
    },
  )

async function bringer(c: Context<AppEnv>): Promise<Bringer> {
  const token = cookieToken(c)
  const user_id = token ? await holderOf(c.get('world'), token) : undefined
  return { address: clientNetwork(c), user_id }
}

function limitAddress(c: Context<AppEnv>): Promise<void> {
  const world = c.get('world')
  return limit(world, `login:address:${clientNetwork(c)}`, world.config.LOGINS_PER_ADDRESS_PER_MINUTE, 60)
}

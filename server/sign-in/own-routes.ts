import * as v from 'valibot'
import { me } from '../../shared/contracts/accounts.ts'
import { id } from '../../shared/contracts/common.ts'
import {
  newSecret,
  passwordChange,
  recoveryCodes,
  secondFactor,
  secondFactorChange,
  secondFactorEnd,
  signInRow,
} from '../../shared/contracts/people.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { changeOwnPassword } from './own-password.ts'
import { endSignIn, listSignIns } from './own-sign-ins.ts'
import { readMe } from './read-me.ts'
import { changeSecondFactor, endSecondFactor, readSecondFactor } from './second-factor.ts'

/** One's own sign-in. */
export const ownRoutes = routes()
  .get(
    '/me',
    describe({ summary: 'Who I am, in which account, and what it is connected to.', answers: { 200: me } }),
    async (c) => c.json(await readMe(c.get('ctx'))),
  )
  .get(
    '/me/sign-ins',
    describe({
      summary: 'My open sign-ins of page and panel.',
      answers: { 200: v.object({ items: v.array(signInRow), next_cursor: v.null() }) },
    }),
    async (c) => c.json({ items: await listSignIns(c.get('ctx')), next_cursor: null }),
  )
  .delete(
    '/me/sign-ins/:id',
    describe({
      summary: 'End one of my sign-ins.',
      answers: { 204: null },
      problems: ['not_found', 'not_allowed'],
    }),
    valid('param', v.object({ id })),
    async (c) => {
      await endSignIn(c.get('ctx'), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
  .post(
    '/me/password',
    describe({
      summary: 'Set my password; every other sign-in of mine ends.',
      answers: { 204: null },
      problems: [
        'password_weak',
        'invalid',
        'no_email',
        'conflict',
        'not_allowed',
        'too_often',
        'sign_ins_busy',
      ],
    }),
    valid('json', passwordChange),
    async (c) => {
      await changeOwnPassword(c.get('ctx'), c.req.valid('json'))
      return c.body(null, 204)
    },
  )
  .get(
    '/me/second-factor',
    describe({ summary: 'Whether codes are asked of me.', answers: { 200: secondFactor } }),
    async (c) => c.json(await readSecondFactor(c.get('ctx'))),
  )
  .put(
    '/me/second-factor',
    describe({
      summary:
        'With my password: a new secret. With a code of it: it counts, and here are the recovery codes.',
      answers: { 200: v.union([newSecret, recoveryCodes]) },
      problems: ['invalid', 'no_password', 'conflict', 'not_allowed', 'too_often', 'sign_ins_busy'],
    }),
    valid('json', secondFactorChange),
    async (c) => c.json(await changeSecondFactor(c.get('ctx'), c.req.valid('json'))),
  )
  .delete(
    '/me/second-factor',
    describe({
      summary: 'With my password: codes are asked no more.',
      answers: { 204: null },
      problems: [
        'invalid',
        'no_password',
        'second_factor_required',
        'not_allowed',
        'too_often',
        'sign_ins_busy',
      ],
    }),
    valid('json', secondFactorEnd),
    async (c) => {
      await endSecondFactor(c.get('ctx'), c.req.valid('json').password)
      return c.body(null, 204)
    },
  )

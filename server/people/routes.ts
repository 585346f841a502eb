import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import {
  invited,
  newPerson,
  passwordLink,
  person,
  personChange,
  personList,
} from '../../shared/contracts/people.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { changePerson } from './change-person.ts'
import { invitePerson } from './invite.ts'
import { readPeople } from './read-people.ts'
import { endSignInsOf, resetPassword, resetSecondFactor } from './reset-person.ts'
import { unlinkIdentity } from './unlink-identity.ts'

const one = v.object({ id })

/** The people of the account, for admins. */
export const peopleRoutes = routes()
  .get(
    '/accounts/me/people',
    describe({
      summary: 'The people of the account, with what I may do with each.',
      answers: { 200: personList },
      problems: ['not_allowed'],
    }),
    async (c) => c.json({ items: await readPeople(c.get('ctx')), next_cursor: null }),
  )
  .post(
    '/accounts/me/people',
    describe({
      summary: 'Invite somebody: a one-time link, mailed or shown this once.',
      answers: { 201: invited },
      problems: ['not_allowed', 'email_taken', 'too_many_people', 'too_often'],
    }),
    valid('json', newPerson),
    async (c) => c.json(await invitePerson(c.get('ctx'), c.req.valid('json')), 201),
  )
  .patch(
    '/accounts/me/people/:id',
    describe({
      summary: 'Change the role, switch off or on. A stale revision answers how the person stands now.',
      answers: { 200: person },
      problems: ['not_allowed', 'not_found', 'revision_stale', 'last_owner', 'too_many_people'],
    }),
    valid('param', one),
    valid('json', personChange),
    async (c) => c.json(await changePerson(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .post(
    '/accounts/me/people/:id/reset',
    describe({
      summary: 'A new one-time link for their password, mailed or shown this once.',
      answers: { 200: passwordLink },
      problems: ['not_allowed', 'not_found', 'no_email', 'too_often'],
    }),
    valid('param', one),
    async (c) => c.json(await resetPassword(c.get('ctx'), c.req.valid('param').id)),
  )
  .delete(
    '/accounts/me/people/:id/sign-ins',
    describe({
      summary: 'Sign somebody out everywhere.',
      answers: { 204: null },
      problems: ['not_allowed', 'not_found'],
    }),
    valid('param', one),
    async (c) => {
      await endSignInsOf(c.get('ctx'), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
  .delete(
    '/accounts/me/people/:id/second-factor',
    describe({
      summary: 'Take away the second factor of somebody who lost it.',
      answers: { 204: null },
      problems: ['not_allowed', 'not_found'],
    }),
    valid('param', one),
    async (c) => {
      await resetSecondFactor(c.get('ctx'), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
  .delete(
    '/accounts/me/users/:id/single-sign-on',
    describe({
      summary:
        'Forget who somebody is at the provider: they are signed out, and their next sign-in links anew. Owners act on everybody.',
      answers: { 204: null },
      problems: ['malformed', 'not_allowed', 'not_found', 'last_owner'],
    }),
    valid('param', v.object({ id })),
    async (c) => {
      await unlinkIdentity(c.get('ctx'), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )

import * as v from 'valibot'
import {
  accountAiPolicy,
  clientPolicyOrder,
  destinations,
  usualPolicy,
} from '../../shared/contracts/ai-policy.ts'
import { id } from '../../shared/contracts/common.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { readPolicies, removePolicyOfClient, setPolicyOfClient, setUsualPolicy } from './change-policy.ts'
import { readDestinations } from './read-destinations.ts'

export const aiPolicyRoutes = routes()
  .get(
    '/accounts/me/ai-policy',
    describe({
      summary: 'What a model outside may read of each client.',
      answers: { 200: accountAiPolicy },
    }),
    async (c) => c.json(await readPolicies(c.get('ctx'))),
  )
  .patch(
    '/accounts/me/ai-policy',
    describe({
      summary: 'Set what holds for clients that have no policy of their own.',
      answers: { 200: accountAiPolicy },
      problems: ['not_allowed', 'invalid'],
    }),
    valid('json', usualPolicy),
    async (c) => c.json(await setUsualPolicy(c.get('ctx'), c.req.valid('json').usual)),
  )
  .put(
    '/accounts/me/ai-policy/clients',
    describe({
      summary: 'Set what holds for one client, in place of what held before.',
      answers: { 200: accountAiPolicy },
      problems: ['not_allowed', 'invalid', 'too_many_client_rules'],
    }),
    valid('json', clientPolicyOrder),
    async (c) => c.json(await setPolicyOfClient(c.get('ctx'), c.req.valid('json'))),
  )
  .delete(
    '/accounts/me/ai-policy/clients/:id',
    describe({
      summary: 'Let the usual hold for a client again.',
      answers: { 200: accountAiPolicy },
      problems: ['not_allowed', 'not_found'],
    }),
    valid('param', v.object({ id })),
    async (c) => c.json(await removePolicyOfClient(c.get('ctx'), c.req.valid('param').id)),
  )
  .get(
    '/accounts/me/destinations',
    describe({
      summary: 'Where data of the account goes outside, as the server is set up.',
      answers: { 200: destinations },
    }),
    async (c) => c.json(await readDestinations(c.get('ctx'))),
  )

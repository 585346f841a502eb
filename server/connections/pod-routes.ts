import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { podRegistered } from '../../shared/contracts/connections.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { registerPod } from './register-pod.ts'

export const podRoutes = routes().post(
  '/integrations/psa/connections/:id/register-pod',
  describe({
    summary: 'Put the pod on the ticket screen of the PSA, at its address of today.',
    answers: { 200: podRegistered },
    problems: [
      'malformed',
      'not_allowed',
      'no_connection',
      'psa_refused',
      'psa_keys_refused',
      'psa_busy',
      'psa_unavailable',
      'secret_key_missing',
    ],
  }),
  valid('param', v.object({ id })),
  async (c) => c.json(await registerPod(c.get('ctx'), c.req.valid('param').id)),
)

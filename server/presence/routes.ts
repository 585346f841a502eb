import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { presenceChange, present } from '../../shared/contracts/presence.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { readPresence, sayPresence } from './say-presence.ts'

const one = v.object({ id })

export const presenceRoutes = routes()
  .put(
    '/:id/presence',
    describe({
      summary:
        'Say every ten seconds that I read this case or type in it, or that I left; who else is there.',
      answers: { 200: v.array(present) },
      problems: ['not_found', 'not_your_ticket'],
    }),
    valid('param', one),
    valid('json', presenceChange),
    async (c) => c.json(await sayPresence(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .get(
    '/:id/presence',
    describe({
      summary: 'Who else has this case open now.',
      answers: { 200: v.array(present) },
      problems: ['not_found', 'not_your_ticket'],
    }),
    valid('param', one),
    async (c) => c.json(await readPresence(c.get('ctx'), c.req.valid('param').id)),
  )

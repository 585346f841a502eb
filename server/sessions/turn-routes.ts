import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { newMessage } from '../../shared/contracts/sessions.ts'
import { takesImages } from '../http/body-limits.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { ask } from './ask.ts'
import { stopTurn } from './stop-turn.ts'
import { turnStream, wholeTurn } from './turn-stream.ts'

const one = v.object({ id })

export const turnRoutes = routes()
  .post(
    '/:id/messages',
    describe({
      summary:
        'Say something and follow the answer: `reply` {text}, `retry` {}, `thinking` {} (at work, no text yet), `session` {changed keys}, then `done` {step_id, usage, act?: what the words ordered of Share Update} or `error` {code, message}. With `Accept: application/json` the whole answer at once. The turn goes on without its reader.',
      answers: { 200: 'text/event-stream' },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'turn_in_progress',
        'revision_stale',
        'case_closed',
        'invalid',
        'too_large',
        'image_not_taken',
        'image_too_large',
        'image_unreadable',
        'image_refused',
        'too_often',
        'too_many_reminders',
        'model_refused',
        'model_invalid',
        'model_unavailable',
        'draining',
      ],
    }),
    takesImages,
    valid('param', one),
    valid('json', newMessage),
    async (c) => {
      const follow = await ask(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
      const accepts = c.req.header('accept') ?? ''
      const isWhole = accepts.includes('application/json') && !accepts.includes('text/event-stream')
      return isWhole ? c.json(await wholeTurn(follow)) : turnStream(c, follow)
    },
  )
  .post(
    '/:id/messages/stop',
    describe({
      summary: 'End the running answer; what it said stays.',
      answers: { 204: null },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed'],
    }),
    valid('param', one),
    async (c) => {
      await stopTurn(c.get('ctx'), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )

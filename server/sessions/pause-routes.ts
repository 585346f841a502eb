import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { sessionDetail } from '../../shared/contracts/sessions.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { pause, resume } from './pause.ts'

const one = v.object({ id })

export const pauseRoutes = routes()
  .post(
    '/:id/pause',
    describe({
      summary: 'Set a case aside; a paused one answers as it stands. For its handler and whoever began it.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_your_case',
        'not_found',
        'not_your_ticket',
        'case_escalated',
        'case_closed',
      ],
    }),
    valid('param', one),
    async (c) => c.json(await pause(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/:id/resume',
    describe({
      summary: 'Take a paused case up again; its handler’s next act does so by itself.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_your_case',
        'not_found',
        'not_your_ticket',
        'case_escalated',
        'case_closed',
      ],
    }),
    valid('param', one),
    async (c) => c.json(await resume(c.get('ctx'), c.req.valid('param').id)),
  )

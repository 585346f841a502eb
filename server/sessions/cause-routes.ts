import * as v from 'valibot'
import { cause, causeChange, newCause } from '../../shared/contracts/causes.ts'
import { id } from '../../shared/contracts/common.ts'
import { sessionDetail } from '../../shared/contracts/sessions.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { addCause } from './add-cause.ts'
import { changeCause } from './change-cause.ts'
import { reopenQuestion } from './reopen-question.ts'

const oneSession = v.object({ id })

export const causeRoutes = routes()
  .post(
    '/:id/causes',
    describe({
      summary: 'Add a cause to prove; it leads.',
      answers: { 201: cause },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed', 'invalid'],
    }),
    valid('param', oneSession),
    valid('json', newCause),
    async (c) => c.json(await addCause(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .patch(
    '/:id/causes/:cause_id',
    describe({
      summary: 'Pick, strike, reopen or move a cause. The leading one is the hypothesis of the case.',
      answers: { 200: cause },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed', 'invalid'],
    }),
    valid('param', v.object({ id, cause_id: id })),
    valid('json', causeChange),
    async (c) => {
      const { id, cause_id } = c.req.valid('param')
      return c.json(await changeCause(c.get('ctx'), id, cause_id, c.req.valid('json')))
    },
  )
  .post(
    '/:id/questions/:question_id/reopen',
    describe({
      summary: 'Take an answer back: its question is open again, its facts and its step’s result go.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'case_closed',
        'turn_in_progress',
        'revision_stale',
      ],
    }),
    valid('param', v.object({ id, question_id: id })),
    async (c) => {
      const { id, question_id } = c.req.valid('param')
      return c.json(await reopenQuestion(c.get('ctx'), id, question_id))
    },
  )

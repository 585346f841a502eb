import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { forkChoice } from '../../shared/contracts/forks.ts'
import { sessionDetail } from '../../shared/contracts/sessions.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { chooseFork } from './choose-fork.ts'
import { takeBackFork } from './take-back-fork.ts'

const one = v.object({ id, fork_id: id })

export const forkRoutes = routes()
  .post(
    '/:id/forks/:fork_id/choice',
    describe({
      summary:
        'Choose a path of a fork: its cause leads and its check is asked at once. The other paths can be taken later, by `instead_of`.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'case_closed',
        'turn_in_progress',
        'fork_chosen',
        'fork_superseded',
        'invalid',
      ],
    }),
    valid('param', one),
    valid('json', forkChoice),
    async (c) => {
      const { id, fork_id } = c.req.valid('param')
      return c.json(await chooseFork(c.get('ctx'), id, fork_id, c.req.valid('json')))
    },
  )
  .delete(
    '/:id/forks/:fork_id/choice',
    describe({
      summary:
        'Take the first choice of a path back: none is taken, and what was asked before is asked again. Possible until somebody goes on.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'case_closed',
        'turn_in_progress',
        'fork_walked_on',
      ],
    }),
    valid('param', one),
    async (c) => {
      const { id, fork_id } = c.req.valid('param')
      return c.json(await takeBackFork(c.get('ctx'), id, fork_id))
    },
  )

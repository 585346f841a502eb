import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { caseFlow, caseFlowChange } from '../../shared/contracts/flows.ts'
import { sessionDetail } from '../../shared/contracts/sessions.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { leadByFlow } from './lead-by-flow.ts'
import { readCaseFlow } from './read-case-flow.ts'
import { takeBackFlow } from './take-back-flow.ts'

const one = v.object({ id })

export const caseFlowRoutes = routes()
  .get(
    '/:id/flow',
    describe({
      summary:
        'The flow that leads a case, in the version it walks: where the case stands, and what speaks for it.',
      answers: { 200: caseFlow },
      problems: ['not_found', 'not_your_ticket'],
    }),
    valid('param', one),
    async (c) => c.json(await readCaseFlow(c.get('ctx'), c.req.valid('param').id)),
  )
  .put(
    '/:id/flow',
    describe({
      summary: 'Choose the flow that leads from now on; null: none. Its first question stands at once.',
      answers: { 200: sessionDetail },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed', 'turn_in_progress', 'invalid'],
    }),
    valid('param', one),
    valid('json', caseFlowChange),
    async (c) => c.json(await leadByFlow(c.get('ctx'), c.req.valid('param').id, c.req.valid('json').key)),
  )
  .delete(
    '/:id/flow',
    describe({
      summary:
        'Take the choice of a flow back: what led before leads again, where it stood. Possible until somebody goes on.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'case_closed',
        'turn_in_progress',
        'flow_walked_on',
      ],
    }),
    valid('param', one),
    async (c) => c.json(await takeBackFlow(c.get('ctx'), c.req.valid('param').id)),
  )

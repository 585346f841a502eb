import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { caseFlow } from '../../shared/contracts/flows.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { readCaseFlow } from './read-case-flow.ts'

const one = v.object({ id })

export const caseFlowRoutes = routes().get(
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

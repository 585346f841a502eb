import * as v from 'valibot'
import { documentation } from '../../shared/contracts/closings.ts'
import { id } from '../../shared/contracts/common.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { readDocumentation } from './read-documentation.ts'

const one = v.object({ id })

export const closingRoutes = routes().get(
  '/:id/documentation',
  describe({
    summary: 'What the ticket keeps of a case: problem, diagnosis path, resolution, timing. Without secrets.',
    answers: { 200: documentation },
    problems: ['not_found', 'not_your_ticket'],
  }),
  valid('param', one),
  async (c) => c.json(await readDocumentation(c.get('ctx'), c.req.valid('param').id)),
)

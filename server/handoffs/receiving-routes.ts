import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { pickedUp, pickupRequest, receivedRequest } from '../../shared/contracts/handoff-calls.ts'
import { handoff } from '../../shared/contracts/handoffs.ts'
import { sessionDetail } from '../../shared/contracts/sessions.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { markLine } from './mark-line.ts'
import { claim, pickUp } from './pick-up.ts'
import { takeBack } from './take-back.ts'

const one = v.object({ id })
const oneHandoff = v.object({ id, handoff_id: id })

/** What is done with a handoff that is there. */
export const receivingRoutes = routes()
  .post(
    '/:id/pickup',
    describe({
      summary:
        'Pick a case up and begin, where it was left or afresh with own words; of two at once one does. 409 says who has it.',
      answers: { 200: pickedUp },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'own_handoff',
        'handoff_already_claimed',
        'handoff_not_open',
        'case_closed',
      ],
    }),
    valid('param', one),
    valid('json', pickupRequest),
    async (c) => c.json(await pickUp(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .post(
    '/:id/handoffs/:handoff_id/claim',
    describe({
      summary: 'Claim a case before beginning with it. 409 says who has it.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'own_handoff',
        'handoff_already_claimed',
        'handoff_not_open',
      ],
    }),
    valid('param', oneHandoff),
    async (c) => {
      const { id: sessionId, handoff_id } = c.req.valid('param')
      return c.json(await claim(c.get('ctx'), sessionId, handoff_id))
    },
  )
  .delete(
    '/:id/handoffs/:handoff_id',
    describe({
      summary: 'Take a case back that nobody has picked up: what of its note was not sent yet is not sent.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'handoff_already_claimed',
        'handoff_not_open',
      ],
    }),
    valid('param', oneHandoff),
    async (c) => {
      const { id: sessionId, handoff_id } = c.req.valid('param')
      return c.json(await takeBack(c.get('ctx'), sessionId, handoff_id))
    },
  )
  .post(
    '/:id/handoffs/:handoff_id/received',
    describe({
      summary:
        'Whoever picked a case up marks a line of its brief as confirmed or wrong; null takes the mark away.',
      answers: { 200: handoff },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'not_your_case', 'invalid'],
    }),
    valid('param', oneHandoff),
    valid('json', receivedRequest),
    async (c) => {
      const { id: sessionId, handoff_id } = c.req.valid('param')
      return c.json(await markLine(c.get('ctx'), sessionId, handoff_id, c.req.valid('json')))
    },
  )

import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { fact, factChange, factPromotion, newFact } from '../../shared/contracts/facts.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { addFact } from './add-fact.ts'
import { changeFact } from './change-fact.ts'
import { listFacts } from './list-facts.ts'
import { promoteFact } from './promote-fact.ts'
import { removeFact } from './remove-fact.ts'

const oneSession = v.object({ id })
const oneFact = v.object({ id, fact_id: id })
const page = v.object({ items: v.array(fact), next_cursor: v.null() })

export const factRoutes = routes()
  .get(
    '/:id/facts',
    describe({
      summary: 'What we know.',
      answers: { 200: page },
      problems: ['not_found', 'not_your_ticket'],
    }),
    valid('param', oneSession),
    async (c) => c.json(await listFacts(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/:id/facts',
    describe({
      summary: 'Add a fact in own words.',
      answers: { 201: fact },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed', 'invalid'],
    }),
    valid('param', oneSession),
    valid('json', newFact),
    async (c) => c.json(await addFact(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .post(
    '/:id/facts/promote',
    describe({
      summary: 'Make a fact of own words, of what a step showed, or of an answer.',
      answers: { 201: fact },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'case_closed',
        'nothing_to_promote',
        'invalid',
      ],
    }),
    valid('param', oneSession),
    valid('json', factPromotion),
    async (c) => c.json(await promoteFact(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .patch(
    '/:id/facts/:fact_id',
    describe({
      summary: 'Change words or status of a fact that did not come from an answer.',
      answers: { 200: fact },
      problems: [
        'not_allowed',
        'fact_from_answer',
        'not_found',
        'not_your_ticket',
        'revision_stale',
        'case_closed',
      ],
    }),
    valid('param', oneFact),
    valid('json', factChange),
    async (c) => {
      const { id, fact_id } = c.req.valid('param')
      return c.json(await changeFact(c.get('ctx'), id, fact_id, c.req.valid('json')))
    },
  )
  .delete(
    '/:id/facts/:fact_id',
    describe({
      summary: 'Take a fact that did not come from an answer out of view.',
      answers: { 204: null },
      problems: ['not_allowed', 'fact_from_answer', 'not_found', 'not_your_ticket', 'case_closed'],
    }),
    valid('param', oneFact),
    async (c) => {
      const { id, fact_id } = c.req.valid('param')
      await removeFact(c.get('ctx'), id, fact_id)
      return c.body(null, 204)
    },
  )

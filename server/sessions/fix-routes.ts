import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { fix, newFixOutcome } from '../../shared/contracts/fixes.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { clearFixProposal } from './clear-fix-proposal.ts'
import { applyFix, setFixOutcome, takeBackApply } from './decide-fix.ts'
import { readFix } from './read-fix.ts'

const oneFix = v.object({ id, fix_id: id })
export const fixRoutes = routes()
  .get(
    '/:id/suggested-fixes/active',
    describe({
      summary: 'The suggested fix that stands, decided or not.',
      answers: { 200: fix },
      problems: ['not_allowed', 'not_found', 'not_your_ticket'],
    }),
    valid('param', v.object({ id })),
    async (c) => c.json(await readFix(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/:id/suggested-fixes/:fix_id/apply',
    describe({
      summary: 'The fix was applied: it is being verified from now on. The same again changes nothing.',
      answers: { 200: fix },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed', 'fix_settled', 'conflict'],
    }),
    valid('param', oneFix),
    async (c) => {
      const { id, fix_id } = c.req.valid('param')
      return c.json(await applyFix(c.get('ctx'), id, fix_id))
    },
  )
  .delete(
    '/:id/suggested-fixes/:fix_id/apply',
    describe({
      summary: 'It was not applied after all. Possible for ten minutes.',
      answers: { 200: fix },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'case_closed',
        'fix_settled',
        'conflict',
        'fix_applied_long_ago',
      ],
    }),
    valid('param', oneFix),
    async (c) => {
      const { id, fix_id } = c.req.valid('param')
      return c.json(await takeBackApply(c.get('ctx'), id, fix_id))
    },
  )
  .patch(
    '/:id/suggested-fixes/:fix_id/outcome',
    describe({
      summary:
        'Whether it worked. Answers the question about it, stamps applied_at where that is missing, and clears a proposal.',
      answers: { 200: fix },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'case_closed',
        'fix_settled',
        'conflict',
        'turn_in_progress',
        'invalid',
      ],
    }),
    valid('param', oneFix),
    valid('json', newFixOutcome),
    async (c) => {
      const { id, fix_id } = c.req.valid('param')
      return c.json(await setFixOutcome(c.get('ctx'), id, fix_id, c.req.valid('json')))
    },
  )
  .delete(
    '/:id/suggested-fixes/:fix_id/ai-outcome-proposal',
    describe({
      summary: 'Not yet: takes the proposed outcome away. The version of the case stays.',
      answers: { 200: fix },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed', 'fix_settled', 'conflict'],
    }),
    valid('param', oneFix),
    async (c) => {
      const { id, fix_id } = c.req.valid('param')
      return c.json(await clearFixProposal(c.get('ctx'), id, fix_id))
    },
  )

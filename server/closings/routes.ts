import * as v from 'valibot'
import {
  closing,
  closingProposal,
  documentation,
  documentationPreview,
  documentationWords,
  resolved,
  resolveRequest,
} from '../../shared/contracts/closings.ts'
import { id } from '../../shared/contracts/common.ts'
import { sessionDetail } from '../../shared/contracts/sessions.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { draftRoutes } from './draft-routes.ts'
import { noteRoutes } from './note-routes.ts'
import { previewDocumentation } from './preview-documentation.ts'
import { readDocumentation } from './read-documentation.ts'
import { readProposal } from './read-proposal.ts'
import { reopen } from './reopen.ts'
import { resolve } from './resolve.ts'
import { retryPush } from './retry-push.ts'

const one = v.object({ id })

export const closingRoutes = routes()
  .get(
    '/:id/documentation',
    describe({
      summary:
        'What the ticket keeps of a case: problem, diagnosis path, resolution, timing. Without secrets.',
      answers: { 200: documentation },
      problems: ['not_found', 'not_your_ticket'],
    }),
    valid('param', one),
    async (c) => c.json(await readDocumentation(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/:id/documentation/preview',
    describe({
      summary: 'The note as closing the case with these words would write it now. Nothing is kept.',
      answers: { 200: documentationPreview },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'case_closed',
        'case_paused',
        'case_escalated',
      ],
    }),
    valid('param', one),
    valid('json', documentationWords),
    async (c) =>
      c.json(await previewDocumentation(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .get(
    '/:id/closing-proposal',
    describe({
      summary: 'What closing the case would write into its ticket, and what of it stands ticked.',
      answers: { 200: closingProposal },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'case_closed',
        'case_paused',
        'case_escalated',
      ],
    }),
    valid('param', one),
    async (c) => c.json(await readProposal(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/:id/resolve',
    describe({
      summary:
        'Close a case: documentation, hours and status go into its ticket in order, after the answer; the same intent_key, or a closing by its client note before it, answers the same. 409 says who closed it, 422 its `leaks`.',
      answers: { 200: resolved },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'case_closed',
        'case_paused',
        'case_escalated',
        'write_off',
        'leaks_open',
        'client_told',
        'intent_key_reused',
        'too_often',
      ],
    }),
    valid('param', one),
    valid('json', resolveRequest),
    async (c) => c.json(await resolve(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .route('/', draftRoutes)
  .route('/', noteRoutes)
  .post(
    '/:id/reopen',
    describe({
      summary: 'Take a closed case up again, for a day. What was posted stays.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'reopen_too_late',
        'posts_under_way',
        'case_already_open',
      ],
    }),
    valid('param', one),
    async (c) => c.json(await reopen(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/:id/retry-psa-push',
    describe({
      summary: 'Send once more what ConnectWise refused of a closing.',
      answers: { 200: closing },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'post_not_rejected',
        'write_off',
        'too_often',
      ],
    }),
    valid('param', one),
    async (c) => c.json(await retryPush(c.get('ctx'), c.req.valid('param').id)),
  )

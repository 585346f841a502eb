import * as v from 'valibot'
import { notePost, notePosted, notePreview, notePreviewRequest } from '../../shared/contracts/closings.ts'
import { id } from '../../shared/contracts/common.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { postNote } from './post-note.ts'
import { previewNote } from './preview-note.ts'

const one = v.object({ id })

export const noteRoutes = routes()
  .post(
    '/:id/resolution-note/preview',
    describe({
      summary:
        'What the client would read if the case were closed with these words now. An unchanged case costs no call of a model.',
      answers: { 200: notePreview },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'case_closed',
        'case_paused',
        'case_escalated',
        'too_often',
        'model_unavailable',
        'model_refused',
        'model_invalid',
        'model_budget_spent',
      ],
    }),
    valid('param', one),
    valid('json', notePreviewRequest),
    async (c) => {
      const { signal } = c.req.raw
      return c.json(await previewNote(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'), signal))
    },
  )
  .post(
    '/:id/resolution-note/post',
    describe({
      summary:
        'Close a case with this note for its client; the same intent_key, or the same note from the dialog before it, answers the same. Waits for ConnectWise up to 20 seconds; 502 where the status was not taken, 422 its `leaks`.',
      answers: { 200: notePosted },
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
        'psa_refused',
        'too_often',
      ],
    }),
    valid('param', one),
    valid('json', notePost),
    async (c) => c.json(await postNote(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )

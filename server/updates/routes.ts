import type { Context } from 'hono'
import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { secondOpinion as opinion } from '../../shared/contracts/evidence.ts'
import { post } from '../../shared/contracts/posts.ts'
import {
  checkedUpdate,
  newUpdate,
  postRequest,
  postPreview as previewBody,
  updateChange,
} from '../../shared/contracts/updates.ts'
import { type AppEnv, describe, routes } from '../http/routes.ts'
import { sendWriting, silent } from '../http/send-writing.ts'
import { eventStream } from '../http/sse.ts'
import { valid } from '../http/valid.ts'
import { buildUpdate, type UpdateOrder } from './build-update.ts'
import { changeUpdate, readUpdate, updateCopied } from './change-update.ts'
import { postPreview } from './post-preview.ts'
import { postUpdate } from './post-update.ts'
import { secondOpinion } from './second-opinion.ts'
import { writeUpdate } from './write-update.ts'

const inCase = v.object({ id })
const inUpdate = v.object({ id, update_id: id })
/** Nobody waits longer for advice. */
const opinionWaitMs = 20_000
const previewQuery = v.object({ visibility: v.optional(v.picklist(['internal', 'client_visible'])) })

export const updateRoutes = routes()
  .post(
    '/:id/status-update',
    describe({
      summary:
        'Draft an update. As text/event-stream: delta {text}, retry {}, then done {update} or error; leaving stops it.',
      answers: { 200: checkedUpdate },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'session_too_young',
        'invalid',
        'too_often',
        'model_unavailable',
        'model_refused',
        'model_invalid',
        'model_budget_spent',
      ],
    }),
    valid('param', inCase),
    valid('json', newUpdate),
    (c) => draft(c, c.req.valid('param').id, c.req.valid('json')),
  )
  .get(
    '/:id/updates/:update_id',
    describe({
      summary: 'An update as it stands, with what in it may be a secret.',
      answers: { 200: checkedUpdate },
      problems: ['not_found', 'not_your_ticket'],
    }),
    valid('param', inUpdate),
    async (c) => {
      const { id: sessionId, update_id } = c.req.valid('param')
      return c.json(await readUpdate(c.get('ctx'), sessionId, update_id))
    },
  )
  .patch(
    '/:id/updates/:update_id',
    describe({
      summary: 'Reword an update.',
      answers: { 200: checkedUpdate },
      problems: ['not_allowed', 'not_found', 'not_your_ticket'],
    }),
    valid('param', inUpdate),
    valid('json', updateChange),
    async (c) => {
      const { id: sessionId, update_id } = c.req.valid('param')
      return c.json(await changeUpdate(c.get('ctx'), sessionId, update_id, c.req.valid('json').content))
    },
  )
  .post(
    '/:id/updates/:update_id/copied',
    describe({
      summary: 'It was copied to be sent by hand.',
      answers: { 204: null },
      problems: ['not_allowed', 'not_found', 'not_your_ticket'],
    }),
    valid('param', inUpdate),
    async (c) => {
      const { id: sessionId, update_id } = c.req.valid('param')
      await updateCopied(c.get('ctx'), sessionId, update_id)
      return c.body(null, 204)
    },
  )
  .post(
    '/:id/updates/:update_id/second-opinion',
    describe({
      summary: 'Sentences of an update that a fast model doubts, as advice; null where none looked in time.',
      answers: { 200: opinion },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'too_often'],
    }),
    valid('param', inUpdate),
    async (c) => {
      const { id: sessionId, update_id } = c.req.valid('param')
      const signal = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(opinionWaitMs)])
      return c.json(await secondOpinion(c.get('ctx'), sessionId, update_id, signal))
    },
  )
  .get(
    '/:id/updates/:update_id/post-preview',
    describe({
      summary: 'What posting it would do: kind of note, readers, e-mails, author.',
      answers: { 200: previewBody },
      problems: ['not_found', 'not_your_ticket', 'no_ticket', 'no_connection', 'secret_key_missing'],
    }),
    valid('param', inUpdate),
    valid('query', previewQuery),
    async (c) => {
      const { id: sessionId, update_id } = c.req.valid('param')
      return c.json(await postPreview(c.get('ctx'), sessionId, update_id, c.req.valid('query').visibility))
    },
  )
  .post(
    '/:id/updates/:update_id/post',
    describe({
      summary:
        'Post it to the ticket, once. The same intent_key answers the same post. 409 carries `current`, 422 its `leaks`.',
      answers: { 202: post },
      problems: [
        'write_off',
        'confirmation_wanted',
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'no_ticket',
        'no_connection',
        'secret_key_missing',
        'invalid',
        'update_changed',
        'documented',
        'client_told',
        'leaks_open',
        'intent_key_reused',
        'too_often',
      ],
    }),
    valid('param', inUpdate),
    valid('json', postRequest),
    async (c) => {
      const { id: sessionId, update_id } = c.req.valid('param')
      return c.json(await postUpdate(c.get('ctx'), sessionId, update_id, c.req.valid('json')), 202)
    },
  )

async function draft(c: Context<AppEnv>, sessionId: string, order: UpdateOrder) {
  const ctx = c.get('ctx')
  const built = await buildUpdate(ctx, sessionId, order)
  if (!c.req.header('accept')?.includes('text/event-stream'))
    return c.json(await writeUpdate(ctx, sessionId, order, built, silent, c.req.raw.signal))
  return eventStream(c, async (send, gone) => {
    const writing = sendWriting(send, async (readers) => ({
      update: await writeUpdate(ctx, sessionId, order, built, readers, gone),
    }))
    ctx.world.background.run('update', writing)
    await writing
  })
}

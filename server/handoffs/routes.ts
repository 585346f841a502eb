import type { Context } from 'hono'
import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import {
  escalateRequest,
  escalationPage,
  escalationQuery,
  handedOff,
  handoffProposal,
  handoffRequest,
  packagePost,
  packagePosted,
  packagePreview,
} from '../../shared/contracts/handoff-calls.ts'
import { type AppEnv, describe, routes } from '../http/routes.ts'
import { sendWriting, silent } from '../http/send-writing.ts'
import { eventStream } from '../http/sse.ts'
import { valid } from '../http/valid.ts'
import { handOff } from './hand-off.ts'
import { postPackage } from './post-package.ts'
import { basicPackage, previewPackage, readPackage } from './preview-package.ts'
import { readHandoffProposal } from './read-handoff-proposal.ts'
import { readQueue } from './read-queue.ts'
import { receivingRoutes } from './receiving-routes.ts'

const one = v.object({ id })
const fromDialog = <Order extends { content?: string | undefined; intent_key?: string | undefined }>(
  order: Order,
) => ({
  ...order,
  origin: 'handoff' as const,
  content: order.content ?? null,
  intent_key: order.intent_key ?? null,
})

export const handoffRoutes = routes()
  .get(
    '/escalation-queue',
    describe({
      summary: 'Cases that wait to be picked up, newest first, of boards that are open to whoever asks.',
      answers: { 200: escalationPage },
      problems: ['not_allowed'],
    }),
    valid('query', escalationQuery),
    async (c) => c.json(await readQueue(c.get('ctx'), c.req.valid('query'))),
  )
  .get(
    '/:id/handoff-proposal',
    describe({
      summary: 'What handing a case on would write, what of it stands ticked, and whom it can go to.',
      answers: { 200: handoffProposal },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'case_closed',
        'case_paused',
        'handoff_open',
      ],
    }),
    valid('param', one),
    async (c) => c.json(await readHandoffProposal(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/:id/escalate',
    describe({
      summary:
        'Hand a case on: it waits to be picked up; an internal note and the status of its ticket follow after the answer.',
      answers: { 200: handedOff },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'case_closed',
        'case_paused',
        'handoff_to_oneself',
        'handoff_open',
        'intent_key_reused',
        'target_cannot_open',
        'write_off',
        'leaks_open',
        'invalid',
        'too_often',
      ],
    }),
    valid('param', one),
    valid('json', escalateRequest),
    async (c) => {
      const order = fromDialog({ ...c.req.valid('json'), intent: 'escalate' as const })
      return c.json(await handOff(c.get('ctx'), c.req.valid('param').id, order))
    },
  )
  .post(
    '/:id/handoff',
    describe({
      summary: 'The same, or park it: set aside with a reason, private, and nothing goes into its ticket.',
      answers: { 200: handedOff },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'case_closed',
        'case_paused',
        'handoff_to_oneself',
        'handoff_open',
        'intent_key_reused',
        'target_cannot_open',
        'write_off',
        'leaks_open',
        'invalid',
        'too_often',
      ],
    }),
    valid('param', one),
    valid('json', handoffRequest),
    async (c) => {
      const order = fromDialog(c.req.valid('json'))
      return c.json(await handOff(c.get('ctx'), c.req.valid('param').id, order))
    },
  )
  .post(
    '/:id/escalation-package/preview',
    describe({
      summary:
        'The package as it would be posted now. As text/event-stream: basic {preview} at once, delta {text}, retry {}, then done {preview} or error; leaving stops it.',
      answers: { 200: packagePreview },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'case_closed',
        'case_paused',
        'handoff_open',
        'too_often',
      ],
    }),
    valid('param', one),
    (c) => preview(c, c.req.valid('param').id),
  )
  .post(
    '/:id/escalation-package/post',
    describe({
      summary:
        'Hand a case on with this note; the same intent_key, or an escalation from the dialog before it, answers the same. Waits for ConnectWise up to 20 seconds; 502 where the status was not taken.',
      answers: { 200: packagePosted },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'not_your_case',
        'case_closed',
        'case_paused',
        'handoff_to_oneself',
        'handoff_open',
        'intent_key_reused',
        'target_cannot_open',
        'write_off',
        'leaks_open',
        'invalid',
        'psa_refused',
        'too_often',
      ],
    }),
    valid('param', one),
    valid('json', packagePost),
    async (c) => c.json(await postPackage(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .route('/', receivingRoutes)

async function preview(c: Context<AppEnv>, sessionId: string) {
  const ctx = c.get('ctx')
  const known = await readPackage(ctx, sessionId)
  if (!c.req.header('accept')?.includes('text/event-stream'))
    return c.json(await previewPackage(ctx, known, silent, c.req.raw.signal))
  return eventStream(c, async (send, gone) => {
    if (!known.cached) await send({ event: 'basic', data: { preview: await basicPackage(ctx, known) } })
    const writing = sendWriting(send, async (readers) => ({
      preview: await previewPackage(ctx, known, readers, gone),
    }))
    ctx.world.background.run('package', writing)
    await writing
  })
}

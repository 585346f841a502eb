import type { Context } from 'hono'
import * as v from 'valibot'
import { closingDraft } from '../../shared/contracts/closings.ts'
import { id } from '../../shared/contracts/common.ts'
import { type AppEnv, describe, routes } from '../http/routes.ts'
import { sendWriting, silent } from '../http/send-writing.ts'
import { eventStream } from '../http/sse.ts'
import { valid } from '../http/valid.ts'
import { caseDraft, readDraftSource, writeDraft } from './write-draft.ts'

const one = v.object({ id })

export const draftRoutes = routes().post(
  '/:id/handoff-draft',
  describe({
    summary:
      'How a case ended, as a model writes it for whoever closes it. As text/event-stream: basic {draft} at once, delta {field, text}, retry {}, then done {draft} or error; leaving stops it.',
    answers: { 200: closingDraft },
    problems: [
      'not_allowed',
      'not_found',
      'not_your_ticket',
      'not_your_case',
      'case_closed',
      'case_paused',
      'case_escalated',
      'too_often',
    ],
  }),
  valid('param', one),
  (c) => draft(c, c.req.valid('param').id),
)

async function draft(c: Context<AppEnv>, sessionId: string) {
  const ctx = c.get('ctx')
  const known = await readDraftSource(ctx, sessionId)
  if (!c.req.header('accept')?.includes('text/event-stream'))
    return c.json(await writeDraft(ctx, known, silent, c.req.raw.signal))
  return eventStream(c, async (send, gone) => {
    await send({ event: 'basic', data: { draft: await caseDraft(known) } })
    const writing = sendWriting(
      send,
      async (readers) => ({ draft: await writeDraft(ctx, known, readers, gone) }),
      (text, field) => ({ field, text }),
    )
    ctx.world.background.run('closing draft', writing)
    await writing
  })
}

import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { playAnswer } from './answer.ts'
import { createKnownFlows } from './known-flows.ts'
import { inputTokens, readRequest, refusal } from './request.ts'
import { eventStream, wholeMessage } from './wire.ts'

const bodyBytesMax = 32 * 1024 * 1024

export type PlaybookOptions = {
  /** Between two pieces of text; 0 in tests. */
  paceMs?: number
}

/** The offline model: a Messages API whose answers come from the shipped flows alone. */
export function createPlaybook({ paceMs = 5 }: PlaybookOptions = {}): Hono {
  const app = new Hono()
  const flows = createKnownFlows()

  app.use('/v1/*', async (c, next) => {
    if (!c.req.header('x-api-key') && !c.req.header('authorization'))
      return refusal(401, 'authentication_error', 'x-api-key header is required')
    await next()
  })
  app.use(
    '/v1/*',
    bodyLimit({
      maxSize: bodyBytesMax,
      onError: () => refusal(413, 'request_too_large', 'Request exceeds the maximum size'),
    }),
  )

  app.post('/v1/messages', async (c) => {
    const read = readRequest(await c.req.text(), { needsAnswer: true })
    if ('wrong' in read) return refusal(400, 'invalid_request_error', read.wrong)
    const text = playAnswer(read.request, flows)
    if (!read.request.stream) return wholeMessage(read.request, text)
    return eventStream(read.request, text, { paceMs, gone: c.req.raw.signal })
  })

  app.post('/v1/messages/count_tokens', async (c) => {
    const read = readRequest(await c.req.text(), { needsAnswer: false })
    if ('wrong' in read) return refusal(400, 'invalid_request_error', read.wrong)
    return c.json({ input_tokens: inputTokens(read.request) })
  })

  app.get('/v1/models/:id', (c) => c.json(modelInfo(c.req.param('id'))))

  app.notFound(() => refusal(404, 'not_found_error', 'Not found'))
  app.onError(() => refusal(500, 'api_error', 'Internal server error'))
  return app
}

function modelInfo(id: string) {
  const no = { supported: false }
  return {
    type: 'model',
    id,
    display_name: 'Offline model (playbook)',
    created_at: '2026-01-01T00:00:00Z',
    max_input_tokens: 200_000,
    max_tokens: 8_192,
    capabilities: {
      batch: no,
      citations: no,
      image_input: no,
      pdf_input: no,
      structured_outputs: { supported: true },
      thinking: { ...no, types: { adaptive: no, enabled: no } },
    },
  }
}

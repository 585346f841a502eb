import pino from 'pino'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { type Frame, streamOf } from '../testing/strict-stream.ts'
import { createGateway } from './anthropic.ts'

const schema = v.object({ reply: v.string(), tier: v.picklist(['low', 'high']) })
const asked = {
  task: 'diagnosis' as const,
  account_id: 'acme',
  user_id: 'ben',
  session_id: 'case',
  system: 'You are FlowPilot.',
  history: [],
  input: { role: 'user' as const, content: 'Hello' },
  schema,
  streams: 'reply',
  policy: 'allowed' as const,
}

/** A server that writes these texts, one per call. */
function writing(...texts: string[]) {
  const bodies: { messages: { role: string; content: unknown }[] }[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    bodies.push(JSON.parse(String(init?.body)))
    const text = texts.shift() ?? ''
    const usage = { input_tokens: 10, output_tokens: 5 }
    const message = { id: 'm', type: 'message', role: 'assistant', model: 'local', content: [], usage }
    const pieces = text.match(/[\s\S]{1,7}/g) ?? []
    const frames: Frame[] = [
      { type: 'message_start', message },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      ...pieces.map((piece) => ({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'text_delta', text: piece },
      })),
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage },
      { type: 'message_stop' },
    ]
    return new Response(streamOf(frames, { thinks_ms: 0, ping_ms: 1, gone: undefined }))
  }
  const gateway = createGateway({
    config: readConfig({ ANTHROPIC_API_KEY: 'any', MODEL_STRUCTURED: 'prompted' }),
    ledger: { enter: async () => {}, usedToday: async () => 0 },
    log: pino({ level: 'silent' }),
    fetch,
  })
  let streamed = ''
  const readers = {
    text: (delta: string) => {
      streamed += delta
    },
    restart: () => {
      streamed = ''
    },
  }
  return {
    bodies,
    ask: () => gateway.ask(asked, readers, new AbortController().signal),
    streamed: () => streamed,
  }
}

test('the answer is read out of other text, and its reply streams', async () => {
  const model = writing('Sure, here it is:\n```json\n{ "reply": "All \\"good\\"", "tier": "HIGH" }\n```')
  expect(await model.ask()).toMatchObject({
    state: 'answered',
    kind: 'anthropic',
    value: { reply: 'All "good"', tier: 'high' },
  })
  expect(model.streamed()).toBe('All "good"')
})

test('an answer that does not fit is shown to the model once, with what is wrong', async () => {
  const model = writing('{"reply":"Hm","tier":"medium"}', '{"reply":"Well","tier":"low"}')
  expect(await model.ask()).toMatchObject({ state: 'answered', remark: null, value: { reply: 'Well' } })
  expect(model.streamed()).toBe('Well')
  const [, answer, repair] = model.bodies[1]?.messages ?? []
  expect(answer).toEqual({ role: 'assistant', content: '{"reply":"Hm","tier":"medium"}' })
  expect(repair?.content).toContain('tier must be ("low" | "high")')
})

test('an answer that does not fit twice is given by the offline model', async () => {
  const model = writing('No.', 'Never.')
  expect(await model.ask()).toMatchObject({ kind: 'offline', remark: expect.stringMatching(/form/) })
  expect(model.bodies).toHaveLength(2)
})

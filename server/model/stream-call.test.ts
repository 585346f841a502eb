import Anthropic from '@anthropic-ai/sdk'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { streamCall } from './stream-call.ts'
import { callLimits } from './watchdog.ts'

const schema = v.object({ reply: v.string() })
const answer = JSON.stringify({ reply: 'Restart the spooler.' })
const text = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }

type Said = { start?: unknown; end?: unknown; blocks?: object[]; headers?: Record<string, string> }

/** A call of a server that says these usage numbers and, before its text, these blocks. */
function call({ start, end, blocks = [], headers = {} }: Said) {
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [],
    stop_reason: null,
  }
  const at = blocks.length
  const events = [
    { type: 'message_start', message: { ...message, stop_sequence: null, usage: start } },
    ...blocks.flatMap((content_block, index) => [
      { type: 'content_block_start', index, content_block },
      { type: 'content_block_stop', index },
    ]),
    { ...text, index: at },
    { type: 'content_block_delta', index: at, delta: { type: 'text_delta', text: answer } },
    { type: 'content_block_stop', index: at },
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: end },
    { type: 'message_stop' },
  ]
  const body = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
  const fetch = async () =>
    new Response(body, { headers: { 'content-type': 'text/event-stream', ...headers } })
  return streamCall({
    open: () => new Anthropic({ apiKey: 'k', baseURL: 'http://model.example', fetch }),
    body: { model: 'm', max_tokens: 100, messages: [{ role: 'user', content: 'x'.repeat(3_000) }] },
    request: { schema, streams: 'reply' },
    structured: 'native',
    readers: { text: () => {} },
    stop: new AbortController().signal,
    limits: callLimits,
  })
}

test.each([
  ['negative', -5],
  ['no number', 'abc'],
  ['beyond any', 1e300],
  ['not whole', 1.5],
])('usage that is %s is taken from what was sent and came', async (_, wrong) => {
  const { report } = await call({
    start: { input_tokens: wrong, output_tokens: wrong, cache_creation_input_tokens: wrong },
    end: { output_tokens: wrong, cache_read_input_tokens: wrong },
  })
  expect(report.usage.input_tokens).toBeGreaterThan(1_000)
  expect(report.usage.input_tokens).toBeLessThan(1_200)
  expect(report.usage).toMatchObject({
    output_tokens: Math.ceil(answer.length / 3),
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    cache_write_1h_tokens: 0,
  })
})

test('usage that can be is believed', async () => {
  const { report } = await call({ start: { input_tokens: 7, output_tokens: 1 }, end: { output_tokens: 9 } })
  expect(report.usage).toMatchObject({ input_tokens: 7, output_tokens: 9 })
})

test('of an answer thinking and text are kept, a tool call is not', async () => {
  const result = await call({
    start: { input_tokens: 1, output_tokens: 1 },
    end: { output_tokens: 1 },
    blocks: [
      { type: 'thinking', thinking: 'Hm.', signature: 's' },
      { type: 'tool_use', id: 'toolu_get_case_99', name: 'get_case', input: {} },
    ],
  })
  expect(result.ok && result.content.map(({ type }) => type)).toEqual(['thinking', 'text'])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveStrictModel } from './strict-model.ts'

let served: Awaited<ReturnType<typeof serveStrictModel>>
beforeAll(async () => {
  served = await serveStrictModel({ models: ['claude-sonnet-5-5'] })
})
afterAll(() => served?.stop())

const schema = (properties: object) => ({ type: 'object', properties, additionalProperties: false })
const asking = (more: object = {}, properties: object = { reply: { type: 'string' } }) => ({
  model: 'claude-sonnet-5-5',
  max_tokens: 1_000,
  messages: [{ role: 'user', content: 'Hello' }],
  output_config: { format: { type: 'json_schema', schema: schema(properties) } },
  stream: true,
  ...more,
})
async function send(body: object, headers: Record<string, string> = { 'x-api-key': 'any' }) {
  const response = await fetch(`${served.url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}
const unions = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, { type: ['string', 'null'] }]))
const mark = (ttl: string) => ({ type: 'text', text: 'x', cache_control: { type: 'ephemeral', ttl } })

test('what the real API takes is answered over HTTP', async () => {
  expect(await send(asking())).toMatchObject({ status: 200 })
  expect((await send(asking({}, { reply: { type: 'string' }, ...unions(16) }))).status).toBe(200)
})

test.each([
  ['17 unions', asking({}, unions(17)), /union types/],
  ['a length limit', asking({}, { reply: { type: 'string', maxLength: 10 } }), /maxLength/],
  ['an open object', asking({}, { inner: { type: 'object', properties: {} } }), /additionalProperties/],
  ['an unknown field', asking({ flow: {} }), /flow: Extra inputs/],
  [
    'a beginning by the assistant',
    asking({ messages: [{ role: 'assistant', content: 'x' }] }),
    /first message/,
  ],
  [
    'a result without its call',
    asking({
      messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: '' }] }],
    }),
    /unexpected tool_use_id/,
  ],
  [
    'a call without its result',
    asking({
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'get_case', input: {} }] },
        { role: 'user', content: 'y' },
      ],
    }),
    /without tool_result/,
  ],
  ['an empty text', asking({ messages: [{ role: 'user', content: ' ' }] }), /non-whitespace/],
  [
    'thinking of another prefix',
    asking({
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: [{ type: 'thinking', thinking: '', signature: 'of another prefix' }] },
        { role: 'user', content: 'y' },
      ],
    }),
    /Invalid `signature` in `thinking` block/,
  ],
  [
    'a long mark after a short one',
    asking({ messages: [{ role: 'user', content: [mark('5m'), mark('1h')] }] }),
    /must not come after/,
  ],
  [
    'five marks',
    asking({ messages: [{ role: 'user', content: Array.from({ length: 5 }, () => mark('1h')) }] }),
    /maximum of 4/,
  ],
])('%s is refused', async (_, body, message) => {
  const { status, text } = await send(body)
  expect(status).toBe(400)
  expect((JSON.parse(text) as { error: { message: string } }).error.message).toMatch(message)
})

test('a missing key and an unknown model are refused', async () => {
  expect((await send(asking(), {})).status).toBe(401)
  expect(await send(asking({ model: 'claude-none' }))).toMatchObject({
    status: 404,
    text: expect.stringContaining('model: claude-none'),
  })
})

test('faults are taken one call each', async () => {
  served.model.fail({ status: 429, retry_after_s: 7 }, 'cut_in_thinking')
  expect((await send(asking())).status).toBe(429)
  const { text } = await send(asking({ thinking: { type: 'adaptive' } }))
  expect(text).toContain('"type":"thinking"')
  expect(text).not.toContain('message_stop')
  expect((await send(asking())).text).toContain('message_stop')
})

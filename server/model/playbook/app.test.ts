import Anthropic from '@anthropic-ai/sdk'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { newCase, updateCaseOf } from '../../../eval/case-in-memory.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { turnOutput, updateOutput } from '../protocol.ts'
import { wireSchema } from '../wire-schema.ts'
import { createPlaybook } from './app.ts'
import { pieces } from './wire.ts'

const playbook = createPlaybook({ paceMs: 0 })
const sdkOn = (app: ReturnType<typeof createPlaybook>) =>
  new Anthropic({
    apiKey: 'offline',
    baseURL: 'http://playbook',
    maxRetries: 0,
    fetch: async (url, init) => app.request(String(url), init),
  })
const sdk = sdkOn(playbook)

const flow = shippedFlows().find(({ key }) => key === 'email-not-arriving') ?? never()
const fresh = newCase(flow, {
  title: 'Mail is gone',
  ticket: { id: '48291', summary: 'Mail is gone', type: '' },
})

/** The case as the result of `get_case`, then the words alone in their block. */
function newest(state: object, words: string): Anthropic.MessageParam[] {
  return [
    { role: 'user', content: 'A case begins.' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'get_case', input: {} }] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'c1', content: JSON.stringify(state) },
        { type: 'text', text: words },
      ],
    },
  ]
}
const formatOf = (schema: v.GenericSchema) => ({
  format: { type: 'json_schema' as const, schema: wireSchema(schema) },
})

function turnRequest(
  more: Partial<Anthropic.MessageCreateParamsNonStreaming> = {},
): Anthropic.MessageCreateParamsNonStreaming {
  return {
    model: 'playbook-1',
    max_tokens: 4000,
    messages: newest(fresh.state, 'Mail is gone'),
    output_config: formatOf(turnOutput),
    stream: false,
    ...more,
  }
}

const streamRequest = (
  more: Partial<Anthropic.MessageCreateParamsNonStreaming> = {},
): Anthropic.MessageStreamParams => {
  const { stream: _, ...request } = turnRequest(more)
  return request
}

describe('through the official SDK', () => {
  test('a turn streams its reply in small pieces and ends whole and valid', async () => {
    const stream = sdk.messages.stream(streamRequest())
    const types: string[] = []
    const deltas: string[] = []
    stream.on('streamEvent', ({ type }) => types.push(type))
    stream.on('text', (delta) => deltas.push(delta))
    const message = await stream.finalMessage()
    expect(types[0]).toBe('message_start')
    expect(types.at(-1)).toBe('message_stop')
    expect(message.stop_reason).toBe('end_turn')
    expect(stream.request_id).toMatch(/^req_/)
    const json = JSON.parse(deltas.join(''))
    expect(v.is(turnOutput, json)).toBe(true)
    expect(Object.keys(json)[0]).toBe('reply')
    expect(deltas.length).toBeGreaterThan(4)
    expect(message.usage.output_tokens).toBeGreaterThan(50)
  })

  test('without a stream the same answer comes at once', async () => {
    const whole = await sdk.messages.create(turnRequest())
    const streamed = await sdk.messages.stream(streamRequest()).finalMessage()
    expect(whole.content).toEqual(streamed.content)
    expect(whole.usage.input_tokens).toBeGreaterThan(100)
  })

  test('an update is written', async () => {
    const order = {
      audience: 'email_draft',
      length: 'quick',
      context: 'status',
      templates: {
        client_tone: 'professional',
        client_signoff: 'auto',
        include_company_in_signoff: true,
        ticket_notes_format: 'markdown',
      },
    }
    const message = await sdk.messages.create(
      turnRequest({
        messages: newest(updateCaseOf(fresh), JSON.stringify(order)),
        output_config: formatOf(updateOutput),
      }),
    )
    const [block] = message.content
    const json = JSON.parse(block?.type === 'text' ? block.text : '')
    expect(Object.keys(json)).toEqual(['text', 'subject'])
    expect(v.parse(updateOutput, json).subject).toContain('48291')
  })

  test('the ticket is read from the tool result beside the turn', async () => {
    const ticket = JSON.stringify({ number: '48291', summary: 'Mail gone', client: 'Contoso Dental' })
    const messages: Anthropic.MessageParam[] = [
      { role: 'user', content: 'A case begins.' },
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 't1', name: 'get_ticket', input: {} },
          { type: 'tool_use', id: 'c1', name: 'get_case', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 't1', content: ticket },
          { type: 'tool_result', tool_use_id: 'c1', content: JSON.stringify(fresh.state) },
        ],
      },
    ]
    const message = await sdk.messages.create(turnRequest({ messages }))
    expect(JSON.stringify(message.content)).toContain('Ticket 48291 of Contoso Dental')
  })

  test('the older turns are read from the cache', async () => {
    const mark = { cache_control: { type: 'ephemeral' as const, ttl: '1h' as const } }
    const marked = (text: string): Anthropic.MessageParam => ({
      role: 'user',
      content: [{ type: 'text', text, ...mark }],
    })
    const text = JSON.stringify(fresh.state)
    const first = await sdk.messages.create(turnRequest({ messages: [marked(text)] }))
    expect(first.usage.cache_read_input_tokens).toBe(0)
    expect(first.usage.cache_creation?.ephemeral_1h_input_tokens).toBeGreaterThan(100)
    const messages: Anthropic.MessageParam[] = [
      { role: 'user', content: text },
      { role: 'assistant', content: 'x' },
      marked(text),
    ]
    const later = await sdk.messages.create(turnRequest({ messages }))
    expect(later.usage.cache_read_input_tokens).toBeGreaterThan(100)
  })

  test('an abort amid the stream ends it', async () => {
    const slow = createPlaybook({ paceMs: 20 })
    const stream = sdkOn(slow).messages.stream(streamRequest())
    let text = ''
    stream.on('text', (delta) => {
      text += delta
      stream.abort()
    })
    await expect(stream.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIUserAbortError)
    const atAbort = text
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(text).toBe(atAbort)
    expect(text.length).toBeLessThan(80)
  })

  test('more than max_tokens is cut and says so', async () => {
    const message = await sdk.messages.stream(streamRequest({ max_tokens: 10 })).finalMessage()
    expect(message.stop_reason).toBe('max_tokens')
  })

  test('tokens are counted, a model describes itself', async () => {
    const { input_tokens } = await sdk.messages.countTokens({
      model: 'x',
      messages: [{ role: 'user', content: 'x'.repeat(400) }],
    })
    expect(input_tokens).toBeGreaterThanOrEqual(100)
    const model = await sdk.models.retrieve('claude-sonnet-5-5')
    expect(model).toMatchObject({
      id: 'claude-sonnet-5-5',
      capabilities: { structured_outputs: { supported: true } },
    })
  })

  test('another task gets an honest sentence', async () => {
    const schema = v.object({
      summary: v.string(),
      parts: v.array(v.string()),
      score: v.number(),
      next: v.nullable(v.string()),
    })
    const message = await sdk.messages.create(
      turnRequest({
        messages: [{ role: 'user', content: 'Write a poem.' }],
        output_config: formatOf(schema),
      }),
    )
    const [block] = message.content
    const json = v.parse(schema, JSON.parse(block?.type === 'text' ? block.text : ''))
    expect(json.summary).toMatch(/offline model/)
  })
})

const good = {
  model: 'm',
  max_tokens: 10,
  messages: [{ role: 'user', content: 'x' }],
  output_config: formatOf(updateOutput),
}
test.each<[string, unknown, RegExp]>([
  ['no JSON', '{', /not valid JSON/],
  ['no model', { ...good, model: undefined }, /model/],
  ['no messages', { ...good, messages: [] }, /messages/],
  ['no max_tokens', { ...good, max_tokens: undefined }, /max_tokens: Field required/],
  ['a prefilled answer', { ...good, messages: [{ role: 'assistant', content: 'x' }] }, /last message/],
  ['no format', { ...good, output_config: {} }, /output_config.format: Field required/],
  [
    'a format of another type',
    { ...good, output_config: { format: { type: 'text' } } },
    /output_config.format/,
  ],
])('%s is an invalid request', async (_name, body, message) => {
  const response = await post(typeof body === 'string' ? body : JSON.stringify(body))
  expect(response.status).toBe(400)
  expect(response.headers.get('request-id')).toMatch(/^req_/)
  expect(await response.json()).toMatchObject({
    type: 'error',
    error: { type: 'invalid_request_error', message: expect.stringMatching(message) },
  })
})

test('a key is asked for, any key will do', async () => {
  const response = await playbook.request('/v1/messages', { method: 'POST', body: JSON.stringify(good) })
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ error: { type: 'authentication_error' } })
  expect((await post(JSON.stringify(good))).status).toBe(200)
})

test('what is not there is not found', async () => {
  const response = await playbook.request('/v1/complete', { headers: { 'x-api-key': 'x' } })
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'not_found_error' } })
})

test.each([
  ['{"reply":"a \\" b \\\\ c d"}'],
  [`{"reply":"${'word '.repeat(200)}","x":[${'1, '.repeat(500)}1]}`],
  ['{}'],
  [`"${'x'.repeat(5000)}"`],
])('pieces put together are the whole', (json) => {
  expect(pieces(json).join('')).toBe(json)
})

const post = (body: string) =>
  playbook.request('/v1/messages', { method: 'POST', headers: { 'x-api-key': 'any' }, body })

test('effort, thinking and an opaque user are taken, unknown efforts refused', async () => {
  const more = { thinking: { type: 'adaptive' }, metadata: { user_id: 'a1b2' } }
  const effort = (value: string) => ({ ...good.output_config, effort: value })
  expect((await post(JSON.stringify({ ...good, ...more, output_config: effort('medium') }))).status).toBe(200)
  expect((await post(JSON.stringify({ ...good, ...more, output_config: effort('huge') }))).status).toBe(400)
})

test('a flow that comes with the request leads, one of another key does not', async () => {
  const own = { ...flow, key: 'fax', name: 'Fax does not send' }
  const state = newCase(own, { title: 'Fax is dead' }).state
  const ask = async (given: unknown) => {
    const body = turnRequest({ messages: newest(state, 'The fax is dead') })
    return JSON.stringify(await (await post(JSON.stringify({ ...body, flow: given }))).json())
  }
  expect(await ask(own)).toContain('Fax does not send')
  expect(await ask(flow)).toContain('No flow fits')
  expect(await ask(null)).toContain('No flow fits')
})

function never(): never {
  throw new Error('no such flow')
}

import * as v from 'valibot'
import { expect, test } from 'vitest'
import type { ModelRequest } from './gateway.ts'
import { requestBody, type Wire } from './request-body.ts'

const schema = v.object({ reply: v.string() })
const request = (more: Partial<ModelRequest<typeof schema>> = {}): ModelRequest<typeof schema> => ({
  task: 'diagnosis',
  account_id: '0190a000-0000-7000-8000-000000000001',
  user_id: '0190a000-0000-7000-8000-000000000002',
  session_id: '0190a000-0000-7000-8000-000000000003',
  system: 'You are FlowPilot.',
  history: [],
  input: { role: 'user', content: 'Newest words' },
  schema,
  streams: 'reply',
  policy: 'allowed',
  ...more,
})
const wire = (more: Partial<Wire> = {}): Wire => ({
  kind: 'anthropic',
  model: 'claude-sonnet-5-5',
  structured: 'native',
  room: 1,
  without_thinking: false,
  repair: null,
  ...more,
})
const bodyOf = (more: Partial<ModelRequest<typeof schema>> = {}, how: Partial<Wire> = {}) =>
  requestBody(request(more), wire(how)).body

const mark = { type: 'ephemeral', ttl: '1h' }

test('system, the first message and the newest are marked for an hour', () => {
  const { system, messages } = bodyOf({
    history: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'flow' },
          { type: 'text', text: 'material' },
        ],
      },
      { role: 'assistant', content: 'Answer' },
    ],
  })
  expect(system).toEqual([{ type: 'text', text: 'You are FlowPilot.', cache_control: mark }])
  expect(messages).toEqual([
    {
      role: 'user',
      content: [
        { type: 'text', text: 'flow' },
        { type: 'text', text: 'material', cache_control: mark },
      ],
    },
    { role: 'assistant', content: 'Answer' },
    { role: 'user', content: [{ type: 'text', text: 'Newest words', cache_control: mark }] },
  ])
})

test('the prefix keeps its bytes from turn to turn, and from case to case', () => {
  const history = [
    { role: 'user' as const, content: 'First' },
    { role: 'assistant' as const, content: 'Answer' },
  ]
  const one = requestBody(request(), wire())
  const two = requestBody(request({ history, session_id: 'another' }), wire({ room: 2 }))
  for (const key of ['system', 'tools', 'tool_choice', 'thinking', 'output_config', 'model'] as const)
    expect(JSON.stringify(two.body[key])).toBe(JSON.stringify(one.body[key]))
  expect(two.origin).toEqual(one.origin)
  expect(requestBody(request({ system: 'Edited.' }), wire()).origin.prompt_hash).not.toBe(
    one.origin.prompt_hash,
  )
  expect(requestBody(request(), wire({ model: 'other' })).origin.prompt_hash).not.toBe(one.origin.prompt_hash)
  const aliased = requestBody(request({ is_aliased: true }), wire())
  expect(aliased.origin.prompt_hash).not.toBe(one.origin.prompt_hash)
})

test('effort, thinking and room are those of the task', () => {
  expect(bodyOf()).toMatchObject({
    max_tokens: 12_000,
    thinking: { type: 'adaptive' },
    output_config: { effort: 'medium' },
  })
  const update = { task: 'update' as const }
  expect(bodyOf(update, { model: 'claude-haiku-5-5', room: 2 })).toMatchObject({
    max_tokens: 6_000,
    thinking: { type: 'disabled' },
    output_config: { effort: 'low' },
  })
})

test('a model is sent no thinking or effort that it refuses', () => {
  const always = bodyOf({ task: 'update' }, { model: 'claude-opus-5-5' })
  expect(always).not.toHaveProperty('thinking')
  expect(always.output_config).toMatchObject({ effort: 'low' })
  const old = bodyOf({}, { model: 'claude-haiku-4-5' })
  expect(old).not.toHaveProperty('thinking')
  expect(old.output_config).not.toHaveProperty('effort')
})

test('ticket and case are data tools that are never called', () => {
  const { tools, tool_choice } = bodyOf()
  expect(tools?.map((tool) => 'name' in tool && tool.name)).toEqual(['get_ticket', 'get_case'])
  expect(tool_choice).toEqual({ type: 'none' })
})

test('the account is known to the API by a hash alone', () => {
  const text = JSON.stringify(bodyOf())
  for (const id of ['0190a000', 'Acme']) expect(text).not.toContain(id)
  expect(bodyOf().metadata?.user_id).toMatch(/^[0-9a-f]{32}$/)
  expect(bodyOf({ account_id: 'another' }).metadata?.user_id).not.toBe(bodyOf().metadata?.user_id)
})

test('a prompted server gets the schema at the end of the system text and a repair behind the newest words', () => {
  const { system, messages, ...rest } = requestBody(
    request(),
    wire({ structured: 'prompted', repair: { answer: 'Well, …', problem: 'it is not JSON' } }),
  ).body
  expect(rest).not.toHaveProperty('output_config')
  const [block] = system as { text: string }[]
  expect(block?.text).toMatch(/^You are FlowPilot\.\n\n[\s\S]*"properties":\{"reply"[\s\S]*\}$/)
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
  expect(messages[2]?.content).toContain('it is not JSON')
})

import { expect, test } from 'vitest'
import type { ModelOrigin, ModelTurn } from './gateway.ts'
import { historyFor } from './history.ts'

const strong: ModelOrigin = { kind: 'anthropic', model: 'strong', prompt_hash: 'p1' }
const offline: ModelOrigin = { kind: 'offline', model: 'playbook-1', prompt_hash: 'p1' }

const said = (text: string): ModelTurn => ({ role: 'user', content: [{ type: 'text', text }] })
const answered = (reply: string, origin: ModelOrigin | null): ModelTurn => ({
  role: 'assistant',
  content: [
    { type: 'thinking', thinking: `about ${reply}`, signature: 'sig' },
    { type: 'text', text: JSON.stringify({ reply, tasks: [] }) },
  ],
  origin,
})
const offlineAnswer = (reply: string): ModelTurn => ({
  role: 'assistant',
  content: [{ type: 'text', text: JSON.stringify({ reply }) }],
  origin: offline,
})
const shape = (turns: ModelTurn[]) =>
  turns.map(({ role, content }) => [
    role,
    ...(typeof content === 'string' ? ['string'] : content.map(({ type }) => type)),
  ])

test('thinking stays where model and prompt are the present ones', () => {
  const history = [said('1'), answered('a', strong), said('2')]
  expect(historyFor(history, strong)).toEqual(history.map(({ role, content }) => ({ role, content })))
  for (const other of [
    { ...strong, model: 'another' },
    { ...strong, prompt_hash: 'p2' },
  ])
    expect(shape(historyFor(history, other))).toEqual([
      ['user', 'text'],
      ['assistant', 'text'],
      ['user', 'text'],
    ])
  expect(shape(historyFor([said('1'), answered('a', null), said('2')], strong))[1]).toEqual([
    'assistant',
    'text',
  ])
})

test('thinking from before another model or prompt answered is left out', () => {
  const history = [
    said('1'),
    answered('a', strong),
    said('2'),
    answered('b', { ...strong, prompt_hash: 'p1 without thinking' }),
    said('3'),
    answered('c', strong),
    said('4'),
  ]
  expect(shape(historyFor(history, strong)).map(([, first]) => first)).toEqual([
    'text',
    'text',
    'text',
    'text',
    'text',
    'thinking',
    'text',
  ])
})

test('an offline answer becomes a note of the user, and roles go on alternating', () => {
  const history = [
    said('1'),
    answered('a', strong),
    said('2'),
    offlineAnswer('Check the cable'),
    said('3'),
    offlineAnswer('And the port'),
    said('4'),
  ]
  const shown = historyFor(history, strong)
  expect(shape(shown)).toEqual([
    ['user', 'text'],
    ['assistant', 'thinking', 'text'],
    ['user', 'text', 'text', 'text', 'text', 'text'],
  ])
  expect(shown[2]?.content).toContainEqual({
    type: 'text',
    text: '[While the model was away, the offline answer was: Check the cable]',
  })
})

test('the offline model is shown its own answers as its own', () => {
  const history = [said('1'), offlineAnswer('Check the cable'), said('2'), answered('a', strong), said('3')]
  expect(shape(historyFor(history, offline))).toEqual([
    ['user', 'text'],
    ['assistant', 'text'],
    ['user', 'text'],
    ['assistant', 'text'],
    ['user', 'text'],
  ])
})

test('a tool result stays right behind its call', () => {
  const call: ModelTurn = {
    role: 'assistant',
    content: [{ type: 'tool_use', id: 't1', name: 'get_ticket', input: {} }],
    // rows of before the origin was kept for answers alone
    origin: offline,
  }
  const result: ModelTurn = {
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: 't1', content: '{}' }],
  }
  const shown = historyFor([said('1'), call, result, offlineAnswer('x'), said('2')], strong)
  expect(shape(shown)).toEqual([
    ['user', 'text'],
    ['assistant', 'tool_use'],
    ['user', 'tool_result', 'text', 'text'],
  ])
})

test('a call of a tool that has no result behind it is left out', () => {
  const stray: ModelTurn = {
    role: 'assistant',
    content: [
      { type: 'tool_use', id: 'toolu_get_case_99', name: 'get_case', input: {} },
      { type: 'text', text: 'Restart it' },
    ],
    origin: strong,
  }
  expect(shape(historyFor([said('1'), stray, said('2')], strong))).toEqual([
    ['user', 'text'],
    ['assistant', 'text'],
    ['user', 'text'],
  ])
})

import { expect, test } from 'vitest'
import type { Step } from '../../shared/contracts/sessions.ts'
import { recalled, saidBy } from './recall.ts'

const said = ['newest', 'middle', 'oldest']
const press = (key: string, more = {}) => ({
  key,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
})

test('up goes from an empty box to older messages and stays at the oldest, down comes back to the empty box', () => {
  let text = ''
  const shown = [
    'ArrowUp',
    'ArrowUp',
    'ArrowUp',
    'ArrowUp',
    'ArrowDown',
    'ArrowDown',
    'ArrowDown',
    'ArrowDown',
  ].map((key) => {
    const next = recalled(press(key), text, said)
    text = next ?? text
    return next
  })
  expect(shown).toEqual(['newest', 'middle', 'oldest', null, 'middle', 'newest', '', null])
})

test('a text in hand is never taken away, nor one that was changed after it came', () => {
  expect(recalled(press('ArrowUp'), 'a draft', said)).toBe(null)
  expect(recalled(press('ArrowUp'), '', said)).toBe('newest')
  expect(recalled(press('ArrowUp'), 'newest, but longer', said)).toBe(null)
  expect(recalled(press('ArrowDown'), 'newest, but longer', said)).toBe(null)
})

test('a box that was opened anew with one of them in it goes on from there', () => {
  expect(recalled(press('ArrowDown'), 'newest', said)).toBe('')
  expect(recalled(press('ArrowUp'), 'middle', said)).toBe('oldest')
})

test('other keys, marked text and a case without messages leave the key to the caret', () => {
  expect(recalled(press('a'), '', said)).toBe(null)
  expect(recalled(press('ArrowUp', { shiftKey: true }), '', said)).toBe(null)
  expect(recalled(press('ArrowUp'), '', [])).toBe(null)
})

test('only the own messages of the case, the same again once', () => {
  const step = (content: string, change: Partial<Step> = {}): Step => ({
    id: content,
    seq: 1,
    kind: 'message',
    author: { user_id: 'ben', name: 'Ben Okafor' },
    content,
    state: 'complete',
    model_kind: null,
    remark: null,
    ref_id: null,
    images: [],
    created_at: '2026-11-20T10:00:00.000Z',
    ...change,
  })
  const steps = [
    step('first'),
    step('of Cleo', { author: { user_id: 'cleo', name: 'Cleo Marchetti' } }),
    step('a reply', { kind: 'reply', author: 'flowpilot' }),
    step('twice '),
    step('between'),
    step('twice'),
    step(''),
  ]
  expect(saidBy(steps, 'ben')).toEqual(['twice', 'between', 'first'])
})

import { expect, test } from 'vitest'
import { forgetIntents, keyOfIntent } from './kept-intent.ts'

function createStore() {
  const kept = new Map<string, string>()
  return {
    kept,
    recall: (key: string) => kept.get(key) ?? null,
    remember: (key: string, value: string) => void kept.set(key, value),
  }
}
const update = { update_id: 'u1', visibility: 'internal', content: 'The queue is empty again.' } as const

test('the same text for the same readers keeps its key, on another page too', () => {
  const store = createStore()
  const key = keyOfIntent(store, update)
  expect(keyOfIntent({ ...store }, update)).toBe(key)
  expect(key).toMatch(/^[0-9a-f-]{36}$/)
})

test('other words, other readers and another update are other intents', () => {
  const store = createStore()
  const key = keyOfIntent(store, update)
  expect(keyOfIntent(store, { ...update, visibility: 'client_visible' })).not.toBe(key)
  expect(keyOfIntent(store, { ...update, update_id: 'u2' })).not.toBe(key)
  expect(keyOfIntent(store, { ...update, content: 'The queue is empty now.' })).not.toBe(key)
})

test('once the server has it, the next press is a new intent', () => {
  const store = createStore()
  const key = keyOfIntent(store, update)
  forgetIntents(store, 'u1')
  expect(keyOfIntent(store, update)).not.toBe(key)
})

test('nothing of the text is kept', () => {
  const store = createStore()
  keyOfIntent(store, update)
  expect(JSON.stringify([...store.kept])).not.toMatch(/queue/)
})

import { expect, test } from 'vitest'
import { nothingRead, patchIn, readFrame } from './read-turn.ts'

const read = (...frames: { event: string; data: unknown }[]) => frames.reduce(readFrame, nothingRead)
const said = (text: string) => ({ event: 'reply', data: { text } })

test('words join in the order they come', () => {
  expect(read(said('The queue '), said('builds.'))).toMatchObject({ text: 'The queue builds.', end: 'open' })
})

test('a retry voids what was said so far', () => {
  expect(read(said('The quota'), { event: 'retry', data: {} }, said('The rule')).text).toBe('The rule')
})

const thinking = { event: 'thinking', data: {} }

test('it thinks until its first text, and again after a retry', () => {
  expect(read(thinking)).toMatchObject({ text: '', is_thinking: true, end: 'open' })
  expect(read(thinking, said('The queue')).is_thinking).toBe(false)
  expect(read(said('The queue'), thinking).is_thinking).toBe(false)
  expect(read(thinking, { event: 'retry', data: {} }).is_thinking).toBe(false)
  expect(read(said('a'), { event: 'retry', data: {} }, thinking).is_thinking).toBe(true)
})

test('only done and error end it; what comes after counts no more', () => {
  expect(read(said('a'), { event: 'done', data: { step_id: 's' } }, said('b'))).toMatchObject({
    text: 'a',
    end: 'done',
  })
  const failed = read(said('a'), { event: 'error', data: { code: 'model_unavailable', message: 'Away.' } })
  expect(failed).toMatchObject({
    text: 'a',
    end: 'failed',
    problem: { code: 'model_unavailable', message: 'Away.' },
  })
})

test('frames of another shape add nothing', () => {
  expect(
    read({ event: 'reply', data: null }, { event: 'reply', data: { text: 3 } }, { event: 'new', data: {} }),
  ).toEqual(nothingRead)
})

test('a patch without a version is none', () => {
  expect(patchIn({ event: 'session', data: { state_version: 4, title: 'x' } })).toEqual({
    state_version: 4,
    title: 'x',
  })
  expect(patchIn({ event: 'session', data: { title: 'x' } })).toBeNull()
  expect(patchIn({ event: 'reply', data: { state_version: 4 } })).toBeNull()
})

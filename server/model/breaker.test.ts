import { expect, test } from 'vitest'
import { createModelBreaker } from './breaker.ts'

function clocked() {
  let now = 0
  const breaker = createModelBreaker(() => now)
  const busy = (model = 'a') => {
    breaker.callEnded(model, 'busy', breaker.callBegan(model))
  }
  return { breaker, busy, pass: (ms: number) => (now += ms) }
}

test('three busy answers within 30 seconds open it, for that model alone', () => {
  const { breaker, busy, pass } = clocked()
  busy()
  busy()
  pass(29_000)
  expect(breaker.isOpen('a')).toBe(false)
  busy()
  expect(breaker.isOpen('a')).toBe(true)
  expect(breaker.isOpen('b')).toBe(false)
})

test('busy answers further apart, or with an answer between them, do not open it', () => {
  const { breaker, busy, pass } = clocked()
  for (let n = 0; n < 5; n++) {
    busy()
    pass(15_001)
  }
  expect(breaker.isOpen('a')).toBe(false)
  busy()
  breaker.callEnded('a', 'answered', breaker.callBegan('a'))
  busy()
  busy()
  expect(breaker.isOpen('a')).toBe(false)
})

test('one probe at a time, after a while; answered it closes, busy it stays open', () => {
  const { breaker, busy, pass } = clocked()
  for (let n = 0; n < 3; n++) busy()
  pass(20_000)
  expect(breaker.isOpen('a')).toBe(false)
  const probe = breaker.callBegan('a')
  expect(breaker.isOpen('a')).toBe(true)
  breaker.callEnded('a', 'busy', probe)
  expect(breaker.isOpen('a')).toBe(true)
  pass(20_000)
  breaker.callEnded('a', 'stopped', breaker.callBegan('a'))
  expect(breaker.isOpen('a')).toBe(false)
  breaker.callEnded('a', 'answered', breaker.callBegan('a'))
  expect(breaker.isOpen('a')).toBe(false)
  busy()
  expect(breaker.isOpen('a')).toBe(false)
})

test('a call from before it opened does not end the probe', () => {
  const { breaker, busy, pass } = clocked()
  const early = breaker.callBegan('a')
  for (let n = 0; n < 3; n++) busy()
  pass(20_000)
  breaker.callBegan('a')
  breaker.callEnded('a', 'stopped', early)
  expect(breaker.isOpen('a')).toBe(true)
})

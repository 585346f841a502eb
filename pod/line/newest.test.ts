import { expect, test } from 'vitest'
import { createNewest } from './newest.ts'

test('an answer that comes after one that was asked for later is not shown', () => {
  const ask = createNewest()
  const [first, second, third] = [ask(), ask(), ask()]
  expect(second()).toBe(true)
  expect(first()).toBe(false)
  expect(third()).toBe(true)
  expect(second()).toBe(false)
})

import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('a setting of an earlier version stops the start and is told what took its place', () => {
  expect(() => readConfig({ MODEL_TOKENS_PER_DAY: '5000000' })).toThrow(
    /MODEL_TOKENS_PER_DAY: is now MODEL_DOLLARS_PER_DAY/,
  )
})

test.each([
  [undefined, 20],
  ['0', 0],
  ['7.50', 7.5],
])('the budget of %s is %d dollars', (given, dollars) => {
  expect(readConfig({ MODEL_DOLLARS_PER_DAY: given }).MODEL_DOLLARS_PER_DAY).toBe(dollars)
})

test.each(['-1', '1e3', 'twenty', '1000000'])('a budget of %s is refused', (given) => {
  expect(() => readConfig({ MODEL_DOLLARS_PER_DAY: given })).toThrow(/MODEL_DOLLARS_PER_DAY/)
})

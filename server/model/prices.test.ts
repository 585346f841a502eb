import { expect, test } from 'vitest'
import type { ModelUsage } from './gateway.ts'
import { dearestMicros, priceMicros } from './prices.ts'

const usage = (more: Partial<ModelUsage> = {}): ModelUsage => ({
  input_tokens: 1_000,
  output_tokens: 100,
  thinking_tokens: null,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  cache_write_1h_tokens: 0,
  ...more,
})

test.each([
  ['claude-sonnet-5-5', usage(), 3_000],
  ['claude-sonnet-5-5', usage({ cache_read_tokens: 10_000 }), 4_000],
  ['claude-sonnet-5-5', usage({ cache_write_tokens: 1_000 }), 5_500],
  ['claude-sonnet-5-5', usage({ cache_write_tokens: 1_000, cache_write_1h_tokens: 1_000 }), 7_000],
  ['claude-sonnet-5-5-20260929', usage(), 3_000],
  ['claude-haiku-5-5', usage(), 150],
  ['claude-haiku-5-5', usage({ cache_read_tokens: 100_000 }), 5_750],
  ['claude-opus-5-5', usage(), 6_000],
  ['qwen3:30b', usage(), null],
])('%s costs what the list says', (model, used, micros) => {
  expect(priceMicros(model, used)).toBe(micros)
})

test('a model without a list price is counted as the dearest one that has one', () => {
  const prices = ['claude-sonnet-5-5', 'claude-opus-4-1', 'claude-fable-5'].map((model) =>
    priceMicros(model, usage()),
  )
  expect(prices).toEqual([3_000, 22_500, 15_000])
  expect(dearestMicros(usage())).toBe(22_500)
})

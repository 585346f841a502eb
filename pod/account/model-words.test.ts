import { expect, test } from 'vitest'
import { cacheWords, callsAndDollars, modelSentence, stateSentence } from './model-words.ts'

test('offline says what it can do and how to change it', () => {
  expect(modelSentence({ models: null })).toMatch(/offline model.*cannot look things up.*ANTHROPIC_API_KEY/)
})

test('with a key each model is named by what it does', () => {
  const models = { strong: 'claude-sonnet-5-5', fast: 'claude-haiku-5-5', second: null }
  expect(modelSentence({ models })).toMatch(/sonnet-5-5 leads.*haiku-5-5 writes.*offline model does/)
  expect(modelSentence({ models: { ...models, second: 'claude-opus-5-5' } })).toContain(
    'claude-opus-5-5 does',
  )
})

test('a refusal is said by its own notice, not twice', () => {
  expect(stateSentence({ state: 'rejected' })).toBeNull()
  expect(stateSentence({ state: 'busy' })).toMatch(/overloaded/)
})

test('money, calls and cache are numbers with their words', () => {
  expect(callsAndDollars({ calls: 1, dollars: 0.126 }, 20)).toMatch(/0.13.* of .*20.00 a day, 1 call$/)
  expect(callsAndDollars({ calls: 2, dollars: 0 }, null)).toMatch(/0.00, 2 calls$/)
  expect(cacheWords(0.874)).toBe("87 % of this month's prompts read from it")
  expect(cacheWords(null)).toBe('no calls yet')
})

import { expect, test } from 'vitest'
import { isNearEnd, looksBack } from './stick-to-end.ts'

const atEnd = { scrollTop: 600, scrollHeight: 1000, clientWidth: 800, clientHeight: 400 }

test.each([
  ['a person who scrolls up', { scrollTop: 500 }, true],
  ['a person who scrolls up while words come', { scrollTop: 500, scrollHeight: 1080 }, true],
  ['a person who scrolls a little', { scrollTop: 590 }, false],
  ['more words', { scrollHeight: 1080 }, false],
  ['a narrower log, beside an open sheet', { clientWidth: 400, scrollHeight: 1400 }, false],
  ['a log that was hidden and is shown again', { scrollTop: 0, clientWidth: 0, clientHeight: 0 }, false],
  ['a lower log', { scrollTop: 580, clientHeight: 300 }, false],
])('%s: reading back %s', (_, change, isBack) => {
  expect(looksBack(atEnd, { ...atEnd, ...change })).toBe(isBack)
})

test('what was scrolled back and down again is at the end', () => {
  expect(isNearEnd(atEnd)).toBe(true)
  expect(looksBack(null, { ...atEnd, scrollTop: 0 })).toBe(false)
})

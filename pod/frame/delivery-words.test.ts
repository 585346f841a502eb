import { expect, test } from 'vitest'
import { clockTime, dayOf } from '../ui/when.ts'
import { causeWords } from './delivery-words.ts'

test('why sending stopped is told by the viewer’s clock, on another day with its date', () => {
  const now = new Date().toISOString()
  const before = '2025-11-03T12:00:00.000Z'
  expect(causeWords({ code: 'no_clear_answers', count: 5, since: now })).toBe(
    `Since ${clockTime(now)}: 5 got no clear answer.`,
  )
  expect(causeWords({ code: 'unreadable', count: 3, since: before })).toBe(
    `Since ${clockTime(before)} on ${dayOf(before)}: tickets could not be read 3 times in a row.`,
  )
})

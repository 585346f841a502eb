import { expect, test } from 'vitest'
import { relativeTime } from './Time.tsx'

const now = new Date(2026, 10, 20, 14, 10, 7).getTime()

test.each([
  [0, 'now'],
  [-59, 'now'],
  [-60, '1 min ago'],
  // our clock ticks every quarter of a minute, and a server's may be ahead
  [14, 'now'],
  [59, 'now'],
  [-59 * 60, '59 min ago'],
  [-2 * 3600, '12:10'],
  [-24 * 3600, 'yesterday 14:10'],
])('%i s from now reads "%s"', (seconds, words) => {
  expect(relativeTime(now + seconds * 1000, now)).toBe(words)
})

import { expect, test } from 'vitest'
import type { EscalationMetrics } from '../../shared/contracts/analytics.ts'
import { binLabel, binWords, figuresOf, isEmpty, isIn, postCounts, spellSeconds } from './metrics-words.ts'

const none: EscalationMetrics = {
  ...{ period: '7d', n_handoffs_created: 0, n_handoffs_claimed: 0, n_handoffs_with_action: 0 },
  ...{
    avg_seconds: null,
    median_seconds: null,
    p95_seconds: null,
    metric_definition: '',
    times: [],
    posts: [],
  },
  brief_lines: { confirmed: 0, wrong: 0 },
  repeated: { steps: 0, questions: 0 },
  adoption: { cases: 0, with_update: 0, aim_share: 0.3 },
  updates: { used: 0, cases: 0, changed: 0 },
  minutes: { read: 0, diagnose: 0, act: 0, write: 0, hand_over: 0, wait: 0 },
  draft_to_note: { notes: 0, median_seconds: null, median_seconds_after_click: null, aim_seconds: 5 },
}

test.each([
  [null, 'none'],
  [0, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [233, '3 min 53 s'],
  [3600, '1 h'],
  [4000, '1 h 6 min'],
])('%s seconds are %s', (seconds, words) => {
  expect(spellSeconds(seconds)).toBe(words)
})

test('a bar says from when to when it counts, and holds its beginning, not its end', () => {
  const [first, third, last] = [
    { from_seconds: 0, to_seconds: 60, count: 1 },
    { from_seconds: 180, to_seconds: 300, count: 1 },
    { from_seconds: 3600, to_seconds: null, count: 1 },
  ] as const
  expect([first, third, last].map(binLabel)).toEqual(['<1', '3–5', '60+'])
  expect([first, third, last].map(binWords)).toEqual(['under 1 min', '3 to 5 min', '60 min or more'])
  expect([180, 299, 300, null].map((seconds) => isIn(third, seconds))).toEqual([true, true, false, false])
  expect(isIn(last, 90_000)).toBe(true)
})

test('a share of no cases is none, not 0 %; each number says its aim and what it does not claim', () => {
  expect(figuresOf(none)[0]).toMatchObject({ value: 'none', aim: 'aim 30 %' })
  const [used, perCase, minutes, note] = figuresOf({
    ...none,
    updates: { used: 3, cases: 2, changed: 1 },
    minutes: { read: 5, diagnose: 60, act: 20, write: 4, hand_over: 0, wait: 90 },
    adoption: { cases: 3, with_update: 1, aim_share: 0.3 },
    draft_to_note: { notes: 2, median_seconds: 12, median_seconds_after_click: 4, aim_seconds: 5 },
  })
  expect(used).toMatchObject({ value: '33 %', of: '1 of 3 cases over 10 active minutes' })
  expect(perCase).toMatchObject({ value: '1.5', of: '3 used in 2 cases, 1 of them changed before' })
  expect(minutes).toMatchObject({
    value: '1 h 29 min',
    of: 'read 5 · diagnose 60 · act 20 · write 4 · hand over 0',
    limits: expect.stringContaining('Paused: 1 h 30 min.'),
  })
  expect(note).toMatchObject({ value: '12 s', of: 'median of 2; 4 s after the click', aim: 'aim under 5 s' })
})

test('states of posts come by their count; with one there is something to show', () => {
  const some: EscalationMetrics = {
    ...none,
    posts: [
      { state: 'rejected', count: 1 },
      { state: 'verified', count: 12 },
    ],
  }
  expect(postCounts(some)).toEqual(['12 posted', '1 not posted'])
  expect([none, some].map(isEmpty)).toEqual([true, false])
})

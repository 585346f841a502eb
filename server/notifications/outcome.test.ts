import { expect, test } from 'vitest'
import { afterTry, outcomeOfStatus } from './outcome.ts'

test.each([
  [200, 'sent', undefined],
  [202, 'sent', undefined],
  [302, 'never', 'refused'],
  [400, 'never', 'refused'],
  [401, 'never', 'gone'],
  [404, 'never', 'gone'],
  [410, 'never', 'gone'],
  [408, 'later', 'failing'],
  [429, 'later', 'busy'],
  [500, 'later', 'failing'],
  [503, 'later', 'failing'],
])('%s is %s', (status, kind, code) => {
  expect(outcomeOfStatus(status, null)).toMatchObject({ kind, ...(code ? { code } : {}) })
})

test('each pause is longer than the one before, and there is an end', () => {
  const after = [1, 2, 3, 4, 5, 6].map((tries) => afterTry({ kind: 'later', code: 'unreached' }, tries))
  expect(after.map(({ again_in_s }) => again_in_s)).toEqual([15, 60, 300, 1800, 7200, null])
  expect(after.at(-1)).toEqual({ state: 'failed', code: 'unreached', again_in_s: null })
})

test.each([
  ['300', 1, 300],
  ['3', 1, 15],
  ['999999', 1, 3600],
  ['-5', 1, 15],
  ['soon', 1, 15],
  [null, 2, 60],
])('asked to wait %s at try %s: %s s', (retryAfter, tries, seconds) => {
  const outcome = outcomeOfStatus(429, retryAfter)
  if (outcome.kind === 'quiet') throw new Error('not of a status')
  expect(afterTry(outcome, tries)).toEqual({ state: 'waiting', code: 'busy', again_in_s: seconds })
})

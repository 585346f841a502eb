import { expect, test } from 'vitest'
import { isOpenPromise } from './reminder-words.ts'

const now = Date.parse('2026-12-01T10:00:00.000Z')
const promise = { remind_at: '2026-12-01T14:50:00.000Z' }

test('a promise is offered until it is minded, and no more once its time is over', () => {
  const offered = (...statuses: ('pending' | 'fired' | 'cancelled')[]) =>
    isOpenPromise(
      promise,
      statuses.map((status) => ({ ...promise, status })),
      now,
    )
  expect([offered(), offered('cancelled')]).toEqual([true, true])
  expect([offered('pending'), offered('fired'), offered('cancelled', 'fired')]).toEqual([false, false, false])
  expect(isOpenPromise(promise, [], Date.parse('2026-12-01T15:00:00.000Z'))).toBe(false)
})

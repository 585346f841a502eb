import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { atMostEvery } from './at-most-every.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first at once, of many others the newest, at the end of the time', () => {
  const done: number[] = []
  const some = atMostEvery(40)
  for (let n = 1; n <= 10; n++) some.take(() => done.push(n))
  expect(done).toEqual([1])
  vi.advanceTimersByTime(39)
  expect(done).toEqual([1])
  vi.advanceTimersByTime(1)
  expect(done).toEqual([1, 10])
  vi.advanceTimersByTime(500)
  some.take(() => done.push(11))
  expect(done).toEqual([1, 10, 11])
})

test('nothing comes after a stop, and the next is the first again', () => {
  const done: number[] = []
  const some = atMostEvery(40)
  some.take(() => done.push(1))
  some.take(() => done.push(2))
  some.stop()
  vi.advanceTimersByTime(500)
  expect(done).toEqual([1])
  some.take(() => done.push(3))
  expect(done).toEqual([1, 3])
})

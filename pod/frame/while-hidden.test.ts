import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { whileHidden } from './while-hidden.ts'

class Tab extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible'
  turn(to: DocumentVisibilityState) {
    this.visibilityState = to
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Locks of one browser: one holder at a time, the next when it ends. */
function browserLocks() {
  let last: Promise<unknown> = Promise.resolve()
  const request = (_name: string, { signal }: LockOptions, work: () => Promise<unknown>) => {
    last = last.then(() => (signal?.aborted ? undefined : work()))
    return last
  }
  return { request } as unknown as LockManager
}

test('a hidden tab asks each half minute, until it is shown', async () => {
  for (const locks of [undefined, browserLocks()]) {
    const tab = new Tab()
    const ask = vi.fn(async () => {
      throw new Error('no line')
    })
    whileHidden(ask, tab, locks)
    await vi.advanceTimersByTimeAsync(100_000)
    expect(ask).not.toHaveBeenCalled()
    tab.turn('hidden')
    await vi.advanceTimersByTimeAsync(70_000)
    expect(ask).toHaveBeenCalledTimes(2)
    tab.turn('visible')
    await vi.advanceTimersByTimeAsync(100_000)
    expect(ask).toHaveBeenCalledTimes(2)
  }
})

test('of two hidden tabs one asks; once it is shown, the other', async () => {
  const locks = browserLocks()
  const [first, second] = [new Tab(), new Tab()]
  const asks = [vi.fn(async () => {}), vi.fn(async () => {})] as const
  whileHidden(asks[0], first, locks)
  whileHidden(asks[1], second, locks)
  first.turn('hidden')
  second.turn('hidden')
  await vi.advanceTimersByTimeAsync(35_000)
  expect(asks.map((ask) => ask.mock.calls.length)).toEqual([1, 0])
  first.turn('visible')
  await vi.advanceTimersByTimeAsync(35_000)
  expect(asks.map((ask) => ask.mock.calls.length)).toEqual([1, 1])
})

import { expect, test } from 'vitest'
import { Busy, createLimiter } from './limiter.ts'

const tick = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('six are inside at a time', async () => {
  const limiter = createLimiter(1_000)
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 40 }, async () => {
      const leave = await limiter.enter(5_000)
      most = Math.max(most, ++inside)
      await tick(2)
      inside -= 1
      leave()
      leave()
    }),
  )
  expect(most).toBe(6)
})

test('no more enter in a second than allowed', async () => {
  const limiter = createLimiter(20)
  const startedAt = performance.now()
  for (let count = 0; count < 30; count++) (await limiter.enter(5_000))()
  expect(performance.now() - startedAt).toBeGreaterThan(400)
})

test('a pause holds everybody; who would wait too long is told at once', async () => {
  const closed = createLimiter(1_000)
  closed.pause(60_000)
  await expect(closed.enter(50_000)).rejects.toBeInstanceOf(Busy)
  const limiter = createLimiter(1_000)
  limiter.pause(200)
  const startedAt = performance.now()
  ;(await limiter.enter(5_000))()
  expect(performance.now() - startedAt).toBeGreaterThan(180)
})

test('an absurd pause is capped at 15 minutes', async () => {
  const limiter = createLimiter(1_000)
  limiter.pause(1e12)
  const busy = await limiter.enter(10_000).catch((error: Busy) => error)
  expect(busy).toBeInstanceOf(Busy)
  expect((busy as Busy).retry_after_s).toBe(900)
})

test('who waits gives up after the own patience, or when the caller does', async () => {
  const limiter = createLimiter(1_000)
  const places = await Promise.all(Array.from({ length: 6 }, () => limiter.enter(1_000)))
  await expect(limiter.enter(20)).rejects.toBeInstanceOf(Busy)
  await expect(limiter.enter(5_000, AbortSignal.timeout(20))).rejects.toBeInstanceOf(Busy)
  await expect(limiter.enter(5_000, AbortSignal.abort())).rejects.toBeInstanceOf(Busy)
  for (const leave of places) leave()
  ;(await limiter.enter(1_000))()
})

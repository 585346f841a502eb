import { expect, test } from 'vitest'
import { createTokenClock } from './token-clock.ts'

/** A clock that somebody turns. */
function at(startMs = 1_000_000) {
  const time = { now: startMs }
  return { time, clock: createTokenClock(() => time.now) }
}

test('a token is good until 15 s before its end, and is still the last one after', () => {
  const { time, clock } = at()
  expect([clock.fresh(), clock.last(), clock.leftMs()]).toEqual([null, null, 0])
  clock.keep('a', 60_000)
  time.now += 44_999
  expect([clock.fresh(), clock.leftMs()]).toEqual(['a', 15_001])
  time.now += 1
  expect([clock.fresh(), clock.last(), clock.leftMs()]).toEqual([null, 'a', 15_000])
  time.now += 20_000
  expect(clock.leftMs()).toBe(0)
})

test('a token of less than 15 s is good for nothing but to be told', () => {
  const { clock } = at()
  clock.keep('short', 15_000)
  expect([clock.fresh(), clock.last()]).toEqual([null, 'short'])
})

test('a token is good for its own place alone', () => {
  const { clock } = at()
  clock.keep('a', 60_000, '48291')
  expect([clock.fresh('48291'), clock.fresh('48292'), clock.fresh()]).toEqual(['a', null, null])
  clock.keep('b', 60_000)
  expect([clock.fresh('48291'), clock.fresh()]).toEqual([null, 'b'])
})

test('the refusal of an older token does not cost the newer one', () => {
  const { clock } = at()
  clock.keep('new', 60_000)
  clock.dropIf('old')
  clock.dropIf(undefined)
  expect(clock.fresh()).toBe('new')
  clock.dropIf('new')
  expect([clock.fresh(), clock.last()]).toEqual([null, null])
  clock.keep('next', 60_000)
  clock.drop()
  expect(clock.last()).toBeNull()
})

/** Renewals that end when the test says so. */
function renewals() {
  const open: { resolve: (token: string) => void; reject: (error: Error) => void }[] = []
  const renew = () => new Promise<string>((resolve, reject) => open.push({ resolve, reject }))
  return { open, renew }
}

test('one renewal for all who ask meanwhile; the next one after its end, also a bad one', async () => {
  const { clock } = at()
  const { open, renew } = renewals()
  const asked = [1, 2, 3].map(() => clock.share(renew))
  expect(open).toHaveLength(1)
  open[0]?.resolve('a')
  expect(await Promise.all(asked)).toEqual(['a', 'a', 'a'])

  const failing = clock.share(renew)
  open[1]?.reject(new Error('away'))
  await expect(failing).rejects.toThrow('away')
  const next = clock.share(renew)
  expect(open).toHaveLength(3)
  open[2]?.resolve('c')
  expect(await next).toBe('c')
})

test('what is begun anew is shared from then on, also when the one before ends later or sooner', async () => {
  const { clock } = at()
  const { open, renew } = renewals()
  const first = clock.share(renew)
  const second = clock.begin(renew)
  open[0]?.resolve('a')
  expect(await first).toBe('a')
  const third = clock.share(renew)
  expect(open).toHaveLength(2)
  open[1]?.resolve('b')
  expect(await Promise.all([second, third])).toEqual(['b', 'b'])
})

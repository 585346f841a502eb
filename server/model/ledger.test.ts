import { expect, test } from 'vitest'
import { createBudget } from './ledger.ts'

const budget = (used: () => Promise<number>) => createBudget({ usedToday: used }, 1)
const acme = 'acme'

test('what runs is held against the day’s budget, and free again once it has ended', async () => {
  const { hold } = budget(async () => 0)
  const first = await hold(acme, 600_000)
  const second = await hold(acme, 600_000)
  expect(await hold(acme, 1)).toBeNull()
  expect(await hold('zed', 1)).not.toBeNull()
  second?.()
  second?.()
  expect(await hold(acme, 600_000)).not.toBeNull()
  expect(first).not.toBeNull()
})

test('what is entered counts at once, though the sum of the day is read every few seconds', async () => {
  const { hold, entered } = budget(async () => 100_000)
  const letGo = await hold(acme, 10)
  entered(acme, 900_000)
  letGo?.()
  expect(await hold(acme, 10)).toBeNull()
})

test('a ledger that cannot be read stops nobody, nor does a budget of nothing', async () => {
  const { hold } = budget(() => Promise.reject(new Error('away')))
  expect(await hold(acme, 5_000_000)).not.toBeNull()
  expect(await hold(acme, 5_000_000)).not.toBeNull()
  const free = createBudget({ usedToday: async () => 5_000_000 }, 0)
  expect(await free.hold(acme, 5_000_000)).not.toBeNull()
})

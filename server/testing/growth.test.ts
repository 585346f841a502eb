import { expect, test } from 'vitest'
import { growthUpTo } from './growth.ts'

const cap = 1_000

/** Reads no more than the cap; what it does grows with so many powers of what it has read. */
const reading = (power: number) => (size: number) => {
  let sum = 0
  for (let n = 0; n < Math.min(size, cap) ** power; n++) sum += Math.sqrt(n)
  return sum
}

test('growth with the square is seen below a cap', async () => {
  expect(await growthUpTo(reading(1), cap)).toBeLessThan(3)
  expect(await growthUpTo(reading(2), cap)).toBeGreaterThan(3)
})

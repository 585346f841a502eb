import { expect, test } from 'vitest'
import { factsInView } from './facts-in-view.ts'

const facts = Array.from({ length: 60 }, (_, at) => ({ id: `f${at + 1}` }))
const ids = (isWhole: boolean, pointed: string | null) =>
  factsInView(facts, { isWhole, pointed }).map(({ id }) => id)

test('the newest twelve stand there, all of them when asked for', () => {
  expect(ids(false, null)).toEqual(facts.slice(48).map(({ id }) => id))
  expect(ids(true, null)).toHaveLength(60)
  expect(factsInView(facts.slice(0, 3), { isWhole: false, pointed: null })).toHaveLength(3)
})

test('an older fact that something points at is shown', () => {
  expect(ids(false, 'f2')).toContain('f2')
  expect(ids(false, 'f59')).toHaveLength(12)
})

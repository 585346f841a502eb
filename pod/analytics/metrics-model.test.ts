import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type People, type PersonName, people } from '../../server/testing/people.ts'
import { seedHistory } from '../../server/testing/seed-history.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import type { Period } from '../../shared/contracts/analytics.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createMetricsModel } from './metrics-model.ts'

let world: TestWorld
let who: People
let pods: TestPods
const stops: (() => void)[] = []
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
  const seed = seedHistory(world, who)
  await seed.handoff({ made: 2, claimed: true, steps_after_s: [45] })
  await seed.handoff({ made: 20, claimed: false, steps_after_s: [] })
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  pods.leave()
})
afterAll(() => world?.stop())

async function watched(name: PersonName, period: Period) {
  const opened = await pods.open(name)
  const model = createMetricsModel(opened.pod, period)
  stops.push(model.watch())
  return { ...opened, model }
}

test.each([
  ['7d', 1],
  ['30d', 2],
] as const)('the numbers of %s are read', async (period, n_handoffs_created) => {
  const { model } = await watched('cleo', period)
  await expect
    .poll(() => model.metrics.value)
    .toMatchObject({ period, n_handoffs_created, n_handoffs_with_action: 1, median_seconds: 45 })
})

test('a failure is said and leaves what stands; it passes with the line', async () => {
  const { model, to } = await watched('cleo', '7d')
  await expect.poll(() => model.metrics.value?.n_handoffs_created).toBe(1)
  await to('cut')
  await model.load()
  expect(model.problem.value).not.toBeNull()
  expect(model.metrics.value?.n_handoffs_created).toBe(1)
  await to('good')
  await expect.poll(() => model.problem.value).toBeNull()
})

test('who only reads asks for none of it', async () => {
  const { asked, model, quiet } = await watched('vera', '7d')
  await quiet()
  expect([model.metrics.value, asked.filter((call) => call.includes('analytics'))]).toEqual([null, []])
})

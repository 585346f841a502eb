import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createMembersModel } from './members-model.ts'

let world: TestWorld
let who: People
let pods: TestPods
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterEach(() => pods.leave())
afterAll(() => world?.stop())

test('a slow reading does not overwrite the link that was removed after it was asked for', async () => {
  const { pod, hold } = await pods.open('ada')
  const model = createMembersModel(pod, who.connection_id)
  expect(await model.load()).toBe(true)
  const [linked = ''] = model.view.value?.mappings.keys() ?? []
  expect(linked).not.toBe('')
  const slow = hold(/^GET .*member-mappings/)
  const reading = model.load()
  await slow.reached
  expect(await model.link(linked, null)).toBe(true)
  slow.release()
  expect(await reading).toBe(true)
  expect(model.view.value?.mappings.has(linked)).toBe(false)
})

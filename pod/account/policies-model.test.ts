import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createPoliciesModel } from './policies-model.ts'
import { createTemplatesModel } from './templates-model.ts'

let world: TestWorld
let who: People
let pods: TestPods
const leaves: (() => void)[] = []
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterEach(() => {
  for (const leave of leaves.splice(0)) leave()
  pods.leave()
})
afterAll(() => world?.stop())

async function opened(name: 'ada' | 'ben') {
  const line = await pods.open(name)
  const model = createPoliciesModel(line.pod)
  leaves.push(model.follow())
  await expect.poll(() => model.now.value).not.toBeNull()
  const clients = () => model.now.value?.clients.map(({ client_name, policy }) => [client_name, policy])
  return { model, clients }
}

test('a rule that an admin sets, changes and removes is everywhere at once', async () => {
  const [ada, ben] = [await opened('ada'), await opened('ben')]
  await ada.model.set({
    client_name: 'Contoso Dental',
    policy: 'off',
    reason: 'By contract',
    time_zone: null,
  })
  await expect.poll(ben.clients).toEqual([['Contoso Dental', 'off']])
  await ada.model.set({ client_name: 'CONTOSO  dental', policy: 'redacted', reason: '', time_zone: null })
  await expect.poll(ben.clients).toEqual([['CONTOSO  dental', 'redacted']])
  await ada.model.setUsual('redacted')
  await expect.poll(() => ben.model.now.value?.usual).toBe('redacted')
  await ada.model.remove(ada.model.now.value?.clients[0]?.id ?? '')
  await expect.poll(ben.clients).toEqual([])
  await ben.model.setUsual('allowed')
  expect(ben.model.problem.value).toMatch(/does not allow/)
})

test('of two readings at once the one that was asked for last stands, and an old one never hides a change', async () => {
  const { pod, hold, quiet } = await pods.open('ada')
  const model = createPoliciesModel(pod)
  await model.setUsual('allowed')
  const old = hold(/^GET .*ai-policy/)
  const first = model.load()
  await old.reached
  await model.setUsual('redacted')
  await model.load()
  old.release()
  await first
  await quiet()
  expect(model.now.value?.usual).toBe('redacted')
  const templates = createTemplatesModel(pod)
  await templates.load()
  const before = hold(/^GET .*communication-templates/)
  const loading = templates.load()
  await before.reached
  templates.choose({ client_tone: 'formal' })
  await templates.save()
  before.release()
  await loading
  expect(templates.kept.value?.client_tone).toBe('formal')
})

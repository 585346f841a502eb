import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ask } from '../../server/sessions/ask.ts'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createScriptedModel } from '../../server/testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { followCount, needsOf } from './needs-model.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
let pods: TestPods
const stops: (() => void)[] = []
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  pods = createTestPods(world, who)
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  pods.leave()
})
afterAll(() => world?.stop())

async function question(text: string): Promise<void> {
  const { id } = await createSession(who.ctxFor('ben'), { intake_type: 'free_text', intake_content: text })
  model.next({ reply: 'Noted.', question: { text, context: '', options: [], keep: false } })
  await ask(who.ctxFor('ben'), id, { content: '' })
  await world.background.settled()
}

test('the count is told as it changes, for all who watch from one reading', async () => {
  const { pod, asked } = await pods.open('ben')
  const told: (string | null)[] = []
  stops.push(
    followCount(
      pod,
      () => true,
      (count) => told.push(count),
    ),
  )
  await expect.poll(() => needsOf(pod).items.value).toEqual([])
  stops.push(needsOf(pod).watch())
  await question('Is it plugged in?')
  await expect.poll(() => told.at(-1)).toBe('1')
  expect(needsOf(pod).items.value).toMatchObject([{ kind: 'your_turn', words: 'Is it plugged in?' }])
  expect(asked).toContain('GET /ai-sessions/needs')
})

test('a failure is said and leaves what stands; another try goes on', async () => {
  const { pod, to } = await pods.open('ben')
  stops.push(needsOf(pod).watch())
  await expect.poll(() => needsOf(pod).items.value?.length).toBe(1)
  await to('cut')
  await needsOf(pod).load()
  expect(needsOf(pod).problem.value).not.toBeNull()
  expect(needsOf(pod).items.value).toHaveLength(1)
  await to('good')
  await needsOf(pod).load()
  expect(needsOf(pod).problem.value).toBeNull()
})

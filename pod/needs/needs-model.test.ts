import { signal } from '@preact/signals'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addFact } from '../../server/sessions/add-fact.ts'
import { ask } from '../../server/sessions/ask.ts'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createScriptedModel } from '../../server/testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { bodyOf } from '../line/api.ts'
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

test('the case in view counts too; what changes nothing of whose turn it is asks for nothing', async () => {
  const { id } = await createSession(who.ctxFor('cleo'), {
    intake_type: 'free_text',
    intake_content: 'No sound',
  })
  const { pod, asked, quiet } = await pods.open('cleo')
  const read = () => bodyOf(pod.api.client['ai-sessions'][':id'].$get({ param: { id } }))
  const inView = signal(await read())
  pod.shown.value = new Map([[id, inView]])
  stops.push(needsOf(pod).watch())
  await expect.poll(() => needsOf(pod).items.value).toEqual([])
  model.next({ reply: 'Noted.', question: { text: 'Which headset?', context: '', options: [], keep: false } })
  await ask(who.ctxFor('cleo'), id, { content: '' })
  await world.background.settled()
  inView.value = await read()
  await expect.poll(() => needsOf(pod).items.value).toMatchObject([{ session_id: id }])

  await addFact(who.ctxFor('cleo'), id, { text: 'Seen twice', status: 'confirmed', known: 'checked' })
  await quiet()
  asked.length = 0
  inView.value = await read()
  await quiet()
  expect(inView.value.facts).toHaveLength(1)
  expect(asked).toEqual([`GET /ai-sessions/${id}`])
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

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { addFact } from '../../server/sessions/add-fact.ts'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createSessionModel, type SessionModel } from './session-model.ts'

let world: TestWorld
let who: People
let pods: TestPods
let session_id: string
let opened: SessionModel | undefined
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
beforeEach(async () => {
  const intake = { intake_type: 'free_text', intake_content: 'VPN drops' } as const
  session_id = (await createSession(who.ctxFor('ben'), intake)).id
})
afterEach(() => {
  opened?.dispose()
  pods.leave()
})
afterAll(() => world?.stop())

async function openCase() {
  const line = await pods.open('ben')
  const model = createSessionModel(line.pod, session_id)
  opened = model
  await expect.poll(() => model.detail.value).not.toBeNull()
  const facts = () => model.detail.value?.facts.map(({ text }) => text)
  return { model, facts, readings: () => line.asked.filter((call) => call === reading).length, ...line }
}
let reading: string
beforeEach(() => {
  reading = `GET /ai-sessions/${session_id}`
})
const cleoAdds = (text: string) =>
  addFact(who.ctxFor('cleo'), session_id, { text, status: 'confirmed', known: 'told' })

test('a reading from before a patch does not take back what the patch brought', async () => {
  const { model, facts, hold, readings } = await openCase()
  const late = hold(/^GET \/ai-sessions\/[^/]+$/)
  const refreshed = model.refresh()
  await late.reached
  const { id: _, ...patch } = await model.calls.triage('client_name', 'Bakery Lund')
  model.take(patch)
  const before = readings()
  late.release()
  await refreshed
  expect(model.detail.value).toMatchObject({ client_name: 'Bakery Lund', state_version: patch.state_version })
  // it may have brought what no patch tells, such as what one may do now
  expect(readings()).toBe(before + 1)
  await cleoAdds('Only from home')
  await expect.poll(facts).toEqual(['Only from home'])
  model.take(patch)
  expect(facts()).toEqual(['Only from home'])
})

test('what a patch brings during an act stays, and the act’s own change with it', async () => {
  const { model, facts, hold } = await openCase()
  const held = hold(/POST .*\/facts/)
  const acted = model.act(
    (detail) => ({ ...detail, title: 'VPN drops at home' }),
    () => model.calls.addFact('Only from home', 'confirmed'),
  )
  expect(model.detail.value?.title).toBe('VPN drops at home')
  await held.reached
  const { id: _, ...patch } = await model.calls.triage('client_name', 'Bakery Lund')
  model.take(patch)
  expect(model.detail.value?.client_name).toBe('Bakery Lund')
  held.release()
  await acted
  await expect.poll(facts).toEqual(['Only from home'])
  expect(model.detail.value).toMatchObject({ client_name: 'Bakery Lund', title: 'VPN drops' })
})

test('readings wait for the end of an act, one follows it, and a refused act is put back', async () => {
  const { model, facts, hold, readings } = await openCase()
  const before = readings()
  const held = hold(/POST .*\/facts/)
  const acted = model.act(
    (detail) => ({ ...detail, title: 'Not so' }),
    () => model.calls.addFact('', 'confirmed'),
  )
  await held.reached
  await Promise.all([model.refresh(), model.refresh()])
  expect(readings()).toBe(before)
  held.release()
  await expect(acted).rejects.toMatchObject({ code: 'malformed' })
  expect(model.detail.value?.title).toBe('VPN drops')
  await cleoAdds('Only from home')
  await expect.poll(facts).toEqual(['Only from home'])
})

test('of many that ask at once two readings come: one may have begun too early', async () => {
  const { model, hold, readings } = await openCase()
  const before = readings()
  const first = hold(/^GET \/ai-sessions\/[^/]+$/)
  const asked = [model.refresh()]
  await first.reached
  asked.push(model.refresh(), model.refresh(), model.refresh())
  first.release()
  await Promise.all(asked)
  expect(readings()).toBe(before + 2)
})

test('a case that cannot be read says why, and is there when the line is back', async () => {
  const line = await pods.open('ben')
  await line.to('cut')
  const model = createSessionModel(line.pod, session_id)
  opened = model
  await expect.poll(() => model.unreadable.value?.code).toBe('unreachable')
  await line.to('good')
  await expect.poll(() => model.detail.value?.title).toBe('VPN drops')
  expect(model.unreadable.value).toBeNull()
})

test('after a colleague’s fact the rows that did not change are those that stood here', async () => {
  const { model, facts } = await openCase()
  await cleoAdds('Only from home')
  await expect.poll(facts).toEqual(['Only from home'])
  const before = model.detail.value
  await cleoAdds('Since Monday')
  await expect.poll(facts).toEqual(['Only from home', 'Since Monday'])
  const after = model.detail.value
  expect(after?.facts[0]).toBe(before?.facts[0])
  expect(after?.questions).toBe(before?.questions)
  const [fact] = before?.facts ?? []
  await model.calls.changeFact(fact?.id ?? '', {
    revision: fact?.revision ?? 1,
    text: 'Only from home, by Wi-Fi',
  })
  await expect.poll(facts).toEqual(['Only from home, by Wi-Fi', 'Since Monday'])
  expect(model.detail.value?.facts[1]).toBe(after?.facts[1])
})

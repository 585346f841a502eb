import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { addFact } from '../../server/sessions/add-fact.ts'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createScriptedModel } from '../../server/testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createTurnModel } from '../turns/turn-model.ts'
import { createPanelActs } from './panel-acts.ts'
import { createChanges } from './undo.ts'
import { undoableActs } from './undoable-acts.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
let pods: TestPods
let session_id: string
let leave = () => {}
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  pods = createTestPods(world, who)
})
beforeEach(async () => {
  const intake = { intake_type: 'free_text', intake_content: 'VPN drops' } as const
  session_id = (await createSession(who.ctxFor('ben'), intake)).id
  await addFact(who.ctxFor('ben'), session_id, { text: 'Only from home', status: 'confirmed', known: 'told' })
})
afterEach(() => {
  leave()
  pods.leave()
})
afterAll(() => world?.stop())

/** Ben's case with one fact, which he has just taken away. */
async function openRemoving() {
  const { pod, asked, hold } = await pods.open('ben')
  const session = createSessionModel(pod, session_id)
  const draft = pod.drafts.of(`session-${session_id}`)
  const turn = createTurnModel(session, draft, pod)
  const changes = createChanges(() => 0)
  const acts = createPanelActs(session, changes)
  leave = () => {
    turn.dispose()
    session.dispose()
  }
  await expect.poll(() => session.detail.value?.facts.length).toBe(1)
  await expect.poll(() => turn.is_running.value || session.detail.value?.exchanges === 0).toBe(false)
  const fact = session.detail.value?.facts[0]
  if (!fact) throw new Error('no fact')
  acts.removeFact(fact)
  expect(acts.removing.value.has(fact.id)).toBe(true)
  const texts = () => session.detail.value?.facts.map(({ text }) => text)
  const removals = () => asked.filter((call) => call.startsWith('DELETE')).length
  return { session, turn, draft, acts, changes, fact, texts, removals, hold }
}
const stored = async () =>
  (
    await world.db.admin<{ text: string }[]>`
      select text from ai_session_facts where session_id = ${session_id} and deleted_at is null`
  ).map(({ text }) => text)

test('undone before the offer ends: the server never hears of it', async () => {
  const { acts, changes, removals, texts } = await openRemoving()
  changes.last()?.undo()
  await acts.settle()
  expect([acts.removing.value.size, removals(), texts()]).toEqual([0, 0, ['Only from home']])
})

test('a turn that begins takes what is on its way out as gone', async () => {
  const { acts, turn, draft, removals } = await openRemoving()
  expect(JSON.stringify(model.bodies.at(-1))).toContain('Only from home')
  const before = model.bodies.length
  draft.set('Since Monday')
  await acts.settle()
  await turn.sayDraft()
  await acts.settle()
  expect(removals()).toBe(1)
  expect(model.bodies).toHaveLength(before + 1)
  // it is told what is different since the last turn
  expect(JSON.stringify(model.bodies.at(-1)?.messages.at(-1))).toMatch(/gone.*f1/)
  expect(await stored()).toEqual([])
})

test('undone while a turn begins: it is in the case once, and stays', async () => {
  const { acts, changes, fact, hold, texts } = await openRemoving()
  const leaving = hold(/^DELETE/)
  const settled = acts.settle()
  await leaving.reached
  changes.last()?.undo()
  leaving.release()
  await settled
  await expect.poll(stored).toEqual(['Only from home'])
  await expect.poll(texts).toEqual(['Only from home'])
  expect(acts.removing.value.has(fact.id)).toBe(false)
  expect(acts.problems.value).toEqual({})
})

test('who may know a fact is set by one press and undone like any change', async () => {
  const { pod } = await pods.open('ben')
  const session = createSessionModel(pod, session_id)
  leave = () => session.dispose()
  await expect.poll(() => session.detail.value?.facts.length).toBe(1)
  const changes = createChanges(() => 0)
  const acts = undoableActs(createPanelActs(session, changes), session, changes)
  const [fact] = session.detail.value?.facts ?? []
  if (!fact) throw new Error('no fact')
  expect(fact).toMatchObject({ label: 'internal', label_by: 'rule' })
  await acts.setFact(fact, { label: 'client' })
  expect(session.detail.value?.facts).toMatchObject([{ label: 'client', label_by: 'person' }])
  changes.last()?.undo()
  await expect.poll(async () => (await labels())[0]).toBe('internal')
})
const labels = async () =>
  (
    await world.db.admin<{ label: string }[]>`
      select label from ai_session_facts where session_id = ${session_id}`
  ).map(({ label }) => label)

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createScriptedModel } from '../../server/testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createTurnModel } from './turn-model.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
let pods: TestPods
let session_id: string
const leaves: (() => Promise<void>)[] = []
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  pods = createTestPods(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  const intake = { intake_type: 'free_text', intake_content: 'VPN drops' } as const
  session_id = (await createSession(who.ctxFor('ben'), intake)).id
  model.next({ question: { text: 'Who is affected?', context: '', options: ['One', 'All'], keep: false } })
})
afterEach(async () => {
  for (const leave of leaves.splice(0)) await leave()
  pods.leave()
})

async function openCase(name: 'ben' | 'cleo') {
  const { pod, to } = await pods.open(name)
  const session = createSessionModel(pod, session_id)
  const draft = pod.drafts.of(`session-${session_id}`)
  const turn = createTurnModel(session, draft, pod)
  leaves.push(async () => {
    await to('good')
    // an answer still on its way would take the next test's script
    await session.refresh()
    await expect.poll(() => turn.is_running.value).toBe(false)
    turn.dispose()
    session.dispose()
  })
  await expect.poll(() => session.detail.value?.questions.length).toBe(1)
  await expect.poll(() => turn.is_running.value).toBe(false)
  return {
    session,
    turn,
    draft,
    say: async (words: string) => {
      draft.set(words)
      await turn.sayDraft()
    },
    to,
    said: () =>
      session.detail.value?.steps.flatMap(({ kind, content }) =>
        kind === 'message' && content !== 'VPN drops' ? [content] : [],
      ),
  }
}

test('a message typed without a connection goes out once when it is back', async () => {
  const ben = await openCase('ben')
  await ben.to('cut')
  await ben.say('Only from home')
  expect(ben.turn.waiting.value?.until).toBe('connection')
  expect(ben.draft.text.value).toBe('Only from home')
  await ben.to('good')
  await expect.poll(ben.said).toEqual(['Only from home'])
  await expect.poll(() => ben.draft.text.value).toBe('')
  await ben.to('cut')
  await ben.to('good')
  await expect.poll(() => ben.turn.is_running.value).toBe(false)
  await ben.session.refresh()
  expect(ben.said()).toEqual(['Only from home'])
})

test('a message whose answer was lost stands there once, with no failure told', async () => {
  const ben = await openCase('ben')
  await ben.to('mute')
  await ben.say('Since the update')
  expect(ben.turn.problem.value).toBeNull()
  await ben.to('good')
  await expect.poll(ben.said).toEqual(['Since the update'])
  await expect.poll(() => ben.turn.waiting.value).toBeNull()
  await expect.poll(() => ben.draft.text.value).toBe('')
})

test('a message that waits is taken back by changing it or by Cancel', async () => {
  const ben = await openCase('ben')
  await ben.to('cut')
  await ben.say('Only from home')
  ben.draft.set('Only from home?')
  expect(ben.turn.waiting.value).toBeNull()
  await ben.turn.sayDraft()
  ben.turn.cancelWaiting()
  await ben.to('good')
  await ben.session.refresh()
  expect([ben.said(), ben.draft.text.value]).toEqual([[], 'Only from home?'])
})

test('two speak at once: the second goes out after the answer to the first', async () => {
  const ben = await openCase('ben')
  const cleo = await openCase('cleo')
  const held = model.held({ reply: 'Noted.' })
  const first = ben.say('It is the router')
  await held.reached
  await cleo.say('It is the firewall')
  expect(cleo.turn.waiting.value?.until).toBe('answer')
  expect(cleo.turn.problem.value).toBeNull()
  held.release()
  await first
  await cleo.session.refresh()
  await expect.poll(cleo.said).toEqual(['It is the router', 'It is the firewall'])
  expect(cleo.turn.waiting.value).toBeNull()
})

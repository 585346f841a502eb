import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createScriptedModel } from '../../server/testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { toasts } from '../ui/Toasts.tsx'
import { createTurnModel } from './turn-model.ts'

const model = createScriptedModel()
const asking = (text: string) => ({ text, context: '', options: ['One', 'All'], keep: false })
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
  toasts.value = []
  const intake = { intake_type: 'free_text', intake_content: 'VPN drops' } as const
  session_id = (await createSession(who.ctxFor('ben'), intake)).id
  model.next({ question: asking('Who is affected?') })
})
afterEach(async () => {
  for (const leave of leaves.splice(0)) await leave()
  pods.leave()
})

async function openCase(name: 'ben' | 'cleo') {
  const { pod, to, hold, asked } = await pods.open(name)
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
  const question = session.detail.value?.questions[0]?.id ?? ''
  const said = () =>
    session.detail.value?.steps.flatMap(({ kind, content, author }) =>
      kind === 'message' && content !== 'VPN drops' && author !== 'flowpilot'
        ? [`${author.name}: ${content}`]
        : [],
    )
  return { session, turn, draft, question, said, to, hold, asked }
}
const words = () => toasts.value.map(({ text }) => text)

test('an answer that arrived while its own answer was lost is stored once', async () => {
  const ben = await openCase('ben')
  await ben.to('mute')
  const before = ben.asked.length
  await ben.turn.answer(ben.question, 'All')
  expect(ben.turn.problem.value).toBeNull()
  expect(ben.turn.waiting.value?.attempt.content).toBe('All')
  await ben.to('good')
  await expect.poll(ben.said).toEqual(['Ben Okafor: All'])
  await expect.poll(() => ben.turn.waiting.value).toBeNull()
  expect(ben.asked.slice(before).filter((call) => call.endsWith('/messages'))).toHaveLength(1)
  expect(words()).toEqual([])
})

test('the same words once more are one message where nobody knows whether they arrived', async () => {
  const ben = await openCase('ben')
  const lost = ben.hold(/\/messages$/)
  const first = ben.turn.answer(ben.question, 'All')
  await lost.reached
  await ben.to('mute')
  lost.release()
  await first
  ben.turn.cancelWaiting()
  await ben.to('good')
  const before = ben.asked.length
  await ben.turn.answer(ben.question, 'All')
  await ben.session.refresh()
  expect(ben.said()).toEqual(['Ben Okafor: All'])
  expect(ben.asked.slice(before).some((call) => call.endsWith('/messages'))).toBe(true)
  expect([ben.turn.problem.value, words()]).toEqual([null, []])
})

test('an answer that waited says so when its question was closed meanwhile', async () => {
  const [ben, cleo] = [await openCase('ben'), await openCase('cleo')]
  await ben.to('cut')
  await ben.turn.answer(ben.question, 'All')
  expect(ben.turn.waiting.value?.until).toBe('connection')
  model.next({ question: asking('Since when?') })
  await cleo.turn.answer(cleo.question, 'One')
  await ben.to('good')
  await expect.poll(words).toEqual(['“All” was not sent: the question is closed.'])
  expect(ben.said()).toEqual(['Cleo Marchetti: One'])
  expect([ben.turn.waiting.value, ben.turn.problem.value]).toEqual([null, null])
})

test('so does one that a colleague was quicker with, and nothing is told of it beside the next question', async () => {
  const [ben, cleo] = [await openCase('ben'), await openCase('cleo')]
  // Ben's screen does not know yet
  const late = ben.hold(/^GET \/ai-sessions\/[^/]+$/)
  model.next({ question: asking('Since when?') })
  await cleo.turn.answer(cleo.question, 'One')
  await late.reached
  const answered = ben.turn.answer(ben.question, 'All')
  late.release()
  await answered
  expect(words()).toEqual(['“All” was not sent: the question is closed.'])
  expect(ben.turn.problem.value).toBeNull()
  expect(ben.said()).toEqual(['Cleo Marchetti: One'])
})

test('what words ordered of the screen is told to it alone', async () => {
  const [ben, cleo] = [await openCase('ben'), await openCase('cleo')]
  ben.draft.set('remind me in 15')
  await ben.turn.sayDraft()
  expect(ben.turn.ordered.value).toMatchObject({ share: null, reminder: { status: 'pending' } })
  expect(ben.turn.problem.value).toBeNull()
  await expect.poll(cleo.said).toEqual(['Ben Okafor: remind me in 15'])
  expect(cleo.turn.ordered.value).toBeNull()
})

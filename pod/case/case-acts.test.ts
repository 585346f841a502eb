import { signal } from '@preact/signals'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createScriptedModel } from '../../server/testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createCauseActs } from '../causes/cause-acts.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createTurnModel } from '../turns/turn-model.ts'
import { createPanelActs } from './panel-acts.ts'
import { createTakeBack } from './take-back.ts'
import { createChanges, nextUndo } from './undo.ts'
import { undoableActs } from './undoable-acts.ts'

const asking = (text: string, options: string[]) => ({ text, context: '', options, keep: false })
const model = createScriptedModel()
let world: TestWorld
let who: People
let pods: TestPods
let session_id: string
let leave: () => void
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  pods = createTestPods(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  const made = await createSession(who.ctxFor('ben'), {
    intake_type: 'free_text',
    intake_content: 'VPN drops',
  })
  session_id = made.id
  model.next({
    question: asking('Who is affected?', ['One', 'Everyone']),
    causes: ['Wi-Fi', 'Provider'].map((text) => ({ text, for: [], against: [], test: '' })),
  })
})
afterEach(() => {
  leave()
  pods.leave()
})

/** The cockpit's models of one case as this person has them, after the first answer. */
async function openCase(name: 'ben' | 'vera') {
  const { pod } = await pods.open(name)
  const session = createSessionModel(pod, session_id)
  const turn = createTurnModel(session, pod.drafts.of(`session-${session_id}`), pod)
  const changes = createChanges(() => session.detail.value?.steps.at(-1)?.seq ?? 0)
  const acts = undoableActs(createPanelActs(session, changes), session, changes)
  const onOpen = vi.fn()
  leave = () => {
    turn.dispose()
    session.dispose()
  }
  return {
    session,
    turn,
    acts,
    changes,
    onOpen,
    causes: createCauseActs(session, acts),
    takeBack: createTakeBack(session, acts, turn, onOpen),
    standing: () => session.detail.value?.causes.map(({ text, state }) => `${text} ${state}`),
    question: () => session.detail.value?.questions[0],
  }
}

async function openAnswered() {
  const opened = await openCase('ben')
  await expect.poll(opened.standing).toEqual(['Wi-Fi open', 'Provider open'])
  await expect.poll(() => opened.turn.is_running.value).toBe(false)
  return opened
}

test('a picked cause leads at once, and stays first when the server has it', async () => {
  const { session, causes, standing } = await openAnswered()
  const provider = session.detail.value?.causes[1]
  if (!provider) throw new Error('no second cause')
  const done = causes.set(provider, 'picked')
  expect(standing()).toEqual(['Provider picked', 'Wi-Fi open'])
  await done
  await expect.poll(() => session.detail.value?.triage_hypothesis).toBe('Provider')
  expect(standing()).toEqual(['Provider picked', 'Wi-Fi open'])
})

test('a typed cause leads', async () => {
  const { causes, standing } = await openAnswered()
  await causes.add('Bad cable')
  await expect.poll(standing).toEqual(['Bad cable open', 'Wi-Fi open', 'Provider open'])
})

test('an act that is refused is put back, with the reason beside its row', async () => {
  const ben = await openAnswered()
  const wifi = ben.session.detail.value?.causes[0]
  if (!wifi) throw new Error('no cause')
  leave()
  const vera = await openCase('vera')
  await expect.poll(vera.standing).toEqual(['Wi-Fi open', 'Provider open'])
  await vera.causes.set(wifi, 'struck')
  expect(vera.standing()).toEqual(['Wi-Fi open', 'Provider open'])
  expect(vera.acts.problems.value[wifi.id]?.code).toBe('not_allowed')
})

test('taking an answer back opens its question; while FlowPilot answers it waits, and says why', async () => {
  const { turn, question, takeBack, onOpen } = await openAnswered()
  const asked = question()
  if (!asked) throw new Error('no question')
  const held = model.held({
    reply: 'One person, then. That points at the device.',
    question: asking('Since when?', []),
  })
  const answered = turn.answer(asked.id, 'One')
  await held.reached
  await expect.poll(() => takeBack.why.value).toMatch(/still answering/)
  await takeBack.run(asked.id, 'row')
  expect(onOpen).not.toHaveBeenCalled()
  held.release()
  await answered
  await expect.poll(() => question()?.answer).toBe('One')
  await expect.poll(() => takeBack.why.value).toBeUndefined()
  await takeBack.run(asked.id, 'row')
  expect(question()).toMatchObject({ state: 'open', answer: null })
  expect(onOpen).toHaveBeenCalledOnce()
})

test('an answer that somebody else took back meanwhile says so beside the row', async () => {
  const { turn, question, takeBack, acts, session } = await openAnswered()
  const asked = question()
  if (!asked) throw new Error('no question')
  model.next({ question: asking('Since when?', []) })
  await turn.answer(asked.id, 'One')
  await session.calls.reopen(asked.id)
  await takeBack.run(asked.id, 'row')
  expect(acts.problems.value.row?.code).toBe('revision_stale')
  await expect.poll(() => question()?.state).toBe('open')
})

test('what is undone is the newer of the last change of a row and the last answer', async () => {
  const { turn, question, takeBack, acts, changes, session } = await openAnswered()
  const posts = { posts: signal([]), cancel: async () => {} }
  const undo = () => {
    const detail = session.detail.value
    return detail && nextUndo(detail, changes, takeBack, posts)
  }
  const step = () => session.detail.value?.tasks.find(({ text }) => text === 'Look at the cable')
  const asked = question()
  if (!asked) throw new Error('no question')
  await acts.addTask('Look at the cable')
  await expect.poll(step).toBeDefined()
  const added = step()
  if (!added) throw new Error('no step')
  await acts.setTask(added, { state: 'skipped' })
  expect(undo()?.what).toBe('Step: Look at the cable')
  model.next({ question: asking('Since when?', []) })
  await turn.answer(asked.id, 'One')
  expect(undo()?.what).toBe('The last answer')
  await undo()?.run()
  expect(question()).toMatchObject({ state: 'open', answer: null })
  await undo()?.run()
  await expect.poll(() => step()?.state).toBe(added.state)
  expect(undo()).toBeNull()
})

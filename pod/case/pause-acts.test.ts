import { computed, effect, signal } from '@preact/signals'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { resolve } from '../../server/closings/resolve.ts'
import { createSession } from '../../server/sessions/create-session.ts'
import { pause, resume } from '../../server/sessions/pause.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createScriptedModel } from '../../server/testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { inboxOf } from '../inbox.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createTurnModel } from '../turns/turn-model.ts'
import { toasts } from '../ui/Toasts.tsx'
import { createPauseActs, whyNotPause, whyNotResume } from './pause-acts.ts'
import { createChanges, nextUndo } from './undo.ts'

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
  const intake = { intake_type: 'free_text', intake_content: 'VPN drops' } as const
  session_id = (await createSession(who.ctxFor('ben'), intake)).id
})
afterEach(() => {
  leave()
  pods.leave()
  toasts.value = []
})

/** The case on one surface of this person, after its first answer. */
async function openCase(name: 'ben' | 'cleo') {
  const { pod } = await pods.open(name)
  const session = createSessionModel(pod, session_id)
  const turn = createTurnModel(session, pod.drafts.of(`session-${session_id}`), pod)
  const changes = createChanges(() => session.detail.value?.steps.at(-1)?.seq ?? 0)
  const pauses = createPauseActs(session, changes)
  leave = () => {
    pauses.dispose()
    turn.dispose()
    session.dispose()
  }
  await expect.poll(() => session.detail.value?.exchanges).toBe(1)
  const why = signal(undefined)
  const undo = () => {
    const detail = session.detail.value
    const takeBack = { why, run: async () => {} }
    return detail && nextUndo(detail, changes, takeBack, { posts: signal([]), cancel: async () => {} })
  }
  return { pod, session, turn, pauses, undo, status: () => session.detail.value?.status }
}

test('paused and resumed, the case and what may be done with it follow at once', async () => {
  const { session, pauses, status } = await openCase('ben')
  await pauses.pause()
  expect(status()).toBe('paused')
  expect([whyNotPause(session.detail.value), whyNotResume(session.detail.value)]).toEqual([
    'This case is paused already.',
    null,
  ])
  await pauses.resume()
  expect(status()).toBe('active')
  expect(whyNotPause(session.detail.value)).toBeNull()
})

test('undo takes a pause back, and is not offered once the case was resumed elsewhere', async () => {
  const { pauses, undo, status } = await openCase('ben')
  await pauses.pause()
  expect(undo()?.what).toBe('Case paused')
  await undo()?.run()
  await expect.poll(status).toBe('active')
  await pauses.pause()
  await resume(who.ctxFor('ben'), session_id)
  await expect.poll(status).toBe('active')
  expect(undo()).toBeNull()
})

test('a message of the handler resumes it: the screen shows so with the answer', async () => {
  const { pod, session, turn, pauses, status } = await openCase('ben')
  await pauses.pause()
  const held = model.held({ reply: 'Since when?' })
  pod.drafts.of(`session-${session_id}`).set('It still drops')
  const said = turn.sayDraft()
  await held.reached
  await expect.poll(status).toBe('active')
  held.release()
  await said
  await expect.poll(() => session.detail.value?.may.includes('pause')).toBe(true)
})

test('a pause on one surface is on the others and in the lists', async () => {
  const { pod, session, status } = await openCase('cleo')
  const inTeam = computed(() => inboxOf(pod).team.value?.find(({ id }) => id === session_id)?.status)
  const stop = effect(() => void inTeam.value)
  await expect.poll(() => inTeam.value).toBe('active')
  await pause(who.ctxFor('ben'), session_id)
  await expect.poll(status).toBe('paused')
  expect(inTeam.value).toBe('paused')
  stop()
  expect(whyNotResume(session.detail.value)).toMatch(/^Ben Okafor handles this case/)
})

test('what the server refuses is told, and the case stays as it is', async () => {
  const { pauses, status } = await openCase('cleo')
  await pauses.pause()
  expect(status()).toBe('active')
  expect(toasts.value.map(({ text, tone }) => [tone, text.split(',')[0]])).toEqual([
    ['bad', 'Who handles this case'],
  ])
})

test('what was closed too soon is opened again', async () => {
  const { pauses, session, status } = await openCase('ben')
  await resolve(who.ctxFor('ben'), session_id, {
    resolution_summary: 'It went away.',
    root_cause: '',
    steps_taken: '',
    recommendations: '',
    destinations: {},
  })
  await session.refresh()
  expect(status()).toBe('resolved')
  expect(session.may.value).toContain('reopen')
  await pauses.reopen()
  expect(status()).toBe('active')
  expect(session.may.value).toContain('close')
})

import { signal } from '@preact/signals'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { ask } from '../../server/sessions/ask.ts'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createPanelActs } from '../case/panel-acts.ts'
import { createTakeBack } from '../case/take-back.ts'
import { createChanges, nextUndo } from '../case/undo.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { toasts } from '../ui/Toasts.tsx'
import { chooseFlow } from './choose-flow.ts'

let world: TestWorld
let who: People
let pods: TestPods
let session_id: string
let leave = () => {}
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  toasts.value = []
  const ben = who.ctxFor('ben')
  const intake = { intake_type: 'free_text', intake_content: 'VPN drops every hour' } as const
  session_id = (await createSession(ben, intake)).id
  await say('')
})
afterEach(() => {
  leave()
  pods.leave()
})

async function say(content: string): Promise<void> {
  const follow = await ask(who.ctxFor('ben'), session_id, { content })
  await new Promise<void>((resolve) => {
    follow((event) => {
      if (event.kind === 'done' || event.kind === 'error') resolve()
    })
  })
}

/** Ben's case, as his screen holds it, with another flow chosen. */
async function chosen() {
  const { pod } = await pods.open('ben')
  const session = createSessionModel(pod, session_id)
  leave = session.dispose
  const seen = () => session.detail.value
  await vi.waitFor(() => expect(seen()?.matched_flow).toContain('VPN'), { timeout: 20_000 })
  const before = seen()
  const changes = createChanges(() => seen()?.steps.at(-1)?.seq ?? 0)
  await chooseFlow({ pod, session, changes }, { key: 'printer', name: 'Printer does not print' })
  expect(seen()?.matched_flow).not.toBe(before?.matched_flow)
  const undo = () => {
    const acts = createPanelActs(session, changes)
    const takeBack = createTakeBack(session, acts, { is_running: signal(false) }, () => {})
    return nextUndo(seen() as NonNullable<typeof before>, changes, takeBack, {
      posts: signal([]),
      cancel: async () => {},
    })
  }
  const stands = () => ({
    flow: seen()?.matched_flow,
    asked: seen()?.questions.find(({ state }) => state === 'open')?.id,
  })
  const stood = {
    flow: before?.matched_flow,
    asked: before?.questions.find(({ state }) => state === 'open')?.id,
  }
  return { undo, stands, stood, changes }
}

test('the choice of another flow is undone by Mod+Z: what led before asks again', async () => {
  const { undo, stands, stood, changes } = await chosen()
  expect(undo()?.what).toBe('“Printer does not print” leads now')
  undo()?.run()
  await vi.waitFor(() => expect(stands()).toEqual(stood), { timeout: 20_000 })
  expect([toasts.value, changes.last()]).toEqual([[], undefined])
})

test('the button of the toast undoes it too', async () => {
  const { stands, stood } = await chosen()
  const [said] = toasts.value
  expect([said?.text, said?.action?.label]).toEqual(['“Printer does not print” leads now', 'Undo'])
  said?.action?.onPress()
  await vi.waitFor(() => expect(stands()).toEqual(stood), { timeout: 20_000 })
})

test('once the case has gone on it is not undone, and that is said', async () => {
  const { undo, stands, stood } = await chosen()
  await say('It is one printer')
  undo()?.run()
  await vi.waitFor(() => expect(toasts.value.map(({ tone }) => tone)).toEqual(['bad']), { timeout: 20_000 })
  expect(stands().flow).not.toBe(stood.flow)
})

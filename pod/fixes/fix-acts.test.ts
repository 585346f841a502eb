import { signal } from '@preact/signals'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { inAccount } from '../../server/db/tx.ts'
import { noTurn } from '../../server/model/protocol.ts'
import { addCause } from '../../server/sessions/add-cause.ts'
import { createSession } from '../../server/sessions/create-session.ts'
import { setFixOutcome } from '../../server/sessions/decide-fix.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createScriptedModel } from '../../server/testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import type { Fix } from '../../shared/contracts/fixes.ts'
import { fixOptions } from '../../shared/fix-options.ts'
import { createPanelActs } from '../case/panel-acts.ts'
import { createTakeBack } from '../case/take-back.ts'
import { createChanges, nextUndo } from '../case/undo.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createTurnModel } from '../turns/turn-model.ts'
import { toasts } from '../ui/Toasts.tsx'
import { createFixActs } from './fix-acts.ts'
import { mayTakeBack, meanwhile, standingOf } from './fix-words.ts'

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
afterAll(() => world?.stop())
beforeEach(async () => {
  toasts.value = []
  const made = await createSession(who.ctxFor('ben'), {
    intake_type: 'free_text',
    intake_content: 'Something is odd',
  })
  session_id = made.id
  model.next({ fix: { ...noTurn().fix, title: 'Move to 5 GHz', confidence: 70 } })
})
afterEach(() => {
  leave()
  pods.leave()
})

/** Ben's case with the suggested fix, as his screen holds it. */
async function openCase() {
  const { pod } = await pods.open('ben')
  const session = createSessionModel(pod, session_id)
  const turn = createTurnModel(session, pod.drafts.of(`session-${session_id}`), pod)
  const changes = createChanges(() => session.detail.value?.steps.at(-1)?.seq ?? 0)
  const acts = createPanelActs(session, changes)
  leave = () => {
    turn.dispose()
    session.dispose()
  }
  const fix = () => session.detail.value?.active_fix as Fix
  await vi.waitFor(() => expect(fix()).toMatchObject({ status: 'proposed' }), { timeout: 20_000 })
  const answer = vi.fn(async () => {})
  const own = createFixActs({ pod, model: session, acts, turn: { answer }, changes })
  const undo = () =>
    nextUndo(
      session.detail.value as NonNullable<typeof session.detail.value>,
      changes,
      createTakeBack(session, acts, turn, () => {}),
      { posts: signal([]), cancel: async () => {} },
    )
  return { session, fix, own, undo, answer }
}

test('applying is undone by Mod+Z', async () => {
  const { fix, own, undo } = await openCase()
  await own.apply(fix())
  expect(standingOf(fix())).toBe('verifying')
  expect(undo()?.what).toBe('Fix applied: Move to 5 GHz')
  undo()?.run()
  await vi.waitFor(() => expect(standingOf(fix())).toBe('proposed'), { timeout: 20_000 })
})

test('dismissed, the test of the next cause is asked at once', async () => {
  const { session, fix, own } = await openCase()
  const open = () => session.detail.value?.questions.find(({ state }) => state === 'open')
  await addCause(who.ctxFor('ben'), session_id, { text: 'Provider drops' })
  await inAccount(world.db, who.accounts.acme, async (sql) => {
    await sql`update ai_session_causes set test = 'Ping the gateway' where session_id = ${session_id}`
  })
  await own.say(fix(), { status: 'dismissed', notes: '' })
  expect([open()?.text, toasts.value]).toEqual(['Ping the gateway. What does it show?', []])
})

test('that nothing is left to ask is said', async () => {
  const { fix, own } = await openCase()
  await own.say(fix(), { status: 'applied_failed', notes: '' })
  expect(toasts.value.map(({ text }) => text)).toEqual([
    'The fix did not work. FlowPilot has no question left: write what you see.',
  ])
})

test('what a colleague decided at the same moment is said, and the card follows', async () => {
  const { session, fix, own } = await openCase()
  const before = fix()
  await setFixOutcome(who.ctxFor('cleo'), session_id, before.id, { status: 'dismissed', notes: '' })
  await own.apply(before)
  expect(toasts.value.map(({ text, tone }) => [text, tone])).toEqual([
    ['Somebody dismissed this fix meanwhile.', 'bad'],
  ])
  await vi.waitFor(() => expect(session.detail.value?.active_fix).toBeNull(), { timeout: 20_000 })
})

test.each([
  [{ status: 'applied_success', superseded_at: null }, 'Somebody said meanwhile that this fix worked.'],
  [{ status: 'applied_failed', superseded_at: null }, 'Somebody said meanwhile that this fix did not work.'],
  [
    { status: 'applied_partial', superseded_at: null },
    'Somebody said meanwhile that this fix works in part.',
  ],
  [
    { status: 'proposed', superseded_at: '2026-05-04T12:00:00.000Z' },
    'Another fix took the place of this one meanwhile.',
  ],
  [{ status: 'proposed', superseded_at: null }, null],
] as const)('who was slower hears what became of it: %j', (fix, words) => {
  expect(meanwhile(fix)).toBe(words)
})

test('where FlowPilot asks whether it helped, the outcome is that answer; in part it is the fix’s own', async () => {
  const { session, fix, own, answer } = await openCase()
  const asked = { id: session_id, text: 'Does it work?', state: 'open' as const, options: null }
  session.revise((detail) => ({
    ...detail,
    questions: [{ ...asked, context: null, answer: null, taken_as: null, created_at: detail.created_at }],
  }))
  const own_question = { ...fix(), question_id: session_id }
  await own.say(own_question, { status: 'applied_failed', notes: '' })
  expect(answer).toHaveBeenCalledWith(session_id, fixOptions.same)
  expect(fix().status).toBe('proposed')
  await own.say(own_question, { status: 'applied_partial', notes: 'Only by cable' })
  expect(fix()).toMatchObject({ status: 'applied_partial', partial_notes: 'Only by cable' })
})

test('applying can be taken back for ten minutes', () => {
  const applied_at = '2026-05-04T12:00:00.000Z'
  const after = (minutes: number) => mayTakeBack({ applied_at }, Date.parse(applied_at) + minutes * 60_000)
  expect([after(9), after(10), mayTakeBack({ applied_at: null }, 0)]).toEqual([true, false, false])
})

import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createScriptedModel } from '../../server/testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import type { Fork, ForkPath } from '../../shared/contracts/forks.ts'
import { createPanelActs } from '../case/panel-acts.ts'
import { createChanges } from '../case/undo.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createTurnModel } from '../turns/turn-model.ts'
import { toasts } from '../ui/Toasts.tsx'
import { createForkActs } from './fork-acts.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
let pods: TestPods
let session_id: string
const leaves: (() => void)[] = []
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
  const path = (text: string) => ({ text, shows: '', cause: text })
  model.next({ fork: { paths: [path('Test by cable'), path('Ping the gateway')], settled: false } })
})
afterEach(() => {
  for (const leave of leaves.splice(0)) leave()
  pods.leave()
})

/** The case with its fork, as a person's screen holds it. */
async function openCase(name: 'ben' | 'cleo') {
  const { pod } = await pods.open(name)
  const session = createSessionModel(pod, session_id)
  const acts = createPanelActs(session, { keep: () => () => {} })
  const changes = createChanges(() => session.detail.value?.steps.at(-1)?.seq ?? 0)
  const turn = createTurnModel(session, pod.drafts.of(`session-${session_id}`), pod)
  leaves.push(() => {
    turn.dispose()
    session.dispose()
  })
  const fork = () => session.detail.value?.forks.at(-1) as Fork
  await vi.waitFor(() => expect(fork()).toMatchObject({ superseded_at: null }), { timeout: 20_000 })
  const path = (at: number) => fork().paths[at] as ForkPath
  return { session, fork, path, changes, own: createForkActs({ pod, model: session, acts, changes }) }
}
const openQuestion = ({ session }: Awaited<ReturnType<typeof openCase>>) =>
  session.detail.value?.questions.find(({ state }) => state === 'open')?.text

const said = () => toasts.value.map(({ text, tone }) => [text, tone])

test('a path that is taken leads, and the other one stays; a colleague sees whose choice it is', async () => {
  const ben = await openCase('ben')
  await ben.own.take(ben.fork(), ben.path(0))
  expect(ben.fork().chosen).toMatchObject({ path_id: ben.path(0).id, by: { name: 'Ben Okafor' } })
  expect(openQuestion(ben)).toBe('Test by cable. What does it show?')
  const cleo = await openCase('cleo')
  await cleo.own.take(cleo.fork(), cleo.path(1))
  await vi.waitFor(() => expect(ben.fork().chosen?.by.user_id).toBe(who.of.cleo.id), { timeout: 20_000 })
  expect(openQuestion(cleo)).toBe('Ping the gateway. What does it show?')
  expect(said()).toEqual([])
})

test('a choice is undone: the path before is taken again', async () => {
  const ben = await openCase('ben')
  await ben.own.take(ben.fork(), ben.path(0))
  await ben.own.take(ben.fork(), ben.path(1))
  expect(ben.changes.last()?.what).toBe('Path taken: Ping the gateway')
  await ben.changes.last()?.undo()
  expect(ben.fork().chosen?.path_id).toBe(ben.path(0).id)
  expect(ben.changes.last()?.what).toBe('Path taken: Test by cable')
})

test('the first choice is undone: no path is taken, and its check is asked no more', async () => {
  const ben = await openCase('ben')
  await ben.own.take(ben.fork(), ben.path(0))
  await ben.changes.last()?.undo()
  expect(ben.fork()).toMatchObject({ chosen: null, paths: [{ taken: false }, { taken: false }] })
  expect(openQuestion(ben)).toBeUndefined()
  expect(ben.changes.last()).toBeUndefined()
  expect(said()).toEqual([])
})

test('a choice that the case went on from is not undone, and says so', async () => {
  const ben = await openCase('ben')
  await ben.own.take(ben.fork(), ben.path(0))
  const cleo = await openCase('cleo')
  await cleo.own.take(cleo.fork(), cleo.path(1))
  await ben.changes.last()?.undo()
  expect(said().map(([, tone]) => tone)).toEqual(['bad'])
  await vi.waitFor(() => expect(ben.fork().chosen?.path_id).toBe(ben.path(1).id), { timeout: 20_000 })
})

test('who was slower hears who was faster, and their card follows', async () => {
  const ben = await openCase('ben')
  const cleo = await openCase('cleo')
  const seen = ben.fork()
  await cleo.own.take(cleo.fork(), cleo.path(1))
  await ben.own.take(seen, ben.path(0))
  expect(said()).toEqual([[`${who.of.cleo.name} took another path a moment ago: Ping the gateway`, 'bad']])
  expect(ben.own.problems.value).toEqual({})
  await vi.waitFor(() => expect(ben.fork().chosen?.path_id).toBe(ben.path(1).id), { timeout: 20_000 })
  expect(openQuestion(ben)).toBe('Ping the gateway. What does it show?')
})

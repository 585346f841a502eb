import { signal } from '@preact/signals'
import { v7 as newId } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { tx } from '../../server/ctx.ts'
import { notify } from '../../server/notifications/notify.ts'
import { outbox } from '../../server/testing/outbox.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { pages } from '../screens/pages.tsx'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { toasts } from '../ui/Toasts.tsx'
import { unreadOf } from './bell-count.ts'
import { createBellModel } from './bell-model.ts'
import { toldWhileHidden } from './page-title.ts'

let world: TestWorld
let who: People
let pods: TestPods
let session_id: string
let hasFocus = false
let page: EventTarget & { visibilityState: string }
const stops: (() => void)[] = []
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
  session_id = (await outbox(world, who, world.simulator).makeUpdate('x')).session_id
})
beforeEach(async () => {
  hasFocus = false
  await tx(who.ctxFor('ben'), (sql) => sql`delete from notifications`)
  page = Object.assign(new EventTarget(), { visibilityState: 'visible', hasFocus: () => hasFocus })
  vi.stubGlobal('document', page)
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  pods.leave()
})
afterAll(() => world?.stop())

const escalate = () =>
  tx(who.ctxFor('ben'), (sql) =>
    notify(who.ctxFor('ben'), sql, {
      kind: 'escalation',
      session_id,
      handoff_id: newId(),
      to: [who.of.cleo.id],
    }),
  )

test('the count follows what is told, here and what is read elsewhere', async () => {
  await escalate()
  const [desk, panel] = [await pods.open('cleo'), await pods.open('cleo')]
  const counts = [unreadOf(desk.pod).unread, unreadOf(panel.pod).unread]
  const shown = () => counts.map(({ value }) => value)
  await expect.poll(shown).toEqual([1, 1])
  await escalate()
  await expect.poll(shown).toEqual([2, 2])
  const bell = createBellModel(desk.pod)
  await bell.load()
  await bell.readAll()
  expect(bell.unread.value).toBe(0)
  await expect.poll(shown).toEqual([0, 0])
  expect(panel.asked).not.toContain('POST /notifications/seen')
})

test('a screen with the focus says that it was seen, once', async () => {
  hasFocus = true
  await escalate()
  const { pod, asked, quiet } = await pods.open('cleo')
  const count = unreadOf(pod).unread
  await expect.poll(() => asked.filter((call) => call === 'POST /notifications/seen').length).toBe(1)
  await quiet()
  expect(count.value).toBe(1)
  const bell = createBellModel(pod)
  await bell.load()
  expect(bell.items.value).toEqual([expect.objectContaining({ seen_at: expect.any(String), read_at: null })])
})

test('what comes while a screen has the focus is said there, not where its case stands', async () => {
  hasFocus = true
  const { pod, asked, quiet } = await pods.open('cleo', { pages })
  toasts.value = []
  const count = unreadOf(pod).unread
  await expect.poll(() => asked).toContain('GET /notifications?limit=10')
  await quiet()
  await escalate()
  await expect.poll(() => toasts.value.map(({ text }) => text)).toEqual(['Ben Okafor escalated #48291'])
  toasts.value[0]?.action?.onPress()
  await expect.poll(() => count.value).toBe(0)
  expect(pod.host.path.value).toBe(`/app/cases/${session_id}`)
  toasts.value = []
  pod.shown.value = new Map([[session_id, signal(null)]])
  await escalate()
  await expect.poll(() => count.value).toBe(1)
  expect(toasts.value).toEqual([])
})

test('a handoff that comes while the tab is hidden is counted for its title, until it is read', async () => {
  await escalate()
  const { pod, quiet } = await pods.open('cleo')
  const count = unreadOf(pod).unread
  await expect.poll(() => count.value).toBe(1)
  expect(toldWhileHidden.value).toBe(0)
  page.visibilityState = 'hidden'
  await escalate()
  await expect.poll(() => toldWhileHidden.value).toBe(1)
  page.visibilityState = 'visible'
  await escalate()
  await expect.poll(() => count.value).toBe(3)
  await quiet()
  expect(toldWhileHidden.value).toBe(2)
  const bell = createBellModel(pod)
  await bell.load()
  await bell.readAll()
  await expect.poll(() => toldWhileHidden.value).toBe(0)
  await escalate()
  await expect.poll(() => count.value).toBe(1)
  expect(toldWhileHidden.value).toBe(0)
})

test('read and kept again by hand; where the server did not hear it, as it stood', async () => {
  await escalate()
  const { pod, to } = await pods.open('cleo')
  const bell = createBellModel(pod)
  stops.push(bell.follow())
  await expect.poll(() => bell.items.value?.length).toBe(1)
  const one = () => bell.items.value?.[0] ?? expect.fail('there is one')
  await bell.read(one())
  expect([one().read_at === null, bell.unread.value]).toEqual([false, 0])
  await bell.keep(one())
  expect([one().read_at, bell.unread.value]).toEqual([null, 1])
  await to('cut')
  await bell.read(one())
  expect(one().read_at).toBeNull()
  expect(bell.problem.value?.code).toBe('unreachable')
})

test('older ones a page at a time, and as many again after news', async () => {
  for (let n = 0; n < 23; n++) await escalate()
  const { pod } = await pods.open('cleo')
  const bell = createBellModel(pod)
  stops.push(bell.follow())
  await expect.poll(() => bell.items.value?.length).toBe(20)
  await bell.more()
  expect([bell.items.value?.length, bell.next.value]).toEqual([23, null])
  await escalate()
  await expect.poll(() => bell.unread.value).toBe(24)
  expect(bell.items.value?.length).toBe(23)
  expect(bell.next.value).not.toBeNull()
})

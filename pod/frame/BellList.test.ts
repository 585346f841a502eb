import { v7 as newId } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { tx } from '../../server/ctx.ts'
import { notify } from '../../server/notifications/notify.ts'
import { outbox } from '../../server/testing/outbox.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { pages } from '../screens/pages.tsx'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { showScreen } from '../testing/screen.ts'
import { Bell } from './Bell.tsx'

let world: TestWorld
let who: People
let pods: TestPods
let screen: ReturnType<typeof showScreen>
let session_id: string
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
  session_id = (await outbox(world, who, world.simulator).makeUpdate('x')).session_id
})
beforeEach(() => tx(who.ctxFor('ben'), (sql) => sql`delete from notifications`))
afterEach(() => {
  screen?.leave()
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
const wide = { timeout: 20_000 }
const shown = (words: string) => expect.poll(() => screen.text(), wide).toContain(words)
const button = () => document.querySelector('button') ?? expect.fail('there is a bell')
const list = () => document.querySelector<HTMLElement>('[role=dialog]')
function press(key: string) {
  const { KeyboardEvent } = window
  const at = document.activeElement ?? list()
  at?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

test('by keys: down to the second, read and unread, closed; the focus is on the bell again', async () => {
  await escalate()
  await escalate()
  const { pod } = await pods.open('cleo', { pages })
  screen = showScreen(pod, Bell)
  await shown('2 unread notifications')
  button().click()
  await shown('Ben Okafor escalated #48291')
  const rows = () => [...(list()?.querySelectorAll('a') ?? [])]
  await expect.poll(() => rows().length).toBe(2)
  const inHand = () => rows().indexOf(document.activeElement as HTMLAnchorElement)
  await expect.poll(inHand).toBe(0)
  press('ArrowDown')
  expect(inHand()).toBe(1)
  press('k')
  press('j')
  expect(inHand()).toBe(1)
  press('r')
  await shown('1 unread notification')
  expect(rows().map((row) => row.getAttribute('aria-description'))).toEqual([
    'Unread. R marks it read.',
    'Read. R marks it unread.',
  ])
  press('r')
  await shown('2 unread notifications')
  press('Escape')
  await expect.poll(list).toBeNull()
  expect(document.activeElement).toBe(button())
})

test('a press leads to the case and counts as read; with none it says what would stand there', async () => {
  await escalate()
  const { pod } = await pods.open('cleo', { pages })
  screen = showScreen(pod, Bell)
  button().click()
  await shown('Ben Okafor escalated #48291')
  list()?.querySelector('a')?.click()
  expect(pod.host.path.value).toBe(`/app/cases/${session_id}`)
  await expect.poll(list).toBeNull()
  await expect.poll(() => screen.text(), wide).toBe('')
  await tx(who.ctxFor('ben'), (sql) => sql`delete from notifications`)
  button().click()
  await shown('Nothing yet.')
})

test('a line that is down is said with the way back', async () => {
  const one = await pods.open('cleo', { pages })
  screen = showScreen(one.pod, Bell)
  await expect.poll(() => one.asked, wide).toContain('GET /notifications?limit=10')
  await one.quiet()
  await one.to('cut')
  button().click()
  await shown('Try again')
})

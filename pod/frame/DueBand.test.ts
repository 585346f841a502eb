import { signal } from '@preact/signals'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { fireDue } from '../../server/reminders/fire-due.ts'
import { outbox } from '../../server/testing/outbox.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { pages } from '../screens/pages.tsx'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { showScreen } from '../testing/screen.ts'
import { DueBand } from './DueBand.tsx'

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
beforeEach(async () => {
  await world.db.admin`delete from reminders`
  await world.db
    .admin`update ai_sessions set status = 'active', resolved_at = null, client_name = 'Contoso Dental'`
})
afterEach(() => {
  screen?.leave()
  pods.leave()
})
afterAll(() => world?.stop())

const wide = { timeout: 20_000 }
async function comesDue(count = 1) {
  await world.db.admin`
    insert into reminders (account_id, session_id, id, audience, remind_at, created_by)
    select ${who.accounts.acme}, ${session_id}, gen_random_uuid(), 'client_update', now(), ${who.of.ben.id}
    from generate_series(1, ${count})`
  await fireDue(world, new AbortController().signal)
}
const shown = (words: string) => expect.poll(() => screen.text(), wide).toContain(words)
const press = (words: string) =>
  [...document.querySelectorAll('button')]
    .find((button) => button.textContent === words || button.getAttribute('aria-label') === words)
    ?.click()
const statuses = async () =>
  (await world.db.admin<{ status: string }[]>`select status from reminders`).map(({ status }) => status)

test('what is due stands over the page, and leads to its case with Share Update for its readers', async () => {
  const { pod } = await pods.open('ben', { pages })
  screen = showScreen(pod, DueBand)
  expect(screen.text()).toBe('')
  await comesDue()
  await shown('Update due: Contoso Dental, mail')
  press('Share')
  expect(pod.host.path.value).toBe(`/app/cases/${session_id}?share=client_update`)
  await expect.poll(() => screen.text(), wide).toBe('')
})

test('the case in view opens it where it stands', async () => {
  const { pod } = await pods.open('ben', { pages })
  pod.host.goTo('/app?ticket=48291')
  pod.shown.value = new Map([[session_id, signal(null)]])
  screen = showScreen(pod, DueBand)
  await comesDue()
  await shown('Update due')
  press('Share')
  expect(pod.host.path.value).toBe('/app?share=client_update')
})

test('put off, it waits again; dismissed, it is gone; of several one stands there', async () => {
  const { pod } = await pods.open('ben', { pages })
  screen = showScreen(pod, DueBand)
  await comesDue(2)
  await shown('One more is due, in the bell.')
  press('Again in 10 min')
  await expect.poll(statuses, wide).toEqual(expect.arrayContaining(['fired', 'pending']))
  await expect.poll(() => screen.text(), wide).not.toContain('One more')
  press('Dismiss')
  await expect.poll(() => screen.text(), wide).toBe('')
  expect((await statuses()).toSorted()).toEqual(['fired', 'pending'])
})

test('a pod of another ticket says that something is due, not what', async () => {
  const { pod } = await pods.open('ben', { pages, ticket: '48288' })
  screen = showScreen(pod, DueBand)
  await comesDue()
  await shown('An update on another ticket is due')
  expect(screen.text()).not.toContain('Contoso')
  expect(screen.text()).not.toContain('Again in')
})

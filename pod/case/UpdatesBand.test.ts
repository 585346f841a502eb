import { h } from 'preact'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { outbox } from '../../server/testing/outbox.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { RemindLine } from '../reminders/RemindLine.tsx'
import { createSessionModel, type SessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { showScreen } from '../testing/screen.ts'
import { toasts } from '../ui/Toasts.tsx'
import { carryOut } from './carry-out.ts'
import { createSheets } from './sheets.tsx'
import { UpdatesBand } from './UpdatesBand.tsx'

let world: TestWorld
let who: People
let pods: TestPods
let screen: ReturnType<typeof showScreen>
let session: SessionModel
let session_id: string
let update_id: string
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
  const made = await outbox(world, who, world.simulator).makeUpdate('We will call you tomorrow at 10:00.')
  session_id = made.session_id
  update_id = made.update_id
  await world.db.admin`update ai_sessions set status = 'active', resolved_at = null`
})
beforeEach(async () => {
  toasts.value = []
  await world.db.admin`delete from reminders`
  await world.db.admin`update session_updates set copied_at = null`
})
afterEach(() => {
  screen?.leave()
  session?.dispose()
  pods.leave()
})
afterAll(() => world?.stop())

const wide = { timeout: 20_000 }
async function openCase() {
  const opened = await pods.open('ben')
  session = createSessionModel(opened.pod, session_id)
  await expect.poll(() => session.detail.value?.updates.length, wide).toBe(1)
  return opened
}
const detail = () => session.detail.value ?? expect.fail('the case is there')
const reminders = () => detail().reminders.map(({ status, audience }) => [status, audience])
const button = (words: string) =>
  [...document.querySelectorAll('button')].find((each) =>
    [each.textContent, each.getAttribute('aria-label')].some((name) => name?.startsWith(words)),
  )
async function press(words: string) {
  await expect.poll(() => button(words), wide).toBeDefined()
  button(words)?.click()
}
const shown = (words: string) => expect.poll(() => screen.text(), wide).toContain(words)
const line = (pod: Parameters<typeof showScreen>[0]) =>
  showScreen(pod, () =>
    h(RemindLine, {
      session,
      update: detail().updates[0] ?? null,
      audience: 'client_update',
      isPosted: false,
    }),
  )

test('a reminder is set from the draft, put off and cancelled; both can be undone', async () => {
  const { pod } = await openCase()
  screen = line(pod)
  await press('Remind me')
  await press('In 15 min')
  await expect.poll(reminders, wide).toEqual([['pending', 'client_update']])
  const [first] = detail().reminders
  await shown('Client update')
  await press('Put it off')
  await press('By 30 min')
  const moved = () => Date.parse(detail().reminders[0]?.remind_at ?? '') - Date.parse(first?.remind_at ?? '')
  await expect.poll(moved, wide).toBe(30 * 60_000)
  await press('Cancel the reminder')
  await expect.poll(reminders, wide).toEqual([['cancelled', 'client_update']])
  toasts.value.find(({ text }) => text === 'Reminder cancelled')?.action?.onPress()
  await expect.poll(reminders, wide).toEqual([['pending', 'client_update']])
})

test('what a copied text promises is offered with one press, ten minutes before, once', async () => {
  const { pod } = await openCase()
  await world.db.admin`update session_updates set copied_at = now()`
  await session.refresh()
  screen = line(pod)
  await shown('You promised “tomorrow at 10:00”')
  expect(screen.text()).toMatch(/Remind me (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun).* 0?9:50/)
  await press('Remind me ')
  await expect.poll(reminders, wide).toEqual([['pending', 'client_update']])
  await expect.poll(() => screen.text(), wide).not.toContain('You promised')
})

test('a text that went nowhere promises nothing', async () => {
  const { pod, asked } = await openCase()
  screen = line(pod)
  await shown('Remind me')
  expect(asked.filter((call) => call.includes('/promises'))).toEqual([])
})

test('the head of a case folds its updates: for whom, how long, what became of them, their text', async () => {
  const { pod } = await openCase()
  const sheets = createSheets()
  screen = showScreen(pod, () => h(UpdatesBand, { detail: detail(), sheets, isLow: false }))
  await shown('Updates (1)')
  expect(screen.text()).toContain('not sent')
  await press('Updates (1)')
  await shown('Ticket notes')
  await press('Ticket notes')
  await shown('We will call you tomorrow')
  pod.host.goTo('/app/x?share=email_draft')
  await expect.poll(() => sheets.open.value, wide).toBe('share')
  expect(sheets.wish.value).toEqual({ audience: 'email_draft' })
  expect(pod.host.path.value).toBe('/app/x')
})

test('words that ordered both open the sheet that writes at once, and say what was set', async () => {
  const { pod } = await openCase()
  const sheets = createSheets()
  const created_by = { id: who.of.ben.id, name: 'Ben Okafor' }
  const remind_at = new Date(Date.now() + 900_000).toISOString()
  const set = { remind_at, audience: 'client_update', status: 'pending', reason: null, note: null } as const
  carryOut(pod, sheets, session_id, {
    share: { audience: 'client_update', length: 'quick' },
    reminder: { id: update_id, ...set, created_by },
  })
  expect(sheets.open.value).toBe('share')
  expect(sheets.wish.value).toEqual({ audience: 'client_update', length: 'quick', begin: true })
  expect(toasts.value.map(({ text, action }) => [text.slice(0, 16), action?.label])).toEqual([
    ['You are reminded', 'Undo'],
  ])
  carryOut(pod, sheets, session_id, { share: { audience: null, length: 'quick' }, reminder: null })
  expect(sheets.wish.value).toEqual({ length: 'quick' })
})

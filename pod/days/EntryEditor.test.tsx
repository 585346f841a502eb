import { act } from 'preact/test-utils'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Acted, actOn } from '../../server/testing/days.ts'
import { outbox } from '../../server/testing/outbox.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { showScreen } from '../testing/screen.ts'
import { createDayModel, type DayModel } from './day-model.ts'
import { Entries } from './Entries.tsx'

let world: TestWorld
let who: People
let pods: TestPods
let model: DayModel
let screen: ReturnType<typeof showScreen> | undefined
const date = '2026-06-01'
/** On the calendar of this machine. */
const at = (clock: string) => new Date(`${date}T${clock}:00`).toISOString()

beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  const did: Acted[] = ['12:00', '12:10'].map((clock) => ({ at: at(clock), ticket_id: '48291' }))
  await actOn(outbox(world, who, world.simulator), who, did)
  const { pod } = await pods.open('ben')
  model = createDayModel(pod, date)
  await model.load()
  const Editor = () => {
    const day = model.day.value
    const [entry] = day?.entries ?? []
    return day && entry ? <Entries model={model} day={day} open={entry.id} onOpen={() => {}} /> : null
  }
  await act(() => {
    screen = showScreen(pod, Editor)
  })
})
afterEach(async () => {
  screen?.leave()
  pods.leave()
  await world.db.admin`delete from my_days`
  await world.db.admin`delete from ai_sessions`
})

const labelled = (words: string) => {
  const label = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === words)
  return document.getElementById(label?.htmlFor ?? '') as HTMLInputElement
}
const type = (words: string, value: string) =>
  act(() => {
    const field = labelled(words)
    field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
const save = () =>
  act(() => {
    document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  })

test('minutes that are no number are marked, and nothing is saved', async () => {
  await type('Minutes', '1:30')
  await save()
  expect(labelled('Minutes').getAttribute('aria-invalid')).toBe('true')
  expect(model.day.value?.revision).toBe(0)
  await type('Minutes', '90')
  await save()
  await vi.waitUntil(() => model.day.value?.entries[0]?.minutes === 90, { timeout: 10_000 })
})

test('an end that nobody touched is not saved, also where work went on since', async () => {
  await world.db.admin`
    insert into ai_session_steps (account_id, session_id, id, seq, kind, user_id, content, created_at)
    select account_id, session_id, gen_random_uuid(), 99, kind, user_id, content, ${at('12:25')}
    from ai_session_steps where created_at = ${at('12:10')}`
  await act(() => model.load())
  expect(model.day.value?.entries[0]?.ended_at).toBe(at('12:27'))
  await type('Internal note', 'Two rules')
  await save()
  await vi.waitUntil(() => model.day.value?.entries[0]?.note === 'Two rules', { timeout: 10_000 })
  expect(model.day.value?.entries[0]?.ended_at).toBe(at('12:27'))
})

test('what was typed stays when another tab was faster, and the next press saves it', async () => {
  await type('Internal note', 'Two rules')
  const { pod } = await pods.open('ben')
  const other = createDayModel(pod, date)
  await other.load()
  const [entry] = other.day.value?.entries ?? []
  expect(await other.change([entry?.id ?? ''], { minutes: 30 })).toBe(true)
  await save()
  await vi.waitUntil(() => model.refused.value !== null && !model.busy.value, { timeout: 10_000 })
  expect(labelled('Internal note').value).toBe('Two rules')
  await save()
  await vi.waitUntil(() => model.day.value?.entries[0]?.note === 'Two rules', { timeout: 10_000 })
  expect(model.day.value?.entries[0]?.minutes).toBe(30)
})

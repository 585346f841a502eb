import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { tx } from '../../server/ctx.ts'
import { type PostWorker, startPostWorker } from '../../server/posts/worker/worker.ts'
import { touchSession } from '../../server/sessions/timeline.ts'
import { actOn } from '../../server/testing/days.ts'
import { outbox } from '../../server/testing/outbox.ts'
import { type People, type PersonName, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import type { DayEntry } from '../../shared/contracts/days.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createDayModel, type DayModel } from './day-model.ts'
import { dateOf, whyNotSend } from './day-words.ts'

let world: TestWorld
let who: People
let pods: TestPods
let worker: PostWorker
const stops: (() => void)[] = []
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
  worker = startPostWorker(world)
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  pods.leave()
})
afterAll(async () => {
  await worker?.stop()
  await world?.stop()
})

/** At noon on the calendar of this machine, so that it is this day in its zone. */
const at = (date: string, minutes: number) =>
  new Date(new Date(`${date}T12:00:00`).getTime() + minutes * 60_000).toISOString()
const act = (date: string, ...rows: [minutes: number, ticket: string][]) =>
  actOn(
    outbox(world, who, world.simulator),
    who,
    rows.map(([minutes, ticket_id]) => ({ at: at(date, minutes), ticket_id })),
  )
async function shown(date: string): Promise<DayModel & { entries: () => DayEntry[] }> {
  const { pod } = await pods.open('ben')
  const model = createDayModel(pod, date)
  stops.push(model.watch())
  await expect.poll(() => model.day.value).not.toBe(null)
  return { ...model, entries: () => model.day.value?.entries ?? [] }
}
const tickets = (entries: readonly DayEntry[]) => entries.map(({ ticket_id }) => ticket_id)

test('one choice gives all their work type, one press sends what is ticked, and the rest stays', async () => {
  await act('2026-07-01', [0, '48291'], [60, '48297'], [120, '48285'])
  const model = await shown('2026-07-01')
  expect(model.ticked.value).toEqual([])
  const ids = model.entries().map(({ id }) => id)
  expect(await model.change(ids, { work_type_id: '3' })).toBe(true)
  expect(tickets(model.ticked.value)).toEqual(['48291', '48297', '48285'])
  model.tick(ids[1] ?? '', false)
  expect(tickets(model.ticked.value)).toEqual(['48291', '48285'])
  expect(await model.send()).toBe(true)
  expect(model.entries().map(({ post }) => post !== null)).toEqual([true, false, true])
  await expect
    .poll(() => model.entries().map(({ post }) => post?.state))
    .toEqual(['verified', undefined, 'verified'])
})

test('a stretch is taken out of an entry at its start, at its end, in its middle, or as a whole', async () => {
  await act('2026-07-02', [0, '48291'], [15, '48291'], [30, '48291'])
  const model = await shown('2026-07-02')
  const spans = () =>
    model
      .entries()
      .map(({ started_at, ended_at }) =>
        [started_at, ended_at].map((each) => (Date.parse(each) - Date.parse(at('2026-07-02', 0))) / 60_000),
      )
  const cut = (from: number, to: number, n = 0) =>
    model.cutOut(model.entries()[n] as DayEntry, { from: at('2026-07-02', from), to: at('2026-07-02', to) })
  expect(spans()).toEqual([[-3, 32]])
  await cut(-5, 0)
  await cut(30, 40)
  expect(spans()).toEqual([[0, 30]])
  await cut(10, 20)
  expect(spans()).toEqual([
    [0, 10],
    [20, 30],
  ])
  await cut(0, 10)
  expect(spans()).toEqual([[20, 30]])
})

test('what another tab changed first is shown, and nothing of it is overwritten', async () => {
  await act('2026-07-03', [0, '48291'])
  const [first, second] = [await shown('2026-07-03'), await shown('2026-07-03')]
  const [entry] = first.entries()
  await first.change([entry?.id ?? ''], { note: 'One' })
  expect(await second.change([entry?.id ?? ''], { note: 'Two' })).toBe(false)
  expect(second.refused.value?.code).toBe('revision_stale')
  expect(second.entries()[0]?.note).toBe('One')
  expect(await second.change([entry?.id ?? ''], { note: 'Two' })).toBe(true)
})

test('while nothing gets through the day stays as it was, and says so', async () => {
  await act('2026-07-04', [0, '48291'])
  const open = await pods.open('ben')
  const model = createDayModel(open.pod, '2026-07-04')
  stops.push(model.watch())
  await expect.poll(() => model.day.value?.entries.length).toBe(1)
  await open.to('cut')
  await model.load()
  expect(model.problem.value?.code).toBe('unreachable')
  expect(model.day.value?.entries).toHaveLength(1)
  await open.to('good')
  await expect.poll(() => model.problem.value).toBe(null)
})

test('a day is read again only after what is of this person, and without asking the PSA again', async () => {
  const today = dateOf(new Date())
  const cases = await act(today, [690, '48276'])
  const { pod, asked, quiet, afterEvent } = await pods.open('ben')
  const model = createDayModel(pod, today)
  stops.push(model.watch())
  await expect.poll(() => model.day.value?.entries.length).toBe(1)
  await quiet()
  asked.length = 0
  const readings = () => asked.filter((call) => call.startsWith('GET /me/day'))
  const changed = async (name: PersonName, id: string) => {
    await tx(who.ctxFor(name), (sql) => touchSession(sql, id))
    await afterEvent('session.changed')
  }
  const others = await actOn(
    outbox(world, who, world.simulator),
    who,
    [{ at: '2026-07-06T09:00:00.000Z', ticket_id: '48297' }],
    'cleo',
  )
  await changed('cleo', [...others.values()][0] ?? '')
  await changed('ben', [...cases.values()][0] ?? '')
  await expect.poll(readings, { timeout: 15_000 }).toEqual([expect.stringContaining('psa=known')])
})

test('why an entry cannot be sent', async () => {
  await act('2026-07-05', [0, '48291'])
  const model = await shown('2026-07-05')
  const read = model.day.value
  const [entry] = model.entries()
  if (!read || !entry) throw new Error('nothing proposed')
  expect(whyNotSend(entry, read)).toBe('It has no work type yet.')
  expect(whyNotSend({ ...entry, ticket_id: null }, read)).toBe('It has no ticket yet.')
  expect(whyNotSend({ ...entry, work_type_id: '3' }, read)).toBe(null)
  expect(whyNotSend({ ...entry, work_type_id: '3' }, { ...read, right: 'off' })).toContain('your role')
  expect(whyNotSend({ ...entry, work_type_id: '3' }, { ...read, member_known: false })).toContain('member')
})

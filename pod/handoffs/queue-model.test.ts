import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { requests } from '../../server/testing/request.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { followQueueCount, queueOf } from './queue-model.ts'
import type { QueueFilter } from './queue-query.ts'

let world: TestWorld
let who: People
let pods: TestPods
let stops: (() => void)[] = []
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.background.settled()
  await world.db.admin`update handoffs set withdrawn_at = now() where claimed_at is null`
})
afterEach(async () => {
  for (const stop of stops) stop()
  stops = []
  pods.leave()
  await world.background.settled()
})

async function escalated(title: string, to?: 'cleo' | 'ada') {
  const { id } = await createSession(who.ctxFor('ben'), { intake_type: 'free_text', intake_content: title })
  const request = { reason: `${title} is beyond me`, ...(to ? { target_user_id: who.of[to].id } : {}) }
  const answer = await requests(world, who).as('ben')('POST', `/ai-sessions/${id}/escalate`, request)
  expect(answer.status, answer.text).toBe(200)
  return id
}

async function watched(name: 'ben' | 'cleo' | 'ada' | 'vera') {
  const opened = await pods.open(name)
  const queue = queueOf(opened.pod)
  stops.push(queue.watch())
  const titles = (filter: QueueFilter) => queue.shown(filter)?.map(({ session }) => session.title)
  return { ...opened, queue, titles }
}

test('what waits is shown by whom it is for, and goes as soon as somebody has it', async () => {
  await escalated('Printer')
  await escalated('Router', 'cleo')
  const cleo = await watched('cleo')
  await expect.poll(() => cleo.titles('all')).toEqual(['Router', 'Printer'])
  expect([cleo.titles('mine'), cleo.titles('unassigned')]).toEqual([['Router'], ['Printer']])
  expect(cleo.queue.counts.value).toEqual({ mine: 1, unassigned: 1, all: 2 })
  const ada = await watched('ada')
  await expect.poll(() => ada.titles('all')).toHaveLength(2)
  const router = ada.queue.shown('all')?.[0]
  if (!router) throw new Error('no row')
  expect(await ada.queue.pickUp(router)).toBe(true)
  await expect.poll(() => cleo.titles('all')).toEqual(['Printer'])
})

test('a pick-up that comes too late says who has it, beside its row', async () => {
  await escalated('Printer')
  const cleo = await watched('cleo')
  const ada = await watched('ada')
  await expect.poll(() => [cleo.titles('all'), ada.titles('all')]).toEqual([['Printer'], ['Printer']])
  const [row] = cleo.queue.shown('all') ?? []
  if (!row) throw new Error('no row')
  expect(await ada.queue.pickUp(row)).toBe(true)
  expect(await cleo.queue.pickUp(row)).toBe(false)
  expect(cleo.queue.unpicked.value).toMatchObject({
    id: row.handoff.id,
    problem: { extra: { claimed_by: { name: 'Ada Lindqvist' } } },
  })
})

test('one’s own is listed, but neither counted nor to be picked up', async () => {
  await escalated('Printer')
  const { queue, pod, titles } = await watched('ben')
  const told: (string | null)[] = []
  stops.push(followQueueCount(pod, (count) => told.push(count)))
  await expect.poll(() => titles('all')).toEqual(['Printer'])
  expect([queue.forMe.value, told.at(-1)]).toEqual([[], null])
})

test('the count is told as it changes, from one reading for all who watch', async () => {
  const { pod, titles, asked } = await watched('cleo')
  const told: (string | null)[] = []
  stops.push(followQueueCount(pod, (count) => told.push(count)))
  await expect.poll(() => titles('all')).toEqual([])
  asked.length = 0
  await escalated('Printer')
  await expect.poll(() => told.at(-1)).toBe('1')
  expect(asked.filter((call) => call.includes('escalation-queue')).length).toBeLessThanOrEqual(2)
})

test('who only reads asks for none of it', async () => {
  const { asked, queue, quiet } = await watched('vera')
  await quiet()
  expect([queue.items.value, asked.filter((call) => call.includes('queue'))]).toEqual([null, []])
})

test('a failure is said and leaves what stands; another try goes on', async () => {
  await escalated('Printer')
  const { queue, to, titles } = await watched('cleo')
  await expect.poll(() => titles('all')).toEqual(['Printer'])
  await to('cut')
  await queue.load()
  expect(queue.problem.value).not.toBeNull()
  expect(titles('all')).toEqual(['Printer'])
  await to('good')
  await queue.load()
  expect(queue.problem.value).toBeNull()
})

test('a filter finds what is older than all that was read', async () => {
  await escalated('Router', 'cleo')
  for (let n = 0; n < 5; n++)
    await Promise.all(Array.from({ length: 10 }, (_, at) => escalated(`Case ${n} ${at}`)))
  const { queue, titles, quiet } = await watched('cleo')
  await expect.poll(() => queue.items.value).toHaveLength(50)
  expect(titles('all')).not.toContain('Router')
  queue.narrow('mine')
  await expect.poll(() => titles('mine')).toEqual(['Router'])
  expect([queue.hasMoreOf('mine'), queue.hasMoreOf('all')]).toEqual([false, true])
  queue.narrow('all')
  await queue.showMore()
  await quiet()
  expect(titles('all')).toHaveLength(51)
}, 60_000)

test('the next page pressed for twice stands there once', async () => {
  for (let n = 0; n < 5; n++)
    await Promise.all(Array.from({ length: 11 }, (_, at) => escalated(`Case ${n} ${at}`)))
  const { queue } = await watched('cleo')
  await expect.poll(() => queue.items.value).toHaveLength(50)
  await Promise.all([queue.showMore(), queue.showMore()])
  expect(new Set(queue.items.value?.map(({ handoff }) => handoff.id)).size).toBe(55)
  expect(queue.items.value).toHaveLength(55)
}, 60_000)

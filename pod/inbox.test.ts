import { effect } from '@preact/signals'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { applySignal } from '../server/posts/breaker/signals.ts'
import { changeTriage } from '../server/sessions/change-triage.ts'
import { createSession } from '../server/sessions/create-session.ts'
import { type Outbox, outbox } from '../server/testing/outbox.ts'
import { type People, people } from '../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../server/testing/world.ts'
import { deliveryOf } from './delivery.ts'
import { inboxOf } from './inbox.ts'
import { createTestPods, type TestPods } from './testing/pod.ts'

let world: TestWorld
let who: People
let pods: TestPods
let box: Outbox
const looks: (() => void)[] = []
beforeAll(async () => {
  world = await createTestWorld({ settings: { POST_AUDIT_SECONDS: '9000' } })
  who = await people(world)
  pods = createTestPods(world, who)
  box = outbox(world, who, world.simulator)
})
afterEach(() => {
  for (const stop of looks.splice(0)) stop()
  pods.leave()
})
afterAll(() => world?.stop())

const begin = (name: 'ben' | 'cleo', intake_content: string) =>
  createSession(who.ctxFor(name), { intake_type: 'free_text', intake_content })
const open = async () => {
  const { pod, asked, ...line } = await pods.open('ben')
  const inbox = inboxOf(pod)
  const titles = () => ({
    mine: inbox.mine.value?.map(({ title }) => title),
    team: inbox.team.value?.map(({ title }) => title),
  })
  const look = () => {
    const stop = effect(() => void titles())
    looks.push(stop)
    return stop
  }
  return { pod, inbox, asked, titles, look, ...line }
}

test('cases are read once for all who show them, and only while somebody does', async () => {
  await begin('ben', 'Printer prints blank pages')
  await begin('cleo', 'Phone registers twice')
  const { asked, titles, look, afterEvent } = await open()
  expect(asked).toEqual([])
  const [one, two] = [look(), look()]
  await expect.poll(titles).toEqual({
    mine: ['Printer prints blank pages'],
    team: ['Phone registers twice'],
  })
  expect(asked).toEqual(['GET /ai-sessions?mine=true&limit=30', 'GET /ai-sessions?limit=30'])

  const begun = afterEvent('session.changed')
  const { id } = await begin('cleo', 'Scanner lost its folder')
  await begun
  expect(titles().team).toEqual(['Scanner lost its folder', 'Phone registers twice'])
  expect(asked.slice(2)).toEqual([`GET /ai-sessions?ids=${id}&limit=30`])

  one()
  two()
  const unseen = afterEvent('session.changed')
  await begin('cleo', 'Mail stopped')
  await unseen
  expect(asked).toHaveLength(3)
})

test('a case that went to somebody else is theirs in the lists', async () => {
  const { id } = await begin('ben', 'Laptop is slow')
  const { titles, look } = await open()
  look()
  await expect.poll(() => titles().mine).toContain('Laptop is slow')
  await world.db.admin`update ai_sessions set current_handler_id = ${who.of.cleo.id} where id = ${id}`
  await begin('cleo', 'Monitor flickers')
  await changeTriage(who.ctxFor('cleo'), id, { client_name: 'Bakery Lund' })
  await expect
    .poll(() => titles().team)
    .toEqual(expect.arrayContaining(['Laptop is slow', 'Monitor flickers']))
  expect(titles().mine).not.toContain('Laptop is slow')
})

test('posts that need somebody are counted, and read again only when one begins or ends to', async () => {
  const { inbox, asked, afterEvent } = await open()
  looks.push(effect(() => void inbox.needing.value))
  await expect.poll(() => asked.length).toBe(1)
  const posted = afterEvent('post.changed')
  expect((await box.click()).state).toBe('verified')
  await posted
  expect([asked.length, inbox.needing.value]).toEqual([1, null])
  world.simulator.addFault({
    kind: 'status',
    status: 400,
    match: { method: 'POST', path: '/notes' },
    times: 1,
  })
  await box.click({ ticket_id: '48297' })
  await expect.poll(() => inbox.needing.value).toBe('1')
})

test('what holds posts back is told by an event, and its end by the time it names', async () => {
  const { pod, asked, afterEvent } = await open()
  const delivery = deliveryOf(pod)
  expect(delivery.value).toBeNull()
  const place = { account_id: who.accounts.acme, connection_id: who.connection_id }
  const told = afterEvent('delivery.changed')
  await applySignal(world, place, { kind: 'busy', retry_after_s: 2 })
  await expect.poll(() => delivery.value?.state).toBe('paused')
  await told
  await expect.poll(() => delivery.value).toBeNull()
  expect(asked).toEqual(['GET /me', 'GET /me'])
})

import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Note } from '../../../simulator/records.ts'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { startPostWorker } from './worker.ts'

let world: TestWorld
let who: People
let box: Outbox
beforeAll(async () => {
  world = await createTestWorld({
    settings: { POSTS_PER_MINUTE: '1000', POST_SETTLE_SECONDS: '2', POST_AUDIT_SECONDS: '2' },
  })
  who = await people(world)
  box = outbox(world, who, world.simulator)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  world.simulator.reset()
  await box.inAcme((sql) => sql`update posts set state = 'cancelled' where state <> 'cancelled'`)
  await box.closeBreaker()
})

const acme = () => {
  const tenant = world.simulator.state.tenants.acme
  if (!tenant) throw new Error('the simulator has no company acme')
  return tenant
}
const merge = async (ticket_id: number, into: number, move_notes: boolean) => {
  const answer = await world.simulator.app.request('http://127.0.0.1:8788/__simulator/merge', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket_id, into, move_notes }),
  })
  expect(answer.status).toBe(204)
}
const lost = (kind: 'reply_lost' | 'reply_lost_before') =>
  world.simulator.addFault({ kind, match: { method: 'POST', path: '/notes' }, times: 1 })
const worked = async (postId: string, ...states: Parameters<Outbox['until']>[1][]) => {
  const worker = startPostWorker(world)
  try {
    return await box.until(postId, ...states)
  } finally {
    await worker.stop()
  }
}

describe.each([
  ['its notes are shown on both', false],
  ['its notes moved', true],
])('a ticket that is merged between two looks, %s', (_, move_notes) => {
  test('its note is found where it stands now, and is not sent again', async () => {
    lost('reply_lost')
    const text = ownWords()
    const post = await box.click({ text })
    expect(post.state).toBe('uncertain')
    await merge(48291, 48297, move_notes)
    expect(await worked(post.id, 'verified')).toMatchObject({ attempt: 1 })
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('a note that is in neither is not sent to either: a person is asked', async () => {
    lost('reply_lost_before')
    const text = ownWords()
    const post = await box.click({ text })
    await merge(48291, 48297, move_notes)
    const asked = await worked(post.id, 'needs_human')
    expect(asked).toMatchObject({ reason: 'ticket_merged', reason_params: { found: '48297' } })
    expect(box.notesWith(text)).toEqual([])
  })

  test('a note that was posted before is found by its audit', async () => {
    const post = await box.click()
    await merge(48291, 48297, move_notes)
    const worker = startPostWorker(world)
    for (let tries = 0; tries < 500 && (await box.read(post.id)).audit_count === 0; tries++) await pause(20)
    await worker.stop()
    expect(await box.read(post.id)).toMatchObject({ state: 'verified', audit_count: 1 })
  })
})

test('merged before it is sent: nothing is sent', async () => {
  await merge(48291, 48297, false)
  const text = ownWords()
  const post = await box.click({ text })
  expect(post).toMatchObject({ state: 'needs_human', attempt: 0 })
  expect(box.notesWith(text)).toEqual([])
})

test('moved to another company between two looks: not sent there', async () => {
  const ticket = acme().tickets.find(({ id }) => id === 48291)
  if (!ticket) throw new Error('no such ticket')
  const companyId = ticket.companyId
  lost('reply_lost_before')
  const text = ownWords()
  const post = await box.click({ text, company_id: String(companyId) })
  expect(post.state).toBe('uncertain')
  ticket.companyId = acme().clients.find(({ id }) => id !== companyId)?.id ?? null
  const asked = await worked(post.id, 'needs_human')
  expect(asked.reason).toBe('ticket_moved')
  expect(box.notesWith(text)).toEqual([])
})

test('deleted between two looks: after the settle time a person is asked', async () => {
  lost('reply_lost_before')
  const post = await box.click()
  const tickets = acme().tickets
  tickets.splice(
    tickets.findIndex(({ id }) => id === 48291),
    1,
  )
  const asked = await worked(post.id, 'needs_human')
  expect(asked.reason).toBe('ticket_gone')
})

describe('a ticket with 3,000 notes', () => {
  beforeEach(() => {
    const [pattern] = acme().notes as [Note]
    for (let i = 0; i < 3_000; i++)
      acme().notes.push({ ...pattern, id: 1_000_000 + i, ticketId: 48302, text: ownWords(40) })
  })

  test('is read to its end: the note is found on its last page', async () => {
    lost('reply_lost')
    const text = ownWords()
    const post = await box.click({ ticket_id: '48302', text })
    expect(await worked(post.id, 'verified')).toMatchObject({ attempt: 1 })
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('is read to its end: not there, it is sent again, once', async () => {
    lost('reply_lost_before')
    const text = ownWords()
    const post = await box.click({ ticket_id: '48302', text })
    expect(await worked(post.id, 'verified')).toMatchObject({ attempt: 2 })
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('more than is read is no absence: nothing is sent again', async () => {
    const [pattern] = acme().notes as [Note]
    for (let i = 0; i < 2_500; i++)
      acme().notes.push({ ...pattern, id: 2_000_000 + i, ticketId: 48302, text: ownWords(4) })
    lost('reply_lost_before')
    const text = ownWords()
    const post = await box.click({ ticket_id: '48302', text })
    const worker = startPostWorker(world)
    for (let tries = 0; tries < 1_000 && (await box.read(post.id)).look_count < 3; tries++) await pause(20)
    await worker.stop()
    const row = await box.read(post.id)
    expect(row.look_count).toBeGreaterThan(2)
    expect(row).toMatchObject({ state: 'checking', attempt: 1 })
    expect(row).toMatchObject({ reason: 'unreadable', reason_params: { says: null } })
  })
})

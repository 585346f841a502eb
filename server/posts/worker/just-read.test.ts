import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { readTicket } from '../../tickets/read-ticket.ts'
import { startPostWorker } from './worker.ts'

let world: TestWorld
let who: People
let box: Outbox
beforeAll(async () => {
  world = await createTestWorld({ settings: { POSTS_PER_MINUTE: '1000', POST_SETTLE_SECONDS: '2' } })
  who = await people(world)
  box = outbox(world, who, world.simulator)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  world.simulator.reset()
  await box.inAcme((sql) => sql`update posts set state = 'cancelled' where state <> 'cancelled'`)
  await box.closeBreaker()
  await world.background.settled()
  await seen()
})

/** The ticket is read, so long ago. */
async function seen(secondsAgo = 0): Promise<void> {
  await readTicket(who.ctxFor('ben'), '48291', { maxAgeSeconds: 0 })
  await world.background.settled()
  await world.db
    .admin`update ticket_snapshots set fetched_at = fetched_at - make_interval(secs => ${secondsAgo})`
  known = asked().length
}
let known = 0
const asked = () => world.simulator.requests({ path: '/service/tickets' })
const calls = () =>
  asked()
    .slice(known)
    .map(({ method, path }) => `${method} ${path.replace(/^.*\/tickets/, '')}`)
const ticket = () => {
  const found = world.simulator.state.tenants.acme?.tickets.find(({ id }) => id === 48291)
  if (!found) throw new Error('no such ticket')
  return found
}
const close = () => {
  const closed = world.simulator.state.tenants.acme?.statuses.find(
    (status) => status.boardId === ticket().boardId && status.closed,
  )
  ticket().statusId = closed?.id ?? 0
}

test('an internal note on a ticket that was just read is written, read back, and nothing else', async () => {
  const post = await box.click()
  expect(post.state).toBe('verified')
  expect(calls()).toEqual(['POST /48291/notes', `GET /48291/notes/${post.psa_id}`])
})

describe('the ticket is read before the write', () => {
  const readFirst = ['GET /48291', 'POST /48291/notes']

  test('when it was read more than a minute ago', async () => {
    await seen(61)
    expect((await box.click()).state).toBe('verified')
    expect(calls().slice(0, 2)).toEqual(readFirst)
  })

  test('when it never was', async () => {
    await world.db.admin`delete from ticket_snapshots`
    expect((await box.click()).state).toBe('verified')
    expect(calls().slice(0, 2)).toEqual(readFirst)
  })

  test('for what the client reads', async () => {
    const post = await box.click({ placement: 'discussion' })
    await box.inAcme((sql) => sql`update posts set send_after = now() where id = ${post.id}`)
    const worker = startPostWorker(world)
    await box.until(post.id, 'verified')
    await worker.stop()
    expect(calls().slice(0, 2)).toEqual(readFirst)
  })

  test('when the connection is not well', async () => {
    await box.inAcme((sql) => sql`update breakers set unreadable_count = 1`)
    expect((await box.click()).state).toBe('verified')
    expect(calls().slice(0, 2)).toEqual(readFirst)
  })

  test('when the connection leads elsewhere since', async () => {
    await world.db.admin`update connections set keys_changed_at = now()`
    expect((await box.click()).state).toBe('verified')
    expect(calls().slice(0, 2)).toEqual(readFirst)
  })

  test('for a second try', async () => {
    world.simulator.addFault({
      kind: 'reply_lost_before',
      match: { method: 'POST', path: '/notes' },
      times: 1,
    })
    const text = ownWords()
    const post = await box.click({ text })
    expect(post.state).toBe('uncertain')
    close()
    const worker = startPostWorker(world)
    expect((await box.until(post.id, 'rejected')).reason).toBe('ticket_closed')
    await worker.stop()
    expect(box.notesWith(text)).toEqual([])
  })

  test('when it was closed as it was read: closed still, nothing is sent', async () => {
    const { statusId } = ticket()
    close()
    await seen()
    const text = ownWords()
    expect(await box.click({ text })).toMatchObject({ state: 'rejected', attempt: 0 })
    expect(calls()).toEqual(['GET /48291'])
    ticket().statusId = statusId
    expect((await box.click()).state).toBe('verified')
    expect(box.notesWith(text)).toEqual([])
  })

  test('when it belonged to another company as it was read', async () => {
    const text = ownWords()
    expect(await box.click({ text, company_id: '1' })).toMatchObject({ state: 'needs_human', attempt: 0 })
    expect(calls()).toEqual(['GET /48291'])
    expect(box.notesWith(text)).toEqual([])
  })
})

describe('what became of the ticket within the minute, the answer tells', () => {
  test('deleted: nothing was posted', async () => {
    const { tickets = [] } = world.simulator.state.tenants.acme ?? {}
    tickets.splice(tickets.indexOf(ticket()), 1)
    const post = await box.click()
    expect(post.state).toBe('rejected')
    expect(post.reason).toBe('psa_refused')
  })

  test('keys revoked: it waits for new ones', async () => {
    world.simulator.addFault({ kind: 'status', status: 401 })
    const text = ownWords()
    const post = await box.click({ text })
    expect(post).toMatchObject({ state: 'blocked', attempt: 0 })
    expect(box.notesWith(text)).toEqual([])
    await world.db.admin`update connections set health = 'ok'`
  })

  test('away: it was not sent, and waits', async () => {
    world.simulator.addFault({ kind: 'unreachable' })
    expect(await box.click()).toMatchObject({ state: 'ready', attempt: 0, not_sent_count: 1 })
  })

  test('closed: ConnectWise takes it, and it stands where the person looked', async () => {
    close()
    const text = ownWords()
    expect((await box.click({ text })).state).toBe('verified')
    expect(box.notesWith(text)).toMatchObject([{ ticketId: 48291, internal: true }])
  })
})

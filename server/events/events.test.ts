import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { eventChannel } from '../db/event-notices.ts'
import { listen } from '../db/listen.ts'
import { inAccount } from '../db/tx.ts'
import { type EventReader, readFrames } from '../testing/event-reader.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { publish } from './publish.ts'

let world: TestWorld
let other: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld({ settings: { STREAMS_PER_USER: '3' } })
  // a second server process on the same database
  other = await createTestWorld({ database: world.db })
  who = await people(world)
})
afterAll(async () => {
  await other?.stop()
  await world?.stop()
})

async function open(
  at: TestWorld,
  name: PersonName,
  lastId?: string,
  pod?: { ticket: string },
): Promise<EventReader> {
  const response = await requests(at, who).app.request('/api/v1/events', {
    headers: {
      authorization: `Bearer ${await who.tokenFor(name, pod)}`,
      ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
    },
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  return readFrames(response)
}

const tell = (account: keyof People['accounts'], ticket_id: string) =>
  inAccount(world.db, who.accounts[account], (sql) =>
    publish(sql, who.accounts[account], 'ticket.changed', { ticket_id }),
  )

test('what is published reaches every process, in order, and only its own account', async () => {
  const [ben, cleo, zed] = [await open(world, 'ben'), await open(other, 'cleo'), await open(other, 'zed')]
  for (const stream of [ben, cleo, zed]) expect(await stream.next()).toMatchObject({ event: 'ready' })
  await Promise.all(Array.from({ length: 30 }, (_, n) => tell('acme', String(n + 1))))
  await tell('zed', '999')
  const seen = await ben.until(30)
  expect(seen.map(({ id }) => Number(id))).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
  expect(new Set(seen.map(({ data }) => data.ticket_id)).size).toBe(30)
  expect(await cleo.until(30)).toEqual(seen)
  expect(await zed.next()).toEqual({ id: '1', event: 'ticket.changed', data: { ticket_id: '999' } })
  for (const stream of [ben, cleo, zed]) await stream.leave()
})

test('events of a process that died after its commit, before it told of them, are heard within a second or two', async () => {
  const stream = await open(other, 'ben')
  await stream.next()
  const silent = { app: world.db.app, notices: { add: () => {}, flush: async () => {} } }
  await inAccount(silent, who.accounts.acme, (sql) =>
    publish(sql, who.accounts.acme, 'ticket.changed', { ticket_id: '78' }),
  )
  expect(await stream.next()).toMatchObject({ event: 'ticket.changed', data: { ticket_id: '78' } })
  await stream.leave()
})

test('no transaction that writes an event holds a NOTIFY: its commit would take one lock of the whole server', async () => {
  const heard: string[] = []
  const stop = await listen(world.db.listener, eventChannel, {
    onNotify: (payload) => heard.push(payload),
    onListen: () => {},
  })
  const silent = { app: world.db.app, notices: { add: () => {}, flush: async () => {} } }
  await inAccount(silent, who.accounts.acme, (sql) =>
    publish(sql, who.accounts.acme, 'ticket.changed', { ticket_id: '79' }),
  )
  await tell('zed', '80')
  await vi.waitUntil(() => heard.some((payload) => payload.startsWith(who.accounts.zed)), { timeout: 8000 })
  expect(heard.filter((payload) => payload.startsWith(who.accounts.acme))).toEqual([])
  await stop()
})

test('a reader that comes back hears what it missed, once, with nothing lost between', async () => {
  const first = await open(world, 'ben')
  const at = Number((await first.next())?.data.seq)
  await first.leave()
  for (let n = 0; n < 5; n++) await tell('acme', '7')
  const writers = Promise.all(Array.from({ length: 20 }, () => tell('acme', '8')))
  const again = await open(other, 'ben', String(at))
  const ready = await again.next()
  expect(ready).toMatchObject({ event: 'ready' })
  await writers
  const missed = await again.until(25)
  expect(missed.map(({ id }) => Number(id))).toEqual(Array.from({ length: 25 }, (_, n) => at + 1 + n))
  await again.leave()
})

test('the first frame is no place to resume from while older ones are still to come', async () => {
  await tell('acme', '1')
  const stream = await open(world, 'vera', '1')
  expect(await stream.next()).not.toHaveProperty('id')
  expect(await stream.next()).toMatchObject({ id: '2' })
  await stream.leave()
})

test('past what is kept the stream says reset', async () => {
  await inAccount(world.db, who.accounts.acme, (sql) => sql`delete from events where seq <= 10`)
  const stream = await open(world, 'cleo', '3')
  const frame = await stream.next()
  expect(frame).toMatchObject({ event: 'reset', id: expect.any(String) })
  await stream.leave()
  const ahead = await open(world, 'cleo', '999999')
  expect(await ahead.next()).toMatchObject({ event: 'reset' })
  await ahead.leave()
})

test('a rolled back act is never heard, and its number is used by the next', async () => {
  const stream = await open(world, 'ben')
  const seq = Number((await stream.next())?.data.seq)
  const undone = inAccount(world.db, who.accounts.acme, async (sql) => {
    await publish(sql, who.accounts.acme, 'session.changed', { session_id: newId(), state_version: 2 })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await tell('acme', '5')
  expect(await stream.next()).toEqual({
    id: String(seq + 1),
    event: 'ticket.changed',
    data: { ticket_id: '5' },
  })
  await stream.leave()
})

test('what one transaction tells twice is one event, the later one, however early it was told', async () => {
  const stream = await open(world, 'ben')
  const seq = Number((await stream.next())?.data.seq)
  const session_id = newId()
  await inAccount(world.db, who.accounts.acme, async (sql) => {
    const say = (state_version: number) =>
      publish(sql, who.accounts.acme, 'session.changed', { session_id, state_version })
    await say(2)
    await publish(sql, who.accounts.acme, 'ticket.changed', { ticket_id: '31' })
    await say(3)
  })
  await tell('acme', '32')
  const seen = await stream.until(3)
  expect(seen.map(({ id }) => Number(id))).toEqual([seq + 1, seq + 2, seq + 3])
  expect(seen.map(({ data }) => data)).toEqual([
    { ticket_id: '31' },
    { session_id, state_version: 3 },
    { ticket_id: '32' },
  ])
  await stream.leave()
})

test('an event of one person alone is sent to that person, also to one who comes back', async () => {
  const [ben, cleo] = [await open(world, 'ben'), await open(other, 'cleo')]
  const at = String((await ben.next())?.data.seq)
  await cleo.next()
  await inAccount(world.db, who.accounts.acme, (sql) =>
    publish(sql, who.accounts.acme, 'ticket.changed', { ticket_id: '50' }, { user_id: who.of.ben.id }),
  )
  await tell('acme', '51')
  const tickets = async (stream: EventReader, count: number) =>
    (await stream.until(count)).map(({ data }) => data.ticket_id)
  expect(await tickets(ben, 2)).toEqual(['50', '51'])
  expect(await tickets(cleo, 1)).toEqual(['51'])
  for (const stream of [ben, cleo]) await stream.leave()
  const [benAgain, cleoAgain] = [await open(other, 'ben', at), await open(world, 'cleo', at)]
  for (const stream of [benAgain, cleoAgain]) await stream.next()
  expect(await tickets(benAgain, 2)).toEqual(['50', '51'])
  expect(await tickets(cleoAgain, 1)).toEqual(['51'])
  for (const stream of [benAgain, cleoAgain]) await stream.leave()
})

test('a pod is told of its ticket, and of what holds up the whole account', async () => {
  const pod = await open(world, 'ben', undefined, { ticket: '48291' })
  await pod.next()
  await tell('acme', '48297')
  await inAccount(world.db, who.accounts.acme, (sql) =>
    publish(sql, who.accounts.acme, 'delivery.changed', { connection_id: who.connection_id }),
  )
  await tell('acme', '48291')
  expect((await pod.until(2)).map(({ data }) => data)).toEqual([
    { connection_id: who.connection_id },
    { ticket_id: '48291' },
  ])
  await pod.leave()
})

test('a person’s fourth stream ends the oldest of three', async () => {
  const streams = [await open(world, 'ben'), await open(world, 'ben'), await open(world, 'ben')]
  for (const stream of streams) await stream.next()
  const fourth = await open(world, 'ben')
  expect(await fourth.next()).toMatchObject({ event: 'ready' })
  expect(await streams[0]?.next()).toBeNull()
  await tell('acme', '6')
  for (const stream of [streams[1], streams[2], fourth])
    expect(await stream?.next()).toMatchObject({ event: 'ticket.changed' })
  for (const stream of [...streams, fourth]) await stream.leave()
})

test('a reader that takes nothing is cut off and holds up nobody', async () => {
  const slow = await world.hub.subscribe(
    { account_id: who.accounts.zed, user_id: who.of.zed.id, may: () => true },
    null,
  )
  const quick = await open(world, 'zed')
  await quick.next()
  await inAccount(world.db, who.accounts.zed, async (sql) => {
    for (let n = 0; n < 1_100; n++)
      await publish(sql, who.accounts.zed, 'ticket.changed', { ticket_id: String(n) })
  })
  expect(await quick.until(1_100)).toHaveLength(1_100)
  expect(await slow.next(1_000)).toEqual({ ended: 'slow' })
  await quick.leave()
})

test('a stream ends with auth_expired when its token does', async () => {
  const token = await who.tokenFor('cleo')
  const ends = Date.now() + 400
  const impatient = {
    ...world,
    keys: {
      ...world.keys,
      verifyAccess: async (t: string) => {
        const claims = await world.keys.verifyAccess(t)
        return claims && { ...claims, exp: ends / 1000 }
      },
    },
  }
  const response = await requests(impatient, who).app.request('/api/v1/events', {
    headers: { authorization: `Bearer ${token}` },
  })
  const stream = readFrames(response)
  expect((await stream.until(2)).map(({ event }) => event)).toEqual(['ready', 'auth_expired'])
  expect(await stream.next()).toBeNull()
})

test('the database cuts LISTEN: nothing is missed', async () => {
  const stream = await open(world, 'cleo')
  await stream.next()
  await world.db.admin`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`
  await tell('acme', '77')
  expect(await stream.next()).toMatchObject({ event: 'ticket.changed', data: { ticket_id: '77' } })
  await stream.leave()
})

test('draining ends every stream', async () => {
  const leaving = await createTestWorld({ database: world.db })
  const stream = await open(leaving, 'ben')
  await stream.next()
  await leaving.hub.stop()
  expect(await stream.next()).toBeNull()
  const late = await open(leaving, 'ben')
  await late.next()
  expect(await late.next()).toBeNull()
  await leaving.stop()
})

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { notableTickets, otherKeys } from '../../../simulator/seed/constants.ts'
import { sealKeys } from '../../connections/seal-keys.ts'
import { duePosts } from '../../db/system.ts'
import { inAccount } from '../../db/tx.ts'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people, simulatorSite } from '../../testing/people.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { enqueue } from '../enqueue.ts'
import { findPost } from '../queries.ts'
import { type PostWorker, startPostWorker } from './worker.ts'

let world: TestWorld
let who: People
let box: Outbox
let zedsConnection: string
let worker: PostWorker | undefined
beforeAll(async () => {
  world = await createTestWorld({ settings: { POSTS_PER_MINUTE: '100000', POST_AUDIT_SECONDS: '9000' } })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  zedsConnection = await connectZed()
})
afterAll(() => world?.stop())
afterEach(async () => {
  await worker?.stop()
  world.simulator.clearFaults()
})
const clear = () => box.inAcme((sql) => sql`update posts set state = 'cancelled' where state <> 'cancelled'`)

async function connectZed(): Promise<string> {
  const account_id = who.accounts.zed
  const id = newId()
  const keys = { public_key: otherKeys.publicKey, private_key: otherKeys.privateKey }
  const keys_sealed = await sealKeys({ world, account_id }, keys)
  await inAccount(
    world.db,
    account_id,
    (sql) => sql`
      insert into connections (account_id, id, kind, name, site_url, site, keys_sealed, public_key_hint)
      values (${account_id}, ${id}, 'connectwise', 'ConnectWise', ${simulatorSite},
        ${sql.json({ company_id: otherKeys.companyId, client_id: '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46' })}, ${keys_sealed}, 'x')`,
  )
  return id
}

/** Notes that have been waiting, as a long outage leaves them. */
const waiting = (count: number, tickets: number[]) =>
  box.inAcme(
    (sql) => sql`
      insert into posts (account_id, id, intent_key, kind, "order", source_kind, source_id, placement, connection_id,
        ticket_id, user_id, body, body_hash, tag, explanation, created_at, send_after, epoch)
      select ${who.accounts.acme}, gen_random_uuid(), gen_random_uuid(), 'note', '{"placement": "internal"}', 'person',
        ${who.of.ben.id}, 'internal', ${who.connection_id},
        (${tickets}::int[])[1 + n % ${tickets.length}], ${who.of.ben.id}, 'waiting ' || md5(n::text || ${randomUUID()}), md5(n::text),
        upper(substr(translate(md5(n::text || ${randomUUID()}), 'ilou', '0123'), 1, 10)), 'Waiting to be sent.',
        now() - make_interval(secs => 100 - n * 0.001),
        now() - make_interval(secs => 100 - n * 0.001), coalesce((select number from epochs), 1)
      from generate_series(1, ${count}) n on conflict do nothing`,
  )
const tally = () =>
  box.inAcme(
    (sql) =>
      sql<{ state: string; count: number }[]>`select state, count(*)::int as count from posts group by state`,
  )
const countOf = async (state: string) => (await tally()).find((row) => row.state === state)?.count ?? 0

/** From the click of Zed to the note that was read back, sent by the worker. */
async function zedPosts(): Promise<void> {
  const order = box.order({
    connection_id: zedsConnection,
    ticket_id: String(notableTickets.other),
    text: ownWords(),
  })
  const post = await enqueue(who.ctxFor('zed'), order)
  for (let tries = 0; tries < 2_000; tries++) {
    const row = await inAccount(world.db, who.accounts.zed, (sql) => findPost(sql, post.id))
    if (row?.state === 'verified') return
    worker?.wake()
    await pause(5)
  }
  throw new Error('Zed waits in vain')
}
const tickets = [48291, 48297, 48285, 48302, 48301, 48308, 48290]

test('10,000 waiting notes of a slow account: another one posts as if they were not there', {
  timeout: 60_000,
}, async () => {
  worker = startPostWorker(world)
  await zedPosts()
  world.simulator.addFault({ kind: 'slow', company: 'acme', delay_ms: 1_500 })
  await waiting(10_000, tickets)
  worker.wake()
  await pause(200)
  for (let i = 0; i < 20; i++) await zedPosts()
  expect(await countOf('ready')).toBeGreaterThan(9_900)
  expect(await countOf('sending')).toBeLessThanOrEqual(2)
})

test('however many wait, of each ticket one is due at most', async () => {
  expect(await countOf('ready')).toBeGreaterThan(9_000)
  const due = await duePosts(world.db.system, 40, { connections: [], posts: [] })
  expect(due.filter(({ queue }) => queue === 'send').length).toBeLessThanOrEqual(tickets.length)
  await clear()
})

test('what waits drains, once each, in the order of each ticket', { timeout: 150_000 }, async () => {
  await waiting(300, tickets)
  worker = startPostWorker(world)
  for (let tries = 0; tries < 5_000 && (await countOf('verified')) < 300; tries++) await pause(20)
  const rows = await box.inAcme(
    (sql) => sql<{ body: string; ticket_id: string; psa_id: number }[]>`
      select body, ticket_id, psa_id::int as psa_id from posts where state = 'verified' order by created_at, id`,
  )
  expect(rows).toHaveLength(300)
  expect(rows.every(({ body }) => box.notesWith(body).length === 1)).toBe(true)
  for (const ticket of tickets) {
    const ids = rows.filter((row) => row.ticket_id === String(ticket)).map((row) => row.psa_id)
    expect(ids).toEqual(ids.toSorted((a, b) => a - b))
  }
})

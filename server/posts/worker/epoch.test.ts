import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { keepEpoch } from '../../db/epoch.ts'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { enqueue } from '../enqueue.ts'
import { taggedText } from '../tag.ts'
import { claimPost } from './claim.ts'
import { heartbeat } from './heartbeat.ts'
import { lookAfter } from './look.ts'
import { sendPost } from './send.ts'
import { startPostWorker } from './worker.ts'

let world: TestWorld
let other: TestWorld
let who: People
let box: Outbox
const settings = { POSTS_PER_MINUTE: '1000', POST_SETTLE_SECONDS: '2', POST_AUDIT_SECONDS: '9000' }
beforeAll(async () => {
  world = await createTestWorld({ settings })
  other = await createTestWorld({ database: world.db, simulator: world.simulator, settings })
  who = await people(world)
  box = outbox(world, who, world.simulator)
})
afterAll(async () => {
  await other?.stop()
  await world?.stop()
})
afterEach(async () => {
  world.simulator.clearFaults()
  await box.inAcme((sql) => sql`update posts set state = 'cancelled' where state <> 'cancelled'`)
})

const add = (text = ownWords(), more = {}) => enqueue(who.ctxFor('ben'), box.order({ text, ...more }))
const epoch = async () => {
  const [row] = await world.db.system<{ number: number }[]>`select number from epochs`
  return row?.number ?? 0
}
const promoted = () => world.db.system`update epochs set timeline = '00000000'`
const silent = () => world.db.system`update heartbeats set beat_at = now() - interval '11 minutes'`

describe('the life of the database', () => {
  test('the first start begins it; heartbeats of several processes leave it as it is', async () => {
    await heartbeat(world)
    const first = await epoch()
    await Promise.all([heartbeat(world), heartbeat(other), heartbeat(world), heartbeat(other)])
    expect(await epoch()).toBe(first)
  })

  test.each([
    ['another timeline', promoted, 'the database has another timeline'],
    ['eleven minutes without anybody', silent, 'nobody was heard of for long'],
    [
      'another server',
      () => world.db.system`update epochs set identity = '1/2'`,
      'the database is another one',
    ],
  ])('%s begins the next one, once', async (_, change, why) => {
    const before = await epoch()
    await change()
    const told = await Promise.all(
      [world, other].map(({ db, process_id }) => keepEpoch(db.system, process_id)),
    )
    expect(told.map(({ number }) => number)).toEqual([before + 1, before + 1])
    expect(told.filter(({ raised_because }) => raised_because === why)).toHaveLength(1)
  })

  test('nine minutes of silence are a restart, no more', async () => {
    const before = await epoch()
    await world.db.system`update heartbeats set beat_at = now() - interval '9 minutes'`
    await heartbeat(world)
    expect(await epoch()).toBe(before)
  })
})

describe.each([
  ['a failover', promoted],
  ['a long silence', silent],
])('after %s', (_, happens) => {
  test('a waiting post that was sent in the forgotten minutes is found, and not sent again', async () => {
    const text = ownWords()
    const post = await add(text)
    await happens()
    // what the lost rows would have said: it was sent
    const notes = world.simulator.state.tenants.acme?.notes ?? []
    const [pattern] = notes
    if (!pattern) throw new Error('the simulator has no notes')
    const id = 900_000 + notes.length
    const own = { internal: true, discussion: false, resolution: false, issue: false, contactId: null }
    notes.push({ ...pattern, ...own, id, ticketId: 48291, text: taggedText(post.body ?? '', post.tag ?? '') })
    const worker = startPostWorker(world)
    const found = await box.until(post.id, 'verified')
    await worker.stop()
    expect(found).toMatchObject({ psa_id: String(id), attempt: 0 })
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('one that was not is sent after two clean absences, and one of after it at once', async () => {
    const text = ownWords()
    const post = await add(text)
    await happens()
    await sendPost(world, who.accounts.acme, post.id)
    const looking = await box.read(post.id)
    expect(looking).toMatchObject({ state: 'checking', attempt: 0, epoch: await epoch() })
    expect(looking.reason).toBe('database_restored')
    const fresh = await box.click({ ticket_id: '48297' })
    expect(fresh).toMatchObject({ state: 'verified', epoch: await epoch() })
    const worker = startPostWorker(world)
    await box.until(post.id, 'verified')
    await worker.stop()
    expect(box.notesWith(text)).toHaveLength(1)
    const log = await box.auditOf(post.id)
    expect(log.find(({ action }) => action === 'post.ready')?.detail).toMatchObject({ from: 'checking' })
  })

  test('one that was sending or half looked for is looked for anew, for a whole settle time', async () => {
    const [sending, halfway] = [await add(), await add(ownWords(), { ticket_id: '48297' })]
    expect((await claimPost(world, who.accounts.acme, sending.id)).kind).toBe('claimed')
    await box.inAcme(async (sql) => {
      await sql`update posts set lease_until = now() where id = ${sending.id}`
      await sql`
        update posts set state = 'checking', attempt = 1, clean_absences = 1, last_absence_at = now() - interval '1 hour',
          settle_until = now() - interval '1 hour', check_at = now() where id = ${halfway.id}`
    })
    await happens()
    await heartbeat(other)
    await lookAfter(world, who.accounts.acme, halfway.id)
    const row = await box.read(halfway.id)
    expect(row).toMatchObject({ state: 'checking', clean_absences: 0, epoch: await epoch() })
    expect(Date.parse(row.settle_until ?? '')).toBeGreaterThan(Date.parse(row.now))
    const worker = startPostWorker(world)
    for (const { id } of [sending, halfway])
      expect(await box.until(id, 'verified')).toMatchObject({ attempt: 2 })
    await worker.stop()
  })

  test('what waited for three days asks a person, and does not say that it was never sent', async () => {
    const post = await add()
    await box.inAcme(
      (sql) => sql`update posts set asked_at = now() - interval '73 hours' where id = ${post.id}`,
    )
    await happens()
    await sendPost(world, who.accounts.acme, post.id)
    const asked = await box.read(post.id)
    expect(asked.state).toBe('needs_human')
    expect(asked).toMatchObject({ reason: 'too_old', reason_params: { sent: 'unknown' } })
  })
})

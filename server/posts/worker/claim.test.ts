import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { providerOf } from '../../connections/provider-for.ts'
import { duePosts } from '../../db/system.ts'
import { inAccount } from '../../db/tx.ts'
import type { PsaProvider, WriteOutcome } from '../../psa/provider.ts'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { enqueue } from '../enqueue.ts'
import { bindIntent } from '../enqueue-queries.ts'
import type { StoredPost } from '../queries.ts'
import { claimPost } from './claim.ts'
import { expireLease, lookAfter } from './look.ts'
import { carryOut, sendLimits, sendPost } from './send.ts'
import { startPostWorker, takeUpDue } from './worker.ts'

let world: TestWorld
let other: TestWorld
let who: People
let box: Outbox
beforeAll(async () => {
  world = await createTestWorld({
    settings: { POSTS_PER_MINUTE: '1000', POST_SETTLE_SECONDS: '2', POST_AUDIT_SECONDS: '86400' },
  })
  other = await createTestWorld({
    database: world.db,
    simulator: world.simulator,
    settings: { POSTS_PER_MINUTE: '1000', POST_SETTLE_SECONDS: '2', POST_AUDIT_SECONDS: '86400' },
  })
  who = await people(world)
  box = outbox(world, who, world.simulator)
})
afterAll(async () => {
  await other?.stop()
  await world?.stop()
})

afterEach(() => box.closeBreaker())

const add = (more: Parameters<Outbox['order']>[0] = {}) => enqueue(who.ctxFor('ben'), box.order(more))
const claim = async (at: TestWorld, postId: string): Promise<StoredPost> => {
  const claimed = await claimPost(at, who.accounts.acme, postId)
  if (claimed.kind !== 'claimed') throw new Error(`not claimed: ${claimed.kind}`)
  return claimed.post
}
const expire = (post: StoredPost) =>
  box.inAcme((sql) => sql`update posts set lease_until = now() - interval '1 second' where id = ${post.id}`)
const provider = async () => (await providerOf(world, who.accounts.acme, who.connection_id)).provider

/** A process that stands still between the answer of the PSA and its own next step. */
function stalling(real: PsaProvider, answer?: WriteOutcome) {
  let resume = () => {}
  let answered = () => {}
  const isStopped = new Promise<void>((resolve) => {
    resume = resolve
  })
  const hasAnswered = new Promise<void>((resolve) => {
    answered = resolve
  })
  const stalled: PsaProvider = {
    ...real,
    createNote: async (order) => {
      const outcome = await real.createNote(order, new AbortController().signal)
      answered()
      await isStopped
      return answer ?? outcome
    },
  }
  return { provider: stalled, hasAnswered, resume }
}

describe('one sending at a time', () => {
  test('of 20 claims of two processes one is had', async () => {
    const post = await add({ ticket_id: '48297' })
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, i) => claimPost(i % 2 ? world : other, who.accounts.acme, post.id)),
    )
    expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1)
    expect(await box.read(post.id)).toMatchObject({ state: 'sending', attempt: 1 })
    await carryOut(world, await provider(), await box.read(post.id))
  })

  test('notes of a ticket go in order, others do not wait, later ones and those of a person block nobody', async () => {
    const [asked, first, undoing, second, elsewhere] = [
      await add(),
      await add(),
      await add({ placement: 'discussion' }),
      await add(),
      await add({ ticket_id: '48297' }),
    ]
    await box.inAcme(async (sql) => {
      await sql`update posts set state = 'needs_human' where id = ${asked.id}`
      await sql`update posts set send_after = now() + interval '1 hour' where id = ${undoing.id}`
    })
    expect(await claimPost(world, who.accounts.acme, second.id)).toEqual({
      kind: 'instead',
      post_id: first.id,
    })
    const claimed = await claim(world, first.id)
    expect((await claimPost(other, who.accounts.acme, second.id)).kind).toBe('not_now')
    expect((await claimPost(other, who.accounts.acme, undoing.id)).kind).toBe('not_now')
    await carryOut(other, await provider(), await claim(other, elsewhere.id))
    await carryOut(world, await provider(), claimed)
    await sendPost(world, who.accounts.acme, second.id)
    const [a, b] = [await box.read(first.id), await box.read(second.id)]
    expect([a.state, b.state]).toEqual(['verified', 'verified'])
    expect(Number(a.psa_id)).toBeLessThan(Number(b.psa_id))
    await box.inAcme(
      (sql) => sql`update posts set state = 'cancelled' where id in (${undoing.id}, ${asked.id})`,
    )
  })

  test('a second click that ties its own key to the post does not keep it from being claimed', async () => {
    const post = await add()
    await box.inAcme(async (sql) => {
      await bindIntent(sql, randomUUID(), post)
      await carryOut(world, await provider(), await claim(world, post.id))
    })
    expect((await box.read(post.id)).state).toBe('verified')
  })

  test('two processes with their workers post 30 notes once each', async () => {
    const texts = Array.from({ length: 30 }, () => ownWords())
    const tickets = ['48291', '48297', '48285', '48302']
    const posts = []
    for (const [i, text] of texts.entries()) posts.push(await add({ text, ticket_id: tickets[i % 4] ?? '' }))
    const workers = [startPostWorker(world), startPostWorker(other)]
    for (const post of posts) await box.until(post.id, 'verified')
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(texts.map((text) => box.notesWith(text).length)).toEqual(texts.map(() => 1))
  })
})

test('the due list is fair: one post of each account before the second of any', async () => {
  const { account_id } = who.of.zed
  const id = () => randomUUID()
  const place = { account_id, connection_id: id() }
  await inAccount(world.db, account_id, async (sql) => {
    await sql`insert into connections ${sql({
      ...{
        account_id,
        id: place.connection_id,
        kind: 'connectwise',
        name: 'x',
        site_url: 'https://eu.myconnectwise.net',
      },
      ...{
        site: { company_id: 'x', client_id: 'x' },
        keys_sealed: 'x',
        public_key_hint: 'x',
        health: 'on_hold',
      },
    })}`
    await sql`insert into posts ${sql({
      ...{
        ...place,
        id: id(),
        intent_key: id(),
        kind: 'note',
        order: { placement: 'internal' },
        source_kind: 'person',
        source_id: who.of.zed.id,
        placement: 'internal',
        ticket_id: '1',
        body: 'x',
        body_hash: 'x',
      },
      ...{ user_id: who.of.zed.id, tag: 'x', explanation: 'x', send_after: new Date().toISOString() },
    })}`
  })
  const posts = []
  for (const ticket_id of ['48291', '48297', '48285']) posts.push(await add({ ticket_id }))
  const due = await duePosts(world.db.system, 2, { connections: [], posts: [] })
  expect(due.map((post) => post.account_id).toSorted()).toEqual([who.accounts.acme, account_id].toSorted())
  const others = await duePosts(world.db.system, 9, {
    connections: [place.connection_id],
    posts: [posts[0]?.id ?? ''],
  })
  expect(others.map((post) => post.id).toSorted()).toEqual(
    posts
      .slice(1)
      .map((post) => post.id)
      .toSorted(),
  )
  await box.inAcme((sql) => sql`update posts set state = 'cancelled' where state = 'ready'`)
})

describe('a claim and its lease', () => {
  test('with too little of it left nothing is sent, and the claim does not count', async () => {
    const text = ownWords()
    const claimed = await claim(world, (await add({ text })).id)
    await box.inAcme(
      (sql) => sql`update posts set lease_until = now() + interval '34 seconds' where id = ${claimed.id}`,
    )
    await carryOut(world, await provider(), claimed)
    expect(await box.read(claimed.id)).toMatchObject({ state: 'ready', attempt: 0, owner: null })
    expect(box.notesWith(text)).toEqual([])
    await sendPost(world, who.accounts.acme, claimed.id)
    expect((await box.read(claimed.id)).state).toBe('verified')
  })

  test('the write has the deadline of the lease it stands under', () => {
    expect(sendLimits(60)).toEqual({ deadlineMs: 30_000, slackMs: 5_000 })
    expect(sendLimits(600)).toEqual({ deadlineMs: 30_000, slackMs: 5_000 })
    expect(sendLimits(6)).toEqual({ deadlineMs: 3_000, slackMs: 500 })
  })

  test('a claim that another process took back sends nothing', async () => {
    const text = ownWords()
    const claimed = await claim(world, (await add({ text })).id)
    await expire(claimed)
    await expireLease(other, who.accounts.acme, claimed.id)
    await carryOut(world, await provider(), claimed)
    expect(box.notesWith(text)).toEqual([])
    expect((await box.read(claimed.id)).state).toBe('uncertain')
    await box.inAcme((sql) => sql`update posts set state = 'cancelled' where id = ${claimed.id}`)
  })

  test.each<[string, WriteOutcome | undefined]>([
    ['its late 2xx', undefined],
    ['a late failure', { kind: 'unknown', status: null, says: 'No answer.' }],
    ['a late refusal', { kind: 'refused', status: 400, says: 'No.' }],
  ])('a process that stalls beyond its lease changes nothing by %s', async (_, answer) => {
    const text = ownWords()
    const claimed = await claim(world, (await add({ text })).id)
    const stalled = stalling(await provider(), answer)
    const sending = carryOut(world, stalled.provider, claimed)
    await stalled.hasAnswered
    await expire(claimed)
    await takeUpDue(other)
    await box.until(claimed.id, 'uncertain', 'checking', 'verified')
    await lookAfter(other, who.accounts.acme, claimed.id)
    const seen = await box.until(claimed.id, 'verified')
    stalled.resume()
    await sending
    expect(await box.read(claimed.id)).toMatchObject({ state: 'verified', psa_id: seen.psa_id })
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('a 2xx that comes after the row was given up still lands', async () => {
    const text = ownWords()
    const claimed = await claim(world, (await add({ text })).id)
    const stalled = stalling(await provider())
    const sending = carryOut(world, stalled.provider, claimed)
    await stalled.hasAnswered
    await box.inAcme(
      (sql) => sql`update posts set state = 'needs_human', owner = null where id = ${claimed.id}`,
    )
    stalled.resume()
    await sending
    expect((await box.read(claimed.id)).state).toBe('verified')
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('what waited for three days is asked about, not sent', async () => {
    const text = ownWords()
    const post = await add({ text })
    await box.inAcme(
      (sql) => sql`update posts set send_after = now() - interval '73 hours' where id = ${post.id}`,
    )
    await sendPost(world, who.accounts.acme, post.id)
    expect(await box.read(post.id)).toMatchObject({ state: 'needs_human', attempt: 0 })
    expect(box.notesWith(text)).toEqual([])
  })
})

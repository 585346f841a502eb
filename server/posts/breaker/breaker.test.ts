import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { noon } from '../../testing/post-rows.ts'
import { requests } from '../../testing/request.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { enqueue } from '../enqueue.ts'
import { later } from '../machine/times.ts'
import type { StoredPost } from '../queries.ts'
import { claimPost } from '../worker/claim.ts'
import { expireLease } from '../worker/look.ts'
import { type PostWorker, startPostWorker } from '../worker/worker.ts'
import {
  type Breaker,
  closedBreaker,
  nextState,
  probeWaitS,
  type Signal,
  uncertainWindowS,
} from './breaker.ts'
import { applySignal } from './signals.ts'

const clock = { now: noon, settle_s: 180, audit_s: 600 }
const breaker = (more: Partial<Breaker> = {}): Breaker => ({ ...closedBreaker(null), ...more })
const told = (more: Partial<Breaker>, ...signs: Signal[]): Breaker => {
  const row = breaker(more)
  for (const signal of signs) Object.assign(row, nextState(row, signal, clock))
  return row
}
const uncertain = (recent: number, post_id = 'p'): Signal => ({ kind: 'uncertain', post_id, recent })
const unreadable: Signal = { kind: 'unreadable', post_id: 'p' }

describe('what opens and closes it', () => {
  test.each<[string, Partial<Breaker>, Signal[], Breaker['state']]>([
    ['four uncertain', {}, [uncertain(4)], 'closed'],
    ['five uncertain', {}, [uncertain(5)], 'open'],
    ['two unreadable', {}, [unreadable, unreadable], 'closed'],
    ['three unreadable in a row', {}, [unreadable, unreadable, unreadable], 'open'],
    ['a readable one between them', {}, [unreadable, unreadable, { kind: 'readable' }, unreadable], 'closed'],
    [
      'not reached, any number',
      {},
      Array.from({ length: 9 }, () => ({ kind: 'unreached' as const })),
      'closed',
    ],
    ['open and asked in vain', { state: 'open' }, [{ kind: 'probed', ok: false }], 'open'],
    ['open and it answers', { state: 'open' }, [{ kind: 'probed', ok: true }], 'half_open'],
    ['an answer too late', { state: 'closed' }, [{ kind: 'probed', ok: true }], 'closed'],
    [
      'the trial is answered',
      { state: 'half_open', trial_post_id: 'p' },
      [{ kind: 'answered', post_id: 'p' }],
      'closed',
    ],
    [
      'another post is answered',
      { state: 'half_open', trial_post_id: 'p' },
      [{ kind: 'answered', post_id: 'q' }],
      'half_open',
    ],
    ['the trial is uncertain', { state: 'half_open', trial_post_id: 'p' }, [uncertain(1)], 'open'],
    ['the trial cannot be read back', { state: 'half_open', trial_post_id: 'p' }, [unreadable], 'open'],
    ['the trial does not reach it', { state: 'half_open' }, [{ kind: 'unreached' }], 'open'],
    [
      'an older one turns out uncertain',
      { state: 'half_open', trial_post_id: 'p' },
      [uncertain(9, 'q')],
      'half_open',
    ],
  ])('%s', (_, before, signs, state) => {
    expect(told(before, ...signs).state).toBe(state)
  })

  test('it is asked after 15 s, then twice as late each time, at most every five minutes; all follow the settle time', () => {
    expect([0, 1, 2, 3, 4, 5, 60].map((count) => probeWaitS(count, { settle_s: 180 }))).toEqual([
      15, 30, 60, 120, 240, 300, 300,
    ])
    expect(probeWaitS(9, { settle_s: 18 })).toBe(30)
    expect(uncertainWindowS({ settle_s: 180 })).toBe(600)
    expect(told({}, uncertain(5))).toMatchObject({ probe_at: later(noon, 15), probe_count: 0 })
    expect(told({ state: 'open', probe_count: 3 }, { kind: 'probed', ok: false }).probe_at).toBe(
      later(noon, 240),
    )
    const failed = told(
      { state: 'half_open', probe_count: 3, trial_post_id: 'p', trial_until: noon },
      uncertain(1),
    )
    expect(failed).toMatchObject({ probe_count: 4, probe_at: later(noon, 240), trial_until: null })
  })

  test.each([
    [0, 30, 30],
    [0, 0, 1],
    [3, 0, 15],
    [20, 0, 900],
    [0, 99_999_999, 900],
  ])(
    'asked to wait for the %i. time, for %i s: nothing is sent for %i s',
    (busy_count, retry_after_s, pause) => {
      const row = told({ busy_count }, { kind: 'busy', retry_after_s })
      expect(row).toMatchObject({
        paused_until: later(noon, pause),
        busy_count: busy_count + 1,
        state: 'closed',
      })
      const both = { ...row, ...nextState(row, { kind: 'busy', retry_after_s: 1 }, clock) }
      expect(both.paused_until).toBe(later(noon, Math.max(pause, 1)))
      expect(told({ busy_count: 3 }, { kind: 'answered', post_id: 'p' }).busy_count).toBe(0)
    },
  )
})

describe('a connection that answers unreliably', () => {
  let world: TestWorld
  let who: People
  let box: Outbox
  const settings = {
    POSTS_PER_MINUTE: '1000',
    POST_SETTLE_SECONDS: '3',
    POST_LEASE_SECONDS: '4',
    POST_AUDIT_SECONDS: '9000',
  }
  beforeAll(async () => {
    world = await createTestWorld({ settings })
    who = await people(world)
    box = outbox(world, who, world.simulator)
  })
  afterAll(() => world?.stop())
  afterEach(async () => {
    await worker?.stop()
    world.simulator.clearFaults()
    await box.inAcme((sql) => sql`update posts set state = 'cancelled' where state <> 'cancelled'`)
    await box.closeBreaker()
  })
  let worker: PostWorker | undefined
  const lost = (times?: number) =>
    world.simulator.addFault({
      kind: 'reply_lost',
      match: { method: 'POST', path: '/notes' },
      ...(times ? { times } : {}),
    })
  const state = async () => {
    const [row] = await box.inAcme((sql) => sql<Breaker[]>`select * from breakers`)
    return row
  }
  const tickets = ['48291', '48297', '48285', '48302', '48301', '48308', '48290']
  const open = async () => {
    lost(5)
    for (const ticket_id of tickets.slice(0, 5)) await box.click({ ticket_id })
    expect((await state())?.state).toBe('open')
  }
  const posts = () => world.simulator.requests({ path: '/notes', method: 'POST' }).length

  test('five uncertain stop the sending, a waiting post and the connection say so, one note is tried, then all follow', async () => {
    await open()
    const before = posts()
    const texts = Array.from({ length: 6 }, () => ownWords())
    const waiting: StoredPost[] = []
    for (const [i, text] of texts.entries())
      waiting.push(await box.click({ text, ticket_id: tickets[i % 7] ?? '' }))
    expect(posts()).toBe(before)
    const api = requests(world, who)
    const shown = (await api.as('ben')('GET', `/posts/${waiting[0]?.id}`)).body
    expect(shown).toMatchObject({
      state: 'ready',
      reason: { code: 'connection_stopped' },
      explanation: 'ConnectWise answers unreliably; we send again when it answers.',
      next_look_at: expect.any(String),
    })
    const { body } = await api.as('ada')('GET', '/integrations/psa/connections')
    expect(body).toMatchObject({
      items: [
        {
          health: 'ok',
          delivery: { state: 'stopped', cause: { code: 'no_clear_answers', count: 5 } },
        },
      ],
    })
    const { body: me } = await api.as('vera')('GET', '/me')
    expect(me).toMatchObject({
      psa: { delivery: { state: 'stopped', reason: expect.any(String), next_try_at: expect.any(String) } },
    })
    // the first question is not answered, the second is, and the note that is tried takes a while
    world.simulator.addFault({ kind: 'status', status: 503, match: { path: '/system/info' }, times: 1 })
    world.simulator.addFault({
      kind: 'slow',
      delay_ms: 600,
      match: { method: 'POST', path: '/notes' },
      times: 1,
    })
    worker = startPostWorker(world)
    const tried = async () =>
      (await Promise.all(waiting.map((post) => box.read(post.id)))).filter((post) => post.attempt > 0).length
    for (let tries = 0; tries < 500 && (await tried()) === 0; tries++) await pause(10)
    await pause(300)
    expect(await tried()).toBe(1)
    expect(await state()).toMatchObject({ state: 'half_open', probe_count: 1 })
    for (const post of waiting) await box.until(post.id, 'verified')
    await worker.stop()
    expect(texts.map((text) => box.notesWith(text).length)).toEqual(texts.map(() => 1))
    expect(await state()).toMatchObject({ state: 'closed', probe_count: 0 })
    const log = await box.auditOf(who.connection_id)
    expect(
      log.filter((line) => line.action === 'connection.delivery').map((line) => line.detail.from),
    ).toEqual(['closed', 'open', 'half_open'])
  })

  test('three looks that cannot read stop the sending too', async () => {
    lost(1)
    const post = await box.click()
    world.simulator.addFault({ kind: 'notes_unreadable' })
    worker = startPostWorker(world)
    for (let tries = 0; tries < 800 && (await state())?.state !== 'open'; tries++) await pause(10)
    expect(await state()).toMatchObject({
      state: 'open',
      cause: { code: 'unreadable', count: 3 },
    })
    world.simulator.clearFaults()
    await box.until(post.id, 'verified')
    await worker.stop()
  })

  test('a trial that dies with its process gives the turn back', async () => {
    await open()
    const place = { account_id: who.accounts.acme, connection_id: who.connection_id }
    await applySignal(world, place, { kind: 'probed', ok: true })
    const [one, two] = [
      await enqueue(who.ctxFor('ben'), box.order({ ticket_id: '48308' })),
      await enqueue(who.ctxFor('ben'), box.order({ ticket_id: '48290' })),
    ]
    expect((await claimPost(world, who.accounts.acme, one.id)).kind).toBe('claimed')
    expect((await claimPost(world, who.accounts.acme, two.id)).kind).toBe('not_now')
    await box.inAcme((sql) => sql`update posts set lease_until = now() where id = ${one.id}`)
    await expireLease(world, who.accounts.acme, one.id)
    expect(await state()).toMatchObject({ state: 'open', trial_post_id: null, probe_count: 1 })
  })

  test('new keys are not judged by the old ones', async () => {
    await open()
    const answer = await requests(world, who).as('ada')(
      'PATCH',
      `/integrations/psa/connections/${who.connection_id}`,
      {
        public_key: 'demo-public',
        private_key: 'demo-private',
      },
    )
    expect(answer.body).toMatchObject({ delivery: null })
    expect((await state())?.state).toBe('closed')
  })

  test('asked to wait, whoever shows a waiting post is told once the pause stands', async () => {
    const { id } = await enqueue(who.ctxFor('ben'), box.order())
    const told = () =>
      box.inAcme(
        (sql) => sql`select 1 from events where kind = 'post.changed' and payload->>'post_id' = ${id}`,
      )
    const before = (await told()).length
    const place = { account_id: who.accounts.acme, connection_id: who.connection_id }
    await applySignal(world, place, { kind: 'busy', retry_after_s: 4 })
    expect(await told()).toHaveLength(before + 1)
  })

  test('every surface is told of a stop, of the next try and of the end', async () => {
    const told = async () =>
      (await box.inAcme((sql) => sql`select 1 from events where kind = 'delivery.changed'`)).length
    const before = await told()
    await open()
    expect(await told()).toBe(before + 1)
    const place = { account_id: who.accounts.acme, connection_id: who.connection_id }
    await applySignal(world, place, { kind: 'probed', ok: false })
    expect(await told()).toBe(before + 2)
    await applySignal(world, place, { kind: 'readable' })
    expect(await told()).toBe(before + 2)
    await applySignal(world, place, { kind: 'probed', ok: true })
    expect(await told()).toBe(before + 3)
  })

  test('asked to wait, the connection waits in every process, and 40 notes drain once each', async () => {
    const other = await createTestWorld({ database: world.db, simulator: world.simulator, settings })
    const texts = Array.from({ length: 40 }, () => ownWords())
    const rows: StoredPost[] = []
    for (const [i, text] of texts.entries())
      rows.push(await enqueue(who.ctxFor('ben'), box.order({ text, ticket_id: tickets[i % 7] ?? '' })))
    const match = { method: 'POST', path: '/notes' }
    world.simulator.addFault({ kind: 'status', status: 429, retry_after: 4, match, times: 1 })
    const first = await box.click({ ticket_id: '48288' })
    expect(first).toMatchObject({ state: 'ready', busy_count: 1, attempt: 0 })
    rows.push(first)
    const before = world.simulator.requests({}).length
    worker = startPostWorker(other)
    await pause(1_500)
    expect(world.simulator.requests({}).length).toBe(before)
    const shown = (await requests(world, who).as('ben')('GET', `/posts/${rows[0]?.id}`)).body
    expect(shown).toMatchObject({ reason: { code: 'connection_paused' } })
    for (const row of rows) await box.until(row.id, 'verified')
    await worker.stop()
    await other.stop()
    expect(texts.map((text) => box.notesWith(text).length)).toEqual(texts.map(() => 1))
    expect(await state()).toMatchObject({ busy_count: 0, state: 'closed' })
  })
})

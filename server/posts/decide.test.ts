import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { countOpenPosts } from '../connections/queries.ts'
import { type Outbox, outbox, ownWords } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { cancelPost } from './cancel.ts'
import { decide } from './decide.ts'
import { startPostWorker } from './worker/worker.ts'

let world: TestWorld
let who: People
let box: Outbox
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings: { POSTS_PER_MINUTE: '1000' } })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  api = requests(world, who)
})
afterAll(() => world?.stop())
afterEach(async () => {
  world.simulator.clearFaults()
  await box.closeBreaker()
})

const ben = () => who.ctxFor('ben')
const asked = async (text = ownWords(), more = {}) => {
  world.simulator.addFault({ kind: 'reply_lost_before', match: { method: 'POST', path: '/notes' }, times: 1 })
  const post = await box.click({ text })
  expect(post.state).toBe('uncertain')
  await box.inAcme(
    (sql) => sql`update posts set ${sql({ state: 'needs_human', ...more })} where id = ${post.id}`,
  )
  return post
}
/** A colleague writes this into the ticket by hand. */
const byHand = async (text: string): Promise<string> => {
  const response = await world.simulator.app.request(
    'http://127.0.0.1:8788/v4_6_release/apis/3.0/service/tickets/48291/notes',
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        clientid: '11111111-2222-4333-8444-555555555555',
        authorization: `Basic ${Buffer.from('acme+demo-public:demo-private').toString('base64')}`,
      },
      body: JSON.stringify({ text, internalAnalysisFlag: true }),
    },
  )
  expect(response.status).toBe(201)
  return String(((await response.json()) as { id: number }).id)
}

describe('a post that needs a person', () => {
  test('"it is there" is believed once the note is seen', async () => {
    const text = ownWords()
    const post = await asked(text)
    await expect(decide(ben(), post.id, { decision: 'it_is_there' })).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(decide(ben(), post.id, { decision: 'it_is_there', psa_id: '4' })).rejects.toMatchObject({
      code: 'invalid',
    })
    const psa_id = await byHand(text)
    const decided = await decide(ben(), post.id, { decision: 'it_is_there', psa_id })
    expect(decided).toMatchObject({
      state: 'posted',
      psa_id,
      reason: { code: 'confirmed', by: 'Ben Okafor' },
    })
    expect(box.notesWith(text)).toHaveLength(1)
    expect((await box.auditOf(post.id)).at(-1)).toMatchObject({
      user_id: who.of.ben.id,
      detail: { decision: 'it_is_there' },
    })
  })

  test('a note of another post is not it', async () => {
    const theirs = await box.click()
    const post = await asked()
    const decision = { decision: 'it_is_there' as const, psa_id: theirs.psa_id ?? '' }
    await expect(decide(ben(), post.id, decision)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('"post again" posts it with the same tag', async () => {
    const text = ownWords()
    const post = await asked(text)
    const decided = await decide(ben(), post.id, { decision: 'post_again' })
    expect(decided).toMatchObject({ state: 'verified', tag: post.tag, attempt: 2 })
    expect(box.notesWith(text)).toHaveLength(1)
    await expect(decide(ben(), post.id, { decision: 'post_again' })).rejects.toMatchObject({
      code: 'post_not_waiting_for_decision',
    })
  })

  test('"post again" is refused while our tag stands in the ticket', async () => {
    const text = ownWords()
    const post = await asked(text)
    await byHand(`${text}\n\nref FP-${post.tag}`)
    await expect(decide(ben(), post.id, { decision: 'post_again' })).rejects.toMatchObject({
      code: 'post_is_in_ticket',
    })
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('50 people who click "post again" at once post it once', async () => {
    const text = ownWords()
    const post = await asked(text)
    const decisions = Array.from({ length: 50 }, () => decide(ben(), post.id, { decision: 'post_again' }))
    const settled = await Promise.allSettled(decisions)
    expect(settled.some(({ status }) => status === 'fulfilled')).toBe(true)
    const worker = startPostWorker(world)
    await box.until(post.id, 'verified')
    await worker.stop()
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('"discard" ends it; rejected ones can be retried or discarded', async () => {
    const post = await asked()
    expect((await decide(ben(), post.id, { decision: 'discard' })).state).toBe('cancelled')
    const text = ownWords()
    const rejected = await asked(text, { state: 'rejected' })
    expect((await decide(ben(), rejected.id, { decision: 'post_again' })).state).toBe('verified')
    expect(box.notesWith(text)).toHaveLength(1)
    const other = await asked(ownWords(), { state: 'rejected' })
    expect((await decide(ben(), other.id, { decision: 'discard' })).state).toBe('cancelled')
  })

  test('while the PSA is away "it is there" cannot be checked, and stays open', async () => {
    const post = await asked()
    world.simulator.addFault({ kind: 'unreachable' })
    await expect(decide(ben(), post.id, { decision: 'it_is_there', psa_id: '9' })).rejects.toMatchObject({
      code: 'psa_unavailable',
    })
    expect((await box.read(post.id)).state).toBe('needs_human')
  })
})

describe('over HTTP', () => {
  test('Vera reads and decides nothing; Zed sees what he sees for an id that does not exist', async () => {
    const post = await asked()
    const calls: [string, string, unknown?][] = [
      ['GET', `/posts/${post.id}`],
      ['POST', `/posts/${post.id}/cancel`],
      ['POST', `/posts/${post.id}/decision`, { decision: 'discard' }],
      ['POST', `/posts/${post.id}/look`],
    ]
    for (const [method, path, body] of calls) {
      const vera = await api.as('vera')(method, path, body)
      expect(vera.status).toBe(method === 'GET' ? 200 : 403)
      const zed = await api.as('zed')(method, path, body)
      const nobody = await api.as('zed')(method, path.replace(post.id, randomUUID()), body)
      expect(zed.status).toBe(404)
      expect({ ...(zed.body as object), request_id: '' }).toEqual({
        ...(nobody.body as object),
        request_id: '',
      })
    }
    const list = await api.as('zed')('GET', '/posts')
    expect(list.body).toEqual({ items: [], next_cursor: null })
    expect((await box.read(post.id)).state).toBe('needs_human')
  })

  test('a pod sees and decides the posts of its own ticket alone', async () => {
    const post = await asked()
    const [own, elsewhere] = [api.as('ben', { ticket: '48291' }), api.as('ben', { ticket: '48297' })]
    expect((await own('GET', `/posts/${post.id}`)).status).toBe(200)
    expect((await elsewhere('GET', `/posts/${post.id}`)).status).toBe(403)
    expect((await elsewhere('POST', `/posts/${post.id}/decision`, { decision: 'discard' })).status).toBe(403)
    const { body } = await elsewhere('GET', '/posts')
    expect((body as { items: unknown[] }).items).toEqual([])
  })

  test('the list pages newest first and filters by state', async () => {
    const ids = [(await asked()).id, (await asked()).id, (await asked()).id].toReversed()
    const call = api.as('ben')
    const first = (await call('GET', '/posts?limit=2&state=needs_human')).body as {
      items: { id: string }[]
      next_cursor: string
    }
    const next = (await call('GET', `/posts?limit=2&state=needs_human&cursor=${first.next_cursor}`))
      .body as typeof first
    expect([...first.items, ...next.items].slice(0, 3).map(({ id }) => id)).toEqual(ids)
    expect((await call('GET', '/posts?cursor=x')).status).toBe(400)
    expect((await call('POST', `/posts/${ids[0]}/decision`, { decision: 'maybe' })).status).toBe(400)
  })

  test('a look on demand finds the note now', async () => {
    world.simulator.addFault({ kind: 'reply_lost', match: { method: 'POST', path: '/notes' }, times: 1 })
    const post = await box.click()
    expect(post.state).toBe('uncertain')
    const looked = await api.as('ben')('POST', `/posts/${post.id}/look`)
    expect(looked.body).toMatchObject({ state: 'verified', next_look_at: null })
  })
})

describe('what a client will read', () => {
  test('can be taken back when it is posted again, as at its first click', async () => {
    const text = ownWords()
    world.simulator.addFault({
      kind: 'reply_lost_before',
      match: { method: 'POST', path: '/notes' },
      times: 1,
    })
    const clicked = await box.click({ text, placement: 'discussion' })
    await box.inAcme(
      (sql) =>
        sql`update posts set state = 'needs_human', attempt = 1, check_at = null where id = ${clicked.id}`,
    )
    const waiting = await decide(ben(), clicked.id, { decision: 'post_again' })
    expect(waiting.state).toBe('ready')
    expect(waiting.undo_until).not.toBeNull()
    const back = await cancelPost(ben(), clicked.id)
    expect(back).toMatchObject({ state: 'cancelled', reason: { code: 'taken_back', was_sent: true } })
    expect(box.notesWith(text)).toEqual([])
  })
})

describe('a note for the client that only engineers can read', () => {
  const alarm = async (text: string) => {
    const worker = startPostWorker(world)
    world.simulator.addFault({ kind: 'wrong_flags', times: 1 })
    const clicked = await box.click({ text, placement: 'discussion' })
    const post = await box.until(clicked.id, 'needs_human', 'verified')
    await worker.stop()
    expect(post).toMatchObject({
      state: 'needs_human',
      reason: 'client_cannot_read_note',
      candidates: [{ psa_id: post.psa_id, visibility: 'internal' }],
    })
    return post
  }
  const needed = () => box.inAcme((sql) => countOpenPosts(sql, who.connection_id))

  test('is decided by a person, and the connection needs it no more', async () => {
    const before = await needed()
    const post = await alarm(ownWords())
    expect(await needed()).toBe(before + 1)
    await expect(decide(ben(), post.id, { decision: 'post_again' })).rejects.toMatchObject({
      code: 'post_is_in_ticket',
    })
    const decided = await api.as('ben')('POST', `/posts/${post.id}/decision`, { decision: 'it_is_there' })
    expect(decided.body).toMatchObject({
      state: 'posted',
      reason: { code: 'confirmed', client_reads: false },
      explanation: `Ben Okafor said that it is note ${post.psa_id}. Only engineers can read it.`,
    })
    expect(await needed()).toBe(before)
  })

  test('deleted there, it is posted again; discarded, it is over', async () => {
    const before = await needed()
    const [first, second] = [await alarm(ownWords()), await alarm(ownWords())]
    const notes = world.simulator.state.tenants.acme?.notes ?? []
    notes.splice(
      notes.findIndex((note) => String(note.id) === first.psa_id),
      1,
    )
    const again = await decide(ben(), first.id, { decision: 'post_again' })
    expect(again).toMatchObject({ state: 'ready', reason: { code: 'asked_again' } })
    expect((await cancelPost(ben(), first.id)).state).toBe('cancelled')
    expect((await decide(ben(), second.id, { decision: 'discard' })).state).toBe('cancelled')
    expect(await needed()).toBe(before)
  })
})

test('a note that stood there before the click is not it', async () => {
  const psa_id = await byHand(ownWords())
  const post = await asked()
  await box.inAcme(
    (sql) => sql`update posts set created_at = now() + interval '1 hour' where id = ${post.id}`,
  )
  await expect(decide(ben(), post.id, { decision: 'it_is_there', psa_id })).rejects.toMatchObject({
    code: 'invalid',
    message: `Note ${psa_id} was there before this was posted.`,
  })
})

test('what is discarded in doubt says so', async () => {
  const post = await asked()
  const discarded = await decide(ben(), post.id, { decision: 'discard' })
  expect(discarded.reason).toMatchObject({ code: 'discarded', may_be_there: true })
})

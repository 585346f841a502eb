import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../../shared/problems.ts'
import { type Outbox, outbox, ownWords } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { cancelPost } from './cancel.ts'
import { enqueue, type NewPost } from './enqueue.ts'
import { workNow } from './send-now.ts'

let world: TestWorld
let who: People
let box: Outbox
beforeAll(async () => {
  world = await createTestWorld({ settings: { POSTS_PER_MINUTE: '1000' } })
  who = await people(world)
  box = outbox(world, who, world.simulator)
})
afterAll(() => world?.stop())

const code = (error: unknown) => (error instanceof Problem ? error.code : error)

test('one click is one internal note by its author, read back, within the request', async () => {
  const text = ownWords()
  const post = await box.click({ text })
  expect(post).toMatchObject({ state: 'verified', attempt: 1, reason: 'read_back', explanation: null })
  const [note, ...others] = box.notesWith(text)
  expect(others).toEqual([])
  expect(note).toMatchObject({
    internal: true,
    discussion: false,
    resolution: false,
    memberId: 102,
    processNotifications: false,
  })
  expect(note?.text).toBe(`${text}\n\nref FP-${post.tag}`)
  expect((await box.auditOf(post.id)).map(({ action }) => action)).toEqual([
    'post.enqueued',
    'post.sending',
    'post.posted',
    'post.verified',
  ])
})

test('the same intent key is the same post; with another text it is refused', async () => {
  const order = box.order()
  const first = await enqueue(who.ctxFor('ben'), order)
  await workNow(world, first)
  const again = await enqueue(who.ctxFor('ben'), order)
  expect(again.id).toBe(first.id)
  await workNow(world, again)
  expect(box.notesWith(order.text)).toHaveLength(1)
  for (const other of [{ text: ownWords() }, { placement: 'discussion' as const }, { ticket_id: '48297' }])
    expect(
      code(await enqueue(who.ctxFor('ben'), { ...order, ...other } as NewPost).catch((error) => error)),
    ).toBe('intent_key_reused')
  expect(box.notesWith(order.text)).toHaveLength(1)
})

test('the same update from two surfaces of two people at once is one note', async () => {
  const text = ownWords()
  const update = await box.makeUpdate(text)
  const posts = await Promise.all([box.click({ ...update, text }), box.click({ ...update, text }, 'cleo')])
  expect(new Set(posts.map(({ id }) => id)).size).toBe(1)
  await box.until(posts[0].id, 'verified')
  expect(box.notesWith(text)).toHaveLength(1)
})

test('a key that meant a post stays with it, also once it was taken back', async () => {
  const text = ownWords()
  const order = { ...(await box.makeUpdate(text)), placement: 'discussion' as const, text }
  const first = await box.click(order)
  const again = box.order(order)
  expect((await enqueue(who.ctxFor('cleo'), again)).id).toBe(first.id)
  await cancelPost(who.ctxFor('ben'), first.id)
  expect(await enqueue(who.ctxFor('cleo'), again)).toMatchObject({ id: first.id, state: 'cancelled' })
  expect(box.notesWith(text)).toEqual([])
})

test('50 clicks in parallel, half with one key and half with keys of their own, are one note', async () => {
  const text = ownWords()
  const update = await box.makeUpdate(text)
  const intent_key = randomUUID()
  const posts = await Promise.all(
    Array.from({ length: 50 }, (_, i) => box.click({ ...update, text, ...(i % 2 ? { intent_key } : {}) })),
  )
  expect(new Set(posts.map(({ id }) => id)).size).toBe(1)
  await box.until(posts[0]?.id ?? '', 'verified')
  expect(box.notesWith(text)).toHaveLength(1)
})

test('the same text for other readers is another post', async () => {
  const text = ownWords()
  const update = await box.makeUpdate(text)
  const internal = await enqueue(who.ctxFor('ben'), box.order({ ...update, text }))
  const visible = await enqueue(who.ctxFor('ben'), box.order({ ...update, text, placement: 'discussion' }))
  expect(visible.id).not.toBe(internal.id)
})

test('without a mapping the first line names the engineer, and it is still the same note', async () => {
  await box.inAcme((sql) => sql`delete from member_mappings where user_id = ${who.of.cleo.id}`)
  const text = ownWords()
  const update = await box.makeUpdate(text)
  const post = await box.click({ ...update, text }, 'cleo')
  const [note] = box.notesWith(text)
  expect(note?.text).toBe(`Cleo Marchetti:\n${text}\n\nref FP-${post.tag}`)
  expect((await box.click({ ...update, text }, 'ben')).id).toBe(post.id)
  expect(box.notesWith(text)).toHaveLength(1)
})

test('60 a minute for the account; replays do not count', async () => {
  const narrow = await createTestWorld({
    database: world.db,
    simulator: world.simulator,
    settings: { POSTS_PER_MINUTE: '3' },
  })
  const known = box.order()
  await box.inAcme((sql) => sql`update posts set created_at = created_at - interval '2 minutes'`)
  const ctx = { ...who.ctxFor('ben'), world: narrow }
  await enqueue(ctx, known)
  await enqueue(ctx, box.order())
  await enqueue(ctx, box.order())
  for (let i = 0; i < 5; i++) await enqueue(ctx, known)
  const refused = await enqueue(ctx, box.order()).catch((error) => error)
  expect(code(refused)).toBe('too_often')
  expect(refused.extra.retry_after_s).toBeGreaterThan(0)
  await narrow.stop()
})

test('Vera cannot, a pod posts to its own ticket alone, and Zed has no such connection', async () => {
  expect(code(await enqueue(who.ctxFor('vera'), box.order()).catch((error) => error))).toBe('not_allowed')
  const pod = who.ctxFor('ben', { surface: 'pod', pod_ticket_id: '48297' })
  expect(code(await enqueue(pod, box.order()).catch((error) => error))).toBe('not_your_ticket')
  const text = ownWords()
  await expect(enqueue(who.ctxFor('zed'), box.order({ text }))).rejects.toThrow()
  expect(box.notesWith(text)).toEqual([])
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PostEvent } from '../../shared/contracts/posts.ts'
import { type Outbox, outbox, ownWords } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { decide } from './decide.ts'

let world: TestWorld
let who: People
let box: Outbox
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings: { POST_AUDIT_SECONDS: '9000' } })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  api = requests(world, who)
})
afterAll(() => world?.stop())

const history = async (postId: string) =>
  (await api.as('vera')('GET', `/posts/${postId}/history`)).body as { items: PostEvent[]; next_cursor: null }

test('a post tells who did what and when, from the click to the note, without its text', async () => {
  const text = ownWords()
  const post = await box.click({ text })
  const { items, next_cursor } = await history(post.id)
  expect(next_cursor).toBeNull()
  expect(items.map(({ who, action, result }) => [who?.name ?? null, action, result])).toEqual([
    ['Ben Okafor', 'post.enqueued', 'ready'],
    [null, 'post.sending', 'sending'],
    [null, 'post.posted', 'posted'],
    [null, 'post.verified', 'verified'],
  ])
  expect(items.at(-1)?.detail).toMatchObject({ from: 'posted', psa_id: post.psa_id })
  expect(items.every(({ at }, i) => i === 0 || at >= (items[i - 1]?.at ?? ''))).toBe(true)
  expect(JSON.stringify(items)).not.toContain(text.slice(0, 20))
})

test('the text of a post is there for whoever asks for this one, and in no list', async () => {
  const text = ownWords()
  const post = await box.click({ text })
  const { body } = await api.as('vera')('GET', `/posts/${post.id}`)
  expect(body).toMatchObject({ id: post.id, user_id: who.of.ben.id, state: 'verified' })
  expect((body as { text: string }).text).toBe(`${text}\n\nref FP-${post.tag}`)
  expect(JSON.stringify((await api.as('vera')('GET', '/posts')).body)).not.toContain(text.slice(0, 20))
})

test('a person’s decision carries their name', async () => {
  world.simulator.addFault({ kind: 'reply_lost_before', match: { method: 'POST', path: '/notes' }, times: 1 })
  const post = await box.click()
  await box.inAcme((sql) => sql`update posts set state = 'needs_human' where id = ${post.id}`)
  await decide(who.ctxFor('cleo'), post.id, { decision: 'discard' })
  expect((await history(post.id)).items.at(-1)).toMatchObject({
    who: { id: who.of.cleo.id, name: expect.stringContaining('Cleo') },
    action: 'post.cancelled',
    detail: { from: 'needs_human', decision: 'discard' },
  })
})

test('Zed hears of Acme’s what he hears of nothing, a pod of another ticket is refused', async () => {
  const post = await box.click()
  const theirs = await api.as('zed')('GET', `/posts/${post.id}/history`)
  expect(theirs.status).toBe(404)
  expect((await api.as('zed')('GET', `/posts/${randomUUID()}/history`)).status).toBe(404)
  expect((await api.as('ben', { ticket: '48297' })('GET', `/posts/${post.id}/history`)).status).toBe(403)
  expect((await api.as('ben', { ticket: '48291' })('GET', `/posts/${post.id}/history`)).status).toBe(200)
})

test('the account’s posts of one state come page by page, newest first', async () => {
  const ids = []
  for (let i = 0; i < 5; i++) ids.unshift((await box.click()).id)
  const call = api.as('ada')
  type Page = { items: { id: string; state: string }[]; next_cursor: string | null }
  const seen: string[] = []
  let cursor: string | null = null
  for (let page = 0; page < 9; page++) {
    const after: string = cursor === null ? '' : `&cursor=${cursor}`
    const { items, next_cursor } = (await call('GET', `/posts?state=verified&limit=2${after}`)).body as Page
    expect(items.every(({ state }) => state === 'verified')).toBe(true)
    seen.push(...items.map(({ id }) => id))
    cursor = next_cursor
    if (cursor === null) break
  }
  expect(seen.slice(0, 5)).toEqual(ids)
  expect(new Set(seen).size).toBe(seen.length)
})

test('the posts of several states come together; a state nobody knows is refused', async () => {
  const [one, two, three] = [await box.click(), await box.click(), await box.click()]
  await box.inAcme(async (sql) => {
    await sql`update posts set state = 'needs_human' where id = ${one.id}`
    await sql`update posts set state = 'rejected' where id = ${three.id}`
  })
  const call = api.as('vera')
  type Page = { items: { id: string }[]; next_cursor: string | null }
  const first = (await call('GET', '/posts?state=needs_human,rejected,blocked&limit=1')).body as Page
  expect(first.items.map(({ id }) => id)).toEqual([three.id])
  const rest = (
    await call('GET', `/posts?state=needs_human,rejected,blocked&limit=9&cursor=${first.next_cursor}`)
  ).body as Page
  expect(rest).toMatchObject({ items: [{ id: one.id }], next_cursor: null })
  expect(rest.items.some(({ id }) => id === two.id)).toBe(false)
  for (const state of ['posted,lost', '', 'needs_human,'])
    expect(await call('GET', `/posts?state=${state}`)).toMatchObject({
      status: 400,
      body: { code: 'malformed' },
    })
})

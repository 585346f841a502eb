import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { copyTemplate, dropTestDatabase } from '../server/testing/database.ts'
import type { Post } from '../shared/contracts/posts.ts'
import type { Update } from '../shared/contracts/updates.ts'
import { type Api, apiAt, clickPost, draftUpdate, newKey, postIn, signIn, workedCase } from './api.ts'
import { clearFaults, notesOf, notesTagged, setFault, whenPosted } from './simulator.ts'
import { type Server, type Stage, startDemo, startServer, until } from './stage.ts'

/** The demo's server and a second one on the same PostgreSQL, in front of the same ConnectWise. */
let database: { url: string; name: string }
let stage: Stage
let second: Server
let settings: Record<string, string>
let ben: Api
let benAtSecond: Api

beforeAll(async () => {
  database = await copyTemplate()
  settings = {
    DATABASE_URL: database.url,
    SECRET_KEYS: `e2e:${randomBytes(32).toString('base64')}`,
    POST_SETTLE_SECONDS: '2',
    POST_LEASE_SECONDS: '4',
    POST_UNDO_SECONDS: '1',
  }
  stage = await startDemo(settings)
  second = await startServer(settings)
  ben = await signIn(stage.app, 'ben@acme.example')
  benAtSecond = apiAt(second.app, ben.token)
})
afterEach(() => clearFaults(stage.simulator))
afterAll(async () => {
  await second?.stop()
  await stage?.stop()
  if (database) await dropTestDatabase(database.name)
})

type Drafted = { ticketId: string; sessionId: string; update: Update; before: number }

async function drafted(ticketId: string, audience: Update['audience'] = 'ticket_notes'): Promise<Drafted> {
  const { id } = await workedCase(ben, ticketId)
  const update = await draftUpdate(ben, id, audience)
  return { ticketId, sessionId: id, update, before: (await notesOf(stage.simulator, ticketId)).length }
}

/** One note more than before, and it is this post's. */
async function expectOneNote({ ticketId, before }: Drafted, { tag }: Post): Promise<void> {
  expect(await notesTagged(stage.simulator, ticketId, tag ?? '')).toBe(1)
  expect(await notesOf(stage.simulator, ticketId)).toHaveLength(before + 1)
}

test('the same intent key twice is one post and one note', async () => {
  const draft = await drafted('48291')
  const key = newKey()
  const first = await clickPost(ben, draft.update, draft.sessionId, key)
  const again = await clickPost(ben, draft.update, draft.sessionId, key)
  expect(again.id).toBe(first.id)
  await expectOneNote(draft, await postIn(ben, first.id, 'verified'))
})

test('the same update from two surfaces, at two servers, at the same moment', async () => {
  const draft = await drafted('48297')
  const posts = await Promise.all(
    [ben, benAtSecond].map((api) => clickPost(api, draft.update, draft.sessionId)),
  )
  expect(new Set(posts.map(({ id }) => id)).size).toBe(1)
  await expectOneNote(draft, await postIn(ben, posts[0]?.id ?? '', 'verified'))
})

test('fifty clicks in parallel, each with a key of its own, over two servers', async () => {
  const draft = await drafted('48285')
  const clicks = Array.from({ length: 50 }, (_, at) =>
    clickPost(at % 2 ? ben : benAtSecond, draft.update, draft.sessionId),
  )
  const posts = await Promise.all(clicks)
  expect(new Set(posts.map(({ id }) => id)).size).toBe(1)
  await expectOneNote(draft, await postIn(ben, posts[0]?.id ?? '', 'verified'))
})

test('a client-visible note has two servers waiting for its time and goes out once', async () => {
  const draft = await drafted('48302', 'client_update')
  const post = await clickPost(ben, draft.update, draft.sessionId)
  expect(post).toMatchObject({ state: 'ready', visibility: 'client_visible' })
  await expectOneNote(draft, await postIn(benAtSecond, post.id, 'verified'))
})

test('kill -9 between sending and recording, the note was saved: it is found, not sent again', async () => {
  const draft = await drafted('48288')
  await setFault(stage.simulator, {
    kind: 'hang',
    match: whenPosted,
    times: 1,
    after_commit: true,
    delay_ms: 20_000,
  })
  const verified = await killedWhileSending(draft, true)
  expect(verified.attempt).toBe(1)
  await expectOneNote(draft, verified)
})

test('kill -9 between sending and recording, the note was not saved: it is sent again, once', async () => {
  const draft = await drafted('48295')
  await setFault(stage.simulator, { kind: 'hang', match: whenPosted, times: 1, delay_ms: 20_000 })
  const verified = await killedWhileSending(draft, false)
  expect(verified.attempt).toBeGreaterThan(1)
  await expectOneNote(draft, verified)
})

/** Clicks at a third server, kills it while ConnectWise has the note in hand, and leaves the rest to the others. */
async function killedWhileSending(draft: Drafted, wasSaved: boolean): Promise<Post> {
  const third = await startServer(settings)
  const click = clickPost(apiAt(third.app, ben.token), draft.update, draft.sessionId).catch(() => null)
  const post = await sending(draft.sessionId)
  if (wasSaved)
    await until(async () => (await notesTagged(stage.simulator, draft.ticketId, post.tag ?? '')) === 1)
  await third.kill()
  expect(await click).toBeNull()
  expect(await ben.get<Post>(`/posts/${post.id}`)).toMatchObject({ state: 'sending' })
  return postIn(ben, post.id, 'verified', 30_000)
}

async function sending(sessionId: string): Promise<Post> {
  for (let tries = 0; tries < 200; tries++) {
    const { items } = await ben.get<{ items: Post[] }>(`/posts?session_id=${sessionId}`)
    if (items[0]?.state === 'sending') return items[0]
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('The post was never seen as being sent.')
}

test('the reply is lost after the commit: uncertain, looked for, found, one note', async () => {
  const draft = await drafted('48279')
  await setFault(stage.simulator, { kind: 'reply_lost', match: whenPosted, times: 1 })
  await setFault(stage.simulator, { kind: 'notes_unreadable' })
  const post = await clickPost(ben, draft.update, draft.sessionId)
  expect(['uncertain', 'checking']).toContain(post.state)
  await clearFaults(stage.simulator)
  const verified = await postIn(ben, post.id, 'verified')
  expect(verified.attempt).toBe(1)
  await expectOneNote(draft, verified)
})

test('the note appears after the connection broke: nothing is sent before the settle time is over', async () => {
  const draft = await drafted('48283')
  await setFault(stage.simulator, { kind: 'late_commit', match: whenPosted, times: 1, delay_ms: 1_000 })
  const post = await clickPost(ben, draft.update, draft.sessionId)
  const verified = await postIn(ben, post.id, 'verified')
  expect(verified.attempt).toBe(1)
  await expectOneNote(draft, verified)
})

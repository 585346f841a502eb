import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ServerType } from '@hono/node-server'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import type { PostChildTask } from '../../testing/post-child.ts'
import { serveSimulator } from '../../testing/serve-simulator.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import type { NewPost } from '../enqueue.ts'
import { type PostWorker, startPostWorker } from './worker.ts'

const childScript = fileURLToPath(new URL('../../testing/post-child.ts', import.meta.url))
const settings = {
  NODE_ENV: 'test',
  SECRET_KEYS: `test:${randomBytes(32).toString('base64')}`,
  ALLOW_LOOPBACK_PSA: 'true',
  POST_SETTLE_SECONDS: '1',
  POST_LEASE_SECONDS: '30',
  POST_UNDO_SECONDS: '0',
  POSTS_PER_MINUTE: '1000',
}

let database: TestDatabase
let world: TestWorld
let who: People
let box: Outbox
let server: ServerType
const children = new Set<ChildProcess>()

beforeAll(async () => {
  database = await createTestDatabase()
  world = await createTestWorld({ database, settings })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  server = await serveSimulator(world, box)
})
afterEach(() => world.simulator.clearFaults())
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await world?.stop()
  server?.close()
  await database?.stop()
})

/** A server process of its own on the same database and the same PSA, over sockets. */
async function startChild(orders: NewPost[]): Promise<ChildProcess> {
  const { id, name, role } = who.of.ben
  const task: PostChildTask = {
    database_url: database.url,
    settings,
    account_id: who.accounts.acme,
    user: { id, name, role },
    orders,
  }
  const child = spawn(process.execPath, ['--import', 'tsx', childScript, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  return child
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** As if the time of the dead process's leases, of sending and of looking, were over. */
const expire = () =>
  box.inAcme(async (sql) => {
    await sql`update posts set lease_until = now() where state = 'sending'`
    await sql`update posts set check_at = now() where state in ('checking', 'posted')`
  })

async function withWorker(work: (worker: PostWorker) => Promise<void>): Promise<void> {
  const worker = startPostWorker(world)
  await work(worker).finally(() => worker.stop())
}

const postOf = async (text: string) => {
  const [row] = await box.inAcme(
    (sql) => sql<{ id: string; state: string }[]>`select id, state from posts where body = ${text}`,
  )
  return row
}
const sending = async (text: string) => {
  for (let tries = 0; tries < 500 && (await postOf(text))?.state !== 'sending'; tries++) await pause(20)
  expect(await postOf(text)).toMatchObject({ state: 'sending' })
}

test.each([
  ['after the commit', true],
  ['before the commit', false],
])('kill -9 between sending and recording, %s: one note', async (_, after_commit) => {
  const text = ownWords()
  world.simulator.addFault({
    kind: 'hang',
    match: { method: 'POST', path: '/notes' },
    times: 1,
    after_commit,
    delay_ms: 20_000,
  })
  const child = await startChild([box.order({ text })])
  await sending(text)
  // the note has reached ConnectWise, and the fault will not strike the next attempt
  for (let i = 0; i < 500 && world.simulator.faults().length > 0; i++) await pause(20)
  if (after_commit) for (let i = 0; i < 100 && box.notesWith(text).length === 0; i++) await pause(20)
  await killed(child)
  expect(await postOf(text)).toMatchObject({ state: 'sending' })
  await expire()
  await withWorker(async () => {
    const post = await box.until((await postOf(text))?.id ?? '', 'verified')
    expect(post.attempt).toBe(after_commit ? 1 : 2)
  })
  expect(box.notesWith(text)).toHaveLength(1)
})

test('processes killed at random lose nothing and post nothing twice', { timeout: 60_000 }, async () => {
  const texts: string[] = []
  for (let round = 0; round < 3; round++) {
    const own = Array.from({ length: 12 }, () => ownWords())
    const tickets = ['48291', '48297', '48285', '48302']
    const child = await startChild(own.map((text, i) => box.order({ text, ticket_id: tickets[i % 4] ?? '' })))
    // a slow machine takes its time until the first of them is written down
    for (let tries = 0; tries < 500 && !(await postOf(own[0] ?? '')); tries++) await pause(10)
    await pause(Math.random() * 300)
    await killed(child)
    for (const text of own) if (await postOf(text)) texts.push(text)
  }
  expect(texts.length).toBeGreaterThan(0)
  await expire()
  await withWorker(async () => {
    for (const text of texts) await box.until((await postOf(text))?.id ?? '', 'verified')
  })
  expect(texts.map((text) => box.notesWith(text).length)).toEqual(texts.map(() => 1))
})

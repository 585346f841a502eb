import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { ServerType } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { environmentWith } from '../../config.ts'
import { freePort } from '../../serve.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { serveSimulator } from '../../testing/serve-simulator.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { enqueue } from '../enqueue.ts'
import type { StoredPost } from '../queries.ts'

const settings = {
  NODE_ENV: 'test',
  SECRET_KEYS: `test:${randomBytes(32).toString('base64')}`,
  ALLOW_LOOPBACK_PSA: 'true',
  POST_SETTLE_SECONDS: '5',
  POSTS_PER_MINUTE: '1000',
}
let database: TestDatabase
let world: TestWorld
let who: People
let box: Outbox
let psa: ServerType
const children = new Set<ChildProcess>()
beforeAll(async () => {
  database = await createTestDatabase()
  world = await createTestWorld({ database, settings })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  psa = await serveSimulator(world, box)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await world?.stop()
  psa?.close()
  await database?.stop()
})

async function startServer(): Promise<{ child: ChildProcess; ended: Promise<unknown[]> }> {
  const port = await freePort('127.0.0.1')
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: environmentWith({
      ...settings,
      DATABASE_URL: database.url,
      PORT: String(port),
      LOG_LEVEL: 'silent',
    }),
    stdio: 'ignore',
  })
  children.add(child)
  const ended = once(child, 'exit')
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (answer?.ok) return { child, ended }
    await pause(100)
  }
  throw new Error('the server did not become ready')
}

test('SIGTERM: what is being sent is heard out and read back, what waits stays for the next, nothing twice', {
  timeout: 60_000,
}, async () => {
  const texts = Array.from({ length: 12 }, () => ownWords())
  world.simulator.addFault({ kind: 'slow', delay_ms: 2_500, match: { method: 'POST', path: '/notes' } })
  const rows: StoredPost[] = []
  for (const [i, text] of texts.entries())
    rows.push(
      await enqueue(
        who.ctxFor('ben'),
        box.order({ text, ticket_id: ['48291', '48297', '48285'][i % 3] ?? '' }),
      ),
    )
  const states = async () =>
    (await Promise.all(rows.map((row) => box.read(row.id)))).map(({ state }) => state)
  const first = await startServer()
  for (let tries = 0; tries < 300 && !(await states()).includes('sending'); tries++) await pause(20)
  const begun = (await states()).map((state) => state !== 'ready')
  expect(begun).toContain(true)
  first.child.kill('SIGTERM')
  expect(await first.ended).toEqual([0, null])

  const after = await states()
  for (const [i, state] of after.entries()) if (begun[i]) expect(state).toBe('verified')
  expect(after.filter((state) => state === 'ready').length).toBeGreaterThan(6)
  expect(new Set(after)).toEqual(new Set(['verified', 'ready']))
  expect(texts.map((text) => box.notesWith(text).length)).toEqual(
    after.map((state) => (state === 'ready' ? 0 : 1)),
  )

  world.simulator.clearFaults()
  const second = await startServer()
  for (const row of rows) expect(await box.until(row.id, 'verified')).toMatchObject({ attempt: 1 })
  expect(texts.map((text) => box.notesWith(text).length)).toEqual(texts.map(() => 1))
  second.child.kill('SIGTERM')
  expect(await second.ended).toEqual([0, null])
})

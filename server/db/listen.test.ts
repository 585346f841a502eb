import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { openPool } from './connection-options.ts'
import { startEmbedded } from './embedded.ts'
import { eventChannel } from './event-notices.ts'
import { listen } from './listen.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db?.stop())

test('hears what is notified, reads again after its connection died, and stops', async () => {
  const heard: string[] = []
  let reads = 0
  const stop = await listen(db.admin, eventChannel, {
    onNotify: (payload) => heard.push(payload),
    onListen: () => {
      reads++
    },
  })
  expect(reads).toBe(1)
  await db.app.notify(eventChannel, 'acme 1')
  await vi.waitFor(() => expect(heard).toEqual(['acme 1']))

  for (let deaths = 1; deaths <= 3; deaths++) {
    await db.admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen %' and pid <> pg_backend_pid()`
    await vi.waitFor(() => expect(reads).toBe(1 + deaths), { timeout: 5000 })
  }
  await db.app.notify(eventChannel, 'acme 2')
  await vi.waitFor(() => expect(heard).toEqual(['acme 1', 'acme 2']))

  await stop()
  await db.app.notify(eventChannel, 'acme 3')
  await db.app`select pg_sleep(0.1)`
  expect(heard).toEqual(['acme 1', 'acme 2'])
})

test('listens again when the whole server went away for a while', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'flowpilot-listen-'))
  const log = { debug: () => {}, warn: () => {}, error: () => {} }
  const server = await startEmbedded({ dataDir, log, disposable: true })
  const admin = openPool(server.options, { max: 1, onNotice: () => {} })
  const heard: string[] = []
  let reads = 0
  await listen(admin, eventChannel, {
    onNotify: (payload) => heard.push(payload),
    onListen: () => {
      reads++
    },
  })
  const pidFile = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')
  process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL')
  await vi.waitFor(() => expect(reads).toBeGreaterThan(1), { timeout: 10_000 })
  await admin.notify(eventChannel, 'back')
  await vi.waitFor(() => expect(heard).toContain('back'))
  await admin.end({ timeout: 2 })
  await server.stop()
  await rm(dataDir, { recursive: true })
})

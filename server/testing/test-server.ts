import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPool, optionsFromUrl, urlFromOptions } from '../db/connection-options.ts'
import { startEmbedded } from '../db/embedded.ts'
import { migrate, migrationsFolder } from '../db/migrate.ts'
import { takeOwnership } from '../db/owner-lock.ts'

const prefix = 'flowpilot-test-'
const abandonedAfterMs = 60_000
const enoughBytes = 1024 ** 3
const silent = { debug: () => {}, warn: () => {}, error: () => {} }

/** What a test needs to make its own database: an administrator's URL and the migrated database to copy. */
export type TestServer = { url: string; template: string }

/** One PostgreSQL per run: TEST_DATABASE_URL, or the embedded one, in memory where there is room. */
export async function startTestServer(): Promise<TestServer & { stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  const { url, stop } = given ? { url: given, stop: async () => {} } : await startDisposable()
  const template = `flowpilot_template_${randomBytes(6).toString('hex')}`
  await inServer(url, (sql) => sql.unsafe(`create database ${template} encoding 'UTF8' template template0`))
  const inTemplate = openPool({ ...optionsFromUrl(url), database: template }, { max: 1, onNotice: () => {} })
  try {
    await migrate(inTemplate, migrationsFolder())
  } finally {
    await inTemplate.end({ timeout: 5 })
  }
  return {
    url,
    template,
    stop: async () => {
      if (given) await inServer(url, (sql) => sql.unsafe(`drop database if exists ${template} with (force)`))
      await stop()
    },
  }
}

export async function inServer<T>(
  url: string,
  work: (sql: ReturnType<typeof openPool>) => Promise<T>,
): Promise<T> {
  const sql = openPool(optionsFromUrl(url), { max: 1, onNotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function startDisposable(): Promise<{ url: string; stop(): Promise<void> }> {
  const memory = await statfs('/dev/shm').catch(() => undefined)
  const roomy = memory && memory.bavail * memory.bsize > enoughBytes
  const place = roomy ? '/dev/shm' : tmpdir()
  await removeAbandoned(place)
  const dataDir = await mkdtemp(join(place, prefix))
  const settings = { max_connections: '300', autovacuum: 'off' }
  const server = await startEmbedded({ dataDir, log: silent, disposable: true, settings })
  return {
    url: urlFromOptions(server.options),
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A run that was killed leaves its data, which is memory; its lock is dead. */
async function removeAbandoned(place: string): Promise<void> {
  for (const name of (await readdir(place)).filter((each) => each.startsWith(prefix))) {
    const folder = join(place, name)
    const age = Date.now() - ((await stat(folder).catch(() => undefined))?.mtimeMs ?? Date.now())
    if (age < abandonedAfterMs) continue
    const lock = await takeOwnership(folder, folder).catch(() => undefined)
    if (!lock) continue
    await rm(folder, { recursive: true, force: true })
    await lock.release()
  }
}

import { randomBytes } from 'node:crypto'
import pino from 'pino'
import { inject } from 'vitest'
import { connectDatabase, type Database, type Sql } from '../db/connect.ts'
import { openPool, optionsFromUrl, withDatabase } from '../db/connection-options.ts'
import { inServer } from './test-server.ts'

export type TestDatabase = Database & {
  /** The owner, which no server has at hand. */
  admin: Sql
  name: string
  /** DATABASE_URL for a server process of its own on this database. */
  url: string
}

/** A migrated database of its own, dropped by `stop()`. One per test file: `beforeAll` and `afterAll`. */
export async function createTestDatabase({
  poolSize = 4,
}: {
  poolSize?: number
} = {}): Promise<TestDatabase> {
  const { url, name } = await copyTemplate()
  const log = pino({ level: 'silent' })
  const database = await connectDatabase({ databaseUrl: url, dataDir: '', poolSize, log })
  const admin = openAsOwner(url)
  return {
    ...database,
    admin,
    name,
    url,
    stop: async () => {
      await Promise.all([database.stop(), admin.end({ timeout: 5 })])
      await dropTestDatabase(name)
    },
  }
}

export const openAsOwner = (url: string): Sql => openPool(optionsFromUrl(url), { max: 2, onNotice: () => {} })

/** For tests that start server processes and need no connection of their own. */
export async function copyTemplate(): Promise<{ url: string; name: string }> {
  return create(`template ${inject('testServer').template} strategy file_copy`)
}

/** A database without tables; `how` are options of `create database`. */
export async function makeEmptyDatabase(
  how = "encoding 'UTF8'",
): Promise<{ url: string; drop(): Promise<void> }> {
  const { url, name } = await create(`${how} template template0`)
  return { url, drop: () => dropTestDatabase(name) }
}

export async function dropTestDatabase(name: string): Promise<void> {
  await inServer(inject('testServer').url, (sql) =>
    sql.unsafe(`drop database if exists ${name} with (force)`),
  )
}

async function create(how: string): Promise<{ url: string; name: string }> {
  const name = `flowpilot_test_${randomBytes(6).toString('hex')}`
  const { url } = inject('testServer')
  await inServer(url, (sql) => sql.unsafe(`create database ${name} ${how}`))
  return { url: withDatabase(url, name), name }
}

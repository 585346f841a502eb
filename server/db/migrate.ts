import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReservedSql } from 'postgres'
import type { Sql } from './connection-options.ts'
import { packageRoot } from './package-root.ts'
import { StartError } from './start-error.ts'

const lockKey = 7_246_018
const lockLimitMs = 120_000
const pollMs = 50

type Migration = { version: number; name: string; sha256: string; text: string }
type Applied = { version: number; name: string; sha256: string }

export const migrationsFolder = () => join(packageRoot(), 'migrations')

/** Brings the database to the newest file of `folder`. Safe for any number of starters. Throws StartError. */
export async function migrate(admin: Sql, folder: string): Promise<{ applied: string[] }> {
  const files = await readMigrations(folder)
  const session = await admin.reserve()
  try {
    await takeLock(session)
    try {
      return { applied: await applyMissing(session, files) }
    } finally {
      await session`select pg_advisory_unlock(${lockKey})`
    }
  } finally {
    session.release()
  }
}

const noRight = '42501'

/**
 * Whether the database is where `folder` is; with null, whether it was ever migrated. For a login that may not migrate.
 * Throws StartError.
 */
export async function checkMigrated(sql: Sql, folder: string | null): Promise<void> {
  const [table] = await sql<{ there: boolean }[]>`
    select to_regclass('schema_migrations') is not null as there`
  if (!table?.there) throw outstanding('was never migrated')
  if (folder === null) return
  const files = await readMigrations(folder)
  const applied = await sql<Applied[]>`
    select version, name, sha256 from schema_migrations order by version`.catch(
    (error: { code?: unknown }) => {
      // the right to read it came with a migration
      if (error.code === noRight) throw outstanding('is older than this FlowPilot')
      throw error
    },
  )
  applied.forEach((row, index) => {
    compare(row, files[index], index + 1)
  })
  const [next] = files.slice(applied.length)
  if (next)
    throw outstanding(`lacks ${next.name}${files.length - applied.length > 1 ? ' and what follows' : ''}`)
}

function outstanding(what: string): StartError {
  return new StartError(
    'migration_outstanding',
    `The database ${what}. In production the server migrates nothing; as the owner of the database run:\n` +
      '  DATABASE_ADMIN_URL=<the owner> DATABASE_URL=<the login of the server> npm run migrate\nThen start again.',
  )
}

export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const migrations: Migration[] = []
  for (const name of names) {
    const version = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1])
    const expected = migrations.length + 1
    if (version !== expected)
      throw new StartError(
        'migration_misnamed',
        `${name} in ${folder} is out of order: the next one is named ${String(expected).padStart(4, '0')}_some_words.sql.`,
      )
    const text = (await readFile(join(folder, name), 'utf8')).replace(/\r\n/g, '\n')
    migrations.push({ version, name, text, sha256: createHash('sha256').update(text).digest('hex') })
  }
  return migrations
}

/** Polled: a session that blocks on the lock holds a snapshot, and a concurrent index build would wait for it forever. */
async function takeLock(session: ReservedSql): Promise<void> {
  const deadline = Date.now() + lockLimitMs
  for (;;) {
    const [answer] = await session<{ taken: boolean }[]>`select pg_try_advisory_lock(${lockKey}) as taken`
    if (answer?.taken) return
    if (Date.now() > deadline)
      throw new StartError(
        'migration_lock_busy',
        `Another process has been migrating this database for over ${lockLimitMs / 60_000} minutes. ` +
          'See what it waits for in pg_stat_activity, then start again.',
      )
    await sleep(pollMs)
  }
}

async function applyMissing(session: ReservedSql, files: Migration[]): Promise<string[]> {
  await session`
    create table if not exists schema_migrations (
      version int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`
  const applied = await session<
    Applied[]
  >`select version, name, sha256 from schema_migrations order by version`
  applied.forEach((row, index) => {
    compare(row, files[index], index + 1)
  })
  const missing = files.slice(applied.length)
  for (const file of missing) await apply(session, file)
  return missing.map((file) => file.name)
}

function compare(row: Applied, file: Migration | undefined, expected: number): void {
  if (row.version !== expected)
    throw new StartError(
      'migration_missing',
      `The database has no migration ${expected}, but later ones. Restore it from a backup.`,
    )
  if (!file)
    throw new StartError(
      'database_newer',
      `The database was migrated by a newer FlowPilot (${row.name}). Start that version; an older one cannot use it.`,
    )
  if (row.sha256 !== file.sha256)
    throw new StartError(
      'migration_changed',
      `${file.name} is not the file that was applied to this database. Put it back, and make a new file for the change.`,
    )
}

async function apply(session: ReservedSql, file: Migration): Promise<void> {
  const record = () =>
    session`insert into schema_migrations (version, name, sha256) values (${file.version}, ${file.name}, ${file.sha256})`
  try {
    if (/^-- no-transaction\b/.test(file.text)) {
      for (const statement of file.text.split(/;[ \t]*$/m))
        if (hasSql(statement)) await session.unsafe(statement).simple()
      await record()
      return
    }
    await session`begin`
    await session`set local lock_timeout = '10s'`
    await session.unsafe(file.text).simple()
    await record()
    await session`commit`
  } catch (error) {
    await session`rollback`.catch(() => {})
    throw new StartError('migration_failed', `${file.name} failed: ${(error as Error).message}`, error)
  }
}

const hasSql = (text: string) => text.replace(/--.*$/gm, '').trim() !== ''

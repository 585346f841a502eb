import { openPool, optionsFromUrl, type Sql } from './connection-options.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import { createEventNotices, type EventNotices } from './event-notices.ts'
import { lendRoles, makeLogin } from './logins.ts'
import { checkMigrated, migrate, migrationsFolder, readMigrations } from './migrate.ts'
import { checkLogin, checkRoles, checkServer, waitForServer } from './server-checks.ts'
import type { DatabaseLog } from './start-error.ts'

export type { Sql } from './connection-options.ts'
export type { TransactionSql } from './tx.ts'

const endLimitS = 5
/** With what the server works on the embedded database, whose owner only migrates. */
const embeddedLogin = 'flowpilot_server'

export type Database = {
  kind: 'embedded' | 'external'
  /** Sees one account at a time, through inAccount. */
  app: Sql
  /** The few acts that cross accounts. */
  system: Sql
  /** LISTEN, as the login itself; in production it owns nothing and may take these two roles. */
  listener: Sql
  /** Tells the other processes what inAccount committed. */
  notices: EventNotices
  stop(): Promise<void>
}

export type DatabaseInput = {
  databaseUrl?: string | undefined
  /** For LISTEN, where databaseUrl goes through a pooler. */
  listenUrl?: string | undefined
  /** The owner's, for migrations. */
  adminUrl?: string | undefined
  /** Where the embedded server keeps its data when there is no databaseUrl. */
  dataDir: string
  poolSize?: number
  log: DatabaseLog
  migrationsDir?: string
  /** Nothing is migrated at a start on an external database, and an owner's login is refused. */
  production?: boolean
}

/** Connects, migrates where it may, and checks, in this order. Throws StartError, whose message says what to do. */
export async function connectDatabase(input: DatabaseInput): Promise<Database> {
  const embedded = input.databaseUrl ? undefined : await startEmbedded(input)
  let pools: Pools | undefined
  let notices: EventNotices | undefined
  const stop = async () => {
    await notices?.flush()
    await Promise.all(Object.values(pools ?? {}).map((pool: Sql) => pool.end({ timeout: endLimitS })))
    await embedded?.stop()
  }
  const mayMigrate = embedded !== undefined || !input.production
  try {
    if (mayMigrate) await migrateAsOwner(input, embedded)
    pools = openPools(input, embedded)
    if (!mayMigrate) await checkAsServer(pools, input)
    await checkRoles(pools)
    if (!mayMigrate) await checkMigrated(pools.app, folderOf(input))
    notices = createEventNotices(pools.system, input.log)
    return { kind: embedded ? 'embedded' : 'external', ...pools, notices, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Migrations alone, and the login that the server works with. Answers the names of the files that were applied. */
export async function migrateDatabase(input: DatabaseInput): Promise<{ applied: string[]; newest: string }> {
  const embedded = input.databaseUrl || input.adminUrl ? undefined : await startEmbedded(input)
  try {
    return await migrateAsOwner(input, embedded)
  } finally {
    await embedded?.stop()
  }
}

async function migrateAsOwner(
  input: DatabaseInput,
  embedded: Embedded | undefined,
): Promise<{ applied: string[]; newest: string }> {
  const where = embedded?.options ?? optionsFromUrl(input.adminUrl ?? input.databaseUrl ?? '')
  const owner = openPool(where, { max: 2, onNotice: noticesOf(input) })
  try {
    await waitForServer(owner, input.log)
    await checkServer(owner)
    const { applied } = await migrate(owner, folderOf(input))
    const newest = (await readMigrations(folderOf(input))).at(-1)?.name ?? 'no migration'
    const login = embedded
      ? { user: embeddedLogin, password: embedded.options.password }
      : optionsFromUrl(input.databaseUrl ?? input.adminUrl ?? '')
    const user = login.user ?? String(owner.options.user)
    if (user !== String(owner.options.user))
      await makeLogin(owner, {
        user,
        password: typeof login.password === 'string' ? login.password : undefined,
      })
    await lendRoles(owner, user, input.log)
    return { applied, newest }
  } finally {
    await owner.end({ timeout: endLimitS })
  }
}

async function checkAsServer({ listener }: Pools, input: DatabaseInput): Promise<void> {
  await waitForServer(listener, input.log)
  await checkServer(listener)
  await checkLogin(listener)
  await checkMigrated(listener, null)
}

type Pools = Pick<Database, 'app' | 'system' | 'listener'>

function openPools(input: DatabaseInput, embedded: Embedded | undefined): Pools {
  const where = embedded
    ? { ...embedded.options, user: embeddedLogin }
    : optionsFromUrl(input.databaseUrl ?? '')
  const listenWhere = embedded || !input.listenUrl ? where : optionsFromUrl(input.listenUrl)
  const size = input.poolSize ?? 10
  const onNotice = noticesOf(input)
  return {
    app: openPool(where, { max: size, role: 'flowpilot_app', onNotice }),
    system: openPool(where, { max: Math.max(2, Math.ceil(size / 3)), role: 'flowpilot_system', onNotice }),
    listener: openPool(listenWhere, { max: 2, onNotice }),
  }
}

const folderOf = (input: DatabaseInput) => input.migrationsDir ?? migrationsFolder()

const noticesOf =
  ({ log }: DatabaseInput) =>
  (code: string, message: string) =>
    log.debug({ code, notice: message }, 'database notice')

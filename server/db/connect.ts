import { openPool, optionsFromUrl, type Sql } from './connection-options.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import { migrate, migrationsFolder } from './migrate.ts'
import { checkRoles, checkServer, lendRoles, waitForServer } from './server-checks.ts'
import type { DatabaseLog } from './start-error.ts'

export type { Sql, TransactionSql } from './connection-options.ts'

const endLimitS = 5

export type Database = {
  kind: 'embedded' | 'external'
  /** Sees one account at a time, through inAccount. */
  app: Sql
  /** The few acts that cross accounts. */
  system: Sql
  /** Migrations and LISTEN, nothing else. */
  admin: Sql
  stop(): Promise<void>
}

export type DatabaseInput = {
  databaseUrl?: string | undefined
  databaseAdminUrl?: string | undefined
  /** Where the embedded server keeps its data when there is no databaseUrl. */
  dataDir: string
  poolSize?: number
  log: DatabaseLog
  migrationsDir?: string
}

/** Connects, migrates and checks, in this order. Throws StartError, whose message says what to do. */
export async function connectDatabase(input: DatabaseInput): Promise<Database> {
  const embedded = input.databaseUrl ? undefined : await startEmbedded(input)
  const pools = openPools(input, embedded)
  const stop = async () => {
    await Promise.all([pools.app, pools.system, pools.admin].map((pool) => pool.end({ timeout: endLimitS })))
    await embedded?.stop()
  }
  try {
    await waitForServer(pools.admin, input.log)
    await checkServer(pools.admin)
    await migrate(pools.admin, input.migrationsDir ?? migrationsFolder())
    await lendRoles(pools.admin, pools.app, input.log)
    await checkRoles(pools)
  } catch (error) {
    await stop()
    throw error
  }
  return { kind: embedded ? 'embedded' : 'external', ...pools, stop }
}

function openPools(input: DatabaseInput, embedded: Embedded | undefined) {
  const where = embedded?.options ?? optionsFromUrl(input.databaseUrl ?? '')
  const adminWhere = embedded || !input.databaseAdminUrl ? where : optionsFromUrl(input.databaseAdminUrl)
  const size = input.poolSize ?? 10
  const onNotice = (code: string, message: string) =>
    input.log.debug({ code, notice: message }, 'database notice')
  return {
    app: openPool(where, { max: size, role: 'flowpilot_app', onNotice }),
    system: openPool(where, { max: Math.max(2, Math.ceil(size / 3)), role: 'flowpilot_system', onNotice }),
    admin: openPool(adminWhere, { max: 2, onNotice }),
  }
}

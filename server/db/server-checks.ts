import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from './connection-options.ts'
import { type DatabaseLog, StartError } from './start-error.ts'

const reachLimitMs = 20_000
const oldestVersion = 150_000
const passing = [
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EAI_AGAIN',
  'ENOTFOUND',
  'CONNECT_TIMEOUT',
  '57P03',
  '53300',
  '57P01',
]

/** Waits a while for a server that is still starting. */
export async function waitForServer(admin: Sql, log: DatabaseLog): Promise<void> {
  const deadline = Date.now() + reachLimitMs
  for (let told = false; ; told = true) {
    try {
      await admin`select 1`
      return
    } catch (error) {
      const code = String((error as { code?: string }).code)
      if (!passing.includes(code) || Date.now() > deadline)
        throw new StartError(
          'database_unreachable',
          `FlowPilot cannot connect to its PostgreSQL (${code}: ${(error as Error).message}). ` +
            'Check DATABASE_URL, DATABASE_ADMIN_URL and that the server runs.',
          error,
        )
      if (!told) log.warn({ code }, 'the database does not answer yet, waiting')
      await sleep(200)
    }
  }
}

export async function checkServer(admin: Sql): Promise<void> {
  const [server] = await admin<{ version: number; encoding: string; name: string }[]>`
    select current_setting('server_version_num')::int as version,
           pg_encoding_to_char(encoding) as encoding, datname as name
    from pg_database where datname = current_database()`
  if (!server) return
  if (server.version < oldestVersion)
    throw new StartError(
      'database_too_old',
      `This PostgreSQL is version ${Math.floor(server.version / 10_000)}; FlowPilot needs 15 or newer. ` +
        'Unset DATABASE_URL to use the one that comes with FlowPilot.',
    )
  if (server.encoding !== 'UTF8')
    throw new StartError(
      'database_not_utf8',
      `The database ${server.name} is in ${server.encoding}; FlowPilot needs UTF-8. Make one with: ` +
        'createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 flowpilot',
    )
}

/**
 * From PostgreSQL 16 on, making a role does not yet allow taking it, and the login of DATABASE_URL may be another than
 * the one that migrates. What cannot be granted here is told by checkRoles.
 */
export async function lendRoles(admin: Sql, app: Sql, log: DatabaseLog): Promise<void> {
  const login = String(app.options.user)
  try {
    const [may] = await admin<{ both: boolean }[]>`
      select bool_and(pg_has_role(${login}::name, lent, ${await setRight(admin)})) as both
      from unnest(${roles}::name[]) lent`
    if (!may?.both) await admin`grant flowpilot_app, flowpilot_system to ${admin(login)}`
  } catch (error) {
    log.debug({ code: (error as { code?: string }).code }, 'the database roles could not be granted')
  }
}

const roles = ['flowpilot_app', 'flowpilot_system']

async function setRight(admin: Sql): Promise<string> {
  const [server] = await admin<
    { version: number }[]
  >`select current_setting('server_version_num')::int as version`
  return server && server.version >= 160_000 ? 'SET' : 'MEMBER'
}

/** Row-level security binds only a role that neither owns the tables nor passes it by. */
export async function checkRoles(pools: { app: Sql; system: Sql }): Promise<void> {
  for (const [pool, expected] of [
    [pools.app, 'flowpilot_app'],
    [pools.system, 'flowpilot_system'],
  ] as const) {
    const fault = await faultOf(pool, expected)
    if (fault)
      throw new StartError(
        'database_role_too_strong',
        `The database role ${expected} would not keep accounts apart: ${fault}. ` +
          `Run: alter role ${expected} nosuperuser nobypassrls, and give the tables to the role that migrates.`,
      )
  }
}

async function faultOf(pool: Sql, expected: string): Promise<string | undefined> {
  const [role] = await pool<{ name: string; strong: boolean; owned: string | null }[]>`
    select current_user as name, r.rolsuper or r.rolbypassrls as strong,
           (select min(c.relname) from pg_class c
            where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace = any(current_schemas(false)::regnamespace[])
              and pg_has_role(r.oid, c.relowner, 'member')) as owned
    from pg_roles r where r.rolname = current_user`.catch((error: Error) => {
    throw new StartError(
      'database_role_missing',
      `FlowPilot cannot work as the database role ${expected} (${error.message}). As an administrator of that ` +
        `PostgreSQL, run: grant flowpilot_app, flowpilot_system to "${pool.options.user}"`,
      error,
    )
  })
  if (role?.name !== expected) return `connections run as ${role?.name} instead`
  if (role.strong) return 'it may pass row-level security by'
  return role.owned ? `it owns the table ${role.owned}` : undefined
}

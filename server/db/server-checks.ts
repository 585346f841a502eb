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

/** No such login, or another password. */
const noLogin = ['28000', '28P01']

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
            'Check DATABASE_URL, DATABASE_LISTEN_URL, DATABASE_ADMIN_URL and that the server runs.' +
            (noLogin.includes(code) ? ' The login of DATABASE_URL is made by: npm run migrate.' : ''),
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
 * The login of a server in production may take the two roles and nothing more: what it can do, a fault of the server can
 * do. Asked as the login itself.
 */
export async function checkLogin(listener: Sql): Promise<void> {
  const [login] = await listener<
    { name: string; strong: boolean; makes_roles: boolean; owner: string | null }[]
  >`
    select r.rolname as name, r.rolsuper or r.rolbypassrls or r.rolreplication as strong,
           r.rolcreaterole as makes_roles,
           (select min(o.rolname) from pg_roles o
            where pg_has_role(r.oid, o.oid, 'member') and exists (
              select 1 from pg_shdepend d
              where d.refclassid = 'pg_authid'::regclass and d.refobjid = o.oid and d.deptype = 'o'
                and (d.dbid = (select oid from pg_database where datname = current_database())
                  or (d.classid = 'pg_database'::regclass
                    and d.objid = (select oid from pg_database where datname = current_database()))))) as owner
    from pg_roles r where r.rolname = session_user`
  if (!login) return
  const fault = login.strong
    ? 'is a superuser or may pass row-level security by'
    : login.makes_roles
      ? 'may make roles'
      : login.owner === login.name
        ? 'owns what is in the database'
        : login.owner && `may become ${login.owner}, which owns what is in the database`
  if (fault)
    throw new StartError(
      'database_login_too_strong',
      `The server's login "${login.name}" ${fault}, so a fault of the server could do all that too. ` +
        `Make one that owns nothing, and give it in DATABASE_URL:\n${loginStatements}\n` +
        'Or let its owner make it: DATABASE_ADMIN_URL=<the owner> DATABASE_URL=<the new login> npm run migrate',
    )
}

const loginStatements =
  "  create role flowpilot_server login noinherit password '…';\n" +
  '  grant flowpilot_app, flowpilot_system to flowpilot_server;'

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

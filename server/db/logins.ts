import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { Sql } from './connection-options.ts'
import type { DatabaseLog } from './start-error.ts'

const roles = ['flowpilot_app', 'flowpilot_system']
const scramRounds = 4096
/** Somebody else made the same login in this moment. */
const madeAlready = ['42710', '23505']

/** The login that the server works with, where it is not there yet: it owns nothing and may make nothing. */
export async function makeLogin(
  owner: Sql,
  { user, password }: { user: string; password?: string | undefined },
): Promise<void> {
  const known = await owner`select 1 from pg_roles where rolname = ${user}`
  if (known.count > 0) return
  const secret = password ? owner.unsafe(`password '${scramVerifier(password)}'`) : owner``
  try {
    await owner`create role ${owner(user)} login noinherit nocreatedb nocreaterole ${secret}`
  } catch (error) {
    if (!madeAlready.includes(String((error as { code?: unknown }).code))) throw error
  }
}

/** What PostgreSQL keeps of a password. Made here, so that the password itself reaches no log of statements. */
export function scramVerifier(password: string, salt = randomBytes(16)): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, scramRounds, 32, 'sha256')
  const mac = (words: string) => createHmac('sha256', salted).update(words).digest()
  const stored = createHash('sha256').update(mac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${scramRounds}:${salt.toString('base64')}$${stored}:${mac('Server Key').toString('base64')}`
}

/**
 * From PostgreSQL 16 on, making a role does not yet allow taking it, and the login of DATABASE_URL may be another than
 * the one that migrates. What cannot be granted here is told by checkRoles.
 */
export async function lendRoles(owner: Sql, login: string, log: DatabaseLog): Promise<void> {
  try {
    const [may] = await owner<{ both: boolean }[]>`
      select bool_and(pg_has_role(${login}::name, lent, ${await setRight(owner)})) as both
      from unnest(${roles}::name[]) lent`
    if (!may?.both) await owner`grant flowpilot_app, flowpilot_system to ${owner(login)}`
  } catch (error) {
    log.debug({ code: (error as { code?: string }).code }, 'the database roles could not be granted')
  }
}

async function setRight(owner: Sql): Promise<string> {
  const [server] = await owner<
    { version: number }[]
  >`select current_setting('server_version_num')::int as version`
  return server && server.version >= 160_000 ? 'SET' : 'MEMBER'
}

import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { migrateDatabase } from '../server/db/connect.ts'
import { openPool, optionsFromUrl, type Sql, urlFromOptions } from '../server/db/connection-options.ts'
import { startEmbedded } from '../server/db/embedded.ts'
import { hashPassword } from '../server/sign-in/password.ts'
import { type Child, freePort, parentOf, startChild } from './processes.ts'

/** Limits that protect people would only measure themselves. */
const openLimits = {
  PASSWORD_TRIES: '10000',
  SIGN_INS_PER_MINUTE: '100000',
  LOGINS_PER_ADDRESS_PER_MINUTE: '100000',
  TURNS_PER_HOUR: '100000',
  POSTS_PER_MINUTE: '100000',
  READS_PER_MINUTE: '1000000',
  CASES_PER_HOUR: '100000',
  STREAMS_PER_USER: '1000',
  MODEL_DOLLARS_PER_DAY: '0',
}
export const benchPassword = 'bench-password'
const silent = { debug: () => {}, warn: () => {}, error: () => {} }

export type Postgres = {
  url: string
  postmaster: number
  /** Another empty database on this server, for a server process to migrate; answers its URL and a pool of its owner. */
  database(name: string): Promise<{ url: string; owner: Sql; end(): Promise<void> }>
  stop(): Promise<void>
}

/** The PostgreSQL that the product brings. Durable as in production, unless `disposable`. */
export async function startPostgres({ disposable = false } = {}): Promise<Postgres> {
  const dataDir = await mkdtemp(join(disposable ? memoryFolder() : tmpdir(), 'flowpilot-bench-'))
  const settings: Record<string, string> = disposable ? { max_wal_size: '4GB', checkpoint_timeout: '1h' } : {}
  const server = await startEmbedded({ dataDir, log: silent, disposable, settings })
  const url = urlFromOptions(server.options)
  const root = openPool(optionsFromUrl(url), { max: 1, onNotice: () => {} })
  const [row] = await root<{ pid: number }[]>`select pg_backend_pid() as pid`
  return {
    url,
    postmaster: parentOf(row?.pid ?? 0),
    database: async (name) => {
      await root.unsafe(`create database ${name} encoding 'UTF8' template template0`)
      const options = { ...server.options, database: name }
      const owner = openPool(options, { max: 2, onNotice: () => {} })
      return { url: urlFromOptions(options), owner, end: () => owner.end({ timeout: 5 }) }
    },
    stop: async () => {
      await root.end({ timeout: 5 })
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function memoryFolder(): string {
  return process.platform === 'linux' ? '/dev/shm' : tmpdir()
}

let isBuilt = false

/** The built server, as `npm start` runs it, in a folder of the benchmark's own. */
export function buildServer(): void {
  if (isBuilt) return
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--mode', 'server', '--outDir', 'dist/bench-server']
  execFileSync(process.execPath, [...vite, '--logLevel', 'error'], { stdio: 'inherit' })
  isBuilt = true
}

/** As production wants it: the owner migrates and makes the login that the server works with. */
async function serverLogin(ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl)
  url.username = 'flowpilot_server'
  await migrateDatabase({ adminUrl: ownerUrl, databaseUrl: url.href, dataDir: '', log: silent })
  return url.href
}

/** A real server process on this database. */
export async function startFlowPilot(
  databaseUrl: string,
  settings: Record<string, string> = {},
  name = 'flowpilot',
): Promise<Child> {
  buildServer()
  const port = await freePort()
  return startChild({
    name,
    args: ['dist/bench-server/main.js'],
    port,
    ready: /FlowPilot is ready/,
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: settings.NODE_ENV === 'production' ? await serverLogin(databaseUrl) : databaseUrl,
      SECRET_KEYS: `bench:${randomBytes(32).toString('base64')}`,
      ALLOW_LOOPBACK_PSA: 'true',
      ...openLimits,
      ...settings,
    },
  })
}

export type Person = { account_id: string; user_id: string; email: string }

let hashed: Promise<string> | undefined

/** An account with so many engineers, the first of them its owner. */
export async function addAccount(owner: Sql, key: string, engineers = 1): Promise<Person[]> {
  hashed ??= hashPassword(benchPassword)
  const password_hash = await hashed
  const account_id = newId()
  await owner`insert into accounts (account_id, key, name) values (${account_id}, ${key}, ${`Account ${key}`})`
  const people = Array.from({ length: engineers }, (_, n) => ({
    account_id,
    id: newId(),
    email: `person-${n}@${key}.example`,
    name: `Person ${n}`,
    role: n === 0 ? 'owner' : 'engineer',
    password_hash,
  }))
  await owner`insert into users ${owner(people)}`
  return people.map(({ id, email }) => ({ account_id, user_id: id, email }))
}

/** A token by the front door. */
export async function signIn(app: string, { email }: Person): Promise<string> {
  const { access_token } = await call<{ access_token: string }>(app, '', 'POST', '/auth/login', {
    email,
    password: benchPassword,
  })
  return access_token
}

export async function call<T>(
  app: string,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${app}/api/v1${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`)
  return (text === '' ? null : JSON.parse(text)) as T
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeEmptyDatabase, openAsOwner } from '../testing/database.ts'
import { connectDatabase, migrateDatabase, type Sql } from './connect.ts'
import { listen } from './listen.ts'
import { scramVerifier } from './logins.ts'
import { migrationsFolder, readMigrations } from './migrate.ts'

const log = { debug: () => {}, warn: () => {}, error: () => {} }
let empty: Awaited<ReturnType<typeof makeEmptyDatabase>>
let admin: Sql
let owner: string
let server: string

/** The same database with another login. */
const as = (login: string, password = 'only-here') => {
  const url = new URL(empty.url)
  url.username = login
  url.password = password
  return url.href
}
const inProduction = (databaseUrl: string) =>
  connectDatabase({ databaseUrl, dataDir: '', poolSize: 2, log, production: true })
const newest = async () => (await readMigrations(migrationsFolder())).at(-1)

beforeAll(async () => {
  empty = await makeEmptyDatabase()
  admin = openAsOwner(empty.url)
  const name = new URL(empty.url).pathname.slice(1)
  owner = `${name}_owner`
  server = `${name}_server`
  await admin`create role ${admin(owner)} login createrole`
  await admin`grant flowpilot_app, flowpilot_system to ${admin(owner)} with admin option`
  await admin`alter database ${admin(name)} owner to ${admin(owner)}`
  await admin`alter schema public owner to ${admin(owner)}`
})
afterAll(async () => {
  await admin.end()
  await empty.drop()
  const left = openAsOwner(empty.url.replace(/\/[^/?]+(\?|$)/, '/postgres$1'))
  for (const login of [server, owner, `${owner}_friend`]) await left`drop role if exists ${left(login)}`
  await left.end()
})

describe('a server in production', () => {
  test('is refused with a superuser’s login, and told what to run', async () => {
    await expect(inProduction(empty.url)).rejects.toMatchObject({
      code: 'database_login_too_strong',
      message: expect.stringMatching(
        /is a superuser[\s\S]*create role flowpilot_server[\s\S]*npm run migrate/,
      ),
    })
  })

  test('migrates nothing: the owner does, and makes the login that the server works with', async () => {
    const { applied } = await migrateDatabase({
      adminUrl: as(owner),
      databaseUrl: as(server),
      dataDir: '',
      log,
    })
    expect(applied.at(-1)).toBe((await newest())?.name)
    const [made] = await admin`
      select rolsuper, rolcreaterole, rolcreatedb, rolinherit, rolpassword from pg_authid where rolname = ${server}`
    expect(made).toMatchObject({
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolinherit: false,
    })
    expect(String(made?.rolpassword)).not.toContain('only-here')
    const again = await migrateDatabase({ adminUrl: as(owner), databaseUrl: as(server), dataDir: '', log })
    expect(again.applied).toEqual([])
  })

  test('works with that login: both roles, and LISTEN', async () => {
    const db = await inProduction(as(server))
    expect(await db.app`select current_user as role`).toEqual([{ role: 'flowpilot_app' }])
    expect(await db.system`select current_user as role`).toEqual([{ role: 'flowpilot_system' }])
    const heard: string[] = []
    const unlisten = await listen(db.listener, 'flowpilot_try', {
      onNotify: (payload) => heard.push(payload),
      onListen: () => {},
    })
    await db.app`select pg_notify('flowpilot_try', 'hello')`
    await expect.poll(() => heard).toEqual(['hello'])
    await unlisten()
    await expect(db.listener`select * from accounts`).rejects.toMatchObject({ code: '42501' })
    await expect(db.listener`create table mine (n int)`).rejects.toMatchObject({ code: '42501' })
    await expect(db.listener`set role ${db.listener(owner)}`).rejects.toMatchObject({ code: '42501' })
    await db.stop()
  })

  test('is refused with the owner’s login, and with one that may become the owner', async () => {
    await admin`alter role ${admin(owner)} nocreaterole`
    await expect(inProduction(as(owner))).rejects.toMatchObject({
      code: 'database_login_too_strong',
      message: expect.stringContaining('owns what is in the database'),
    })
    const friend = `${owner}_friend`
    await admin`create role ${admin(friend)} login noinherit`
    await admin`grant ${admin(owner)}, flowpilot_app, flowpilot_system to ${admin(friend)}`
    await expect(inProduction(as(friend))).rejects.toMatchObject({
      code: 'database_login_too_strong',
      message: expect.stringContaining(`may become ${owner}`),
    })
  })

  test('is refused while a migration is outstanding, and applies none', async () => {
    const last = await newest()
    await admin`delete from schema_migrations where version = ${last?.version ?? 0}`
    await expect(inProduction(as(server))).rejects.toMatchObject({
      code: 'migration_outstanding',
      message: expect.stringMatching(
        new RegExp(`lacks ${last?.name}[\\s\\S]*DATABASE_ADMIN_URL=<the owner>`),
      ),
    })
    const [left] = await admin`select max(version) as version from schema_migrations`
    expect(left?.version).toBe((last?.version ?? 0) - 1)
    await admin`insert into schema_migrations ${admin({ version: last?.version, name: last?.name, sha256: last?.sha256 } as never)}`
  })

  test('is refused on a database that was never migrated', async () => {
    const other = await makeEmptyDatabase()
    const url = new URL(other.url)
    url.username = server
    await expect(inProduction(url.href)).rejects.toMatchObject({
      code: 'migration_outstanding',
      message: expect.stringContaining('was never migrated'),
    })
    await other.drop()
  })
})

test('a password is kept as PostgreSQL itself would keep it', async () => {
  const login = `${server}_password`
  await admin`set password_encryption = 'scram-sha-256'`
  await admin.unsafe(`create role "${login}" login password 'Sonne & 1 Mond'`)
  const [kept] = await admin`select rolpassword as secret from pg_authid where rolname = ${login}`
  const salt = /^SCRAM-SHA-256\$4096:([^$]+)\$/.exec(String(kept?.secret))?.[1] ?? ''
  expect(scramVerifier('Sonne & 1 Mond', Buffer.from(salt, 'base64'))).toBe(kept?.secret)
  await admin`drop role ${admin(login)}`
})

test('the embedded database stays one command, and its server owns nothing either', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'flowpilot-production-'))
  const db = await connectDatabase({ dataDir, poolSize: 2, log, production: true })
  expect(
    await db.listener`
    select session_user as login, rolsuper as super from pg_roles where rolname = session_user`,
  ).toEqual([{ login: 'flowpilot_server', super: false }])
  expect(await db.app`select count(*) as n from accounts`).toEqual([{ n: 0 }])
  await db.stop()
  await rm(dataDir, { recursive: true })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, makeEmptyDatabase, type TestDatabase } from '../testing/database.ts'
import { connectDatabase } from './connect.ts'
import { openPool, optionsFromUrl, urlFromOptions } from './connection-options.ts'
import { lendRoles } from './logins.ts'
import { checkRoles } from './server-checks.ts'
import { inAccount } from './tx.ts'

const silent = { debug: () => {}, warn: () => {}, error: () => {} }
let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db?.stop())

test('each pool starts with its role, and its limits', async () => {
  const who = (sql: typeof db.app) => sql`
    select current_user as role, current_setting('statement_timeout') as statement,
           current_setting('idle_in_transaction_session_timeout') as idle, current_setting('TimeZone') as zone`
  expect(await who(db.app)).toEqual([{ role: 'flowpilot_app', statement: '30s', idle: '30s', zone: 'UTC' }])
  expect(await who(db.system)).toEqual([
    { role: 'flowpilot_system', statement: '30s', idle: '30s', zone: 'UTC' },
  ])
  expect(await who(db.listener)).toMatchObject([{ statement: '0' }])
})

test('rows are ready for JSON', async () => {
  const [row] = await db.app`
    select timestamptz '2026-11-20 11:41:07.123456+01' as at, timestamp '2026-11-20 10:41:07' as plain,
           timestamptz 'infinity' as never, date '2026-11-20' as day, 9007199254740991::bigint as count,
           9007199254740993::bigint as beyond, 1.50::numeric as exact, '{"a": [1, null]}'::jsonb as data,
           array['a', 'b c']::text[] as words, array[now()]::timestamptz[] as instants, interval '90 minutes' as took,
           null::timestamptz as nothing`
  expect(row).toEqual({
    at: '2026-11-20T10:41:07.123Z',
    plain: '2026-11-20T10:41:07.000Z',
    never: 'infinity',
    day: '2026-11-20',
    count: 9007199254740991,
    beyond: '9007199254740993',
    exact: '1.50',
    data: { a: [1, null] },
    words: ['a', 'b c'],
    instants: [expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)],
    took: 'PT1H30M',
    nothing: null,
  })
})

test('instants, numbers and JSON go in as they came out', async () => {
  const at = '2026-11-20T10:41:07.123Z'
  const [row] = await db.app`
    select ${at}::timestamptz as text, ${new Date(at)}::timestamptz as date, ${5}::bigint as count,
           ${'7'}::bigint as big, ${db.app.json({ a: '"' })}::jsonb as data, ${['x', 'y']}::text[] as words`
  expect(row).toEqual({ text: at, date: at, count: 5, big: 7, data: { a: '"' }, words: ['x', 'y'] })
})

test('a database that is not UTF-8 is refused with the command that makes one', async () => {
  const ascii = await makeEmptyDatabase("encoding 'SQL_ASCII' locale 'C'")
  await expect(connectDatabase({ databaseUrl: ascii.url, dataDir: '', log: silent })).rejects.toMatchObject({
    code: 'database_not_utf8',
    message: expect.stringContaining(
      'createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 flowpilot',
    ),
  })
  await ascii.drop()
})

test('a server that is not there, and a wrong database name, are a sentence without the password', async () => {
  const url = new URL(db.url)
  url.pathname = '/no_such_database'
  url.password = 'hidden-canary'
  const error = await connectDatabase({ databaseUrl: url.href, dataDir: '', log: silent }).catch(
    (caught) => caught,
  )
  expect(error).toMatchObject({
    code: 'database_unreachable',
    message: expect.stringContaining('no_such_database'),
  })
  expect(error.message).not.toContain('hidden-canary')
})

test('a login of its own is lent the roles; one that cannot be is told the command', async () => {
  const login = db.name.replace('test', 'login')
  await db.admin`create role ${db.admin(login)} login password 'only-here'`
  const where = { ...optionsFromUrl(db.url), user: login, password: 'only-here' }
  const open = (role: 'flowpilot_app' | 'flowpilot_system') =>
    openPool(where, { max: 1, role, onNotice: () => {} })
  const pools = { app: open('flowpilot_app'), system: open('flowpilot_system') }
  try {
    await expect(checkRoles(pools)).rejects.toMatchObject({
      code: 'database_role_missing',
      message: expect.stringContaining(`grant flowpilot_app, flowpilot_system to "${login}"`),
    })
    await lendRoles(db.admin, login, silent)
    await expect(checkRoles(pools)).resolves.toBeUndefined()
  } finally {
    await Promise.all([pools.app.end(), pools.system.end()])
    await db.admin`drop role ${db.admin(login)}`
  }
})

test('a statement that runs into its limit is an unavailable database', async () => {
  const slow = inAccount(db, randomUUID(), async (sql) => {
    await sql`set local statement_timeout = '20ms'`
    await sql`select pg_sleep(5)`
  })
  await expect(slow).rejects.toMatchObject({ code: 'database_unavailable' })
})

test('roles that would not keep accounts apart are refused', async () => {
  await expect(checkRoles({ app: db.app, system: db.system })).resolves.toBeUndefined()
  await expect(checkRoles({ app: db.admin, system: db.system })).rejects.toMatchObject({
    code: 'database_role_too_strong',
    message: expect.stringContaining('The database role flowpilot_app would not keep accounts apart'),
  })
  await db.admin`create table lent (n int)`
  await db.admin`grant create on schema public to flowpilot_app`
  await db.admin`alter table lent owner to flowpilot_app`
  await expect(checkRoles({ app: db.app, system: db.system })).rejects.toMatchObject({
    message: expect.stringContaining('it owns the table lent'),
  })
  await db.admin`drop table lent`
})

test.each([
  [
    'postgres://ada:p%40ss@db.example:6543/flow',
    { host: 'db.example', port: 6543, user: 'ada', password: 'p@ss', database: 'flow' },
  ],
  [
    'postgres://flowpilot@/flow?host=/run/postgresql',
    { host: '/run/postgresql', port: 5432, user: 'flowpilot', database: 'flow' },
  ],
  [
    'postgresql:///flow?host=%2Frun%2Fpostgresql&port=5433',
    { host: '/run/postgresql', port: 5433, database: 'flow' },
  ],
  ['postgres://u@[::1]/flow', { host: '::1', port: 5432 }],
  [
    'postgres://u@h/flow?sslmode=require&channel_binding=require&application_name=x',
    { ssl: 'require', connection: { application_name: 'x' } },
  ],
  ['postgres://u@h/flow?sslmode=disable', { ssl: false }],
])('reads %s', (url, expected) => {
  expect(optionsFromUrl(url)).toMatchObject(expected)
})

test('an address written as a URL is read back the same', () => {
  const socket = { host: '/a b/ü', port: 5432, user: 'flow pilot', database: 'x', password: 'p/?#@' }
  expect(optionsFromUrl(urlFromOptions(socket))).toMatchObject(socket)
  const tcp = { host: '127.0.0.1', port: 55, user: 'u', database: 'x' }
  expect(optionsFromUrl(urlFromOptions(tcp))).toMatchObject(tcp)
})

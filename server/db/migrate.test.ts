import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { makeEmptyDatabase } from '../testing/database.ts'
import { openPool, optionsFromUrl, type Sql } from './connection-options.ts'
import { migrate, migrationsFolder, readMigrations } from './migrate.ts'

let folder: string
let empty: Awaited<ReturnType<typeof makeEmptyDatabase>>
const pools: Sql[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flowpilot-migrations-'))
  empty = await makeEmptyDatabase()
})
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.end({ timeout: 2 })))
  await empty.drop()
  await rm(folder, { recursive: true })
})
afterAll(() => expect(pools).toEqual([]))

function open(): Sql {
  const pool = openPool(optionsFromUrl(empty.url), { max: 2, onNotice: () => {} })
  pools.push(pool)
  return pool
}

const file = (name: string, text: string) => writeFile(join(folder, name), text)
const firstTwo = async () => {
  await file('0001_boxes.sql', 'create table boxes (n int);\ninsert into boxes values (1);')
  await file('0002_more_boxes.sql', 'insert into boxes values (2);')
}

test('applies what is missing, in order, and then nothing', async () => {
  const sql = open()
  await firstTwo()
  expect(await migrate(sql, folder)).toEqual({ applied: ['0001_boxes.sql', '0002_more_boxes.sql'] })
  expect(await migrate(sql, folder)).toEqual({ applied: [] })
  await file('0003_third.sql', 'insert into boxes values (3);')
  expect(await migrate(sql, folder)).toEqual({ applied: ['0003_third.sql'] })
  expect(await sql`select n from boxes order by n`).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
})

test('six starters at once, with a concurrent index among the files: each file is applied once', async () => {
  await firstTwo()
  await file('0003_index.sql', '-- no-transaction\ncreate index concurrently boxes_n on boxes (n);')
  await file('0004_slow.sql', 'select pg_sleep(0.3);\ninsert into boxes values (4);')
  const results = await Promise.all(Array.from({ length: 6 }, () => migrate(open(), folder)))
  expect(results.flatMap((result) => result.applied).sort()).toEqual([
    '0001_boxes.sql',
    '0002_more_boxes.sql',
    '0003_index.sql',
    '0004_slow.sql',
  ])
  const sql = open()
  expect(await sql`select n from boxes order by n`).toEqual([{ n: 1 }, { n: 2 }, { n: 4 }])
  expect(await sql`select indisvalid as valid from pg_index where indexrelid = 'boxes_n'::regclass`).toEqual([
    { valid: true },
  ])
})

test('a changed file is refused by name, other line ends are no change', async () => {
  const sql = open()
  await firstTwo()
  await migrate(sql, folder)
  await file('0001_boxes.sql', 'create table boxes (n int);\r\ninsert into boxes values (1);')
  expect(await migrate(sql, folder)).toEqual({ applied: [] })
  await file('0001_boxes.sql', 'create table boxes (n bigint);')
  await expect(migrate(sql, folder)).rejects.toMatchObject({
    code: 'migration_changed',
    message: expect.stringContaining('0001_boxes.sql is not the file that was applied'),
  })
})

test('a database newer than the code is refused', async () => {
  const sql = open()
  await firstTwo()
  await migrate(sql, folder)
  await rm(join(folder, '0002_more_boxes.sql'))
  await expect(migrate(sql, folder)).rejects.toMatchObject({
    code: 'database_newer',
    message: expect.stringContaining('by a newer FlowPilot (0002_more_boxes.sql)'),
  })
})

test('a gap in the database is refused', async () => {
  const sql = open()
  await firstTwo()
  await migrate(sql, folder)
  await sql`delete from schema_migrations where version = 1`
  await expect(migrate(sql, folder)).rejects.toMatchObject({ code: 'migration_missing' })
})

test.each(['0003_gap.sql', '0001_twice.sql', 'notes.sql', '0002_Upper.sql'])(
  'the file name %s is refused',
  async (name) => {
    await file('0001_boxes.sql', 'select 1;')
    await file(name, 'select 1;')
    await expect(readMigrations(folder)).rejects.toMatchObject({ code: 'migration_misnamed' })
  },
)

test('a file that fails leaves nothing of itself, keeps those before it, and frees the lock', async () => {
  const sql = open()
  await firstTwo()
  await file('0002_more_boxes.sql', 'insert into boxes values (2);\ninsert into nowhere values (1);')
  await expect(migrate(sql, folder)).rejects.toMatchObject({
    code: 'migration_failed',
    message: expect.stringContaining('0002_more_boxes.sql failed: relation "nowhere" does not exist'),
  })
  expect(await sql`select n from boxes`).toEqual([{ n: 1 }])
  await file('0002_more_boxes.sql', 'insert into boxes values (2);')
  expect(await migrate(open(), folder)).toEqual({ applied: ['0002_more_boxes.sql'] })
})

test('the migrations of this package apply to an empty database', async () => {
  const { applied } = await migrate(open(), migrationsFolder())
  expect(applied).toEqual((await readMigrations(migrationsFolder())).map((each) => each.name))
  expect(applied.length).toBeGreaterThan(0)
})

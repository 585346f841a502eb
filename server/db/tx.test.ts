import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { publish } from '../events/publish.ts'
import { countStatements } from '../testing/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { constraints } from './constraints.ts'
import { inAccount, type TransactionSql } from './tx.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await db.admin`
    create table parcels (account_id uuid not null, label text not null constraint parcel_label_unique unique)`
  await db.admin`alter table parcels enable row level security`
  await db.admin`alter table parcels force row level security`
  await db.admin`
    create policy own on parcels
      using (account_id = (select nullif(current_setting('app.account_id', true), '')::uuid))`
  await db.admin`grant select, insert, update on parcels to flowpilot_app`
})
afterAll(() => db?.stop())

const acme = randomUUID()
const zed = randomUUID()
const put = (account: string, label: string) =>
  inAccount(db, account, (sql) => sql`insert into parcels values (${account}, ${label}) returning label`)

test('a transaction sees its own account and no other', async () => {
  await put(acme, 'a')
  await put(zed, 'z')
  const labels = (account: string) => inAccount(db, account, (sql) => sql`select label from parcels`)
  expect([...(await labels(acme))]).toEqual([{ label: 'a' }])
  expect([...(await labels(zed))]).toEqual([{ label: 'z' }])
  expect([...(await labels(randomUUID()))]).toEqual([])
})

test('a row of another account cannot be written', async () => {
  const smuggled = inAccount(db, acme, (sql) => sql`insert into parcels values (${zed}, 'b')`)
  await expect(smuggled).rejects.toMatchObject({ code: '42501' })
})

test('the account ends with the transaction', async () => {
  for (let round = 0; round < 20; round++) {
    await inAccount(db, acme, async (sql) => sql`select 1`)
    const [setting] = await db.app`select nullif(current_setting('app.account_id', true), '') as account`
    expect(setting?.account).toBeNull()
  }
})

test('200 interleaved transactions over four connections stay apart', async () => {
  const accounts = Array.from({ length: 200 }, () => randomUUID())
  const seen = await Promise.all(
    accounts.map((account) =>
      inAccount(db, account, async (sql) => {
        await sql`insert into parcels values (${account}, ${account})`
        const rows = await sql<{ label: string }[]>`select label from parcels`
        return rows.map((row) => row.label)
      }),
    ),
  )
  expect(seen).toEqual(accounts.map((account) => [account]))
})

test('work that throws leaves nothing behind', async () => {
  const broken = inAccount(db, acme, async (sql) => {
    await sql`insert into parcels values (${acme}, 'half')`
    throw new Problem('conflict')
  })
  await expect(broken).rejects.toMatchObject({ code: 'conflict' })
  const [count] = await db.admin`select count(*) as n from parcels where label = 'half'`
  expect(count).toEqual({ n: 0 })
})

const told = (sql: TransactionSql, account_id: string) =>
  publish(sql, account_id, 'ticket.changed', { ticket_id: '1' })
const noted = (sql: TransactionSql, account_id: string) =>
  record(sql, { account_id }, { action: 'session.created', subject_kind: 'session', result: 'done' })

test('audit lines and events of a transaction are one statement, its last one', async () => {
  await db.admin`insert into accounts (account_id, key, name) values (${acme}, 'acme', 'Acme MSP')`
  let sent: TransactionSql | undefined
  const cost = await countStatements(db, () =>
    inAccount(db, acme, async (sql) => {
      await told(sql, acme)
      for (let line = 0; line < 3; line++) await noted(sql, acme)
      await publish(sql, acme, 'ticket.changed', { ticket_id: '2' })
      await sql`insert into parcels values (${acme}, 'told')`
      sent = sql
    }),
  )
  // begin, account, parcel, what was told, commit
  expect(cost).toBe(5)
  expect(sent?.newest_event).toBe(2)
  const [kept] = await db.admin`
    select (select count(*) from audit_log) as lines, (select array_agg(seq order by seq) from events) as events`
  expect(kept).toEqual({ lines: 3, events: [1, 2] })
})

test('what cannot be told at the end rolls everything back and comes out as its own error', async () => {
  const before = await db.admin`select seq from event_counters`
  const stranger = inAccount(db, acme, async (sql) => {
    await sql`insert into parcels values (${acme}, 'stranger')`
    await noted(sql, acme)
    await told(sql, zed)
  })
  await expect(stranger).rejects.toMatchObject({ code: '42501' })
  await db.admin`alter table events add constraint parcel_label_unique check (kind = 'none') not valid`
  constraints.parcel_label_unique = 'case_already_open'
  const refused = inAccount(db, acme, async (sql) => {
    await sql`insert into parcels values (${acme}, 'refused')`
    await noted(sql, acme)
    await told(sql, acme)
  })
  await expect(refused).rejects.toMatchObject({ code: 'case_already_open' })
  delete constraints.parcel_label_unique
  await db.admin`alter table events drop constraint parcel_label_unique`
  const [left] = await db.admin`
    select (select count(*) from parcels where label in ('stranger', 'refused')) as parcels,
      (select count(*) from audit_log) as lines`
  expect(left).toEqual({ parcels: 0, lines: 3 })
  expect(await db.admin`select seq from event_counters`).toEqual(before)
})

test('an account id that cannot be set fails the work with its own error, and the pool goes on', async () => {
  let reached: unknown
  const bad = inAccount(db, 'nul\0byte', async (sql) => {
    reached = await sql`select label from parcels`.catch((error) => error.code)
    return reached
  })
  await expect(bad).rejects.toMatchObject({ code: '22021' })
  expect(reached).toBe('25P02')
  await expect(put(acme, 'after')).resolves.toHaveLength(1)
})

test('a named constraint becomes its problem, an unnamed one stays an error', async () => {
  await put(acme, 'twice')
  await expect(put(acme, 'twice')).rejects.toMatchObject({ code: '23505' })
  constraints.parcel_label_unique = 'case_already_open'
  await expect(put(acme, 'twice')).rejects.toMatchObject({ code: 'case_already_open', status: 409 })
  delete constraints.parcel_label_unique
})

test('a deadlock is a conflict for one of the two, and the other goes on', async () => {
  await put(acme, 'left')
  await put(acme, 'right')
  let bothHold = () => {}
  const held = new Promise<void>((resolve) => {
    let holders = 0
    bothHold = () => {
      holders++
      if (holders === 2) resolve()
    }
  })
  const cross = (first: string, second: string) =>
    inAccount(db, acme, async (sql) => {
      await sql`update parcels set label = label where label = ${first}`
      bothHold()
      await held
      await sql`update parcels set label = label where label = ${second}`
      return 'done'
    }).catch((problem) => problem.code)
  const outcomes = await Promise.all([cross('left', 'right'), cross('right', 'left')])
  expect(outcomes.sort()).toEqual(['conflict', 'done'])
})

test('a pool that is closed says that the database is away', async () => {
  const other = await createTestDatabase()
  await other.stop()
  const late = inAccount(other, acme, (sql) => sql`select 1`)
  await expect(late).rejects.toMatchObject({ code: 'database_unavailable', status: 503 })
})

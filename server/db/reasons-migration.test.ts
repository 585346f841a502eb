import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postReason } from '../../shared/contracts/post-reasons.ts'
import { makeEmptyDatabase, openAsOwner } from '../testing/database.ts'
import { openPool, optionsFromUrl, type Sql } from './connection-options.ts'
import { migrate, migrationsFolder, readMigrations } from './migrate.ts'

const versionBefore = 33
const account_id = '01930000-0000-7000-8000-000000000001'
const connection_id = '01930000-0000-7000-8000-000000000002'
const user_id = '01930000-0000-7000-8000-000000000003'

let empty: Awaited<ReturnType<typeof makeEmptyDatabase>>
let folder: string
let admin: Sql
/** Owns the tables and is no superuser, as in production: row-level security holds for it too. */
let owner: Sql
let ownerName: string

beforeAll(async () => {
  empty = await makeEmptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'flowpilot-migrations-'))
  admin = openAsOwner(empty.url)
  const name = new URL(empty.url).pathname.slice(1)
  ownerName = `${name}_owner`
  await admin`create role ${admin(ownerName)} login createrole`
  await admin`grant flowpilot_app, flowpilot_system to ${admin(ownerName)} with admin option`
  await admin`alter database ${admin(name)} owner to ${admin(ownerName)}`
  await admin`alter schema public owner to ${admin(ownerName)}`
  const url = new URL(empty.url)
  url.username = ownerName
  url.password = 'only-here'
  owner = openPool(optionsFromUrl(url.href), { max: 2, onNotice: () => {} })

  for (const { name } of (await readMigrations(migrationsFolder())).slice(0, versionBefore))
    await copyFile(join(migrationsFolder(), name), join(folder, name))
  await migrate(owner, folder)
  await admin`insert into accounts (account_id, key, name) values (${account_id}, 'acme', 'Acme MSP')`
  await admin`
    insert into users (account_id, id, name, role) values (${account_id}, ${user_id}, 'Ben Okafor', 'engineer')`
  await admin`
    insert into connections (account_id, id, kind, name, site, site_url, keys_sealed, public_key_hint)
    values (${account_id}, ${connection_id}, 'connectwise', 'Acme', '{"company_id": "acme", "client_id": "x"}',
      'https://na.myconnectwise.net', 'sealed', 'x')`
  for (const post of before) await insert(post)
  await admin`
    insert into breakers (account_id, connection_id, state, reason)
    values (${account_id}, ${connection_id}, 'open', 'ConnectWise answers unreliably since 14:02 UTC: 5 notes.')`
  await migrate(owner, migrationsFolder())
})
afterAll(async () => {
  await Promise.all([admin?.end(), owner?.end()])
  await empty.drop()
  const left = openAsOwner(empty.url.replace(/\/[^/?]+(\?|$)/, '/postgres$1'))
  await left`drop role if exists ${left(ownerName)}`
  await left.end()
  await rm(folder, { recursive: true })
})

type Before = {
  n: number
  kind: 'note' | 'status' | 'assignment'
  state: 'rejected' | 'cancelled' | 'needs_human'
  order: object
  explanation: string
  reason: string | null
}
const before: Before[] = [
  { n: 1, kind: 'note', state: 'cancelled', order: {}, explanation: 'Taken back by Ben.', reason: null },
  {
    n: 2,
    kind: 'assignment',
    state: 'rejected',
    order: { act: 'remove', member_id: '103' },
    explanation: 'Cleo owns the ticket.',
    reason: 'owner_changed',
  },
  {
    n: 3,
    kind: 'assignment',
    state: 'needs_human',
    order: { act: 'own', member_id: '103' },
    explanation: 'The ticket is owned by Cleo now.',
    reason: 'owner_changed',
  },
  {
    n: 4,
    kind: 'status',
    state: 'needs_human',
    order: { status_id: '7' },
    explanation: 'The ticket has another status.',
    reason: 'status_changed',
  },
]
const postId = (n: number) => `01930000-0000-7000-9000-00000000000${n}`

async function insert({ n, kind, state, order, explanation, reason }: Before): Promise<void> {
  const text = kind === 'note' ? 'The mail flows again.' : null
  await admin`
    insert into posts (account_id, id, intent_key, kind, "order", source_kind, source_id, placement, connection_id,
      ticket_id, user_id, body, body_hash, tag, state, send_after, explanation, reason, reason_at)
    values (${account_id}, ${postId(n)}, ${postId(n)}, ${kind}, ${admin.json(order as never)}, 'person', ${user_id},
      ${text && 'internal'}, ${connection_id}, '48291', ${user_id}, ${text}, ${text}, ${text && '7K3F9QXH2M'}, ${state},
      now(), ${explanation}, ${reason}, ${reason && '2026-11-20T12:00:00Z'})`
}

test('posts of before keep their sentence and their reason; a removal that met the owner says so', async () => {
  const rows = await admin`select id, explanation, reason, asked_by from posts order by id`
  expect(rows.map((row) => ({ ...row }))).toEqual(
    before.map(({ n, explanation, reason }) => ({
      id: postId(n),
      explanation,
      reason: n === 2 ? 'member_owns_ticket' : reason,
      asked_by: null,
    })),
  )
})

test('a connection that was stopped stays stopped, with a cause that nobody knows any more', async () => {
  expect(await admin`select state, cause from breakers`).toEqual([{ state: 'open', cause: null }])
})

test('the wall around the posts of an account stands again', async () => {
  expect(
    await admin`select relrowsecurity, relforcerowsecurity from pg_class where relname = 'posts'`,
  ).toEqual([{ relrowsecurity: true, relforcerowsecurity: true }])
})

test('the database takes exactly the reasons that the contract names', async () => {
  const [row] = await admin<{ says: string }[]>`
    select pg_get_constraintdef(oid) as says from pg_constraint
    where conname = 'post_reason_is_known' and conrelid = 'posts'::regclass`
  const taken = [...(row?.says ?? '').matchAll(/'([a-z_]+)'/g)].map(([, code]) => code)
  const named = postReason.options.map((option) => option.entries.code.literal)
  expect(taken.toSorted()).toEqual(named.toSorted())
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { keysOf, providerFor } from '../connections/provider-for.ts'
import { selectSealed } from '../connections/queries.ts'
import { testConnection } from '../connections/test-connection.ts'
import { tx } from '../ctx.ts'
import { startPostWorker, wakePosts } from '../posts/worker/worker.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { outbox, ownWords } from '../testing/outbox.ts'
import { type People, people, simulatorKeys } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { createKeys } from './keys.ts'
import { resealAll } from './reseal.ts'
import { sealedColumns } from './sealed-queries.ts'
import { seal } from './sealing.ts'
import { parseSecretKeys } from './secret-keys.ts'

const key = (name: string, fill: number) => `${name}:${Buffer.alloc(32, fill).toString('base64')}`
const [k1, k2, k3] = [key('k1', 1), key('k2', 2), key('k3', 3)]

let db: TestDatabase
let world: TestWorld
let who: People
beforeAll(async () => {
  db = await createTestDatabase()
  world = await createTestWorld({ database: db, settings: { SECRET_KEYS: k1 } })
  who = await people(world)
})
afterAll(async () => {
  await world?.stop()
  await db?.stop()
})

/** Another server process on the same database, with other keys. */
const withKeys = (SECRET_KEYS: string) =>
  createTestWorld({ database: db, simulator: world.simulator, settings: { SECRET_KEYS } })
const sealedNow = () => tx(who.ctxFor('ada'), (sql) => selectSealed(sql, undefined))
const kids = async () => {
  const rows = await db.admin<{ sealed: string }[]>`
    select keys_sealed as sealed from connections union all select private_sealed from signing_keys
    union all select successor_sealed from refresh_tokens where successor_sealed is not null`
  return rows.map(
    ({ sealed }) => JSON.parse(Buffer.from(sealed.split('.')[0] ?? '', 'base64url').toString()).kid,
  )
}

async function addSuccessor(value: string): Promise<void> {
  const { account_id, user } = who.ctxFor('ben')
  await tx(
    who.ctxFor('ben'),
    (sql) => sql`
      insert into refresh_tokens (account_id, id, user_id, family_id, token_hash, successor_sealed, surface,
        expires_at, family_expires_at)
      values (${account_id}, ${randomUUID()}, ${user.id}, ${randomUUID()}, ${randomUUID()}, ${value}, 'app',
        now() + interval '1 day', now() + interval '1 day')`,
  )
}

test('the list of sealed columns is that of the database', async () => {
  const rows = await db.admin<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and column_name like '%sealed%' order by 1`
  expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(
    rows.map(({ name }) => name),
  )
})

test('the new key is put first, everything is sealed anew, the old one is taken away', async () => {
  const { account_id } = who.ctxFor('ben')
  for (let i = 0; i < 230; i++)
    await addSuccessor(await seal(parseSecretKeys(k1), 'refresh', account_id, `token ${i}`))
  const secret_sealed = await seal(parseSecretKeys(k1), 'second_factor', account_id, 'secret')
  await tx(
    who.ctxFor('ben'),
    (sql) => sql`
      insert into second_factors (account_id, user_id, secret_sealed)
      values (${account_id}, ${who.of.ben.id}, ${secret_sealed})`,
  )
  expect(new Set(await kids())).toEqual(new Set(['k1']))

  const results = await resealAll(db, parseSecretKeys(`${k2},${k1}`))
  expect(results).toEqual([
    { column: 'connections.keys_sealed', found: 1, sealed_anew: 1, missing: {}, broken: 0 },
    { column: 'identity_providers.client_secret_sealed', found: 0, sealed_anew: 0, missing: {}, broken: 0 },
    { column: 'notification_channels.url_sealed', found: 0, sealed_anew: 0, missing: {}, broken: 0 },
    { column: 'refresh_tokens.successor_sealed', found: 230, sealed_anew: 230, missing: {}, broken: 0 },
    { column: 'second_factors.secret_sealed', found: 1, sealed_anew: 1, missing: {}, broken: 0 },
    { column: 'second_factors.pending_sealed', found: 0, sealed_anew: 0, missing: {}, broken: 0 },
    { column: 'signing_keys.private_sealed', found: 1, sealed_anew: 1, missing: {}, broken: 0 },
  ])
  expect(new Set(await kids())).toEqual(new Set(['k2']))
  const again = await resealAll(db, parseSecretKeys(`${k2},${k1}`))
  expect(again.map(({ sealed_anew }) => sealed_anew)).toEqual([0, 0, 0, 0, 0, 0, 0])

  const token = await world.keys.signAccess({ sub: who.of.ben.id, account: account_id, surface: 'app' })
  const after = await withKeys(k2)
  expect(await after.keys.verifyAccess(token)).toBeDefined()
  expect(await keysOf(after, (await sealedNow()) ?? { account_id, keys_sealed: '' })).toEqual(simulatorKeys)
  await after.stop()
})

test('two runs at once, beside a server that uses the keys, break nothing', async () => {
  const server = await withKeys(`${k3},${k2}`)
  const secrets = parseSecretKeys(`${k3},${k2}`)
  const ada = { ...who.ctxFor('ada'), world: server }
  const [one, two] = await Promise.all([
    resealAll(db, secrets),
    resealAll(db, secrets),
    ...Array.from({ length: 10 }, () => providerFor(ada)),
  ])
  await server.background.settled()
  expect(new Set(await kids())).toEqual(new Set(['k3']))
  const count = (results: typeof one) =>
    results.find(({ column }) => column.startsWith('refresh'))?.sealed_anew
  expect((count(one) ?? 0) + (count(two) ?? 0)).toBe(230)
  await server.stop()
})

test('what is opened under an old key is sealed anew under the first, without a command', async () => {
  const server = await withKeys(`${k1},${k3}`)
  await providerFor({ ...who.ctxFor('ada'), world: server })
  await server.background.settled()
  const alone = await withKeys(k1)
  const ada = { ...who.ctxFor('ada'), world: alone }
  expect((await providerFor(ada)).connection.id).toBe(who.connection_id)
  const keys = await createKeys(readConfig({ SECRET_KEYS: k1 }), db)
  expect(keys.publicKeys()).toEqual(server.keys.publicKeys())
  await alone.stop()
  await server.stop()
})

test('values whose key was taken away are counted under its name and left as they are', async () => {
  const before = await sealedNow()
  const results = await resealAll(db, parseSecretKeys(k2))
  expect(results[0]).toEqual({
    column: 'connections.keys_sealed',
    found: 1,
    sealed_anew: 0,
    missing: { k1: 1 },
    broken: 0,
  })
  expect(await sealedNow()).toEqual(before)
})

test('a key taken too early is a problem that names it; entering both keys again needs no old value', async () => {
  const server = await withKeys(k2)
  const call = requests(server, who).as('ada')
  const path = `/integrations/psa/connections/${who.connection_id}`
  const missing = { code: 'secret_key_missing', message: expect.stringContaining('the key k1') }
  expect(await call('POST', `${path}/test`)).toMatchObject({ status: 503, body: missing })
  expect(await call('GET', '/psa/tickets?q=mail')).toMatchObject({ status: 503, body: missing })
  expect(await call('PATCH', path, { private_key: 'half-of-it' })).toMatchObject({
    status: 503,
    body: missing,
  })
  expect((await call('PATCH', path, { name: 'Our ConnectWise' })).status).toBe(200)
  expect((await call('PATCH', path, { ...simulatorKeys })).status).toBe(200)
  expect((await call('POST', `${path}/test`)).body).toMatchObject({ ok: true })
  await server.stop()
})

test('a post waits while its connection’s key is missing, and goes out once it is back and tested', async () => {
  const without = await withKeys(k3)
  const text = ownWords()
  const post = await outbox(without, who, world.simulator).click({ text })
  expect(post).toMatchObject({
    state: 'blocked',
    reason: 'keys_locked',
    reason_params: { says: expect.stringContaining('the key k2') },
  })
  await without.stop()

  const back = await withKeys(`${k3},${k2}`)
  const worker = startPostWorker(back)
  const box = outbox(back, who, world.simulator)
  expect(box.notesWith(text)).toEqual([])
  expect((await testConnection({ ...who.ctxFor('ada'), world: back }, who.connection_id)).ok).toBe(true)
  await box.inAcme((sql) => sql`update posts set check_at = now() where state = 'blocked'`)
  wakePosts(back)
  await box.until(post.id, 'verified')
  expect(box.notesWith(text)).toHaveLength(1)
  await worker.stop()
  await back.stop()
})

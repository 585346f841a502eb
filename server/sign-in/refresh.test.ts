import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../db/tx.ts'
import { type People, people } from '../testing/people.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { beginFamily, logout, refresh } from './refresh.ts'

let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld({ settings: { REFRESHES_PER_MINUTE: '1000' } })
  who = await people(world)
})
afterAll(() => world?.stop())

const begin = (name: 'ben' | 'cleo' | 'ada' | 'vera') =>
  inAccount(world.db, who.accounts.acme, (sql) =>
    beginFamily(sql, { account_id: who.accounts.acme, user_id: who.of[name].id }),
  )
const age = (seconds: number) =>
  inAccount(
    world.db,
    who.accounts.acme,
    (sql) => sql`update refresh_tokens set rotated_at = rotated_at - make_interval(secs => ${seconds})`,
  )

test('twenty parallel refreshes, twenty rounds: one live family, nobody logged out', async () => {
  let token = await begin('ben')
  for (let round = 0; round < 20; round++) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(world, token)))
    const successors = new Set(answers.map((answer) => answer.refresh_token))
    expect(successors.size).toBe(1)
    expect(successors.has(token)).toBe(false)
    token = [...successors][0] ?? ''
  }
  const [row] = await inAccount(
    world.db,
    who.accounts.acme,
    (sql) => sql<{ live: number; families: number }[]>`
    select count(*) filter (where rotated_at is null and revoked_at is null)::int as live,
           count(distinct family_id)::int as families from refresh_tokens where user_id = ${who.of.ben.id}`,
  )
  expect(row).toEqual({ live: 1, families: 1 })
}, 60_000)

test('a token that is used again after the grace ends its whole family, and only that', async () => {
  const stolen = await begin('cleo')
  const other = await begin('cleo')
  const { refresh_token } = await refresh(world, stolen)
  await age(11)
  await expect(refresh(world, stolen)).rejects.toMatchObject({ code: 'refresh_reused' })
  await expect(refresh(world, refresh_token)).rejects.toMatchObject({ code: 'not_signed_in' })
  await expect(refresh(world, other)).resolves.toMatchObject({ user: { id: who.of.cleo.id } })
})

test('within the grace the same successor comes again', async () => {
  const token = await begin('ada')
  const first = await refresh(world, token)
  await age(8)
  expect((await refresh(world, token)).refresh_token).toBe(first.refresh_token)
})

test('idle for a week, a month old, signed out or never issued: not signed in', async () => {
  const idle = await begin('vera')
  await inAccount(
    world.db,
    who.accounts.acme,
    (sql) => sql`update refresh_tokens set expires_at = now() where user_id = ${who.of.vera.id}`,
  )
  const old = await begin('vera')
  await inAccount(
    world.db,
    who.accounts.acme,
    (sql) =>
      sql`update refresh_tokens set family_expires_at = now() where user_id = ${who.of.vera.id} and expires_at > now()`,
  )
  const out = await begin('vera')
  await logout(world, out)
  for (const token of [idle, old, out, 'x'.repeat(43)])
    await expect(refresh(world, token)).rejects.toMatchObject({ code: 'not_signed_in' })
})

test('the table holds no token, and no successor that opens for another account', async () => {
  const token = await begin('ada')
  const { refresh_token } = await refresh(world, token)
  const rows = await world.db.admin`select row_to_json(r)::text as row from refresh_tokens r`
  const dump = rows.map((row) => row.row).join('\n')
  expect(dump).not.toContain(token)
  expect(dump).not.toContain(refresh_token)
  const [sealed] = await world.db
    .admin`select successor_sealed from refresh_tokens where successor_sealed is not null limit 1`
  await expect(world.keys.unseal('refresh', who.accounts.zed, sealed?.successor_sealed)).rejects.toThrow(
    'could not be opened',
  )
})

test('the eleventh rotation in a minute waits, and the token it came with stays good', async () => {
  const strict = await createTestWorld({ database: world.db, settings: { REFRESHES_PER_MINUTE: '10' } })
  let token = await inAccount(world.db, who.accounts.zed, (sql) =>
    beginFamily(sql, { account_id: who.accounts.zed, user_id: who.of.zed.id }),
  )
  for (let turn = 0; turn < 10; turn++) token = (await refresh(strict, token)).refresh_token
  await expect(refresh(strict, token)).rejects.toMatchObject({ code: 'too_often' })
  await world.db.system`delete from limit_counts`
  await expect(refresh(strict, token)).resolves.toMatchObject({ user: { id: who.of.zed.id } })
  await strict.stop()
}, 30_000)

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { takeTry } from '../db/counting-queries.ts'
import { inAccount } from '../db/tx.ts'
import { demoPassword } from '../demo-people.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { hashPassword } from './password.ts'

const settings = {
  TRUSTED_PROXY_HOPS: '1',
  LOGINS_PER_ADDRESS_PER_MINUTE: '40',
  SIGN_INS_PER_MINUTE: '60',
}
const here = '198.51.100.4'
const elsewhere = '203.0.113.9'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let cheap: string
beforeAll(async () => {
  world = await createTestWorld({ settings })
  who = await people(world)
  api = requests(world, who)
  // many tries: those of Acme's people are cheap, Zed's and nobody's cost what they cost
  cheap = await hashPassword(demoPassword, { N: 1024, r: 8, p: 1 })
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.db.system`delete from password_tries`
  await world.db.system`delete from limit_counts`
  await cheapen()
})
/** A sign-in brings the hash to today's cost. */
const cheapen = () =>
  inAccount(world.db, who.accounts.acme, (sql) => sql`update users set password_hash = ${cheap}`)

type Typed = { email?: string; password?: string; from?: string; cookie?: string }
const login = ({ email = 'ben@acme.example', password = demoPassword, from = here, cookie }: Typed = {}) =>
  api.signedOut(
    'POST',
    '/auth/login',
    { email, password },
    {
      'x-forwarded-for': from,
      host: 'localhost',
      origin: 'http://localhost',
      ...(cookie ? { cookie } : {}),
    },
  )
const guess = (times: number, typed: Typed) =>
  Array.from({ length: times }).reduce<Promise<number[]>>(
    async (before) => [...(await before), (await login({ password: 'wrong', ...typed })).status],
    Promise.resolve([]),
  )
const deviceCookie = (answer: Awaited<ReturnType<typeof login>>) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .find((pair) => pair.startsWith('flowpilot_device=')) ?? ''
/** As if so many seconds had passed. */
const pass = (seconds: number) =>
  world.db.system`
    update password_tries set held_until = held_until - make_interval(secs => ${seconds}),
      tried_at = tried_at - make_interval(secs => ${seconds})`

test('whoever guesses from elsewhere keeps nobody out at home', async () => {
  expect(await guess(6, { from: elsewhere })).toEqual([401, 401, 401, 401, 401, 429])
  expect((await login()).status).toBe(200)
  expect((await login({ from: elsewhere })).status).toBe(429)
})

test('each wrong one beyond the free ones waits longer than the one before', async () => {
  await guess(5, {})
  const waits: number[] = []
  for (let round = 0; round < 6; round++) {
    const held = await login()
    expect(held.status).toBe(429)
    const wait = Number(held.headers.get('retry-after'))
    waits.push(Math.ceil(wait / 10) * 10)
    await pass(wait)
    expect(await guess(1, {})).toEqual([401])
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 900])
})

test('the right password ends the count', async () => {
  await guess(4, {})
  expect((await login()).status).toBe(200)
  expect(await guess(5, {})).toEqual([401, 401, 401, 401, 401])
})

test('an hour without a try forgives', async () => {
  await guess(5, {})
  await pass(3_700)
  expect(await guess(5, {})).toEqual([401, 401, 401, 401, 401])
})

test('a known device signs in while the whole world guesses; a new one has to wait', async () => {
  const known = deviceCookie(await login())
  await cheapen()
  for (let n = 0; n < 30; n++) await guess(1, { from: `203.0.113.${n}` })
  expect((await login({ from: '192.0.2.1' })).body).toMatchObject({ code: 'too_often' })
  expect((await login({ cookie: known })).status).toBe(200)
})

test('a known device that guesses waits for itself', async () => {
  const known = deviceCookie(await login())
  expect(await guess(6, { cookie: known })).toEqual([401, 401, 401, 401, 401, 429])
  expect((await login()).status).toBe(200)
})

test('tries at the same moment do not hold each other', async () => {
  const taken = await Promise.all(
    Array.from({ length: 40 }, () =>
      takeTry(world.db.system, { bucket: 'crowd', free: 1000, firstWaitS: 30 }),
    ),
  )
  expect(taken.filter((heldS) => heldS !== null)).toEqual([])
})

test('a device is known to the person who signed in on it, and to nobody else', async () => {
  const known = deviceCookie(await login({ email: 'cleo@acme.example' }))
  await guess(5, {})
  expect((await login({ cookie: known })).status).toBe(429)
  const forged = known.replace(/.{6}$/, 'AAAAAA')
  await guess(5, { email: 'cleo@acme.example', from: elsewhere })
  const typed = { email: 'cleo@acme.example', from: elsewhere }
  expect((await login({ ...typed, cookie: forged })).status).toBe(429)
  expect((await login({ ...typed, cookie: known })).status).toBe(200)
})

test('people who share a browser are both known on it', async () => {
  const first = deviceCookie(await login())
  const both = deviceCookie(await login({ email: 'cleo@acme.example', cookie: first }))
  await guess(5, {})
  await guess(5, { email: 'cleo@acme.example' })
  expect((await login({ cookie: both })).status).toBe(200)
  expect((await login({ email: 'cleo@acme.example', cookie: both })).status).toBe(200)
})

test('an e-mail nobody has answers as one that somebody has', async () => {
  const known = await guess(7, {})
  const unknown = await guess(7, { email: 'nobody@acme.example' })
  expect(unknown).toEqual(known)
})

test('an IPv6 customer is one caller, whichever of its addresses it uses', async () => {
  const typed = { password: 'wrong', email: 'vera@acme.example' }
  for (let n = 1; n <= 5; n++) await login({ ...typed, from: `2001:db8:1:2::${n}` })
  expect((await login({ ...typed, from: '2001:db8:1:2:9::1' })).status).toBe(429)
  expect((await login({ ...typed, from: '2001:db8:1:3::1' })).status).toBe(401)
})

test('strangers in all have a limit that known devices do not meet', async () => {
  const known = deviceCookie(await login())
  await world.db.system`
    insert into limit_counts (bucket, ends_at, count) values ('login:all', now() + interval '1 minute', 60)
    on conflict (bucket) do update set count = 60, ends_at = excluded.ends_at`
  expect((await login({ email: 'zed@zedit.example', from: '192.0.2.7' })).status).toBe(429)
  expect((await login({ cookie: known })).status).toBe(200)
})

test('whom strangers tried is told so at the next sign-in, and for their own slips not', async () => {
  const failedOf = async () =>
    ((await api.as('ada')('GET', '/me')).body as { failed_sign_ins: { count: number } | null })
      .failed_sign_ins
  const ada = { email: 'ada@acme.example' }
  await guess(2, ada)
  await login(ada)
  expect(await failedOf()).toBeNull()
  await guess(4, { ...ada, from: elsewhere })
  await login(ada)
  expect(await failedOf()).toMatchObject({ count: 4, last_at: expect.any(String) })
  await login(ada)
  expect(await failedOf()).toBeNull()
  const refused = await inAccount(
    world.db,
    who.accounts.acme,
    (sql) => sql`select 1 from audit_log where user_id = ${who.of.ada.id} and result = 'refused'`,
  )
  expect(refused).toHaveLength(6)
})

test('a crowd beyond the line is sent away and counts as no try', async () => {
  const zed = { email: 'zed@zedit.example' }
  const crowd = await Promise.all(
    Array.from({ length: 20 }, (_, n) => login({ ...zed, from: `203.0.113.${n}` })),
  )
  const busy = crowd.filter(({ status }) => status === 503)
  expect(busy.length).toBeGreaterThan(0)
  expect(busy[0]?.body).toMatchObject({ code: 'sign_ins_busy' })
  expect(Number(busy[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(crowd.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(12)
  const [row] = await world.db.system`select coalesce(max(tries), 0)::int as most from password_tries`
  expect(row).toEqual({ most: 0 })
}, 30_000)

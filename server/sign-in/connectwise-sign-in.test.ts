import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { inAccount } from '../db/tx.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  world.simulator.clearFaults()
  await world.db.system`delete from limit_counts`
})

function claim(identifier: string, company = 'acme') {
  const session = world.simulator.openMemberSession(company, identifier)
  return {
    pod_key: who.pod_keys.acme,
    company_id: 'acme',
    member_id: identifier,
    member_hash: session.memberHash,
    member_context: session.memberContext,
  }
}
const signIn = async (body: object) =>
  (await api.signedOut('POST', '/auth/connectwise', body)) as unknown as {
    status: number
    headers: Headers
    body: {
      code?: string
      access_token: string
      expires_in: number
      ticket_access: string
      user: { id: string; role: string; name: string; email: string | null }
    }
  }
test('a confirmed member is the mapped user, on the ticket ConnectWise shows them', async () => {
  const { status, body, headers } = await signIn({ ...claim('ben'), ticket_id: '48291' })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    expires_in: 300,
    ticket_access: 'yes',
    user: { id: who.of.ben.id, role: 'engineer' },
  })
  expect(body).not.toHaveProperty('refresh_token')
  expect(headers.get('set-cookie')).toBeNull()
  expect(await world.keys.verifyAccess(body.access_token)).toMatchObject({
    surface: 'pod',
    ticket: '48291',
    sub: who.of.ben.id,
  })
})

test('what was kept of whose pod it is counts only as long as the account has that key', async () => {
  world.pod_accounts.set(who.pod_keys.acme, who.accounts.zed)
  const claimed = claim('ben')
  expect((await signIn(claimed)).body.code).toBe('member_not_confirmed')
  expect((await signIn(claimed)).body.user.id).toBe(who.of.ben.id)
})

test('while ConnectWise is away a member it confirmed lately goes on, and nobody else begins', async () => {
  const known = { ...claim('ben'), ticket_id: '48291' }
  expect((await signIn(known)).status).toBe(200)
  const [startedAt, minuteMs] = [Date.now(), 60_000]
  world.simulator.addFault({ kind: 'unreachable' })
  vi.useFakeTimers({ toFake: ['Date'], now: startedAt + 9 * minuteMs })
  try {
    expect((await signIn(known)).body).toMatchObject({ ticket_access: 'yes', user: { id: who.of.ben.id } })
    expect((await signIn({ ...known, ticket_id: '48288' })).body.code).toBe('psa_unavailable')
    expect((await signIn(claim('cleo'))).body.code).toBe('psa_unavailable')
    vi.setSystemTime(startedAt + 11 * minuteMs)
    expect((await signIn(known)).body.code).toBe('psa_unavailable')
  } finally {
    vi.useRealTimers()
    world.simulator.clearFaults()
  }
})

test('a ticket the member may not see gets them no token for it', async () => {
  const { status, body } = await signIn({ ...claim('cleo'), ticket_id: '48293' })
  expect(status).toBe(200)
  expect(body.ticket_access).toBe('no')
  expect((await world.keys.verifyAccess(body.access_token))?.ticket).toBeUndefined()
  expect((await signIn({ ...claim('ada'), ticket_id: '48293' })).body.ticket_access).toBe('yes')
  expect((await signIn(claim('ben'))).body.ticket_access).toBe('none')
})

test.each<[string, () => object]>([
  ['a wrong hash', () => ({ ...claim('ben'), member_hash: 'x'.repeat(32) })],
  ['a hash of somebody else', () => ({ ...claim('ben'), member_id: 'ada' })],
  ['a member of another company', () => claim('otto', 'other')],
  ['another company named', () => ({ ...claim('otto', 'other'), company_id: 'other' })],
  ['an account that is not there', () => ({ ...claim('ben'), pod_key: '0123456789abcdef0123' })],
  ['an account without a connection', () => ({ ...claim('ben'), pod_key: who.pod_keys.zed })],
])('refused alike: %s', async (_, body) => {
  const answer = await signIn(body())
  expect([answer.status, answer.body.code]).toEqual([401, 'member_not_confirmed'])
})

test('ConnectWise away: nobody gets in, and the pod is told to come back', async () => {
  world.simulator.addFault({ kind: 'unreachable' })
  const answer = await signIn(claim('ada'))
  expect([answer.status, answer.body.code]).toEqual([503, 'psa_unavailable'])
  expect(answer.headers.get('retry-after')).toBeTruthy()
})

test('after ten failures one member has to wait, and the others do not', async () => {
  const wrong = { ...claim('ben'), member_hash: 'y'.repeat(32) }
  for (let attempt = 0; attempt < 10; attempt++) expect((await signIn(wrong)).status).toBe(401)
  const eleventh = await signIn(wrong)
  expect([eleventh.status, eleventh.body.code]).toEqual([429, 'too_often'])
  expect((await signIn(claim('cleo'))).status).toBe(200)
})

test('a user who was switched off stays out, whatever ConnectWise says', async () => {
  await inAccount(
    world.db,
    who.accounts.acme,
    (sql) => sql`update users set active = false where id = ${who.of.ben.id}`,
  )
  const { status, body } = await signIn(claim('ben'))
  expect([status, body.code]).toEqual([403, 'member_switched_off'])
})

test('the claim is neither kept nor logged', async () => {
  const secret = claim('cleo')
  await signIn(secret)
  const [dump] = await world.db.admin`
    select (select coalesce(json_agg(a)::text, '') from audit_log a) || (select coalesce(json_agg(r)::text, '') from limit_counts r)
        || (select coalesce(json_agg(m)::text, '') from member_mappings m) as text`
  expect(dump?.text).toContain('sign_in.connectwise')
  expect(dump?.text).not.toContain(secret.member_hash)
})

/** As if so many minutes had passed since `at`. */
async function later<T>(at: number, minutes: number, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['Date'], now: at + minutes * 60_000 })
  try {
    return await work()
  } finally {
    vi.useRealTimers()
  }
}

test('what ConnectWise refuses is forgotten, also for an outage right after', async () => {
  const known = claim('cleo')
  const at = Date.now()
  expect((await signIn(known)).status).toBe(200)
  await later(at, 6, async () => {
    world.simulator.addFault({ kind: 'status', status: 401, times: 1 })
    expect((await signIn(known)).body.code).toBe('member_not_confirmed')
    world.simulator.addFault({ kind: 'unreachable' })
    expect((await signIn(known)).body.code).toBe('psa_unavailable')
  })
})

test('a line that is full, or a pause that ConnectWise asks for, is no outage', async () => {
  const known = claim('cleo')
  const at = Date.now()
  expect((await signIn(known)).status).toBe(200)
  await later(at, 6, async () => {
    world.simulator.addFault({ kind: 'status', status: 429, retry_after: 1, times: 1 })
    expect((await signIn(known)).body.code).toBe('psa_busy')
  })
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  await later(at, 7, async () => {
    world.simulator.addFault({ kind: 'slow', delay_ms: 400, match: { path: '/system/myMembers/info' } })
    const strangers = Array.from({ length: 24 }, (_, n) =>
      signIn({ ...claim('ada'), member_id: `nobody${n}`, member_hash: `guess-of-a-stranger-${n}` }),
    )
    const codes = (await Promise.all([...strangers, signIn(claim('ada'))])).map(({ body }) => body.code)
    expect(codes).toContain('psa_busy')
  })
})

test('strangers at the door hold up nobody inside, and whom it confirmed before comes first', async () => {
  world.simulator.addFault({ kind: 'slow', delay_ms: 300, match: { path: '/system/myMembers/info' } })
  const known = claim('cleo')
  const at = Date.now()
  expect((await signIn(known)).status).toBe(200)
  await later(at, 6, async () => {
    const strangers = Array.from({ length: 23 }, (_, n) =>
      signIn({ ...claim('ada'), member_id: `nobody${n}`, member_hash: `guess-of-a-stranger-${n}` }),
    )
    let turnedAway = 0
    for (const stranger of strangers) void stranger.then(() => turnedAway++)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const [search, mine] = await Promise.all([
      api
        .as('ada')('GET', '/psa/tickets?q=mail')
        .then((answer) => [answer.status, turnedAway]),
      signIn(known).then((answer) => [answer.status, turnedAway]),
    ])
    expect([search[0], mine[0]]).toEqual([200, 200])
    // the strangers are asked about three at a time
    expect(search[1]).toBeLessThan(strangers.length - 3)
    expect(mine[1]).toBeLessThan(strangers.length - 3)
    await Promise.all(strangers)
  })
}, 30_000)

test('refusals of a minute are written down as the first, the tenth and the hundredth', async () => {
  const written = () =>
    inAccount(
      world.db,
      who.accounts.acme,
      (sql) => sql<{ n: number | null }[]>`
        select (detail ->> 'in_this_minute')::int as n from audit_log
        where action = 'sign_in.connectwise' and result = 'refused' order by at`,
    )
  const before = (await written()).length
  for (let n = 0; n < 15; n++)
    await signIn({ ...claim('ada'), member_id: `nobody${n}`, member_hash: 'x'.repeat(32) })
  const fresh = (await written()).slice(before)
  // a minute can end in between
  expect(fresh.length).toBeGreaterThanOrEqual(2)
  expect(fresh.length).toBeLessThanOrEqual(4)
  expect(fresh[0]).toEqual({ n: 1 })
})

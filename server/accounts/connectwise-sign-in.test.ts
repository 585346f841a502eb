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
  await world.db.system`delete from rate_limits`
})

function claim(identifier: string, company = 'acme') {
  const session = world.simulator.openMemberSession(company, identifier)
  return {
    account_key: 'acme',
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
const mappings = () =>
  inAccount(
    world.db.app,
    who.accounts.acme,
    (sql) => sql`select member_identifier, user_id, source from member_mappings order by 1`,
  )

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

test('while ConnectWise is away a member it confirmed lately goes on, and nobody else begins', async () => {
  const known = { ...claim('ben'), ticket_id: '48291' }
  expect((await signIn(known)).status).toBe(200)
  const [startedAt, minuteMs] = [Date.now(), 60_000]
  world.simulator.addFault({ kind: 'unreachable' })
  vi.useFakeTimers({ toFake: ['Date'], now: startedAt + 20 * minuteMs })
  try {
    expect((await signIn(known)).body).toMatchObject({ ticket_access: 'yes', user: { id: who.of.ben.id } })
    expect((await signIn({ ...known, ticket_id: '48288' })).body.code).toBe('psa_unavailable')
    expect((await signIn(claim('cleo'))).body.code).toBe('psa_unavailable')
    vi.setSystemTime(startedAt + 120 * minuteMs)
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
  ['an account that is not there', () => ({ ...claim('ben'), account_key: 'nobody' })],
  ['an account without a connection', () => ({ ...claim('ben'), account_key: 'zed' })],
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

test('a member without mapping becomes the user of the same e-mail, and only once', async () => {
  await inAccount(
    world.db.app,
    who.accounts.acme,
    (sql) => sql`delete from member_mappings where member_identifier = 'cleo'`,
  )
  const answers = await Promise.all(Array.from({ length: 5 }, () => signIn(claim('cleo'))))
  expect(answers.map(({ body }) => body.user.id)).toEqual(Array(5).fill(who.of.cleo.id))
  expect((await mappings()).filter((row) => row.member_identifier === 'cleo')).toEqual([
    { member_identifier: 'cleo', user_id: who.of.cleo.id, source: 'sign_in' },
  ])
})

test('a member nobody knows is made an engineer, once, unless the account says no', async () => {
  const acme = who.accounts.acme
  await inAccount(world.db.app, acme, async (sql) => {
    await sql`delete from member_mappings where member_identifier = 'ada'`
    await sql`update users set email = null where id = ${who.of.ada.id}`
    await sql`update accounts set provision_members = false`
  })
  expect((await signIn(claim('ada'))).body.code).toBe('not_allowed')
  await inAccount(world.db.app, acme, (sql) => sql`update accounts set provision_members = true`)
  const answers = await Promise.all(Array.from({ length: 5 }, () => signIn(claim('ada'))))
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200))
  const ids = new Set(answers.map(({ body }) => body.user.id))
  expect(ids.size).toBe(1)
  expect(ids.has(who.of.ada.id)).toBe(false)
  expect(answers[0]?.body.user).toMatchObject({
    role: 'engineer',
    name: 'Ada Lindqvist',
    // not an address that another account's person may need
    email: null,
  })
})

test('a user who was switched off stays out, whatever ConnectWise says', async () => {
  await inAccount(
    world.db.app,
    who.accounts.acme,
    (sql) => sql`update users set active = false where id = ${who.of.ben.id}`,
  )
  const { status, body } = await signIn(claim('ben'))
  expect([status, body.code]).toEqual([403, 'not_allowed'])
})

test('the claim is neither kept nor logged', async () => {
  const secret = claim('cleo')
  await signIn(secret)
  const [dump] = await world.db.admin`
    select (select coalesce(json_agg(a)::text, '') from audit_log a) || (select coalesce(json_agg(r)::text, '') from rate_limits r)
        || (select coalesce(json_agg(m)::text, '') from member_mappings m) as text`
  expect(dump?.text).toContain('sign_in.connectwise')
  expect(dump?.text).not.toContain(secret.member_hash)
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPassword } from '../demo-people.ts'
import { whileHeld, whileOpen } from '../testing/in-flight.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { claimDomain } from './operator-acts.ts'
import { hashPassword } from './password.ts'

const settings = {
  PASSWORD_TRIES: '1000',
  SIGN_INS_PER_MINUTE: '10000',
  LOGINS_PER_ADDRESS_PER_MINUTE: '1000',
  REFRESHES_PER_MINUTE: '1000',
}
let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings })
  who = await people(world)
  api = requests(world, who)
  const { acme } = who.accounts
  await world.db.admin`
    insert into identity_providers (account_id, issuer, client_id, client_secret_sealed, label)
    values (${acme}, 'https://id.acme.example', 'flowpilot', 'sealed', 'Acme ID')`
  await world.db.admin`
    insert into user_identities (account_id, user_id, issuer, subject)
    values (${acme}, ${who.of.ada.id}, 'https://id.acme.example', 'sub-ada')`
  await claimDomain(world, 'acme', 'acme.example')
})
afterAll(() => world?.stop())
async function asBefore() {
  const [ada] = await world.db.admin`select password_hash from users where id = ${who.of.ada.id}`
  await world.db.admin`
    update users set active = true, revision = 1, password_hash = ${ada?.password_hash} where id = ${who.of.ben.id}`
  await world.db.admin`update accounts set sso_only = false`
  await world.db.admin`delete from limit_counts`
}
beforeEach(asBefore)

type Tokens = { access_token: string; refresh_token: string }
const login = (name: 'ben' | 'cleo' = 'ben') =>
  api.signedOut('POST', '/auth/login', { email: who.of[name].email, password: demoPassword })
const tokens = async () => (await login()).body as Tokens
const renew = (refresh_token: string) => api.signedOut('POST', '/auth/refresh', { refresh_token })
const me = async ({ access_token }: Tokens) =>
  (await api.signedOut('GET', '/me', undefined, { authorization: `Bearer ${access_token}` })).status
const ben = () => `/accounts/me/people/${who.of.ben.id}`
const onlySso = () => api.as('ada')('PATCH', '/accounts/me/sign-in', { sso_only: true })
const switchOff = () => api.as('ada')('PATCH', ben(), { revision: 1, active: false })
async function linkOf(): Promise<string> {
  const { body } = await api.as('ada')('POST', `${ben()}/reset`)
  return (body as { link: string }).link.split('#')[1] ?? ''
}

describe('a refresh on its way leaves nothing open after', () => {
  type Ending = (before: { link: string; old: string }) => Promise<{ status: number }>
  test.each<[string, number, Ending]>([
    ['signing out everywhere', 204, () => api.as('ada')('DELETE', `${ben()}/sign-ins`)],
    ['switching off', 200, switchOff],
    [
      'a new password by a link',
      204,
      ({ link }) => api.signedOut('POST', '/auth/password', { token: link, password: 'seven brown owls' }),
    ],
    ['signing out', 204, ({ old }) => api.signedOut('POST', '/auth/logout', { refresh_token: old })],
    [
      'ending it in the list of one’s sign-ins',
      204,
      async () => {
        const asBen = { authorization: `Bearer ${(await tokens()).access_token}` }
        const { body } = await api.signedOut('GET', '/me/sign-ins', undefined, asBen)
        const other = (body as { items: { id: string; current: boolean }[] }).items.find(
          (one) => !one.current,
        )
        return api.signedOut('DELETE', `/me/sign-ins/${other?.id}`, undefined, asBen)
      },
    ],
    ['a second use of its oldest token', 401, ({ old }) => renew(old)],
    ['allowing single sign-on only', 200, onlySso],
  ])('%s', async (_name, status, end) => {
    await world.db.admin`delete from refresh_tokens where user_id = ${who.of.ben.id}`
    const first = await tokens()
    const held = (await renew(first.refresh_token)).body as Tokens
    await world.db.admin`update refresh_tokens set rotated_at = rotated_at - interval '11 seconds'`
    const before = { link: await linkOf(), old: first.refresh_token }
    const [renewed, ended] = await whileHeld(
      world,
      { table: 'refresh_tokens', when: 'update' },
      () => renew(held.refresh_token),
      () => end(before),
    )
    expect([renewed.status, ended.status]).toEqual([200, status])
    const last = renewed.body as Tokens
    expect(await me(last)).toBe(401)
    expect((await renew(last.refresh_token)).status).toBe(401)
  })
})

describe('a sign-in on its way', () => {
  const first = (change: object) =>
    whileOpen(
      world,
      who.accounts.acme,
      (sql) => sql`update users set ${sql(change)} where id = ${who.of.ben.id}`,
      login,
    )
  test.each([
    ['a new password', { password_hash: 'scrypt$of-another' }],
    ['switching off', { active: false }],
  ])('with the old password stops at %s that was written meanwhile', async (_name, change) => {
    const { status, body } = await first(change)
    expect([status, body]).toMatchObject([401, { code: 'wrong_credentials' }])
  })

  test('is in by the same password of which another sign-in made a new hash meanwhile', async () => {
    const cheap = await hashPassword(demoPassword, { N: 1024, r: 8, p: 1 })
    await world.db.admin`update users set password_hash = ${cheap} where id = ${who.of.ben.id}`
    expect((await first({ password_hash: await hashPassword(demoPassword) })).status).toBe(200)
  })

  test('is stopped by nothing else that changes of the person', async () => {
    expect((await first({ role: 'viewer' })).status).toBe(200)
    await world.db.admin`update users set role = 'engineer' where id = ${who.of.ben.id}`
  })

  test.each([
    ['switching off', switchOff],
    ['allowing single sign-on only', onlySso],
  ])('that is granted already ends with %s', async (_name, end) => {
    const [granted, ended] = await whileHeld(world, { table: 'refresh_tokens', when: 'insert' }, login, end)
    expect([granted.status, ended.status]).toEqual([200, 200])
    expect(await me(granted.body as Tokens)).toBe(401)
  })
})

test('the old password does not set a new one once another was set meanwhile', async () => {
  const asBen = { authorization: `Bearer ${(await tokens()).access_token}` }
  const { status, body } = await whileOpen(
    world,
    who.accounts.acme,
    (sql) => sql`update users set password_hash = 'scrypt$of-another' where id = ${who.of.ben.id}`,
    () =>
      api.signedOut('POST', '/me/password', { current: demoPassword, password: 'seven brown owls' }, asBen),
  )
  expect([status, body]).toMatchObject([409, { code: 'conflict' }])
})

test('refreshes, sign-ins and endings of all kinds at once never wait for each other in a circle', async () => {
  for (let round = 0; round < 3; round++) {
    const { refresh_token } = await tokens()
    const token = await linkOf()
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => renew(refresh_token)),
      ...Array.from({ length: 4 }, () => login()),
      ...Array.from({ length: 3 }, () => api.as('ada')('DELETE', `${ben()}/sign-ins`)),
      ...Array.from({ length: 3 }, () => api.signedOut('POST', '/auth/logout', { refresh_token })),
      api.signedOut('POST', '/auth/password', { token, password: 'seven brown owls' }),
      switchOff(),
    ])
    const codes = answers.map(({ body }) => (body as { code?: string }).code)
    expect(codes).not.toContain('conflict')
    await asBefore()
  }
}, 60_000)

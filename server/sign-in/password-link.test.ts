import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inAccount } from '../db/tx.ts'
import { demoPassword } from '../demo-people.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { hashPassword, isOtherCost } from './password.ts'

const settings = {
  PASSWORD_TRIES: '1000',
  SIGN_INS_PER_MINUTE: '10000',
  LOGINS_PER_ADDRESS_PER_MINUTE: '1000',
}
let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings })
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())
beforeEach(() => world.db.system`delete from limit_counts`)

const own = { origin: 'http://localhost', host: 'localhost' }
const newWords = 'seven brown owls'
let count = 0

/** Ada invites somebody new. */
async function invite(name = 'Dora Sand') {
  const email = `dora-${++count}@acme.example`
  const answer = await api.as('ada')('POST', '/accounts/me/people', { name, email, role: 'engineer' })
  expect(answer.status).toBe(201)
  const { person, link } = answer.body as { person: { id: string }; link: { link: string } }
  return { email, id: person.id, link: link.link, token: tokenOf(link.link), body: answer.body }
}
const tokenOf = (link: string) => new URL(link).hash.slice(1)
const read = (token: string, headers = {}) => api.signedOut('POST', '/auth/link', { token }, headers)
const set = (token: string, password = newWords, headers = {}) =>
  api.signedOut('POST', '/auth/password', { token, password }, headers)
const login = (email: string, password: string) => api.signedOut('POST', '/auth/login', { email, password })
const code = (answer: { body: unknown }) => (answer.body as { code?: string }).code
const age = (id: string, hours: number) =>
  world.db
    .admin`update password_links set expires_at = expires_at - make_interval(hours => ${hours}) where user_id = ${id}`

test('an invitation sets a password once, and the invited is in', async () => {
  const { email, id, token, link, body } = await invite()
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/app\/password#[\w-]{43}$/)
  expect(body).toMatchObject({
    person: {
      email,
      role: 'engineer',
      invited: true,
      has_password: false,
      link_expires_at: expect.any(String),
    },
    link: { delivery: 'shown', mail_failed: false },
  })
  expect((await read(token)).body).toMatchObject({
    purpose: 'invitation',
    name: 'Dora Sand',
    email,
    account: 'Acme MSP',
  })
  expect((await login(email, newWords)).status).toBe(401)
  expect((await set(token)).status).toBe(204)
  expect((await login(email, newWords)).body).toMatchObject({ user: { id, role: 'engineer' } })
  expect(code(await set(token, 'nine green herons'))).toBe('link_used')
  expect(code(await read(token))).toBe('link_used')
  expect((await login(email, newWords)).status).toBe(200)
})

test('late, replaced, cut off: each is refused with a sentence of its own', async () => {
  const first = await invite()
  await age(first.id, 71)
  expect((await read(first.token)).status).toBe(200)
  await age(first.id, 1)
  expect(code(await set(first.token))).toBe('link_expired')

  const again = await api.as('ada')('POST', `/accounts/me/people/${first.id}/reset`)
  const newest = tokenOf((again.body as { link: string }).link)
  expect(code(await set(first.token))).toBe('link_replaced')
  expect((await read(newest)).body).toMatchObject({ purpose: 'invitation' })
  expect((await read(newest.slice(1))).status).toBe(400)
  expect((await read('x'.repeat(43))).status).toBe(404)
})

test('a reset lives for two hours and ends what the old password had opened', async () => {
  const { refresh_token, access_token } = (await login('cleo@acme.example', demoPassword)).body as Record<
    string,
    string
  >
  const made = async () =>
    tokenOf(
      ((await api.as('ada')('POST', `/accounts/me/people/${who.of.cleo.id}/reset`)).body as { link: string })
        .link,
    )
  const late = await made()
  await age(who.of.cleo.id, 2)
  expect(code(await set(late))).toBe('link_expired')
  const token = await made()
  expect((await read(token)).body).toMatchObject({ purpose: 'reset' })
  expect((await login('cleo@acme.example', demoPassword)).status).toBe(200)
  expect((await set(token)).status).toBe(204)
  expect((await login('cleo@acme.example', demoPassword)).status).toBe(401)
  expect((await api.signedOut('POST', '/auth/refresh', { refresh_token })).status).toBe(401)
  const me = await api.signedOut('GET', '/me', undefined, { authorization: `Bearer ${access_token}` })
  expect(me.status).toBe(401)
})

test('of ten who bring one link at the same moment one sets the password', async () => {
  const { token } = await invite()
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => set(token, `nine green herons ${n}`)),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array(9).fill(409)])
})

test('in the browser of somebody else it is refused', async () => {
  const { token } = await invite()
  const answer = await api.signedOut(
    'POST',
    '/auth/login',
    { email: 'ada@acme.example', password: demoPassword },
    own,
  )
  const kept = answer.headers.getSetCookie().find((each) => each.startsWith('flowpilot_refresh='))
  const cookie = kept?.split(';')[0] ?? ''
  const refused = await set(token, newWords, { ...own, cookie })
  expect(code(refused)).toBe('link_of_another')
  expect(refused.body).toMatchObject({ message: expect.stringContaining('This link is for Dora Sand') })
  expect(code(await read(token, { ...own, cookie }))).toBe('link_of_another')
  expect((await set(token)).status).toBe(204)
})

test('a weak password uses up nothing', async () => {
  const { token, email } = await invite()
  for (const password of ['short', 'Password1234', email, 'Dora Sand Acme'])
    expect(code(await set(token, password))).toBe('password_weak')
  expect((await set(token)).status).toBe(204)
})

test('the database and the audit log hold no link and no password', async () => {
  const { token, id } = await invite()
  await set(token)
  const rows = await world.db.admin`
    select row_to_json(l)::text as row from password_links l
    union all select row_to_json(a)::text from audit_log a union all select row_to_json(u)::text from users u`
  const dump = rows.map(({ row }) => row).join('\n')
  expect(dump).toContain(id)
  expect(dump).not.toContain(token)
  expect(dump).not.toContain(newWords)
})

test.each<[PersonName, object]>([
  ['ada', { email: 'BEN@acme.example' }],
  ['zed', { email: 'ben@acme.example' }],
])('%s cannot invite an address that is taken', async (name, more) => {
  const person = { name: 'Twice', role: 'viewer', ...more }
  expect(code(await api.as(name)('POST', '/accounts/me/people', person))).toBe('email_taken')
})

test('one’s own password is changed with the current one, keeps this sign-in and ends the others', async () => {
  const sign = async () => {
    const answer = await login('ben@acme.example', demoPassword)
    return answer.body as { access_token: string; refresh_token: string }
  }
  const [here, there] = [await sign(), await sign()]
  const headers = { authorization: `Bearer ${here.access_token}` }
  const change = (body: object) => api.signedOut('POST', '/me/password', body, headers)
  expect((await change({ current: 'wrong', password: newWords })).body).toMatchObject({
    code: 'invalid',
    fields: { current: 'That is not your password.' },
  })
  expect((await change({ password: newWords })).status).toBe(422)
  expect(code(await change({ current: demoPassword, password: 'flowpilot-demo' }))).toBe('password_weak')
  expect((await change({ current: demoPassword, password: newWords })).status).toBe(204)
  expect((await api.signedOut('GET', '/me', undefined, headers)).status).toBe(200)
  expect((await api.signedOut('POST', '/auth/refresh', { refresh_token: here.refresh_token })).status).toBe(
    200,
  )
  expect((await api.signedOut('POST', '/auth/refresh', { refresh_token: there.refresh_token })).status).toBe(
    401,
  )
  expect((await login('ben@acme.example', newWords)).status).toBe(200)
  const pod = await api.as('vera', { ticket: '48291' })('POST', '/me/password', {
    current: demoPassword,
    password: newWords,
  })
  expect(pod.status).toBe(403)
})

test('guesses at the current password are limited', async () => {
  const strict = await createTestWorld({ database: world.db, settings: { PASSWORD_TRIES: '5' } })
  const vera = requests(strict, who).as('vera')
  const statuses: number[] = []
  for (let n = 0; n < 6; n++)
    statuses.push((await vera('POST', '/me/password', { current: `guess ${n}`, password: newWords })).status)
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429])
  await strict.stop()
})

test('one sees one’s sign-ins, ends one, and nobody else’s', async () => {
  const agent =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
  const sign = async (headers: Record<string, string> = {}) =>
    (
      await api.signedOut(
        'POST',
        '/auth/login',
        { email: 'vera@acme.example', password: demoPassword },
        headers,
      )
    ).body as { access_token: string }
  const [here, there] = [await sign({ 'user-agent': agent }), await sign()]
  const bearer = (of: { access_token: string }) => ({ authorization: `Bearer ${of.access_token}` })
  type Row = { id: string; current: boolean; device: string }
  const { items } = (await api.signedOut('GET', '/me/sign-ins', undefined, bearer(here))).body as {
    items: Row[]
  }
  expect(items.map(({ current, device }) => ({ current, device }))).toEqual(
    expect.arrayContaining([
      { current: true, device: 'Chrome on Windows' },
      { current: false, device: '' },
    ]),
  )
  const others = items.filter(({ current }) => !current)
  expect(others).toHaveLength(1)
  const path = `/me/sign-ins/${others[0]?.id}`
  expect((await api.as('ada')('DELETE', path)).status).toBe(404)
  expect((await api.signedOut('GET', '/me', undefined, bearer(there))).status).toBe(200)
  expect((await api.signedOut('DELETE', path, undefined, bearer(here))).status).toBe(204)
  expect((await api.signedOut('GET', '/me', undefined, bearer(there))).status).toBe(401)
  expect((await api.signedOut('GET', '/me', undefined, bearer(here))).status).toBe(200)
  expect((await api.signedOut('DELETE', path, undefined, bearer(here))).status).toBe(404)
})

test('signing out ends the access token too', async () => {
  const { access_token, refresh_token } = (await login('vera@acme.example', demoPassword)).body as Record<
    string,
    string
  >
  await api.signedOut('POST', '/auth/logout', { refresh_token })
  const me = await api.signedOut('GET', '/me', undefined, { authorization: `Bearer ${access_token}` })
  expect(me.status).toBe(401)
})

test('a hash of another cost is made anew at the next sign-in', async () => {
  const old = await hashPassword('five calm otters', { N: 2 ** 10, r: 8, p: 1 })
  const stored = async () => {
    const [row] = await inAccount(
      world.db,
      who.accounts.zed,
      (sql) => sql<{ password_hash: string }[]>`select password_hash from users where id = ${who.of.zed.id}`,
    )
    return row?.password_hash ?? ''
  }
  await world.db.admin`update users set password_hash = ${old} where id = ${who.of.zed.id}`
  await login('zed@zedit.example', 'wrong')
  expect(await stored()).toBe(old)
  expect((await login('zed@zedit.example', 'five calm otters')).status).toBe(200)
  await expect.poll(stored).not.toBe(old)
  expect(isOtherCost(await stored())).toBe(false)
  expect((await login('zed@zedit.example', 'five calm otters')).status).toBe(200)
})

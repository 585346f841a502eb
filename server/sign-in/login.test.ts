import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../db/tx.ts'
import { demoPassword } from '../demo-people.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings: { LOGINS_PER_ADDRESS_PER_MINUTE: '1000' } })
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())

const login = (email: string, password = demoPassword, headers: Record<string, string> = {}) =>
  api.signedOut('POST', '/auth/login', { email, password }, headers)

test('Ben signs in, calls with his token, and is himself', async () => {
  const { status, body } = await login('BEN@acme.example')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    expires_in: 600,
    user: { id: who.of.ben.id, name: 'Ben Okafor', role: 'engineer' },
  })
  const { access_token } = body as { access_token: string }
  const me = await api.signedOut('GET', '/me', undefined, { authorization: `Bearer ${access_token}` })
  expect(me.body).toMatchObject({
    user: { id: who.of.ben.id, email: 'ben@acme.example' },
    account: { key: 'acme', name: 'Acme MSP' },
    role: 'engineer',
    psa: {
      connected: true,
      connection_id: who.connection_id,
      member_mapped: true,
      simulated: true,
      pod_registered: false,
      delivery: null,
    },
  })
  expect(me.headers.get('cache-control')).toBe('no-store')
})

test('a page of our own gets the refresh token as a cookie that only we can use', async () => {
  const own = { origin: 'http://localhost', host: 'localhost' }
  const answer = await login('cleo@acme.example', demoPassword, own)
  expect(answer.body).not.toHaveProperty('refresh_token')
  const cookies = answer.headers.getSetCookie()
  expect(cookies.filter((each) => !/HttpOnly; SameSite=Strict$/.test(each))).toEqual([])
  const cookie = cookies.find((each) => each.startsWith('flowpilot_refresh')) ?? ''
  expect(cookie).toMatch(/^flowpilot_refresh=[\w-]{43}; /)
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Strict/)
  expect(cookie).toMatch(/Path=\/api\/v1\/auth/)
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()

  const sent = { cookie: cookie.split(';')[0] ?? '' }
  expect(
    (await api.signedOut('POST', '/auth/refresh', {}, { ...sent, origin: 'http://evil.example' })).status,
  ).toBe(401)
  expect((await api.signedOut('POST', '/auth/refresh', {}, sent)).status).toBe(401)
  const refreshed = await api.signedOut('POST', '/auth/refresh', {}, { ...sent, ...own })
  expect(refreshed.status).toBe(200)
  expect(refreshed.body).not.toHaveProperty('refresh_token')
  expect(refreshed.headers.get('set-cookie')).not.toBe(cookie)
})

test('over https another host of the domain cannot plant a sign-in of its own', async () => {
  const settings = { PUBLIC_URL: 'https://flowpilot.acme.example' }
  const secure = await createTestWorld({ database: world.db, settings })
  const { signedOut } = requests(secure, who)
  const own = { origin: settings.PUBLIC_URL }
  const typed = { email: 'cleo@acme.example', password: demoPassword }
  const cookies = (await signedOut('POST', '/auth/login', typed, own)).headers.getSetCookie()
  const cookie = cookies.find((each) => each.includes('refresh')) ?? ''
  expect(cookies.filter((each) => !each.startsWith('__Host-flowpilot_'))).toEqual([])
  // browsers take this name only from the host itself, over https, for the whole host
  expect(cookie).toMatch(/^__Host-flowpilot_refresh=[\w-]{43}; .*Path=\/; .*Secure/)
  expect(cookie).not.toMatch(/Domain/)
  const sent = cookie.split(';')[0] ?? ''
  const planted = { ...own, cookie: sent.replace('__Host-', '') }
  expect((await signedOut('POST', '/auth/refresh', {}, planted)).status).toBe(401)
  expect((await signedOut('POST', '/auth/refresh', {}, { ...own, cookie: sent })).status).toBe(200)
  const out = await signedOut('POST', '/auth/logout', {}, { ...own, cookie: sent })
  expect(out.headers.get('set-cookie')).toMatch(/^__Host-flowpilot_refresh=; Max-Age=0; .*Secure/)
  await secure.stop()
})

test('a wrong password, an unknown person and a member without password answer alike', async () => {
  const answers = [await login('ada@acme.example', 'wrong'), await login('nobody@acme.example', 'wrong')]
  await inAccount(
    world.db,
    who.accounts.acme,
    (sql) => sql`update users set password_hash = null where id = ${who.of.vera.id}`,
  )
  answers.push(await login('vera@acme.example'))
  for (const { status, body } of answers) {
    expect(status).toBe(401)
    expect(body).toMatchObject({ code: 'wrong_credentials' })
  }
})

test('a person who was switched off is out at once, with a token or without', async () => {
  const cleo = api.as('cleo')
  expect((await cleo('GET', '/me')).status).toBe(200)
  await inAccount(
    world.db,
    who.accounts.acme,
    (sql) => sql`update users set active = false where id = ${who.of.cleo.id}`,
  )
  expect((await cleo('GET', '/me')).status).toBe(401)
  expect((await login('cleo@acme.example')).status).toBe(401)
})

test('the sixth try has to wait, whatever the password', async () => {
  const statuses = []
  for (let attempt = 0; attempt < 6; attempt++)
    statuses.push((await login('zed@zedit.example', `guess ${attempt}`)).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  const late = await login('zed@zedit.example')
  expect(late.body).toMatchObject({ code: 'too_often' })
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(late.headers.get('retry-after'))).toBeLessThanOrEqual(60)
})

test('a body that is not what it should be names the fields and repeats nothing', async () => {
  const { status, text, body } = await login('not-an-address', '')
  expect(status).toBe(400)
  expect(body).toMatchObject({
    code: 'malformed',
    fields: { email: 'An e-mail address.', password: 'Must not be empty.' },
  })
  expect(text).not.toContain('not-an-address')
  const broken = await api.app.request('/api/v1/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"email":',
  })
  expect(broken.status).toBe(400)
})

test('sign-ins and refusals are in the audit log', async () => {
  const rows = await inAccount(
    world.db,
    who.accounts.acme,
    (sql) => sql`select action, result from audit_log where user_id = ${who.of.ada.id}`,
  )
  expect([...rows]).toEqual([{ action: 'sign_in.password', result: 'refused' }])
})

import { createHash, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { oauthClientId, oauthRedirects } from '../../shared/contracts/extension.ts'
import { readConfig } from '../config.ts'
import { inAccount } from '../db/tx.ts'
import { startOpenidProvider, type TestProvider } from '../testing/openid-provider.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { callbackUrl } from './oidc-provider.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let provider: TestProvider
const limits = { LOGINS_PER_ADDRESS_PER_MINUTE: '1000' }
beforeAll(async () => {
  provider = await startOpenidProvider(callbackUrl(readConfig({})))
  world = await createTestWorld({ settings: { ...provider.settings, ...limits } })
  who = await people(world)
  api = requests(world, who)
})
beforeEach(async () => {
  await world.db.admin`delete from user_identities`
  await world.db.system`delete from rate_limits`
})
afterEach(() => vi.unstubAllGlobals())
afterAll(async () => {
  await provider?.stop()
  await world?.stop()
})

const verifier = randomBytes(32).toString('base64url')
const panel = {
  client_id: oauthClientId,
  redirect_uri: oauthRedirects.chrome,
  response_type: 'code',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
  state: 'state-of-the-panel',
}
const isPerson = (name: PersonName, sub: string, more: Record<string, unknown> = {}) =>
  Object.assign(provider.signedIn, {
    sub,
    claims: { email: who.of[name].email, email_verified: true, ...more },
  })

/** A browser with our cookies. */
function browser(by = api) {
  const cookies = new Map<string, string>()
  const get = async (path: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await by.signedOut('GET', `/${path}`, undefined, cookie ? { cookie } : {})
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (/Max-Age=0/.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return { ...answer, location: answer.headers.get('location') ?? '' }
  }
  const start = async (query: Record<string, string> = { for: 'app' }) =>
    (await get(`/oauth/oidc/start?${new URLSearchParams(query)}`)).location
  const back = (to: URL) => get(to.pathname + to.search)
  const signIn = async (query?: Record<string, string>) => back(await provider.walk(await start(query)))
  return { cookies, get, start, back, signIn }
}
const subjectsOf = async (name: PersonName) =>
  (
    await world.db.admin<{ subject: string }[]>`
      select subject from user_identities where user_id = ${who.of[name].id}`
  ).map(({ subject }) => subject)
const change = (name: PersonName, column: 'active' | 'email', value: boolean | string) =>
  inAccount(
    world.db.app,
    who.of[name].account_id,
    (sql) => sql`update users set ${sql({ [column]: value })} where id = ${who.of[name].id}`,
  )

test('Ben signs in to the full page, and stays himself when his address changes', async () => {
  isPerson('ben', 'sub-ben')
  const first = browser()
  const answer = await first.signIn()
  expect(answer.location).toBe('/app')
  expect(first.cookies.has('flowpilot_oidc')).toBe(false)
  const refreshed = await api.signedOut(
    'POST',
    '/auth/refresh',
    {},
    {
      cookie: `flowpilot_refresh=${first.cookies.get('flowpilot_refresh')}`,
      origin: 'http://localhost',
      host: 'localhost',
    },
  )
  expect(refreshed.body).toMatchObject({ user: { id: who.of.ben.id } })
  expect(await subjectsOf('ben')).toEqual(['sub-ben'])

  isPerson('cleo', 'sub-ben', { email_verified: false })
  expect((await browser().signIn()).location).toBe('/app')
  expect(await subjectsOf('cleo')).toEqual([])
  const rows = await inAccount(
    world.db.app,
    who.accounts.acme,
    (sql) => sql`select action, result from audit_log where user_id = ${who.of.ben.id} order by at, action`,
  )
  expect(rows.map(({ action, result }) => `${action} ${result}`)).toEqual([
    'sign_in.oidc ok',
    'user.linked ok',
    'sign_in.oidc ok',
  ])
})

test('Cleo signs in to the side panel', async () => {
  isPerson('cleo', 'sub-cleo')
  const answer = await browser().signIn(panel)
  const to = new URL(answer.location)
  expect(to.origin + to.pathname).toBe(panel.redirect_uri)
  expect(to.searchParams.get('state')).toBe(panel.state)
  const tokens = await api.app.request('/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: oauthClientId,
      redirect_uri: panel.redirect_uri,
      code_verifier: verifier,
      code: to.searchParams.get('code') ?? '',
    }).toString(),
  })
  expect(await tokens.json()).toMatchObject({ token_type: 'Bearer', user: { id: who.of.cleo.id } })
})

test('both ways to sign in are offered', async () => {
  const page = await api.signedOut('GET', `//oauth/authorize?${new URLSearchParams(panel)}`)
  expect(page.text).toContain('Sign in with Acme ID')
  expect((await api.signedOut('GET', '/auth/options')).body).toMatchObject({ sso: { label: 'Acme ID' } })
})

test('ten first sign-ins of one person at once are one identity', async () => {
  isPerson('ben', 'sub-ben')
  const all = await Promise.all(Array.from({ length: 10 }, () => browser().signIn()))
  expect(all.map(({ location }) => location)).toEqual(Array(10).fill('/app'))
  expect(await subjectsOf('ben')).toEqual(['sub-ben'])
})

test.each([
  ['an address that nobody vouched for', { email_verified: false }, 'No FlowPilot user'],
  ['an address vouched for in a word', { email_verified: 'true' }, 'No FlowPilot user'],
  ['the address of nobody', { email: 'nobody@acme.example' }, 'No FlowPilot user'],
  ['a guest of the tenant', { tid: 't', acct: 1 }, 'Guests of this organisation'],
  [
    'a guest by their home',
    { tid: 't', idp: 'https://sts.windows.net/elsewhere/' },
    'Guests of this organisation',
  ],
])('%s links nobody', async (_name, claims, sentence) => {
  isPerson('ben', 'sub-ben', claims)
  const { status, location, text } = await browser().signIn()
  expect([status, location]).toEqual([200, ''])
  expect(text).toContain(sentence)
  expect(await subjectsOf('ben')).toEqual([])
})

test('Entra vouches by the owner of the domain; a member is no guest', async () => {
  isPerson('ben', 'sub-ben', {
    email_verified: undefined,
    xms_edov: 1,
    tid: 't',
    acct: 0,
    idp: provider.issuer,
  })
  expect((await browser().signIn()).location).toBe('/app')
})

test('guests get in where the settings let them', async () => {
  const settings = { ...provider.settings, ...limits, OIDC_GUESTS: 'true' }
  const hospitable = await createTestWorld({ database: world.db, settings })
  isPerson('ben', 'sub-ben', { tid: 't', acct: 1 })
  expect((await browser(requests(hospitable, who)).signIn()).location).toBe('/app')
  await hospitable.stop()
})

test('an address that changed hands does not hand over the user', async () => {
  isPerson('ben', 'sub-ben')
  await browser().signIn()
  isPerson('ben', 'sub-of-the-next-ben')
  const { text, location } = await browser().signIn()
  expect(location).toBe('')
  expect(text).toContain('belongs to another person')
  expect(await subjectsOf('ben')).toEqual(['sub-ben'])
})

test('a person who was switched off stays out, and is told so in the panel’s page', async () => {
  await change('vera', 'active', false)
  isPerson('vera', 'sub-vera')
  const { text, location } = await browser().signIn(panel)
  expect(location).toBe('')
  expect(text).toContain('switched off')
  expect(text).toContain('name="password"')
  expect(await subjectsOf('vera')).toEqual([])
  await change('vera', 'active', true)
})

test('an answer counts once, in the browser that asked, for the attempt it belongs to', async () => {
  isPerson('ben', 'sub-ben')
  const ben = browser()
  const to = await provider.walk(await ben.start())
  const kept = new Map(ben.cookies)
  expect((await browser().back(to)).text).toContain('begun in another window')
  expect((await ben.back(to)).location).toBe('/app')
  expect((await ben.back(to)).text).toContain('begun in another window')
  const copy = browser()
  for (const [name, value] of kept) copy.cookies.set(name, value)
  expect((await copy.back(to)).text).toContain('begun in another window')

  const other = browser()
  await other.start()
  const stranger = browser()
  const theirs = await provider.walk(await stranger.start())
  expect((await other.back(theirs)).text).toContain('did not let you in')
  const forged = browser()
  forged.cookies.set('flowpilot_oidc', 'eyJhbGciOiJkaXIifQ..a.b.c')
  expect((await forged.back(theirs)).text).toContain('begun in another window')
})

test.each([
  ['nonce', 'other-nonce'],
  ['code_challenge', 'A'.repeat(43)],
])('an answer to another %s is refused', async (name, value) => {
  isPerson('ben', 'sub-ben')
  const ben = browser()
  const location = new URL(await ben.start())
  location.searchParams.set(name, value)
  const { text, location: next } = await ben.back(await provider.walk(location.href))
  expect(next).toBe('')
  expect(text).toContain('did not let you in')
})

test('an answer that names another issuer, and one that says no, are refused', async () => {
  isPerson('ben', 'sub-ben')
  const ben = browser()
  const to = await provider.walk(await ben.start())
  to.searchParams.set('iss', 'https://evil.example')
  expect((await ben.back(to)).text).toContain('did not let you in')
  const state = new URL(await ben.start()).searchParams.get('state') ?? ''
  const no = new URL(callbackUrl(world.config))
  no.search = String(new URLSearchParams({ error: 'access_denied', state, iss: provider.issuer }))
  expect((await ben.back(no)).text).toContain('did not let you in')
})

test('over https another host of the domain cannot plant an attempt of its own', async () => {
  const settings = { ...provider.settings, ...limits, PUBLIC_URL: 'https://flowpilot.acme.example' }
  const secure = await createTestWorld({ database: world.db, settings })
  const attempt = browser(requests(secure, who))
  const state = new URL(await attempt.start()).searchParams.get('state') ?? ''
  const [[name, value] = ['', '']] = attempt.cookies
  expect(name).toBe('__Host-flowpilot_oidc')
  const answer = `/oauth/oidc/callback?${new URLSearchParams({ code: 'c1', state, iss: provider.issuer })}`
  attempt.cookies.clear()
  attempt.cookies.set('flowpilot_oidc', value)
  expect((await attempt.get(answer)).text).toContain('begun in another window')
  attempt.cookies.set(name, value)
  expect((await attempt.get(answer)).text).toContain('did not let you in')
  await secure.stop()
})

test('a provider that answers for another issuer is not asked for anybody', async () => {
  const elsewhere = provider.issuer.replace('127.0.0.1', 'localhost')
  const wrong = await createTestWorld({
    database: world.db,
    settings: { ...provider.settings, ...limits, OIDC_ISSUER: elsewhere },
  })
  const { location, text } = await browser(requests(wrong, who)).get('/oauth/oidc/start?for=app')
  expect(location).toBe('')
  expect(text).toContain('did not let you in')
  await wrong.stop()
})

test('Entra’s endpoints for every tenant are no issuer', async () => {
  const common = 'https://login.microsoftonline.com/common/v2.0'
  vi.stubGlobal('fetch', async () =>
    Response.json({
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      authorization_endpoint: `${common}/authorize`,
    }),
  )
  const settings = { ...provider.settings, ...limits, OIDC_ISSUER: common }
  const shared = await createTestWorld({ database: world.db, settings })
  const { location, text } = await browser(requests(shared, who)).get('/oauth/oidc/start?for=app')
  expect(location).toBe('')
  expect(text).toContain('another issuer')
  await shared.stop()
})

test('a provider that is down costs a sentence, and not the next try', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const { port } = taken.address() as AddressInfo
  await new Promise((resolve) => taken.close(resolve))
  const down = await createTestWorld({
    database: world.db,
    settings: { ...provider.settings, ...limits, OIDC_ISSUER: `http://127.0.0.1:${port}` },
  })
  const ben = browser(requests(down, who))
  const inPanel = await ben.get(`/oauth/oidc/start?${new URLSearchParams(panel)}`)
  expect(inPanel.text).toContain('cannot be reached')
  expect(inPanel.text).toContain('name="password"')
  expect((await ben.get('/oauth/oidc/start?for=app')).text).toContain('cannot be reached')
  await down.stop()

  isPerson('ben', 'sub-ben')
  const there = browser()
  const to = await provider.walk(await there.start())
  vi.stubGlobal('fetch', async () => new Response('busy', { status: 503 }))
  expect((await there.back(to)).text).toContain('cannot be reached')
  vi.unstubAllGlobals()
  expect((await there.signIn()).location).toBe('/app')
})

test('an endless answer of the provider is cut off', async () => {
  const endless = () =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)) })
  vi.stubGlobal(
    'fetch',
    async () => new Response(endless(), { headers: { 'content-type': 'application/json' } }),
  )
  const lying = await createTestWorld({ database: world.db, settings: { ...provider.settings, ...limits } })
  const answer = await browser(requests(lying, who)).get('/oauth/oidc/start?for=app')
  expect(answer.text).toContain('cannot be reached')
  await lying.stop()
})

test('without a provider there is no way in by it', async () => {
  const plain = await createTestWorld({ database: world.db, settings: limits })
  const { text, location } = await browser(requests(plain, who)).get('/oauth/oidc/start?for=app')
  expect(location).toBe('')
  expect(text).toContain('no single sign-on')
  await plain.stop()
})

test('a provider is set up whole, and over https', () => {
  const { OIDC_CLIENT_SECRET: _, ...half } = provider.settings
  expect(() => readConfig({ ...half, ALLOW_LOOPBACK_PSA: 'true' })).toThrow('OIDC_CLIENT_SECRET: required')
  expect(() => readConfig(provider.settings)).toThrow('OIDC_ISSUER: an https address')
  const plain = { ...provider.settings, ALLOW_LOOPBACK_PSA: 'true', OIDC_ISSUER: 'http://id.example/' }
  expect(() => readConfig(plain)).toThrow('OIDC_ISSUER: an https address')
})

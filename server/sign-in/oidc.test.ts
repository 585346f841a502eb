import { createHash, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { oauthClientId, oauthRedirects } from '../../shared/contracts/extension.ts'
import { readConfig } from '../config.ts'
import type { TransactionSql } from '../db/connect.ts'
import { inAccount } from '../db/tx.ts'
import { createGuardedFetch, type PsaFetch } from '../psa/guard.ts'
import { whileOpen } from '../testing/in-flight.ts'
import { startOpenidProvider, type TestProvider } from '../testing/openid-provider.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { callbackUrl } from './oidc-provider.ts'
import { signInByIdentity } from './oidc-sign-in.ts'
import { claimDomain } from './operator-acts.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let provider: TestProvider
const limits = { LOGINS_PER_ADDRESS_PER_MINUTE: '1000' }
/** What the provider's network does instead, while a test sets it. */
let instead: PsaFetch | undefined
const network = createGuardedFetch({ allowLoopback: true })
const outside = { fetch: ((url, init) => (instead ?? network)(url, init)) satisfies PsaFetch }
beforeAll(async () => {
  provider = await startOpenidProvider(callbackUrl(readConfig({})))
  world = await createTestWorld({ settings: limits, outside })
  who = await people(world)
  api = requests(world, who)
  expect((await setProvider()).status).toBe(200)
  await claimDomain(world, 'acme', 'acme.example')
})
beforeEach(async () => {
  await world.db.admin`delete from user_identities`
  await world.db.system`delete from limit_counts`
})
afterEach(() => {
  instead = undefined
})
afterAll(async () => {
  await provider?.stop()
  await world?.stop()
})

const setProvider = (more: Record<string, unknown> = {}, name: PersonName = 'ada') =>
  api.as(name)('PATCH', '/accounts/me/sign-in', {
    provider: { issuer: provider.issuer, ...provider.client, label: 'Acme ID', ...more },
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

const ownPage = { origin: 'http://localhost', host: 'localhost' }

/** A browser with our cookies. */
function browser(by = api) {
  const cookies = new Map<string, string>()
  const heard = (headers: Headers) => {
    for (const line of headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (/Max-Age=0/.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
  }
  const get = async (path: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await by.signedOut('GET', `/${path}`, undefined, cookie ? { cookie } : {})
    heard(answer.headers)
    return { ...answer, location: answer.headers.get('location') ?? '' }
  }
  /** From the full page. */
  const begin = async (email: string, headers: Record<string, string> = ownPage) => {
    const answer = await by.signedOut('POST', '/auth/sso', { email }, headers)
    heard(answer.headers)
    return { ...answer, body: answer.body as { location?: string; code?: string; message?: string } }
  }
  /** From the side panel's page. */
  const beginPanel = async (email: string, headers: Record<string, string> = ownPage) => {
    const response = await by.app.request('/oauth/oidc/start', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ ...panel, email, password: '' }).toString(),
    })
    heard(response.headers)
    const text = await response.text()
    const location = /<a class="button" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    return { status: response.status, text, location }
  }
  const start = async (email = 'ben@acme.example') => (await begin(email)).body.location ?? ''
  const back = (to: URL) => get(to.pathname + to.search)
  const signIn = async () => back(await provider.walk(await start()))
  const signInPanel = async () =>
    back(await provider.walk((await beginPanel('ben@acme.example')).location ?? ''))
  return { cookies, get, begin, beginPanel, start, back, signIn, signInPanel }
}
const subjectsOf = async (name: PersonName) =>
  (
    await world.db.admin<{ subject: string }[]>`
      select subject from user_identities where user_id = ${who.of[name].id}`
  ).map(({ subject }) => subject)
const change = (name: PersonName, column: 'active' | 'email', value: boolean | string) =>
  inAccount(
    world.db,
    who.of[name].account_id,
    (sql) => sql`update users set ${sql({ [column]: value })} where id = ${who.of[name].id}`,
  )

test('Ben signs in to the full page, and stays himself when his address changes', async () => {
  isPerson('ben', 'sub-ben')
  const first = browser()
  const answer = await first.signIn()
  expect(answer.location).toBe('/app')
  expect(first.cookies.has('flowpilot_oidc')).toBe(false)
  const cookie = `flowpilot_refresh=${first.cookies.get('flowpilot_refresh')}`
  const refreshed = await api.signedOut('POST', '/auth/refresh', {}, { cookie, ...ownPage })
  expect(refreshed.body).toMatchObject({ user: { id: who.of.ben.id } })
  expect(await subjectsOf('ben')).toEqual(['sub-ben'])

  isPerson('cleo', 'sub-ben', { email_verified: false })
  expect((await browser().signIn()).location).toBe('/app')
  expect(await subjectsOf('cleo')).toEqual([])
  const rows = await inAccount(
    world.db,
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
  const answer = await browser().signInPanel()
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
  expect(page.text).toContain('Sign in with single sign-on')
  expect(page.text).not.toContain('Acme')
  expect((await api.signedOut('GET', '/auth/options')).body).toMatchObject({
    sso: { label: 'single sign-on' },
  })
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

test('guests get in where the account lets them', async () => {
  await setProvider({ guests: true })
  isPerson('ben', 'sub-ben', { tid: 't', acct: 1 })
  expect((await browser().signIn()).location).toBe('/app')
  await setProvider()
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
  const { text, location } = await browser().signInPanel()
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
  const settings = { ...limits, PUBLIC_URL: 'https://flowpilot.acme.example' }
  const secure = await createTestWorld({ database: world.db, settings, outside })
  const attempt = browser(requests(secure, who))
  const own = { origin: 'https://flowpilot.acme.example', host: 'flowpilot.acme.example' }
  const started = await attempt.begin('ben@acme.example', own)
  const state = new URL(started.body.location ?? '').searchParams.get('state') ?? ''
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

describe('a provider that is set', () => {
  test('answers for itself', async () => {
    const issuer = provider.issuer.replace('127.0.0.1', 'localhost')
    expect((await setProvider({ issuer })).body).toMatchObject({ code: 'sso_refused' })
  })

  test('is one tenant: Entra’s endpoints for every tenant are no issuer', async () => {
    const common = 'https://login.microsoftonline.com/common/v2.0'
    instead = async () =>
      Response.json({
        issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
        authorization_endpoint: `${common}/authorize`,
      })
    const { body } = await setProvider({ issuer: common })
    expect(body).toMatchObject({ code: 'sso_refused', message: expect.stringContaining('another issuer') })
  })

  test.each([
    'https://127.0.0.1:1/',
    'https://10.0.0.5/',
    'https://169.254.169.254/latest',
    'https://localhost:1/',
    'https://id.internal/',
    'https://[::1]:1/',
  ])('stands on no private address: %s', async (issuer) => {
    const closed = await createTestWorld({ database: world.db, settings: { ALLOW_LOOPBACK_PSA: 'false' } })
    const ada = requests(closed, who).as('ada')
    const answer = await ada('PATCH', '/accounts/me/sign-in', { provider: { issuer, ...provider.client } })
    expect([answer.status, answer.body]).toMatchObject([503, { code: 'sso_unavailable' }])
    await closed.stop()
  })

  test('fetches its keys and tokens through the same guard', async () => {
    const hidden = 'http://10.0.0.5/keys'
    const asked: string[] = []
    instead = async (url, init) => {
      asked.push(url)
      const answer = await network(url, init)
      if (!url.endsWith('/.well-known/openid-configuration')) return answer
      const described = (await answer.json()) as Record<string, unknown>
      return Response.json({ ...described, jwks_uri: hidden })
    }
    expect((await setProvider({ label: 'Acme ID 2' })).status).toBe(200)
    isPerson('ben', 'sub-ben')
    expect((await browser().signIn()).text).toContain('cannot be reached')
    expect(asked).toContain(hidden)
    instead = undefined
    await setProvider()
  })

  test('is over https', async () => {
    expect((await setProvider({ issuer: 'http://id.example/' })).body).toMatchObject({ code: 'invalid' })
  })

  test('needs its secret again where issuer or client change, and never gives it back', async () => {
    const other = { issuer: provider.issuer, client_id: 'another', label: 'Acme ID' }
    const without = await api.as('ada')('PATCH', '/accounts/me/sign-in', { provider: other })
    expect(without.body).toMatchObject({ code: 'invalid' })
    const same = { issuer: provider.issuer, client_id: provider.client.client_id, label: 'Acme ID' }
    const kept = await api.as('ada')('PATCH', '/accounts/me/sign-in', { provider: same })
    expect(kept.status).toBe(200)
    expect(kept.text).not.toContain(provider.client.client_secret)
    const [row] = await world.db.admin`
      select (select client_secret_sealed from identity_providers where account_id = ${who.accounts.acme})
        || (select json_agg(a)::text from audit_log a) as text`
    expect(row?.text).not.toContain(provider.client.client_secret)
    isPerson('ben', 'sub-ben')
    expect((await browser().signIn()).location).toBe('/app')
  })
})

test('a provider that is down costs a sentence, and not the next try', async () => {
  isPerson('ben', 'sub-ben')
  const there = browser()
  const to = await provider.walk(await there.start())
  instead = async () => new Response('busy', { status: 503 })
  expect((await there.back(to)).text).toContain('cannot be reached')
  const another = await createTestWorld({ database: world.db, settings: limits, outside })
  const ben = browser(requests(another, who))
  const inPanel = await ben.beginPanel('ben@acme.example')
  expect(inPanel.text).toContain('cannot be reached')
  expect(inPanel.text).toContain('name="password"')
  expect((await ben.begin('ben@acme.example')).body.code).toBe('sso_unavailable')
  instead = undefined
  expect((await ben.signIn()).location).toBe('/app')
  await another.stop()
})

test('an endless answer of the provider is cut off', async () => {
  const endless = () =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)) })
  instead = async () => new Response(endless(), { headers: { 'content-type': 'application/json' } })
  expect((await setProvider({ issuer: 'https://id.acme.example/' })).body).toMatchObject({
    code: 'sso_unavailable',
  })
})

describe('one account’s provider', () => {
  test('signs nobody in to another account, whatever it says of them', async () => {
    isPerson('zed', 'sub-zed')
    const { location, text } = await browser().signIn()
    expect(location).toBe('')
    expect(text).toContain('No FlowPilot user belongs')
    expect(await subjectsOf('zed')).toEqual([])
    await world.db.admin`
      insert into user_identities (account_id, user_id, issuer, subject)
      values (${who.accounts.zed}, ${who.of.zed.id}, ${provider.issuer}, 'sub-zed')`
    expect((await browser().signIn()).location).toBe('')
  })

  test('vouches for addresses of the account’s proved domains alone', async () => {
    await change('cleo', 'email', 'cleo@elsewhere.example')
    Object.assign(provider.signedIn, {
      sub: 'sub-cleo',
      claims: { email: 'cleo@elsewhere.example', email_verified: true },
    })
    expect((await browser().signIn()).location).toBe('')
    expect(await subjectsOf('cleo')).toEqual([])
    await change('cleo', 'email', 'cleo@acme.example')
  })

  test('may be another account’s too, with people of its own', async () => {
    const zed = await setProvider({}, 'zed')
    expect(zed.status).toBe(200)
    await claimDomain(world, 'zed', 'zedit.example')
    isPerson('ben', 'shared-subject')
    expect((await browser().signIn()).location).toBe('/app')
    isPerson('zed', 'shared-subject')
    const there = browser()
    expect((await there.back(await provider.walk(await there.start('zed@zedit.example')))).location).toBe(
      '/app',
    )
    expect([await subjectsOf('ben'), await subjectsOf('zed')]).toEqual([
      ['shared-subject'],
      ['shared-subject'],
    ])
    await api.as('zed')('PATCH', '/accounts/me/sign-in', { provider: null, domains: [] })
  })
})

test('strangers hear the same of an unknown domain, one without provider, and one not proved', async () => {
  await api.as('zed')('PATCH', '/accounts/me/sign-in', { domains: ['zedit.example', 'unproved.example'] })
  await claimDomain(world, 'zed', 'zedit.example')
  const answers = await Promise.all(
    ['x@nowhere.example', 'x@zedit.example', 'x@unproved.example'].map((email) => browser().begin(email)),
  )
  const said = answers.map(({ status, body: { code, message } }) => ({ status, code, message }))
  expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1)
  expect(said[0]).toMatchObject({ status: 403, code: 'sso_refused' })
  const known = await browser().begin('nobody-at-all@acme.example')
  expect(known.status).toBe(200)
  await api.as('zed')('PATCH', '/accounts/me/sign-in', { domains: [] })
})

test('another page cannot begin a single sign-on here, nor one address try domain after domain', async () => {
  const foreign = { origin: 'https://evil.example', host: 'localhost' }
  expect((await browser().begin('ben@acme.example', foreign)).status).toBe(403)
  expect((await browser().beginPanel('ben@acme.example', foreign)).text).toContain('from another page')
  const codes: (string | undefined)[] = []
  for (let domain = 0; domain < 21; domain++)
    codes.push((await browser().begin(`x@d${domain}.example`)).body.code)
  expect(codes.slice(0, 20)).toEqual(Array(20).fill('sso_refused'))
  expect(codes[20]).toBe('too_often')
})

test('who was linked to the wrong subject is unlinked, and links anew', async () => {
  isPerson('ben', 'sub-of-another')
  const another = browser()
  await another.signIn()
  const cookie = `flowpilot_refresh=${another.cookies.get('flowpilot_refresh')}`
  const path = `/accounts/me/users/${who.of.ben.id}/single-sign-on`
  expect((await api.as('cleo')('DELETE', path)).status).toBe(403)
  expect((await api.as('ada')('DELETE', path)).status).toBe(204)
  expect((await api.as('ada')('DELETE', path)).status).toBe(404)
  const refreshed = await api.signedOut('POST', '/auth/refresh', {}, { cookie, ...ownPage })
  expect(refreshed.status).toBe(401)
  isPerson('ben', 'sub-ben')
  expect((await browser().signIn()).location).toBe('/app')
  expect(await subjectsOf('ben')).toEqual(['sub-ben'])
})

describe('unlinking', () => {
  const unlink = (name: PersonName) =>
    api.as('ada')('DELETE', `/accounts/me/users/${who.of[name].id}/single-sign-on`)
  const whileActing = <T>(change: (sql: TransactionSql) => Promise<unknown>, work: () => Promise<T>) =>
    whileOpen(
      world,
      who.accounts.acme,
      async (sql) => {
        await sql`select from accounts for update`
        await change(sql)
      },
      work,
    )

  test('is not for who may no more when their turn comes', async () => {
    isPerson('ben', 'sub-ben')
    await browser().signIn()
    const as = (role: string) => (sql: TransactionSql) =>
      sql`update users set role = ${role} where id = ${who.of.ada.id}`
    const { status } = await whileActing(as('viewer'), () => unlink('ben'))
    expect(status).toBe(403)
    expect(await subjectsOf('ben')).toEqual(['sub-ben'])
    await inAccount(world.db, who.accounts.acme, as('owner'))
  })

  test('stops a sign-in that is on its way', async () => {
    isPerson('ben', 'sub-ben')
    await browser().signIn()
    const identity = { issuer: provider.issuer, subject: 'sub-ben', verifiedEmail: async () => undefined }
    const signIn = () => signInByIdentity(world, who.accounts.acme, identity, async () => 'granted')
    expect(await signIn()).toBe('granted')
    const late = whileActing((sql) => sql`delete from user_identities`, signIn)
    await expect(late).rejects.toMatchObject({ code: 'sso_refused' })
  })

  test('oneself keeps this sign-in, and the last owner a way in', async () => {
    isPerson('ada', 'sub-ada')
    const ada = browser()
    await ada.signIn()
    const cookie = `flowpilot_refresh=${ada.cookies.get('flowpilot_refresh')}`
    const { body } = await api.signedOut('POST', '/auth/refresh', {}, { cookie, ...ownPage })
    const authorization = `Bearer ${(body as { access_token: string }).access_token}`
    const path = `/accounts/me/users/${who.of.ada.id}/single-sign-on`
    const unlinkSelf = () => api.signedOut('DELETE', path, undefined, { authorization })
    await world.db.admin`update accounts set sso_only = true where account_id = ${who.accounts.acme}`
    expect((await unlinkSelf()).body).toMatchObject({ code: 'last_owner' })
    await world.db.admin`update accounts set sso_only = false`
    expect((await unlinkSelf()).status).toBe(204)
    expect((await api.signedOut('GET', '/me', undefined, { authorization })).status).toBe(200)
  })
})

test('a provider in the settings is set up whole, and over https', () => {
  const { OIDC_CLIENT_SECRET: _, ...half } = provider.settings
  expect(() => readConfig({ ...half, ALLOW_LOOPBACK_PSA: 'true' })).toThrow('OIDC_CLIENT_SECRET: required')
  expect(() => readConfig(provider.settings)).toThrow('OIDC_ISSUER: an https address')
  const plain = { ...provider.settings, ALLOW_LOOPBACK_PSA: 'true', OIDC_ISSUER: 'http://id.example/' }
  expect(() => readConfig(plain)).toThrow('OIDC_ISSUER: an https address')
})

import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { manifestKey } from '../../extension/manifest-key.ts'
import { extensionId, geckoId, oauthClientId, oauthRedirects } from '../../shared/contracts/extension.ts'
import { readConfig } from '../config.ts'
import { inAccount } from '../db/tx.ts'
import { demoPassword } from '../demo-people.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({
    settings: { LOGINS_PER_ADDRESS_PER_MINUTE: '1000', REFRESHES_PER_MINUTE: '1000' },
  })
  who = await people(world)
  api = requests(world, who)
})
beforeEach(() => world.db.system`delete from limit_counts`)
afterAll(() => world?.stop())

const own = { origin: 'http://localhost', host: 'localhost' }
const verifier = randomBytes(32).toString('base64url')
const challenge = createHash('sha256').update(verifier).digest('base64url')
const asked = {
  client_id: oauthClientId,
  redirect_uri: oauthRedirects.chrome as string,
  response_type: 'code',
  code_challenge: challenge,
  code_challenge_method: 'S256',
  state: 'state-of-the-panel',
}
const open = (more: Record<string, string> = {}) =>
  api.signedOut('GET', `//oauth/authorize?${new URLSearchParams({ ...asked, ...more })}`)

async function form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await api.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  const body = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>
  return { status: response.status, headers: response.headers, text, body }
}
const submit = (
  person: PersonName,
  more: Record<string, string> = {},
  headers: Record<string, string> = own,
) =>
  form(
    '/oauth/authorize',
    { ...asked, email: who.of[person].email, password: demoPassword, ...more },
    headers,
  )
async function codeOf(person: PersonName): Promise<string> {
  const answer = await submit(person)
  expect(answer.status).toBe(303)
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
}
const exchange = (code: string, more: Record<string, string> = {}) =>
  form('/oauth/token', {
    grant_type: 'authorization_code',
    client_id: oauthClientId,
    redirect_uri: asked.redirect_uri,
    code_verifier: verifier,
    code,
    ...more,
  })
const renew = (refresh_token: unknown) =>
  form('/oauth/token', {
    grant_type: 'refresh_token',
    client_id: oauthClientId,
    refresh_token: String(refresh_token),
  })
const auditOf = (person: PersonName) =>
  inAccount(
    world.db,
    who.of[person].account_id,
    (sql) =>
      sql<
        { line: string }[]
      >`select action || ' ' || result as line from audit_log where user_id = ${who.of[person].id} order by at`,
  ).then((rows) => rows.map(({ line }) => line))

test('the ids are those that browsers make of the manifest key and of the Firefox id', () => {
  const hash = createHash('sha256').update(Buffer.from(manifestKey, 'base64')).digest('hex').slice(0, 32)
  expect([...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('')).toBe(
    extensionId,
  )
  const gecko = createHash('sha1').update(geckoId).digest('hex')
  expect(oauthRedirects.firefox).toBe(`https://${gecko}.extensions.allizom.org/oauth`)
})

test('Ben signs in, calls with his token, refreshes, signs out, and is out', async () => {
  const page = await open()
  expect(page.status).toBe(200)
  expect(page.text).toContain('name="code_challenge"')
  const answer = await submit('ben')
  const to = new URL(answer.headers.get('location') ?? '')
  expect(to.origin + to.pathname).toBe(asked.redirect_uri)
  expect([...to.searchParams.keys()]).toEqual(['code', 'state'])
  expect(to.searchParams.get('state')).toBe(asked.state)

  const first = await exchange(to.searchParams.get('code') ?? '')
  expect(first.headers.get('access-control-allow-origin')).toBe('*')
  expect(first.headers.get('cache-control')).toBe('no-store')
  expect(first.body).toEqual({
    access_token: expect.any(String),
    token_type: 'Bearer',
    expires_in: 600,
    refresh_token: expect.stringMatching(/^[\w-]{43}$/),
    user: { id: who.of.ben.id, name: 'Ben Okafor', email: 'ben@acme.example', role: 'engineer' },
  })
  const bearer = { authorization: `Bearer ${first.body.access_token}` }
  expect((await api.signedOut('GET', '/me', undefined, bearer)).body).toMatchObject({
    user: { id: who.of.ben.id },
  })

  const second = await renew(first.body.refresh_token)
  expect(second.status).toBe(200)
  expect(second.body.refresh_token).not.toBe(first.body.refresh_token)
  expect((await form('/oauth/revoke', { token: String(second.body.refresh_token) })).status).toBe(200)
  expect((await form('/oauth/revoke', { token: 'x'.repeat(43) })).status).toBe(200)
  const late = await renew(second.body.refresh_token)
  expect(late.status).toBe(400)
  expect(late.body).toMatchObject({
    error: 'invalid_grant',
    code: 'not_signed_in',
    request_id: expect.any(String),
  })
  expect(await auditOf('ben')).toEqual(['sign_in.password ok', 'sign_in.panel ok', 'sign_in.ended ok'])
})

test('the panel works and administers nothing, whoever is in it', async () => {
  const { body } = await exchange(await codeOf('ada'))
  const bearer = { authorization: `Bearer ${body.access_token}` }
  const change = await api.signedOut(
    'PATCH',
    `/integrations/psa/connections/${who.connection_id}`,
    { name: 'x' },
    bearer,
  )
  expect(change.body).toMatchObject({ code: 'not_allowed', message: expect.stringContaining('full page') })
  const made = await api.signedOut(
    'POST',
    '/ai-sessions',
    { intake_type: 'psa_ticket', psa_ticket_id: '48291' },
    bearer,
  )
  expect(made.status).toBe(201)
})

test('a token of the panel never becomes one of the full page, nor the other way', async () => {
  const { body } = await exchange(await codeOf('ben'))
  const { refresh_token } = body
  expect((await api.signedOut('POST', '/auth/refresh', { refresh_token })).status).toBe(401)
  const page = await api.signedOut('POST', '/auth/login', {
    email: 'ben@acme.example',
    password: demoPassword,
  })
  const ofPage = (page.body as { refresh_token: string }).refresh_token
  expect((await renew(ofPage)).body).toMatchObject({ error: 'invalid_grant' })
  const renewed = await renew(refresh_token)
  const bearer = { authorization: `Bearer ${renewed.body.access_token}` }
  expect((await api.signedOut('GET', '/me', undefined, bearer)).status).toBe(200)
})

test('a code that is used twice ends what it gave', async () => {
  const code = await codeOf('cleo')
  const first = await exchange(code)
  expect(first.status).toBe(200)
  expect((await exchange(code)).body).toMatchObject({ error: 'invalid_grant' })
  expect((await renew(first.body.refresh_token)).body).toMatchObject({ error: 'invalid_grant' })
  expect(await auditOf('cleo')).toEqual(['sign_in.password ok', 'sign_in.panel ok', 'sign_in.reused ended'])
})

test('of twenty that bring one code at once one gets in, and not for long', async () => {
  const code = await codeOf('ada')
  const answers = await Promise.all(Array.from({ length: 20 }, () => exchange(code)))
  const given = answers.filter(({ status }) => status === 200)
  expect(given.length).toBe(1)
  expect((await renew(given[0]?.body.refresh_token)).status).toBe(400)
})

test.each([
  ['another verifier', { code_verifier: randomBytes(32).toString('base64url') }],
  ['another redirect', { redirect_uri: oauthRedirects.firefox }],
])('a code with %s is spent and gives nothing', async (_name, more) => {
  const code = await codeOf('ada')
  expect((await exchange(code, more)).body).toMatchObject({ error: 'invalid_grant' })
  expect((await exchange(code)).body).toMatchObject({ error: 'invalid_grant' })
})

test('a code ends after a minute, and with its user', async () => {
  const inAcme = (change: 'age' | 'off' | 'on') =>
    inAccount(world.db, who.accounts.acme, (sql) =>
      change === 'age'
        ? sql`update oauth_codes set expires_at = expires_at - interval '61 seconds'`
        : sql`update users set active = ${change === 'on'} where id = ${who.of.vera.id}`,
    )
  const late = await codeOf('vera')
  await inAcme('age')
  expect((await exchange(late)).body).toMatchObject({ error: 'invalid_grant' })
  const off = await codeOf('vera')
  await inAcme('off')
  expect((await exchange(off)).body).toMatchObject({ error: 'invalid_grant' })
  await inAcme('on')
})

test('the database holds neither code nor token', async () => {
  const code = await codeOf('ada')
  const { body } = await exchange(code)
  const rows = await world.db
    .admin`select row_to_json(c)::text as row from oauth_codes c union all select row_to_json(r)::text from refresh_tokens r`
  const dump = rows.map(({ row }) => row).join('\n')
  expect(dump).toContain(challenge)
  for (const secret of [code, String(body.refresh_token), verifier]) expect(dump).not.toContain(secret)
})

test.each([
  ['another client', { client_id: 'somebody' }],
  ['a redirect elsewhere', { redirect_uri: 'https://evil.example/oauth' }],
  ['a longer redirect', { redirect_uri: `${oauthRedirects.chrome}/more` }],
  ['a redirect with a query', { redirect_uri: `${oauthRedirects.chrome}?x=1` }],
  ['a redirect in capitals', { redirect_uri: oauthRedirects.chrome.toUpperCase() }],
  ['no redirect', { redirect_uri: '' }],
])('%s gets a sentence and is never sent anywhere', async (_name, more) => {
  for (const answer of [await open(more), await submit('ben', more)]) {
    expect(answer.status).toBe(200)
    expect(answer.headers.get('location')).toBeNull()
    expect(answer.text).toContain('does not know the side panel')
    expect(answer.text).not.toContain('evil.example')
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'none'")
  }
})

test.each([
  ['no challenge', { code_challenge: '' }, 'invalid_request'],
  ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['a state that is none', { state: 'short' }, 'invalid_request'],
  ['an implicit sign-in', { response_type: 'token' }, 'unsupported_response_type'],
])('%s is told to the panel', async (_name, more, error) => {
  const to = new URL((await open(more)).headers.get('location') ?? '')
  expect(to.origin + to.pathname).toBe(asked.redirect_uri)
  expect(to.searchParams.get('error')).toBe(error)
  expect(to.searchParams.get('code')).toBeNull()
})

test('the page may be framed by nobody, runs no script, and sends its form to us and on to the panel only', async () => {
  const { headers, text } = await open({ state: '"><script>alert(1)</script>' })
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('script-src')
  expect(policy).not.toContain('unsafe')
  expect(policy).toContain(`form-action 'self' https://${extensionId}.chromiumapp.org;`)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('referrer-policy')).toBe('same-origin')
  expect(text).not.toContain('<script>')
})

test('what is wrong is said in the page, with a status that keeps its window open', async () => {
  const wrong = await submit('ben', { password: 'guess' })
  expect(wrong.status).toBe(200)
  expect(wrong.text).toContain('That e-mail and password do not match.')
  expect(wrong.text).toContain('value="ben@acme.example"')
  expect(wrong.text).not.toContain('guess')
  const unknown = await submit('ben', { email: 'nobody@acme.example' })
  expect(unknown.text).toContain('That e-mail and password do not match.')
  expect((await submit('ben', { email: 'ben', password: '' })).text).toContain('Type your whole e-mail')
  expect((await submit('ben', { email: '"><b>' })).text).not.toContain('<b>')
})

test('five tries a minute, counted with those of the full page', async () => {
  const login = { email: 'zed@zedit.example', password: 'guess' }
  for (let attempt = 0; attempt < 3; attempt++) await api.signedOut('POST', '/auth/login', login)
  for (let attempt = 0; attempt < 2; attempt++) await submit('zed', { password: 'guess' })
  const late = await submit('zed')
  expect(late.status).toBe(200)
  expect(late.text).toContain('too many wrong passwords')
})

test.each([
  ['another page', { ...own, origin: 'https://evil.example' }],
  ['nowhere', { host: 'localhost', origin: 'null' }],
  ['no page', { host: 'localhost' }],
])('a form from %s signs nobody in', async (_name, headers) => {
  const answer = await submit('ben', {}, headers)
  expect(answer.headers.get('location')).toBeNull()
  expect(answer.text).toContain('sent from another page')
})

test('what /oauth/token cannot read it names in the words of the RFC', async () => {
  const errorOf = async (fields: Record<string, string>) => (await form('/oauth/token', fields)).body.error
  expect(await errorOf({ grant_type: 'password', client_id: oauthClientId })).toBe('unsupported_grant_type')
  expect(await errorOf({ grant_type: 'refresh_token', client_id: 'x', refresh_token: 'y' })).toBe(
    'invalid_client',
  )
  expect(await errorOf({ grant_type: 'refresh_token', client_id: oauthClientId })).toBe('invalid_request')
  expect(await errorOf({})).toBe('invalid_client')
  const twice = await api.app.request('/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `grant_type=refresh_token&client_id=${oauthClientId}&refresh_token=a&refresh_token=b`,
  })
  expect(twice.status).toBe(400)
  const json = await api.signedOut('POST', '//oauth/token', { grant_type: 'refresh_token' })
  expect(json.status).toBe(400)
})

test('refusals by our limits stay readable for every origin', async () => {
  const strict = await createTestWorld({
    database: world.db,
    settings: { LOGINS_PER_ADDRESS_PER_MINUTE: '1' },
  })
  const few = requests(strict, who)
  const bring = () =>
    few.app.request('/oauth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'chrome-extension://abc' },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: oauthClientId,
        redirect_uri: asked.redirect_uri,
        code_verifier: verifier,
        code: 'guess',
      }).toString(),
    })
  expect((await bring()).status).toBe(400)
  const late = await bring()
  expect(late.status).toBe(429)
  expect(late.headers.get('access-control-allow-origin')).toBe('*')
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
  await strict.stop()
})

test('the options say what is spoken here, to every origin', async () => {
  const { body, headers } = await api.signedOut('GET', '/auth/options', undefined, {
    origin: 'https://a.example',
  })
  expect(body).toEqual({ api: 1, min_extension: '0.1.0', sso: null })
  expect(headers.get('access-control-allow-origin')).toBe('*')
})

test('in production only the panels that are named get in', async () => {
  const production = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://fp.example',
    SECRET_KEYS: `k:${'A'.repeat(43)}=`,
  }
  const settings = { NODE_ENV: 'production', PUBLIC_URL: 'https://fp.example' }
  const closed = await createTestWorld({ database: world.db, settings })
  const page = await requests(closed, who).signedOut('GET', `//oauth/authorize?${new URLSearchParams(asked)}`)
  expect(page.text).toContain('EXTENSION_REDIRECTS')
  await closed.stop()
  expect(() => readConfig({ ...production, EXTENSION_REDIRECTS: 'http://a.example/oauth' })).toThrow(
    'EXTENSION_REDIRECTS',
  )
  expect(() =>
    readConfig({ ...production, EXTENSION_REDIRECTS: 'https://a.example/; script-src *' }),
  ).toThrow('EXTENSION_REDIRECTS')
})

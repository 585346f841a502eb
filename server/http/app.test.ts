import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../db/tx.ts'
import { type People, people, simulatorSite } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { withFacts } from './page-routes.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())

const apiRoutes = () =>
  api.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/v1/') && !path.includes('*'))
    .map(({ method, path }) => ({ method, path }))
const concrete = (path: string) => path.replace(/:[a-z_]+/g, '0199a000-0000-7000-8000-000000000000')

test('every route but the sign-ins refuses the signed-out before it looks at anything else', async () => {
  const closed = apiRoutes().filter(({ path }) => !path.startsWith('/api/v1/auth/'))
  expect(closed.length).toBeGreaterThan(4)
  for (const { method, path } of closed) {
    const answer = await api.app.request(concrete(path), { method })
    expect([method, path, answer.status]).toEqual([method, path, 401])
    expect(await answer.json()).toMatchObject({
      code: 'not_signed_in',
      message: expect.any(String),
      request_id: expect.any(String),
    })
  }
})

test('every route stands in /openapi.json, with its answer and its errors', async () => {
  const { body } = await api.signedOut('GET', '//openapi.json')
  const { paths } = body as {
    paths: Record<string, Record<string, { summary?: string; responses: Record<string, unknown> }>>
  }
  for (const { method, path } of apiRoutes()) {
    const described = paths[path.replace(/:([a-z_]+)/g, '{$1}')]?.[method.toLowerCase()]
    expect([method, path, Boolean(described?.summary)]).toEqual([method, path, true])
    expect(Object.keys(described?.responses ?? {}).some((status) => status.startsWith('2'))).toBe(true)
  }
})

test('the pod may be framed by its PSA and nobody else', async () => {
  const pod = await api.signedOut('GET', `//pod/${who.pod_keys.acme}?id=48291&screen=ticket`)
  const policy = pod.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(new RegExp(`; frame-ancestors ${simulatorSite}$`))
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("style-src 'self';")
  expect(policy).toContain("connect-src 'self';")
  expect(policy).not.toMatch(/unsafe|\*/)
  expect(pod.headers.get('x-frame-options')).toBeNull()
  expect(pod.headers.get('cache-control')).toBe('no-store')
})

test('the page tells the UI where it is, and nothing in it becomes markup', () => {
  const facts = {
    surface: 'pod' as const,
    podKey: '00000000000000000abc',
    psaOrigins: [simulatorSite, '"><script>'],
    build: 'b1',
  }
  const html = withFacts('<html><head></head><body>$&</body></html>', facts)
  expect(html).toContain('<meta name="flowpilot-surface" content="pod">')
  expect(html).toContain('<meta name="flowpilot-pod-key" content="00000000000000000abc">')
  expect(html).toContain(`content="${simulatorSite} &#34;&#62;&#60;script&#62;"`)
  expect(html).toContain('<body>$&</body>')
})

test.each(['//pod/0123456789abcdef0123', '//app', '//app/cases/1', '//openapi.json', '//nothing', '/me'])(
  'nobody may frame %s',
  async (path) => {
    const answer = await api.signedOut('GET', path)
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  },
)

test('a key of nobody gets the page that an account without a PSA gets', async () => {
  const of = async (key: string) => {
    const { status, text, headers } = await api.signedOut('GET', `//pod/${key}`)
    return [status, text.replaceAll(key, ''), headers.get('content-security-policy')]
  }
  const nobodys = await of('0123456789abcdef0123')
  expect(nobodys).toEqual(await of(who.pod_keys.zed))
  expect(nobodys[2]).toContain("frame-ancestors 'none'")
})

test('a former address says that the pod moved, and not who is a customer', async () => {
  const of = async (name: string) => {
    const { status, text, headers } = await api.signedOut('GET', `//pod/${name}?id=48291`)
    return [status, text, headers.get('content-security-policy')]
  }
  const acme = await of('acme')
  expect(acme[1]).toContain('registers it again')
  expect(acme[1]).not.toContain('acme')
  for (const name of ['nobody', 'ACME', who.pod_keys.acme.toUpperCase(), '..%2f', who.pod_keys.acme.slice(1)])
    expect(await of(name)).toEqual(acme)
})

test('a key is random: 80 bits, another one for each account', async () => {
  const { acme, zed } = who.pod_keys
  expect([acme, zed]).toEqual([
    expect.stringMatching(/^[0-9a-f]{20}$/),
    expect.stringMatching(/^[0-9a-f]{20}$/),
  ])
  expect(acme).not.toBe(zed)
})

test('an origin with anything but an address in it never reaches the policy', async () => {
  const evil = ["https://evil.example; script-src 'unsafe-inline'", simulatorSite]
  await inAccount(world.db, who.accounts.acme, (sql) => sql`update connections set pod_origins = ${evil}`)
  const { headers } = await api.signedOut('GET', `//pod/${who.pod_keys.acme}`)
  expect(headers.get('content-security-policy')).not.toContain('evil')
})

test('files of the UI are named, never walked to', async () => {
  for (const path of [
    '//assets/../package.json',
    '//assets/%2e%2e/package.json',
    '//assets/.vite/manifest.json',
    '//assets/index.html',
    '//assets//etc/passwd',
  ])
    expect((await api.signedOut('GET', path)).status).toBe(404)
})

test('other origins may call with a token and never with a cookie', async () => {
  const preflight = await api.signedOut('OPTIONS', '/me', undefined, {
    origin: 'chrome-extension://abc',
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
  const refused = await api.signedOut('GET', '/me', undefined, { origin: 'https://a.example' })
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  const signIn = await api.signedOut('OPTIONS', '/auth/refresh', undefined, {
    origin: 'https://a.example',
    'access-control-request-method': 'POST',
  })
  expect(signIn.headers.get('access-control-allow-origin')).toBeNull()
})

test('a body beyond 256 kB is too large', async () => {
  const { status, body } = await api.as('ben')('PUT', '/drafts/new', { body: 'x'.repeat(300 * 1024) })
  expect(status).toBe(413)
  expect(body).toMatchObject({ code: 'too_large' })
})

test('an unknown path answers in the same form', async () => {
  const { status, body } = await api.as('ben')('GET', '/nothing/here')
  expect(status).toBe(404)
  expect(body).toMatchObject({ code: 'not_found', request_id: expect.any(String) })
})

test('healthy while it lives, ready until it drains', async () => {
  expect((await api.signedOut('GET', '//healthz')).status).toBe(200)
  expect((await api.signedOut('GET', '//readyz')).body).toEqual({ status: 'ready' })
  const leaving = await createTestWorld({ database: world.db })
  leaving.drain()
  expect((await requests(leaving, who).signedOut('GET', '//readyz')).status).toBe(503)
  await leaving.stop()
})

test('drafts are one’s own, survive, and can be forgotten', async () => {
  const [ben, cleo, vera] = [api.as('ben'), api.as('cleo'), api.as('vera')]
  expect((await ben('PUT', '/drafts/ticket-48291', { body: 'half a sen\u0000tence 🧩' })).body).toMatchObject(
    { body: 'half a sentence 🧩' },
  )
  expect((await ben('GET', '/drafts/ticket-48291')).body).toMatchObject({ body: 'half a sentence 🧩' })
  expect((await cleo('GET', '/drafts/ticket-48291')).body).toEqual({
    context: 'ticket-48291',
    body: '',
    updated_at: null,
  })
  expect((await vera('PUT', '/drafts/new', { body: 'x' })).status).toBe(403)
  expect((await ben('DELETE', '/drafts/ticket-48291')).status).toBe(204)
  expect((await ben('GET', '/drafts/ticket-48291')).body).toMatchObject({ body: '' })
  expect((await ben('GET', '/drafts/whatever')).body).toMatchObject({
    code: 'malformed',
    fields: { context: 'Unknown draft context.' },
  })
})

test('colleagues are those of the own account', async () => {
  const names = (body: unknown) => (body as { items: { name: string }[] }).items.map(({ name }) => name)
  expect(names((await api.as('vera')('GET', '/accounts/me/users')).body)).toEqual([
    'Ada Lindqvist',
    'Ben Okafor',
    'Cleo Marchetti',
    'Vera Lang',
  ])
  expect(names((await api.as('zed')('GET', '/accounts/me/users')).body)).toEqual(['Zed Novak'])
})

test('an answer says which build of the UI is served, a refused one too', async () => {
  const page = async () => ({ html: '<html></html>', build: 'b7' })
  const built = requests({ ...world, ui: { ...world.ui, page } }, who)
  const answers = [await built.as('ben')('GET', '/me'), await built.signedOut('GET', '/me')]
  expect(answers.map(({ headers }) => headers.get('x-flowpilot-build'))).toEqual(['b7', 'b7'])
})

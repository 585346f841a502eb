import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from './app.ts'
import { inAccount } from './db/tx.ts'
import { type People, type PersonName, people } from './testing/people.ts'
import { routeBodies } from './testing/route-bodies.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'

let world: TestWorld
let cast: People
let app: ReturnType<typeof createApp>
let ids: Record<string, string>

/** Routes that are for somebody who has not signed in yet, or for machines. */
const open = /^\/(api\/v1\/auth|oauth|pod|app|assets|healthz|readyz|\.well-known|openapi\.json|metrics|$|\*)/

beforeAll(async () => {
  world = await createTestWorld()
  cast = await people(world)
  app = createApp(world)
  ids = await acmeCase()
})
afterAll(() => world.stop())

const routes = () => {
  const seen = new Map<string, { method: string; path: string }>()
  for (const { method, path } of app.routes)
    if (method !== 'ALL' && !open.test(path)) seen.set(`${method} ${path}`, { method, path })
  return [...seen.values()]
}

async function call(method: string, path: string, who?: PersonName) {
  const body = routeBodies[`${method} ${path}`]
  const target = path.replace(
    /:(\w+)(\{[^}]*\})?/g,
    (_, name: string) => ids[`${path} ${name}`] ?? ids[name] ?? newId(),
  )
  return send(method, target, body, who)
}

async function send(method: string, target: string, body: unknown, who?: PersonName) {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (who) headers.authorization = `Bearer ${await cast.tokenFor(who)}`
  const response = await app.request(target, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const streams = response.headers.get('content-type')?.startsWith('text/event-stream')
  if (streams) await response.body?.cancel()
  const text = streams ? '(stream)' : await response.text()
  return { status: response.status, text: text.replace(/"request_id":"[^"]*"/, '') }
}

/** One of everything that Acme has, by the names of the routes' parameters. */
async function acmeCase(): Promise<Record<string, string>> {
  const made = await send(
    'POST',
    '/api/v1/ai-sessions',
    { intake_type: 'psa_ticket', psa_ticket_id: '48291' },
    'ben',
  )
  const id = (JSON.parse(made.text) as { id: string }).id
  await send('POST', `/api/v1/ai-sessions/${id}/messages`, { content: '' }, 'ben')
  for (const content of ['since 9 this morning', 'only mail from outside'])
    await send('POST', `/api/v1/ai-sessions/${id}/messages`, { content }, 'ben')
  await send('POST', `/api/v1/ai-sessions/${id}/facts`, { text: 'Internal mail is fine' }, 'ben')
  const update = await send(
    'POST',
    `/api/v1/ai-sessions/${id}/status-update`,
    { audience: 'client_update', length: 'quick' },
    'ben',
  )
  const update_id = (JSON.parse(update.text) as { update_id: string }).update_id
  const post = await send(
    'POST',
    `/api/v1/ai-sessions/${id}/updates/${update_id}/post`,
    { intent_key: newId() },
    'ben',
  )
  const rows = await inAccount(world.db, cast.accounts.acme, async (sql) => ({
    task: (await sql<{ id: string }[]>`select id from ai_session_tasks limit 1`)[0]?.id ?? '',
    fact:
      (await sql<{ id: string }[]>`select id from ai_session_facts where source_kind = 'engineer' limit 1`)[0]
        ?.id ?? '',
  }))
  const postId = (JSON.parse(post.text) as { id: string }).id
  const named: Record<string, string> = {
    id,
    task_id: rows.task,
    fact_id: rows.fact,
    update_id,
    context: `session-${id}`,
  }
  for (const path of ['/:id', '/:id/history', '/:id/cancel', '/:id/decision', '/:id/look', '/:id/retry'])
    named[`/api/v1/posts${path} id`] = postId
  for (const path of [
    '/:id',
    '/:id/test',
    '/:id/register-pod',
    '/:id/member-mappings',
    '/:id/flowpilot-settings',
    '/:id/waiting-members',
    '/:id/waiting-members/:member_id',
  ])
    named[`/api/v1/integrations/psa/connections${path} id`] = cast.connection_id
  named.member_id = '104'
  for (const path of ['', '/reset', '/sign-ins', '/second-factor'])
    named[`/api/v1/accounts/me/people/:id${path} id`] = cast.of.ben.id
  named.domain = 'acme.example'
  named['/api/v1/accounts/me/users/:id/single-sign-on id'] = cast.of.ben.id
  return named
}

const writes = (method: string) => method !== 'GET'
/** What everybody says for themselves: drafts, what they read of what they were told, password, second factor, sign-ins, which case they look at. */
const isOwn = (path: string) =>
  path.includes('/drafts/') ||
  path.startsWith('/api/v1/me/') ||
  path.startsWith('/api/v1/notifications/') ||
  path.endsWith('/presence')

describe('every route', () => {
  test('has a body to be tried with', () => {
    const bodiless = /\/(cancel|look|retry|test|register-pod|stop|copied|refresh-ticket|reset)$/
    const missing = routes()
      .filter(({ method, path }) => ['POST', 'PUT', 'PATCH'].includes(method) && !bodiless.test(path))
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => !(route in routeBodies))
    expect(missing).toEqual([])
  })

  test('answers names that no database can hold', async () => {
    const broken: unknown[] = []
    for (const { method, path } of routes().filter(({ path }) => path.includes(':')))
      for (const name of ['%00', 'a%00b', '%ED%A0%80', '%FF']) {
        const target = path.replace(/:(\w+)(\{[^}]*\})?/g, name)
        const { status, text } = await send(method, target, routeBodies[`${method} ${path}`], 'ada')
        if (status >= 500) broken.push({ method, target, status, text })
      }
    expect(broken).toEqual([])
  })

  test('refuses the signed-out', async () => {
    const answers = await Promise.all(
      routes().map(async (route) => ({ ...route, ...(await call(route.method, route.path)) })),
    )
    expect(answers.length).toBeGreaterThan(25)
    expect(answers.filter(({ status }) => status !== 401)).toEqual([])
  })

  test('shows Zed of Acme’s what it shows of nothing', async () => {
    const differing: unknown[] = []
    for (const { method, path } of routes().filter(({ path }) => path.includes(':'))) {
      const theirs = await call(method, path, 'zed')
      const nobodys = await send(
        method,
        path.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => randomLike(name, path)),
        routeBodies[`${method} ${path}`],
        'zed',
      )
      if (theirs.status !== nobodys.status || theirs.text !== nobodys.text.replaceAll(/ZZZ/g, ''))
        differing.push({ method, path, theirs, nobodys })
    }
    expect(differing.filter((one) => !isOwnDraft(one))).toEqual([])
  })

  test('lets Vera read and never write', async () => {
    const written: unknown[] = []
    for (const { method, path } of routes().filter(({ method, path }) => writes(method) && !isOwn(path))) {
      const { status, text } = await call(method, path, 'vera')
      if (status !== 403) written.push({ method, path, status, text })
    }
    expect(written).toEqual([])
    for (const path of [
      '/api/v1/ai-sessions',
      '/api/v1/ai-sessions/:id',
      '/api/v1/posts',
      '/api/v1/ai-sessions/:id/facts',
    ])
      expect((await call('GET', path, 'vera')).status, path).toBe(200)
  })

  test('answers a name that is none with a sentence, never with a failure of ours', async () => {
    const odd = [
      'x',
      '%00',
      '0',
      '-'.repeat(36),
      'session-------------------------------------',
      'é',
      '9'.repeat(200),
    ]
    const failed: unknown[] = []
    for (const { method, path } of routes().filter(({ path }) => path.includes(':')))
      for (const name of odd) {
        const concrete = path.replace(/:(\w+)(\{[^}]*\})?/g, name)
        const { status } = await send(method, concrete, routeBodies[`${method} ${path}`], 'ada')
        if (status >= 500 || status < 400) failed.push({ method, path: concrete, status })
      }
    expect(failed).toEqual([])
  })

  test('stands in the document', async () => {
    const document = (await (await app.request('/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>
    }
    const missing = routes().filter(
      ({ method, path }) =>
        !document.paths[path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')]?.[method.toLowerCase()],
    )
    expect(missing).toEqual([])
  })
})

function randomLike(name: string, path: string): string {
  if (name === 'context') return `session-${newId()}`
  if (path.startsWith('/api/v1/psa/')) return ids[name] ?? '1'
  if (name === 'member_id') return '105'
  if (name === 'domain') return 'nobody.example'
  return newId()
}

/** A draft is the person's own: the answer echoes the context that was asked for. */
const isOwnDraft = (one: unknown) => (one as { path: string }).path.includes('/drafts/')

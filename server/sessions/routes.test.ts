import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session, SessionDetail } from '../../shared/contracts/sessions.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createScriptedModel } from '../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
let as: ReturnType<typeof requests>['as']
let app: ReturnType<typeof requests>['app']
let made: Session
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  ;({ as, app } = requests(world, who))
  const answer = await as('ben')('POST', '/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: '48291',
  })
  expect(answer.status).toBe(201)
  made = answer.body as Session
})
afterAll(() => world?.stop())

const detail = async () => (await as('vera')('GET', `/ai-sessions/${made.id}`)).body as SessionDetail
const framesOf = (stream: string) =>
  stream
    .split('\n\n')
    .filter((frame) => frame.startsWith('event: '))
    .map((frame) => {
      const [event, data] = frame.split('\n')
      return { event: event?.slice(7), data: JSON.parse(data?.slice(6) ?? 'null') }
    })

describe('POST messages', () => {
  test('is an event stream that ends with its own last event', async () => {
    model.next({ reply: 'Run a **message trace** first.' })
    const answer = await as('ben')('POST', `/ai-sessions/${made.id}/messages`, {})
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const frames = framesOf(answer.text)
    expect(frames[0]?.event).toBe('session')
    expect(frames.flatMap(({ event, data }) => (event === 'reply' ? [data.text] : [])).join('')).toBe(
      'Run a **message trace** first.',
    )
    expect(frames.at(-2)).toMatchObject({
      event: 'session',
      data: { turn: 'none', state_version: (await detail()).state_version },
    })
    expect(frames.at(-1)).toMatchObject({
      event: 'done',
      data: { step_id: expect.any(String), usage: { input_tokens: 100 } },
    })
  })

  test('answers once, whole, where JSON is asked for', async () => {
    const answer = await as('ben')(
      'POST',
      `/ai-sessions/${made.id}/messages`,
      { content: 'Done' },
      { accept: 'application/json' },
    )
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      step_id: expect.any(String),
      usage: expect.any(Object),
      session: { exchanges: 1 },
    })
  })

  test('goes on when the reader leaves', async () => {
    const held = model.held({ reply: 'Nobody reads this while it is said.' })
    const response = await app.request(`/api/v1/ai-sessions/${made.id}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await who.tokenFor('ben')}` },
      body: JSON.stringify({ content: 'And then?' }),
    })
    const reader = response.body?.getReader()
    await reader?.read()
    await held.reached
    await reader?.cancel()
    held.release()
    await expect
      .poll(async () => (await detail()).steps.at(-1))
      .toMatchObject({
        state: 'complete',
        content: 'Nobody reads this while it is said.',
      })
  })

  test('is stopped from another surface', async () => {
    const held = model.held({ reply: 'This will be cut in two halves.' })
    const turn = as('ben')('POST', `/ai-sessions/${made.id}/messages`, { content: 'Go' })
    await held.reached
    const busy = await as('cleo')('POST', `/ai-sessions/${made.id}/messages`, { content: 'Me too' })
    expect([busy.status, (busy.body as { code: string }).code]).toEqual([409, 'turn_in_progress'])
    const stopped = await as('cleo', { ticket: '48291' })('POST', `/ai-sessions/${made.id}/messages/stop`)
    expect(stopped.status).toBe(204)
    const frames = framesOf((await turn).text)
    expect(frames.at(-1)).toMatchObject({ event: 'done', data: { usage: null } })
    expect((await detail()).steps.at(-1)).toMatchObject({ state: 'stopped', content: 'This will be cut' })
  })
})

test('a stale revision answers the current row', async () => {
  const base = `/ai-sessions/${made.id}/tasks`
  const task = (await as('ben')('POST', base, { text: 'Look' })).body as { id: string }
  await as('ben')('PATCH', `${base}/${task.id}`, { revision: 1, state: 'done' })
  const stale = await as('cleo')('PATCH', `${base}/${task.id}`, { revision: 1, state: 'skipped' })
  expect(stale).toMatchObject({
    status: 409,
    body: { code: 'revision_stale', current: { id: task.id, state: 'done', revision: 2 } },
  })
})

test('a second case on the ticket names the first', async () => {
  const answer = await as('cleo')('POST', '/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: '48291',
  })
  expect(answer).toMatchObject({ status: 409, body: { code: 'case_already_open', session_id: made.id } })
})

test('bad input is named, never echoed', async () => {
  const long = 'x'.repeat(100_001)
  const answer = await as('ben')('POST', `/ai-sessions/${made.id}/messages`, { content: long })
  expect(answer).toMatchObject({
    status: 400,
    body: { code: 'malformed', fields: { content: 'At most 100000 characters.' } },
  })
  expect(answer.text).not.toContain('xxx')
  const nul = await as('ben')('PATCH', `/ai-sessions/${made.id}/triage`, { asset_name: 'PC\u0000-1' })
  expect(nul.body).toMatchObject({ asset_name: 'PC-1' })
  expect((await as('ben')('PATCH', `/ai-sessions/${made.id}/triage`, { client_name: 7 })).status).toBe(400)
})

describe('every route', () => {
  const calls = (id: string, row: string): [string, string, unknown?][] => [
    ['GET', `/ai-sessions/${id}`],
    ['POST', `/ai-sessions/${id}/messages`, { content: 'x' }],
    ['POST', `/ai-sessions/${id}/messages/stop`],
    ['PATCH', `/ai-sessions/${id}/triage`, { client_name: 'x' }],
    ['POST', `/ai-sessions/${id}/refresh-ticket`],
    ['POST', `/ai-sessions/${id}/tasks`, { text: 'x' }],
    ['PATCH', `/ai-sessions/${id}/tasks/${row}`, { revision: 1, text: 'x' }],
    ['DELETE', `/ai-sessions/${id}/tasks/${row}`],
    ['GET', `/ai-sessions/${id}/facts`],
    ['POST', `/ai-sessions/${id}/facts`, { text: 'x' }],
    ['POST', `/ai-sessions/${id}/facts/promote`, { proposed_text: 'x' }],
    ['PATCH', `/ai-sessions/${id}/facts/${row}`, { revision: 1, text: 'x' }],
    ['DELETE', `/ai-sessions/${id}/facts/${row}`],
  ]

  test('answers Zed as for a random id', async () => {
    const row = (await detail()).tasks[0]?.id ?? ''
    const [theirs, nobodys] = [calls(made.id, row), calls(randomUUID(), randomUUID())]
    for (const [at, [method, path, body]] of theirs.entries()) {
      const [, other] = nobodys[at] ?? []
      const strip = ({ status, body }: Awaited<ReturnType<ReturnType<typeof as>>>) => ({
        status,
        body: { ...(body as object), request_id: '' },
      })
      const seen = strip(await as('zed')(method, path, body))
      expect([path, seen]).toEqual([path, strip(await as('zed')(method, other ?? '', body))])
      expect(seen.status).toBe(404)
    }
  })

  test('lets Vera read and refuses her writing', async () => {
    for (const [method, path, body] of calls(made.id, randomUUID()))
      expect([path, (await as('vera')(method, path, body)).status]).toEqual([
        path,
        method === 'GET' ? 200 : 403,
      ])
  })

  test('refuses a pod that shows another ticket', async () => {
    for (const [method, path, body] of calls(made.id, randomUUID()))
      expect([path, (await as('ben', { ticket: '48302' })(method, path, body)).status]).toEqual([path, 403])
  })
})

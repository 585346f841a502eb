import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Session, SessionDetail } from '../../shared/contracts/sessions.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let id: string
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  const intake = { intake_type: 'free_text', intake_content: 'The printer is dark' }
  id = ((await api.as('ben')('POST', '/ai-sessions', intake)).body as { id: string }).id
})

const at = (path: string) => `/ai-sessions/${id}${path}`
const does = (name: PersonName, path: string, body: object = {}) => api.as(name)('POST', at(path), body)
const detail = async (name: PersonName = 'ben') => (await api.as(name)('GET', at(''))).body as SessionDetail
const told = ({ steps }: SessionDetail) =>
  steps
    .filter(({ kind }) => kind === 'system')
    .map(({ content }) => content.replace(/^Case started.*/, 'start'))
const say = (name: PersonName) =>
  does(name, '/messages', { content: 'It is still dark', intent_key: randomUUID() })

test('its handler pauses and resumes it; lists, log and version say so', async () => {
  const before = await detail()
  const paused = await does('ben', '/pause')
  expect(paused.status).toBe(200)
  expect(paused.body).toMatchObject({
    status: 'paused',
    state_version: before.state_version + 1,
    turn: 'none',
  })
  const view = paused.body as SessionDetail
  expect(Date.parse(view.paused_at ?? '')).toBeGreaterThan(Date.parse(before.created_at))
  expect(view.may).toContain('resume')
  expect(view.may).not.toContain('pause')
  const list = (await api.as('cleo')('GET', '/ai-sessions?status=paused')).body as { items: Session[] }
  expect(list.items.map((each) => each.id)).toContain(id)
  const resumed = await does('ben', '/resume')
  expect(resumed.body).toMatchObject({ status: 'active', paused_at: null })
  expect(told(resumed.body as SessionDetail)).toEqual([
    'start',
    'Case paused by Ben Okafor',
    'Case resumed by Ben Okafor',
  ])
})

test('paused twice, or by two surfaces at once, it is paused once', async () => {
  const answers = await Promise.all([does('ben', '/pause'), does('ben', '/pause')])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  const [first, second] = answers.map(({ body }) => body as SessionDetail)
  expect(second?.paused_at).toBe(first?.paused_at)
  expect(told(await detail())).toEqual(['start', 'Case paused by Ben Okafor'])
  expect((await does('ben', '/pause')).body).toEqual(second)
})

test('a colleague, a viewer and a stranger cannot', async () => {
  const codes = async (path: string) =>
    Promise.all(
      (['cleo', 'vera', 'zed'] as const).map(async (name) => {
        const { status, body } = await does(name, path)
        return [status, (body as { code: string }).code]
      }),
    )
  const refused = [
    [403, 'not_your_case'],
    [403, 'not_allowed'],
    [404, 'not_found'],
  ]
  expect(await codes('/pause')).toEqual(refused)
  await does('ben', '/pause')
  expect(await codes('/resume')).toEqual(refused)
  expect((await detail()).status).toBe('paused')
})

test('whoever began it pauses and resumes it too, in another’s hands', async () => {
  await world.db.admin`update ai_sessions set current_handler_id = ${who.of.cleo.id} where id = ${id}`
  for (const name of ['ben', 'cleo'] as const) {
    expect((await does(name, '/pause')).body).toMatchObject({ status: 'paused' })
    expect((await does(name, '/resume')).body).toMatchObject({ status: 'active' })
  }
})

test.each([
  ['resolved', 'case_closed'],
  ['escalated', 'case_escalated'],
])('a case that is %s can be neither', async (status, code) => {
  await world.db.admin`update ai_sessions set status = ${status} where id = ${id}`
  for (const path of ['/pause', '/resume'])
    expect(await does('ben', path)).toMatchObject({ status: 409, body: { code } })
})

test.each<[string, () => ReturnType<typeof does>]>([
  ['message', () => say('ben')],
  ['fact', () => does('ben', '/facts', { text: 'The fuse is whole' })],
  ['step', () => does('ben', '/tasks', { text: 'Look at the fuse' })],
  ['cause', () => does('ben', '/causes', { text: 'The fuse' })],
])('the handler’s next %s resumes it, in the same transaction', async (_, act) => {
  await does('ben', '/pause')
  expect((await act()).status).toBeLessThan(300)
  const after = await detail()
  expect(after).toMatchObject({ status: 'active', paused_at: null })
  expect(told(after).slice(0, 3)).toEqual([
    'start',
    'Case paused by Ben Okafor',
    'Case resumed by Ben Okafor',
  ])
  const [open] = await world.db.admin`
    select count(*)::int as n from ai_session_pauses where session_id = ${id} and ended_at is null`
  expect(open).toEqual({ n: 0 })
})

test('an act that is refused leaves it paused', async () => {
  await does('ben', '/pause')
  const task = { text: 'Anything' }
  expect((await api.as('ben')('PATCH', at(`/tasks/${randomUUID()}`), { ...task, revision: 1 })).status).toBe(
    404,
  )
  expect((await does('ben', '/messages', { content: 'x', answers: randomUUID() })).status).toBe(422)
  const after = await detail()
  expect([after.status, ...told(after)]).toEqual(['paused', 'start', 'Case paused by Ben Okafor'])
})

test('a colleague’s act counts and leaves it at rest; so does stopping an answer', async () => {
  await does('ben', '/pause')
  expect((await say('cleo')).status).toBe(200)
  expect((await does('cleo', '/facts', { text: 'The fuse is whole' })).status).toBe(201)
  await does('ben', '/messages/stop')
  const after = await detail()
  expect([after.status, after.facts.at(-1)?.text, after.exchanges]).toEqual([
    'paused',
    'The fuse is whole',
    1,
  ])
  expect(after.turn).toBe('none')
})

test('minutes of work leave the pause out', async () => {
  await does('ben', '/pause')
  await does('ben', '/resume')
  // two minutes of work, seven of rest, three of work
  const minutes = { 'Case paused by Ben Okafor': 10, 'Case resumed by Ben Okafor': 3 }
  const was = (minute: number) => new Date(Date.now() - minute * 60_000)
  await world.db.admin`update ai_session_steps set created_at = ${was(12)} where session_id = ${id}`
  for (const [content, minute] of Object.entries(minutes))
    await world.db.admin`
      update ai_session_steps set created_at = ${was(minute)} where session_id = ${id} and content = ${content}`
  await world.db.admin`
    update ai_session_pauses set began_at = ${was(10)}, ended_at = ${was(3)} where session_id = ${id}`
  await does('ben', '/facts', { text: 'The fuse is whole' })
  expect((await detail()).active_minutes).toBe(5)
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { TurnAct } from '../../shared/contracts/turn-acts.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createScriptedModel } from '../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let id: string
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  api = requests(world, who)
  const intake = { intake_type: 'free_text', intake_content: 'VPN drops' }
  id = ((await api.as('ben')('POST', '/ai-sessions', intake)).body as { id: string }).id
  for (const content of ['', 'Only Lila has it.', 'It began yesterday.']) await say(content)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  model.bodies.length = 0
  await world.db.admin`delete from reminders`
})

type Answer = { step_id: string; act?: TurnAct }
async function say(content: string, more: object = {}): Promise<Answer> {
  const json = { accept: 'application/json' }
  const { status, body, text } = await api.as('ben')(
    'POST',
    `/ai-sessions/${id}/messages`,
    { content, ...more },
    json,
  )
  expect(status, text).toBe(200)
  return body as Answer
}
const detail = async () => (await api.as('ben')('GET', `/ai-sessions/${id}`)).body as SessionDetail
const log = async () =>
  (await detail()).steps
    .slice(-2)
    .map(({ kind, content, author }) => [kind, author === 'flowpilot' ? 'fp' : author.name, content])

test('an order to share opens the sheet, stands in the log, and asks no model', async () => {
  const { exchanges } = await detail()
  const { act } = await say('quick update for the client')
  expect(act).toEqual({ share: { audience: 'client_update', length: 'quick' }, reminder: null })
  expect(await log()).toEqual([
    ['message', 'Ben Okafor', 'quick update for the client'],
    ['reply', 'fp', 'Share Update writes it. Nothing is sent before you press Post.'],
  ])
  expect(model.bodies).toEqual([])
  expect(await detail()).toMatchObject({ exchanges, turn_running: false, updates: [] })
})

test('both in one: the sheet, and a reminder that stands, for the same readers', async () => {
  const begun = Date.now()
  const { act } = await say('quick update for the client, remind me in 15')
  expect(act?.share).toEqual({ audience: 'client_update', length: 'quick' })
  const [reminder] = (await detail()).reminders
  expect(act?.reminder).toEqual(reminder)
  expect(reminder).toMatchObject({ audience: 'client_update', status: 'pending' })
  const minutes = (Date.parse(reminder?.remind_at ?? '') - begun) / 60_000
  expect(minutes).toBeGreaterThan(14.9)
  expect(minutes).toBeLessThan(17)
  expect((await log())[1]?.[2]).toMatch(
    /^Share Update writes it\..* You are reminded \w{3},? \d+ \w{3}\D+\d\d:\d\d UTC\.$/,
  )
})

test('what is said with it goes to the model, and the reminder stands', async () => {
  const { act } = await say('The cable is new. Ping me in half an hour')
  expect(act?.share).toBeNull()
  expect((await detail()).reminders.map(({ id: one }) => one)).toEqual([act?.reminder?.id])
  expect(model.bodies).toHaveLength(1)
})

test('a time of day is of the zone of the account, else of whoever writes', async () => {
  const due = async (more: object) => (await say('remind me tomorrow at 9:00', more)).act?.reminder?.remind_at
  expect(await due({ time_zone: 'Asia/Tokyo' })).toMatch(/T00:00:00/)
  expect((await log())[1]?.[2]).toMatch(/09:00 GMT\+9\.$/)
  expect(await due({})).toMatch(/T09:00:00/)
  await api.as('ada')('PATCH', '/accounts/me/preferences', { time_zone: 'America/Phoenix' })
  expect(await due({ time_zone: 'Asia/Tokyo' })).toMatch(/T16:00:00/)
  await api.as('ada')('PATCH', '/accounts/me/preferences', { time_zone: null })
})

test('the same click again is the same order', async () => {
  const intent_key = randomUUID()
  const first = await say('remind me in 15', { intent_key })
  const again = await say('remind me in 15', { intent_key })
  expect(again.step_id).toBe(first.step_id)
  expect((await detail()).reminders).toHaveLength(1)
})

test('the rest of the conversation goes on as if nothing had been said', async () => {
  await say('remind me in 15')
  await say('The tunnel drops after an hour.')
  expect(model.bodies).toHaveLength(1)
  expect(JSON.stringify(model.bodies)).toContain('The tunnel drops after an hour.')
  expect(JSON.stringify(model.bodies)).not.toContain('remind me')
})

test('without a time it says how one is named', async () => {
  expect((await say('remind me')).act).toEqual({ share: null, reminder: null })
  expect((await log())[1]?.[2]).toMatch(/^Say when to remind you/)
  expect((await detail()).reminders).toEqual([])
})

test('“post it” opens the draft that stands and asks for the click; without one it is said to FlowPilot', async () => {
  expect((await say('post it')).act).toBeUndefined()
  model.bodies.length = 0
  const order = { audience: 'ticket_notes', length: 'quick' }
  const written = await api.as('ben')('POST', `/ai-sessions/${id}/status-update`, order, {
    accept: 'application/json',
  })
  expect(written.status, written.text).toBe(200)
  model.bodies.length = 0
  expect((await say('ok, send it now')).act).toEqual({ share: null, reminder: null, post: true })
  expect((await log())[1]?.[2]).toMatch(
    /^The draft is open in Share Update\. .*nothing is sent by a message\.$/,
  )
  expect(model.bodies).toEqual([])
  const { updates } = await detail()
  expect(updates.map(({ post }) => post)).toEqual([null])
  await world.db.admin`delete from session_updates`
})

test('words with anything else in them are said to FlowPilot', async () => {
  expect((await say('quick update for the client, the printer is dark too')).act).toBeUndefined()
  expect(model.bodies).toHaveLength(1)
})

test('a viewer orders nothing, and a closed case takes none', async () => {
  const order = { content: 'remind me in 15' }
  expect((await api.as('vera')('POST', `/ai-sessions/${id}/messages`, order)).status).toBe(403)
  await api.as('ben')('POST', `/ai-sessions/${id}/resolve`, { resolution_summary: 'Rule removed.' })
  expect(await api.as('ben')('POST', `/ai-sessions/${id}/messages`, order)).toMatchObject({
    status: 409,
    body: { code: 'case_closed' },
  })
})

test('too young a case is not shared, and says so', async () => {
  const intake = { intake_type: 'free_text', intake_content: 'VPN drops' }
  id = ((await api.as('ben')('POST', '/ai-sessions', intake)).body as { id: string }).id
  await say('')
  expect((await say('status update')).act).toEqual({ share: null, reminder: null })
  expect((await log())[1]?.[2]).toBe('There is not enough to report yet: answer two questions first.')
})

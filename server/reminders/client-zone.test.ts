import { v7 as newId } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { UpdatePromises } from '../../shared/contracts/reminders.ts'
import { type People, people } from '../testing/people.ts'
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
  const made = await api.as('ben')('POST', '/ai-sessions', {
    intake_type: 'free_text',
    intake_content: 'Mail from outside does not arrive',
    client_name: 'Contoso Dental',
  })
  id = (made.body as { id: string }).id
})
afterAll(() => world?.stop())

const inZone = (time_zone: string | null, client_name = 'contoso  DENTAL') =>
  api.as('ada')('PUT', '/accounts/me/ai-policy/clients', { client_name, policy: null, time_zone })
async function written(content: string, audience = 'client_update') {
  const update_id = newId()
  await world.db.admin`
    insert into session_updates (account_id, session_id, id, audience, length, context, content, session_status,
      steps_completed, time_spent_minutes, state, model_kind, state_version, created_by)
    values (${who.accounts.acme}, ${id}, ${update_id}, ${audience}, 'quick', 'status', ${content},
      'investigating', 0, 1, 'complete', 'offline', 1, ${who.of.ben.id})`
  return `/ai-sessions/${id}/updates/${update_id}`
}
const promised = async (path: string) =>
  (await api.as('ben')('GET', `${path}/promises?time_zone=Asia/Tokyo`)).body as UpdatePromises
beforeEach(async () => {
  await api.as('ada')('PATCH', '/accounts/me/preferences', { time_zone: 'America/New_York' })
  await world.db.admin`update ai_sessions set client_name = 'Contoso Dental' where id = ${id}`
})
afterEach(async () => {
  await world.db.admin`delete from client_policies`
  await api.as('ada')('PATCH', '/accounts/me/preferences', { time_zone: null })
  vi.useRealTimers()
})

test('the zone of a client holds for what its texts promise; notes for colleagues keep that of the account', async () => {
  expect((await inZone('Europe/Berlin')).status).toBe(200)
  const content = 'We will call you tomorrow at 10:00.'
  expect(await promised(await written(content))).toMatchObject({ time_zone: 'Europe/Berlin' })
  expect(await promised(await written(content, 'email_draft'))).toMatchObject({
    time_zone: 'Europe/Berlin',
  })
  expect(await promised(await written(content, 'ticket_notes'))).toMatchObject({
    time_zone: 'America/New_York',
  })
  await inZone('Europe/Berlin', 'Another client')
  await world.db.admin`update ai_sessions set client_name = 'Nobody' where id = ${id}`
  await world.db.admin`delete from client_policies where client_name <> 'Another client'`
  expect(await promised(await written(content))).toMatchObject({ time_zone: 'America/New_York' })
})

test.each([
  ['forward', '2026-03-28T21:00:00Z', '02:30', '2026-03-29T01:30:00.000Z'],
  ['back', '2026-10-24T20:00:00Z', '02:30', '2026-10-25T00:30:00.000Z'],
  ['forward, by the day', '2026-03-28T21:00:00Z', '09:00', '2026-03-29T07:00:00.000Z'],
])(
  'the zone of a client counts in the night its clocks go %s, and no other clock does',
  async (_, now, time, at) => {
    await inZone('Europe/Berlin')
    const path = await written(`We will restart it tomorrow at ${time}.`)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) })
    const token = await who.tokenFor('ben')
    const read = await api.app.request(`/api/v1${path}/promises`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await read.json()).toMatchObject({ time_zone: 'Europe/Berlin', items: [{ at }] })
  },
)

test('the zone of a client is one that exists, and is set by admins', async () => {
  expect((await inZone('Europe/Nowhere')).status).toBe(400)
  expect((await inZone(null)).status).toBe(400)
  const order = { client_name: 'Contoso Dental', policy: null, time_zone: 'Europe/Berlin' }
  expect((await api.as('ben')('PUT', '/accounts/me/ai-policy/clients', order)).status).toBe(403)
  expect((await inZone('Europe/Berlin')).body).toMatchObject({
    usual: 'allowed',
    clients: [{ client_name: 'contoso  DENTAL', policy: null, time_zone: 'Europe/Berlin' }],
  })
  const detail = (await api.as('ben')('GET', `/ai-sessions/${id}`)).body
  expect(detail).toMatchObject({ ai_policy: { policy: 'allowed', client_name: null } })
})

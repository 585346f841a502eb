import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { HandedOff } from '../../shared/contracts/handoff-calls.ts'
import type { NotificationPage } from '../../shared/contracts/notifications.ts'
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
  await world.background.settled()
  await world.db.admin`delete from notifications`
  const intake = { intake_type: 'free_text', intake_content: 'The printer is dark' }
  id = ((await api.as('ben')('POST', '/ai-sessions', intake)).body as { id: string }).id
})

const does = async (name: PersonName, path: string, body: object) => {
  const { status, body: answer } = await api.as(name)('POST', `/ai-sessions/${id}${path}`, body)
  expect(status).toBe(200)
  return answer as HandedOff
}
const toldTo = async (name: PersonName, what: 'all' | 'unread' = 'all') => {
  const { items } = (await api.as(name)('GET', '/notifications')).body as NotificationPage
  return items.filter(({ read_at }) => what === 'all' || !read_at).map(({ kind }) => kind)
}

test('an escalation to the team is told to everybody who can take it, and once it is taken only to whoever made it', async () => {
  await does('ben', '/escalate', { reason: 'Stuck' })
  expect([await toldTo('ada'), await toldTo('cleo')]).toEqual([['escalation'], ['escalation']])
  for (const name of ['ben', 'vera', 'zed'] as const) expect(await toldTo(name)).toEqual([])
  await does('cleo', '/pickup', { resume_mode: 'continue' })
  expect([await toldTo('ada', 'unread'), await toldTo('cleo', 'unread')]).toEqual([[], []])
  expect(await toldTo('ben')).toEqual(['handoff_claimed'])
})

test('one to a person is told to that person; taken back nobody has to do anything', async () => {
  const { handoff } = await does('ben', '/escalate', { reason: 'Stuck', target_user_id: who.of.cleo.id })
  expect([await toldTo('ada'), await toldTo('cleo')]).toEqual([[], ['escalation']])
  expect((await api.as('ben')('DELETE', `/ai-sessions/${id}/handoffs/${handoff.id}`)).status).toBe(200)
  expect(await toldTo('cleo', 'unread')).toEqual([])
})

test('a case that is parked is told to nobody', async () => {
  await does('ben', '/handoff', { intent: 'park', reason: 'Waiting for the supplier' })
  expect([await toldTo('ada'), await toldTo('cleo')]).toEqual([[], []])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ListedSession } from '../../shared/contracts/session-lists.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { createSession } from './create-session.ts'
import { listSessions } from './list-sessions.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let id: string
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
  ;({ id } = await createSession(who.ctxFor('ben'), {
    intake_type: 'free_text',
    intake_content: 'The scanner is slow',
  }))
})
afterAll(() => world?.stop())

type Name = 'ben' | 'cleo' | 'zed'
type Query = Omit<Parameters<typeof listSessions>[1], 'limit'>
const list = async (name: Name, query: Query = {}): Promise<ListedSession[]> =>
  (await listSessions(who.ctxFor(name), { limit: 10, ...query })).items

test('a case in a list says its last words, whose they are, and that one has an unsent message', async () => {
  await api.as('ben')('POST', `/ai-sessions/${id}/messages`, { content: 'Since the update of Monday' })
  const [listed] = await list('ben')
  expect(listed).toMatchObject({ id, newest: { by: 'flowpilot' }, has_draft: false, handoff: null })
  expect(listed?.newest?.text.length).toBeLessThanOrEqual(200)
  await api.as('ben')('PUT', `/drafts/session-${id}`, { body: 'Half a thought' })
  expect((await list('ben'))[0]?.has_draft).toBe(true)
  expect((await list('ben', { q: 'scanner' }))[0]).toMatchObject({ has_draft: true, newest: listed?.newest })
  expect((await list('cleo'))[0]?.has_draft).toBe(false)
})

test('who escalated a case, and who picked it up, find it by that', async () => {
  expect(await list('ben', { by_me: 'escalated' })).toEqual([])
  expect(
    (await api.as('ben')('POST', `/ai-sessions/${id}/escalate`, { reason: 'Out of ideas' })).status,
  ).toBe(200)
  const handoff = { created_by: who.of.ben.id, claimed_by: null }
  expect(await list('ben', { by_me: 'escalated' })).toMatchObject([{ id, handoff }])
  expect(await list('cleo', { by_me: 'picked_up' })).toEqual([])
  const pickup = await api.as('cleo')('POST', `/ai-sessions/${id}/pickup`, { resume_mode: 'continue' })
  expect(pickup.status).toBe(200)
  const claimed = { ...handoff, claimed_by: who.of.cleo.id }
  expect(await list('cleo', { by_me: 'picked_up' })).toMatchObject([{ id, handoff: claimed }])
  expect(await list('ben', { by_me: 'escalated', q: 'scanner' })).toMatchObject([{ id }])
  expect(await list('cleo', { by_me: 'escalated' })).toEqual([])
  expect(await list('zed', { by_me: 'picked_up' })).toEqual([])
})

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { requests } from '../../server/testing/request.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createTicketModel } from './ticket-model.ts'

const ticket_id = '48291'
let world: TestWorld
let who: People
let pods: TestPods
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterEach(() => pods.leave())
afterAll(() => world?.stop())

test('a ticket is read again for a case that may be its own, and no more once another one is known', async () => {
  const { pod, asked, afterEvent } = await pods.open('ben')
  const model = createTicketModel(pod, ticket_id)
  const unfollow = model.follow()
  const open = () =>
    model.state.value.kind === 'ready' ? model.state.value.card.open_session?.id : undefined
  const readings = () => asked.filter((call) => call === `GET /psa/tickets/${ticket_id}`).length
  await expect.poll(() => model.state.value.kind).toBe('ready')
  const before = readings()

  const intake = { intake_type: 'free_text', intake_content: 'Scanner lost its folder' } as const
  const begun = afterEvent('session.changed')
  const other = await createSession(who.ctxFor('cleo'), intake)
  await begun
  expect(readings()).toBe(before + 1)
  const changeOther = () =>
    requests(world, who).as('cleo')('POST', `/ai-sessions/${other.id}/facts`, {
      text: 'The folder was renamed',
      status: 'confirmed',
    })
  const changed = afterEvent('session.changed')
  await changeOther()
  await changed
  expect(readings()).toBe(before + 1)

  const own = await createSession(who.ctxFor('cleo'), { intake_type: 'psa_ticket', psa_ticket_id: ticket_id })
  await expect.poll(open).toBe(own.id)
  unfollow()
})

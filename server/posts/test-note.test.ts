import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let call: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  call = requests(world, who)
})
afterAll(() => world.stop())
beforeEach(() => world.simulator.clearFaults())

const post = (intent_key = newId(), ticket_id = '48291') =>
  call.as('ada')('POST', '/posts/test-note', { intent_key, ticket_id })
const written = () =>
  world.simulator.state.tenants.acme?.notes.filter(({ text }) => text.includes('ref FP-')) ?? []

test('one internal note under the admin’s name, read back; the same click is the same note', async () => {
  const key = newId()
  const first = await post(key)
  expect(first.body).toMatchObject({
    state: 'verified',
    kind: 'note',
    placement: 'internal',
    ticket_id: '48291',
  })
  expect((await post(key)).body).toMatchObject({ id: (first.body as { id: string }).id, state: 'verified' })
  const [note, ...more] = written()
  expect(more).toEqual([])
  expect(note).toMatchObject({
    internal: true,
    discussion: false,
    memberId: 101,
    processNotifications: false,
  })
  expect(note?.text).toContain('FlowPilot is connected')
})

test('it is not posted while nobody has read it back', async () => {
  world.simulator.addFault({ kind: 'reply_lost', match: { method: 'POST', path: '/notes' } })
  const { body } = await post()
  expect(['uncertain', 'checking']).toContain((body as { state: string }).state)
})

test('tickets that take none are refused at the click', async () => {
  expect((await post(undefined, '48271')).body).toMatchObject({ code: 'write_not_possible' })
  expect((await post(undefined, '99999')).body).toMatchObject({ code: 'ticket_not_found' })
  world.simulator.addFault({ kind: 'unreachable' })
  expect((await post()).body).toMatchObject({ code: 'psa_unavailable' })
})

test('is for admins of a connected account, where internal notes are on', async () => {
  const ask = (name: 'ben' | 'zed') =>
    call.as(name)('POST', '/posts/test-note', { intent_key: newId(), ticket_id: '48291' })
  expect((await ask('ben')).status).toBe(403)
  expect((await ask('zed')).body).toMatchObject({ code: 'no_connection' })
  await call.as('ada')('PATCH', '/accounts/me/write-rights', {
    internal_note: { owner: 'off', admin: 'off' },
  })
  expect((await post()).body).toMatchObject({ code: 'write_off' })
})

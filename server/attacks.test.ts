import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, people } from './testing/people.ts'
import { requests } from './testing/request.ts'
import { createStrictModel } from './testing/strict-model.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'

let world: TestWorld
let who: People
let as: ReturnType<typeof requests>['as']
const model = createStrictModel()

beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  as = requests(world, who).as
})
afterAll(() => world.stop())

type Made = { id: string; update_id: string; content: string }

async function draftOn(ticketId: string): Promise<{ sessionId: string; update: Made }> {
  const ben = as('ben')
  const made = await ben('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id: ticketId })
  const sessionId = (made.body as Made).id
  for (const content of ['', 'since this morning', 'only from outside'])
    await ben('POST', `/ai-sessions/${sessionId}/messages`, { content })
  const update = await ben('POST', `/ai-sessions/${sessionId}/status-update`, {
    audience: 'client_update',
    length: 'quick',
  })
  return { sessionId, update: update.body as Made }
}

describe('a text that a colleague changed behind the button', () => {
  test('is not posted under the name of somebody who never saw it', async () => {
    const { sessionId, update } = await draftOn('48291')
    const path = `/ai-sessions/${sessionId}/updates/${update.update_id}`
    await as('cleo')('PATCH', path, { content: 'INTERNAL: the client is a pain' })
    const click = { intent_key: newId(), visibility: 'client_visible', content: update.content }
    const answer = await as('ben')('POST', `${path}/post`, click)
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([409, 'update_changed'])
    expect((answer.body as { current: Made }).current.content).toBe('INTERNAL: the client is a pain')
  })

  test('stays the same post for the same click', async () => {
    const { sessionId, update } = await draftOn('48288')
    const path = `/ai-sessions/${sessionId}/updates/${update.update_id}`
    const click = { intent_key: newId(), visibility: 'client_visible', content: update.content }
    const first = await as('ben')('POST', `${path}/post`, click)
    await as('cleo')('PATCH', path, { content: 'other words' })
    const again = await as('ben')('POST', `${path}/post`, click)
    expect([again.status, (again.body as Made).id]).toEqual([202, (first.body as Made).id])
  })

  test('made anew with the same words is no second note while the first is on its way', async () => {
    const { sessionId, update } = await draftOn('48297')
    const path = `/ai-sessions/${sessionId}/updates`
    const first = await as('ben')('POST', `${path}/${update.update_id}/post`, { intent_key: newId() })
    const other = await world.db.admin<{ id: string }[]>`
      insert into session_updates
      select (jsonb_populate_record(one, jsonb_build_object('id', ${newId()}::text))).*
      from session_updates one where id = ${update.update_id} returning id`
    const second = await as('cleo')('POST', `${path}/${other[0]?.id}/post`, { intent_key: newId() })
    expect((second.body as Made).id).toBe((first.body as Made).id)
  })
})

describe('a pod on one ticket', () => {
  test('administers nothing, not even for the owner', async () => {
    const ada = as('ada', { ticket: '48291' })
    const answer = await ada('PATCH', `/integrations/psa/connections/${who.connection_id}`, { name: 'mine' })
    expect(answer.status).toBe(403)
  })

  test('reads neither the drafts of other tickets nor cases without one', async () => {
    await as('ben')('PUT', '/drafts/ticket-48288', { body: 'half a thought' })
    const pod = as('ben', { ticket: '48291' })
    expect((await pod('GET', '/drafts/ticket-48288')).status).toBe(403)
    expect((await pod('GET', '/drafts/new')).status).toBe(403)
    expect((await pod('GET', '/drafts/ticket-48291')).status).toBe(200)
    const free = await as('cleo')('POST', '/ai-sessions', {
      intake_type: 'free_text',
      intake_content: 'Slow PC',
    })
    const nowhere = as('ben', {})
    expect((await nowhere('GET', `/ai-sessions/${(free.body as Made).id}`)).status).toBe(403)
  })
})

test.each(['0048291', '0', '48291 ', '4829１'])('the ticket number %j is not one', async (psa_ticket_id) => {
  const answer = await as('ben')('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id })
  expect(answer.status).toBe(400)
})

test('a secret in a ticket note never reaches the model', async () => {
  const canary = 'Tr0ub4dor-CANARY'
  const ticket = '48308'
  await world.simulator.fetch(`http://127.0.0.1:8788/v4_6_release/apis/3.0/service/tickets/${ticket}/notes`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('acme+demo-public:demo-private').toString('base64')}`,
      clientid: '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      text: `the admin password: ${canary} works`,
      internalAnalysisFlag: true,
      processNotifications: false,
    }),
  })
  const before = model.calls
  const made = await as('ben')('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id: ticket })
  await as('ben')('POST', `/ai-sessions/${(made.body as Made).id}/messages`, { content: '' })
  const sent = JSON.stringify(model.bodies.slice(before))
  expect(sent).toContain('[redacted password]')
  expect(sent).not.toContain(canary)
})

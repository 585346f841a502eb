import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let box: Outbox
let id: string
beforeAll(async () => {
  world = await createTestWorld({ settings: { POSTS_PER_MINUTE: '1000' } })
  who = await people(world)
  api = requests(world, who)
  box = outbox(world, who, world.simulator)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  world.simulator.reset()
  await world.db.admin`update posts set state = 'cancelled' where state <> 'cancelled'`
  await world.db.admin`update ai_sessions set status = 'resolved'`
  await world.db.admin`update accounts set board_rights = '{}'`
  await world.db.admin`delete from ticket_snapshots`
  id = await begin()
})

async function begin(intake: object = { intake_type: 'free_text', intake_content: 'Nobody can print' }) {
  const { body } = await api.as('ben')('POST', '/ai-sessions', intake)
  const made = (body as { id: string }).id
  await api.as('ben')('POST', `/ai-sessions/${made}/messages`, { content: '', intent_key: randomUUID() })
  return made
}
const link = (psa_ticket_id: string | null, name: PersonName = 'ben', of = id) =>
  api.as(name)('POST', `/ai-sessions/${of}/link-ticket`, { psa_ticket_id })
const refresh = () => api.as('ben')('POST', `/ai-sessions/${id}/refresh-ticket`)
const say = (content: string) =>
  api.as('ben')('POST', `/ai-sessions/${id}/messages`, { content, intent_key: randomUUID() })
const detail = async () => (await api.as('ben')('GET', `/ai-sessions/${id}`)).body as SessionDetail
const last = ({ body }: { body: unknown }) => (body as SessionDetail).steps.at(-1)?.content
const lastReply = async () => (await detail()).steps.findLast(({ kind }) => kind === 'reply')?.content
const away = () => world.simulator.addFault({ kind: 'status', status: 503, match: {} })

test('a case is tied to a ticket: its header, its search and its log follow', async () => {
  const { status, body } = await link('48297')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    title: 'Nobody can print',
    psa_ticket_id: '48297',
    psa_connection_id: who.connection_id,
    psa_context_status: 'loaded',
    client_name: 'Contoso Dental',
    ticket: { id: '48297' },
  })
  expect(last({ body })).toMatch(/^Ticket #48297 linked by Ben Okafor; \d+ notes?.* read/)
  const found = (await api.as('cleo')('GET', '/ai-sessions?q=48297')).body as { items: { id: string }[] }
  expect(found.items.map((one) => one.id)).toContain(id)
  const again = await link('48297')
  expect(again.body).toMatchObject({ state_version: (body as SessionDetail).state_version })
})

test('the next turn tells of it, in words and without', async () => {
  await link('48297')
  await say('It is the one on the second floor.')
  expect(await lastReply()).toMatch(/^I have read ticket 48297 of Contoso Dental: “/)
  await say('Paper is in it.')
  expect(await lastReply()).not.toContain('48297')
  await link(null)
  await link('48285')
  expect((await say('')).status).toBe(200)
  expect(await lastReply()).toMatch(/^I have read ticket 48285 of Contoso Dental: “/)
  expect((await say('')).status).toBe(422)
})

test('a ticket with an open case is refused, naming that case; of two that link at once one gets it', async () => {
  const other = await begin()
  const answers = await Promise.all([link('48297'), link('48297', 'cleo', other)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const winner = answers[0]?.status === 200 ? id : other
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
    code: 'case_already_open',
    session_id: winner,
  })
  expect(await link('48297', 'ben', winner === id ? other : id)).toMatchObject({
    status: 409,
    body: { session_id: winner },
  })
})

test('while the PSA is away the number is kept; a refresh fetches the rest', async () => {
  away()
  const { status, body } = await link('48297')
  expect([status, last({ body })]).toEqual([
    200,
    'Ticket #48297 linked by Ben Okafor; couldn’t reach ConnectWise, the rest is fetched later',
  ])
  expect(body).toMatchObject({ psa_ticket_id: '48297', psa_context_status: 'unavailable', ticket: null })
  world.simulator.clearFaults()
  expect((await refresh()).body).toMatchObject({
    psa_context_status: 'loaded',
    client_name: 'Contoso Dental',
  })
})

test('another ticket of the same client takes its place; one of another client does not', async () => {
  await link('48297')
  expect(await link('48288')).toMatchObject({
    status: 422,
    body: {
      code: 'ticket_of_other_client',
      client_name: 'Contoso Dental',
      other_client_name: expect.stringContaining('Fabrikam'),
    },
  })
  const { body } = await link('48285')
  expect(body).toMatchObject({ psa_ticket_id: '48285' })
  expect(last({ body })).toContain('Ticket #48285 linked in place of #48297 by Ben Okafor')
})

test('unlinked, its ticket is free for another case', async () => {
  await link('48297')
  const { body } = await link(null)
  expect(body).toMatchObject({ psa_ticket_id: null, psa_connection_id: null, psa_context_status: 'none' })
  expect(last({ body })).toBe('Ticket #48297 unlinked by Ben Okafor')
  expect((await link('48297', 'cleo', await begin())).status).toBe(200)
})

test('not while a post of the case is on its way', async () => {
  await link('48297')
  world.simulator.addFault({ kind: 'reply_lost', match: { method: 'POST', path: '/notes' }, times: 1 })
  const post = await box.click({ ticket_id: '48297' })
  await world.db.admin`update posts set session_id = ${id} where id = ${post.id}`
  expect(post.state).toBe('uncertain')
  for (const next of ['48285', null])
    expect(await link(next)).toMatchObject({ status: 409, body: { code: 'posts_under_way' } })
  await world.db.admin`update posts set state = 'cancelled' where id = ${post.id}`
  expect((await link(null)).status).toBe(200)
})

test('who may not open the ticket may not link it', async () => {
  const codes = async (ticket: string, ...names: PersonName[]) =>
    Promise.all(names.map(async (name) => ((await link(ticket, name)).body as { code?: string }).code))
  expect(await codes('48297', 'vera', 'zed')).toEqual(['not_allowed', 'not_found'])
  expect(await codes('999999', 'ben')).toEqual(['ticket_not_found'])
  await world.db.admin`update accounts set board_rights = ${world.db.admin.json({ engineer: [] })}`
  expect(await codes('48297', 'ben')).toEqual(['not_your_ticket'])
  await world.db.admin`update ai_sessions set status = 'resolved' where id = ${id}`
  expect(await codes('48297', 'ada')).toEqual(['case_closed'])
})

test('a pod links nothing but the ticket that its screen shows', async () => {
  const there = await begin({ intake_type: 'psa_ticket', psa_ticket_id: '48297' })
  const pod = api.as('ben', { ticket: '48297' })
  const to = (psa_ticket_id: string | null, of = there) =>
    pod('POST', `/ai-sessions/${of}/link-ticket`, { psa_ticket_id })
  expect((await to('48297')).status).toBe(200)
  for (const answer of [await to('48285'), await to(null), await to('48297', id)])
    expect(answer).toMatchObject({ status: 403, body: { code: 'not_your_ticket' } })
})

test('a refresh says what became of a ticket that was merged, moved to another client, or deleted', async () => {
  await link('48297')
  const tenant = world.simulator.state.tenants.acme
  const ticket = tenant?.tickets.find((one) => one.id === 48297)
  const fabrikam = tenant?.tickets.find((one) => one.id === 48288)?.companyId
  if (!tenant || !ticket || !fabrikam) throw new Error('the simulator has other tickets')
  const contoso = ticket.companyId
  expect(last(await refresh())).toMatch(/^Ticket #48297 read again; [^.]*$/)
  ticket.companyId = fabrikam
  expect(last(await refresh())).toMatch(
    /It is of Fabrikam.* now, before of Contoso Dental: nothing is posted unasked$/,
  )
  ticket.companyId = contoso
  ticket.mergedIntoId = 48285
  expect(last(await refresh())).toMatch(/It was merged into #48285: nothing is posted here unasked$/)
  tenant.tickets = tenant.tickets.filter((one) => one.id !== 48297)
  expect(last(await refresh())).toBe('Ticket #48297 is not in ConnectWise any more')
  expect(await detail()).toMatchObject({ psa_ticket_id: '48297', ticket: { id: '48297' } })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TicketCard } from '../../shared/contracts/tickets.ts'
import { notableTickets } from '../../simulator/seed/constants.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { changeBoardRights, readBoardRights } from './board-rights.ts'
import { ticketForModel } from './for-model.ts'
import { readTicket } from './read-ticket.ts'

const mail = String(notableTickets.mail)
const secret = String(notableTickets.executive)

let world: TestWorld
let who: People
let as: ReturnType<typeof requests>['as']
let boards: Record<string, string>
let secretCase: string

beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  as = requests(world, who).as
  const { items } = (await as('ada')('GET', '/psa/boards')).body as { items: { id: string; name: string }[] }
  boards = Object.fromEntries(items.map(({ id, name }) => [name, id]))
  secretCase = ((await start('ada', secret)).body as { id: string }).id
})
afterAll(() => world?.stop())
beforeEach(() => open({ viewer: null, engineer: null, admin: null }))

const open = (rights: Record<string, string[] | null>) => as('ada')('PATCH', '/accounts/me/boards', rights)
const start = (name: PersonName, psa_ticket_id: string) =>
  as(name)('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id })
const found = async (name: PersonName, query: string): Promise<string[]> => {
  const { items } = (await as(name)('GET', query)).body as { items: { id: string }[] }
  return items.map(({ id }) => id)
}
const closed = { status: 403, body: { code: 'not_your_ticket' } }

describe('a board that is closed to engineers', () => {
  beforeEach(() => open({ engineer: [boards['Service Desk'] ?? ''] }))

  test('its tickets are neither found nor opened, and no case begins on them', async () => {
    expect(await found('ada', `/psa/tickets?q=${secret}`)).toEqual([secret])
    expect(await found('ben', `/psa/tickets?q=${secret}`)).toEqual([])
    expect(await found('ben', `/psa/tickets?q=${mail}`)).toEqual([mail])
    expect(await as('ben')('GET', `/psa/tickets/${secret}`)).toMatchObject(closed)
    expect(await start('ben', secret)).toMatchObject({ status: 409 })
    await world.db.admin`update ai_sessions set status = 'resolved' where id = ${secretCase}`
    expect(await start('ben', secret)).toMatchObject(closed)
    await world.db.admin`update ai_sessions set status = 'active' where id = ${secretCase}`
    expect((await as('ada')('GET', `/psa/tickets/${secret}`)).status).toBe(200)
  })

  test('its cases are neither listed nor read nor worked', async () => {
    expect(await found('ada', '/ai-sessions')).toContain(secretCase)
    expect(await found('ben', '/ai-sessions')).not.toContain(secretCase)
    const path = `/ai-sessions/${secretCase}`
    for (const [method, more, body] of [
      ['GET', '', undefined],
      ['POST', '/messages', { content: 'hello' }],
      ['POST', '/facts', { text: 'It rains' }],
      ['POST', '/status-update', { audience: 'ticket_notes', length: 'quick' }],
      ['POST', '/refresh-ticket', undefined],
    ] as const)
      expect(await as('ben')(method, path + more, body), more).toMatchObject(closed)
  })

  test('its posts are neither listed nor read', async () => {
    await world.db.admin`
      insert into posts (account_id, id, intent_key, kind, "order", source_kind, source_id, placement, connection_id,
        ticket_id, session_id, user_id, body, body_hash, tag, psa_url, explanation, send_after, epoch)
      values (${who.accounts.acme}, ${postId}, gen_random_uuid(), 'note', '{"placement": "internal"}', 'person',
        ${who.of.ada.id}, 'internal', ${who.connection_id}, ${secret}, ${secretCase}, ${who.of.ada.id}, 'Secret words', 'hash', 'FP-7K3F9QXH', '', '', now() + interval '1 day', 1)`
    expect(await found('ada', '/posts')).toContain(postId)
    expect(await found('ben', '/posts')).not.toContain(postId)
    expect(await as('ben')('GET', `/posts/${postId}`)).toMatchObject(closed)
    expect(await as('ben')('GET', `/posts/${postId}/history`)).toMatchObject(closed)
  })

  test('nor is a write to its ticket that belongs to no case', async () => {
    const id = randomUUID()
    await world.db.admin`
      insert into posts (account_id, id, intent_key, kind, "order", source_kind, source_id, connection_id, ticket_id,
        user_id, explanation, send_after)
      values (${who.accounts.acme}, ${id}, gen_random_uuid(), 'status', '{"status_id": "1", "status_name": null,
        "from": null, "board_id": null}', 'person', ${who.of.ada.id}, ${who.connection_id}, ${secret},
        ${who.of.ada.id}, '', now() + interval '1 day')`
    expect(await found('ada', '/posts')).toContain(id)
    expect(await found('ben', '/posts')).not.toContain(id)
    expect(await as('ben')('GET', `/posts/${id}`)).toMatchObject(closed)
  })

  test('in the pod the PSA decides', async () => {
    const pod = as('ben', { ticket: secret })
    expect((await pod('GET', `/psa/tickets/${secret}`)).status).toBe(200)
    expect((await pod('GET', `/ai-sessions/${secretCase}`)).status).toBe(200)
  })

  test('a case whose board nobody has read is open to its own people', async () => {
    await world.db.admin`update ai_sessions set psa_board_id = null where id = ${secretCase}`
    expect(await as('ben')('GET', `/ai-sessions/${secretCase}`)).toMatchObject(closed)
    await world.db
      .admin`update ai_sessions set current_handler_id = ${who.of.ben.id} where id = ${secretCase}`
    expect((await as('ben')('GET', `/ai-sessions/${secretCase}`)).status).toBe(200)
    await world.db.admin`
      update ai_sessions set current_handler_id = ${who.of.ada.id}, psa_board_id = ${boards.Executive ?? ''}
      where id = ${secretCase}`
  })
})

const postId = '0190a000-0000-7000-8000-0000000000b0'

test('viewers see tickets that have a case', async () => {
  expect(await as('vera')('GET', `/psa/tickets/${mail}`)).toMatchObject(closed)
  expect((await as('vera')('GET', `/psa/tickets/${secret}`)).status).toBe(200)
  expect(await found('vera', '/psa/tickets')).toEqual([secret])
  await open({ viewer: [boards['Service Desk'] ?? ''] })
  expect(await as('vera')('GET', `/psa/tickets/${secret}`)).toMatchObject(closed)
  expect(await found('vera', '/psa/tickets')).toEqual([])
})

test('the model hears of related tickets on the ticket’s own board, whoever asks', async () => {
  const neighbour = world.simulator.state.tenants.acme?.tickets.find(({ id }) => id === 48302)
  if (neighbour) neighbour.boardId = Number(boards.Executive)
  const context = await readTicket(who.ctxFor('ada'), mail, { maxAgeSeconds: 0, whole: true })
  await world.background.settled()
  expect(context.related.map(({ id }) => id)).toContain('48302')
  const told = ticketForModel(context).related.map(({ number }) => number)
  expect(told.length).toBeGreaterThan(0)
  expect(told).not.toContain('48302')
  const card = (name: PersonName) => as(name)('GET', `/psa/tickets/${mail}`)
  const related = async (name: PersonName) =>
    ((await card(name)).body as TicketCard).related.map(({ id }) => id)
  expect(await related('ada')).not.toContain('48302')
  await open({ engineer: [boards['Service Desk'] ?? ''] })
  expect(await related('ben')).not.toContain('48302')
})

test('a pod lists neither boards nor people', async () => {
  for (const path of ['/psa/boards', '/psa/members'])
    expect(await as('ben', { ticket: mail })('GET', path)).toMatchObject({
      status: 403,
      body: { code: 'not_allowed' },
    })
})

describe('who sets it', () => {
  test('admins, in the full page; each change is in the audit trail', async () => {
    expect((await as('ben')('GET', '/accounts/me/boards')).status).toBe(403)
    expect((await open({ viewer: ['7'] })).body).toEqual({ viewer: ['7'], engineer: null, admin: null })
    const [line] = await world.db.admin`
      select user_id, detail from audit_log where action = 'account.boards_changed' order by at desc, id desc limit 1`
    expect(line).toEqual({
      user_id: who.of.ada.id,
      detail: {
        before: { viewer: null, engineer: null, admin: null },
        after: { viewer: ['7'], engineer: null, admin: null },
      },
    })
  })

  test('an admin sets it for others, an owner for admins', async () => {
    const ada = who.ctxFor('ada')
    const admin = { ...ada, user: { ...ada.user, role: 'admin' as const } }
    expect((await changeBoardRights(admin, { engineer: ['7'] })).engineer).toEqual(['7'])
    await expect(async () => changeBoardRights(admin, { admin: null })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    expect((await changeBoardRights(ada, { admin: ['7'] })).admin).toEqual(['7'])
    expect((await readBoardRights(admin)).admin).toEqual(['7'])
  })
})

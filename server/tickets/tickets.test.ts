import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TicketCard } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import { notableTickets } from '../../simulator/seed/constants.ts'
import { tx } from '../ctx.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { upsertSnapshot } from './queries.ts'
import { readTicket } from './read-ticket.ts'
import { lastWords } from './who-wrote-last.ts'

const mail = String(notableTickets.mail)
const codeOf = (error: unknown) => (error instanceof Problem ? error.code : error)

let world: TestWorld
let who: People
let call: ReturnType<typeof requests>

beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  call = requests(world, who)
})
afterAll(() => world.stop())
beforeEach(async () => {
  world.simulator.clearFaults()
  await world.background.settled()
  await world.db.admin`delete from ticket_snapshots`
})

const asked = () => world.simulator.requests({ path: `/service/tickets/${mail}` }).length

describe('reading a ticket', () => {
  test('the second surface within a minute asks nobody', async () => {
    const first = await readTicket(who.ctxFor('ben'), mail, { whole: true })
    await world.background.settled()
    const before = asked()
    expect(await readTicket(who.ctxFor('cleo'), mail)).toEqual(first)
    expect(asked()).toBe(before)
    await readTicket(who.ctxFor('cleo'), mail, { maxAgeSeconds: 0 })
    expect(asked()).toBeGreaterThan(before)
  })

  test('many at once ask once', async () => {
    const before = world.simulator.requests({ path: '/allNotes' }).length
    await Promise.all(Array.from({ length: 10 }, () => readTicket(who.ctxFor('ben'), mail)))
    expect(world.simulator.requests({ path: '/allNotes' }).length - before).toBe(1)
  })

  test('with the PSA away, what was last seen is shown to who takes it', async () => {
    const seen = await readTicket(who.ctxFor('ben'), mail, { whole: true })
    await world.background.settled()
    world.simulator.addFault({ kind: 'unreachable' })
    const stale = await readTicket(who.ctxFor('ben'), mail, { maxAgeSeconds: 0, allowStale: true })
    expect(stale).toEqual(seen)
    expect(await readTicket(who.ctxFor('ben'), mail, { maxAgeSeconds: 0 }).catch(codeOf)).toBe(
      'psa_unavailable',
    )
    expect(await readTicket(who.ctxFor('ben'), '48288', { allowStale: true }).catch(codeOf)).toBe(
      'psa_unavailable',
    )
  })

  test('a snapshot of another shape is read anew', async () => {
    await readTicket(who.ctxFor('ben'), mail)
    await world.db.admin`update ticket_snapshots set context = '{"ticket": 1}'`
    expect((await readTicket(who.ctxFor('ben'), mail)).ticket.id).toBe(mail)
  })

  test('a ticket that moved is told to every surface', async () => {
    await readTicket(who.ctxFor('ben'), mail, { whole: true })
    await world.background.settled()
    const count = async () => (await world.db.admin`select 1 from events where kind = 'ticket.changed'`).count
    const before = await count()
    await readTicket(who.ctxFor('ben'), mail, { maxAgeSeconds: 0 })
    await world.background.settled()
    expect(await count()).toBe(before)
    const ticket = world.simulator.state.tenants.acme?.tickets.find((row) => row.id === notableTickets.mail)
    if (ticket) ticket.lastUpdated = '2031-01-01T00:00:00Z'
    await readTicket(who.ctxFor('ben'), mail, { maxAgeSeconds: 0 })
    expect(await count()).toBe(before + 1)
  })

  test('a pod opens its own ticket only', async () => {
    const pod = who.ctxFor('ben', { surface: 'pod', pod_ticket_id: mail })
    expect((await readTicket(pod, mail)).ticket.id).toBe(mail)
    expect(await readTicket(pod, '48288').catch(codeOf)).toBe('not_your_ticket')
  })

  test('long, many and hostile notes come through', async () => {
    for (const id of [
      notableTickets.longNote,
      notableTickets.manyNotes,
      notableTickets.hostile,
      notableTickets.bare,
    ]) {
      const context = await readTicket(who.ctxFor('ben'), String(id), { whole: true })
      await world.background.settled()
      expect(await readTicket(who.ctxFor('ben'), String(id))).toEqual(context)
    }
  })
})

describe('what a second round of calls tells', () => {
  const changes = async () => (await world.db.admin`select 1 from events where kind = 'ticket.changed'`).count
  const kept = () => readTicket(who.ctxFor('cleo'), mail, { maxAgeSeconds: 3600 })
  const slow = () =>
    world.simulator.addFault({ kind: 'slow', match: { path: '/company/configurations' }, delay_ms: 600 })

  test('keeps nobody waiting; it is in the snapshot when it comes, and every surface is told', async () => {
    const before = await changes()
    slow()
    const soon = await readTicket(who.ctxFor('ben'), mail)
    expect(soon.coming).toContain('configurations')
    expect(soon.missing).toEqual([])
    expect(soon.ticket.configurations[0]).toMatchObject({ name: expect.any(String), type: null })
    expect(await kept()).toEqual(soon)
    await world.background.settled()
    const later = await kept()
    expect(later.coming).toBeUndefined()
    expect(later.ticket.configurations[0]?.type).toEqual(expect.any(String))
    expect(later.fetched_at).toBe(soon.fetched_at)
    expect(await changes()).toBe(before + 1)
  })

  test('read anew, it stands as before until it comes, and no surface is told of nothing', async () => {
    const whole = await readTicket(who.ctxFor('ben'), mail, { whole: true })
    await world.background.settled()
    const before = await changes()
    slow()
    const again = await readTicket(who.ctxFor('ben'), mail, { maxAgeSeconds: 0 })
    expect(again.coming).toContain('configurations')
    expect(again.ticket).toEqual(whole.ticket)
    await world.background.settled()
    expect(await changes()).toBe(before)
  })

  test('is waited for by who wants the whole', async () => {
    slow()
    const whole = await readTicket(who.ctxFor('ben'), mail, { whole: true })
    expect(whole.coming).toBeUndefined()
    expect(whole.ticket.configurations[0]?.type).toEqual(expect.any(String))
  })

  test('does not undo a newer reading', async () => {
    slow()
    await readTicket(who.ctxFor('ben'), mail)
    world.simulator.clearFaults()
    const newer = await readTicket(who.ctxFor('ben'), mail, { maxAgeSeconds: 0, whole: true })
    await world.background.settled()
    expect((await kept()).fetched_at).toBe(newer.fetched_at)
  })
})

test('a reading that took long does not replace one that was begun after it', async () => {
  const newer = await readTicket(who.ctxFor('ben'), mail, { whole: true })
  await world.background.settled()
  const older = { ...newer, ticket: { ...newer.ticket, summary: 'As it was' } }
  const keys = { account_id: who.accounts.acme, connection_id: who.connection_id, ticket_id: mail }
  const row = { ...keys, addresses: [], last_words: lastWords(older) }
  await tx(who.ctxFor('ben'), (sql) => upsertSnapshot(sql, { ...row, context: older }, 30))
  expect(await readTicket(who.ctxFor('ben'), mail)).toEqual(newer)
  await tx(who.ctxFor('ben'), (sql) => upsertSnapshot(sql, { ...row, context: older }, 0))
  expect((await readTicket(who.ctxFor('ben'), mail)).ticket.summary).toBe('As it was')
})

describe('the ticket card', () => {
  test('shows the ticket and no case at first, then the open one', async () => {
    const card = await call.as('ben')('GET', `/psa/tickets/${mail}`)
    expect(card.status).toBe(200)
    expect(card.body).toMatchObject({
      ticket: { id: mail, company: { name: 'Contoso Dental' } },
      missing: [],
      open_session: null,
    })
    const ctx = who.ctxFor('ben')
    const id = randomUUID()
    await tx(
      ctx,
      (sql) => sql`
      insert into ai_sessions (account_id, id, title, intake_type, psa_connection_id, psa_ticket_id, user_id, current_handler_id)
      values (${ctx.account_id}, ${id}, 'Mail', 'psa_ticket', ${who.connection_id}, ${mail}, ${ctx.user.id}, ${ctx.user.id})`,
    )
    const withCase = await call.as('cleo')('GET', `/psa/tickets/${mail}?fresh=true`)
    const { body: list } = await call.as('cleo')('GET', `/psa/tickets?q=${mail}`)
    expect(list).toMatchObject({
      items: [{ id: mail, open_session: { handler_id: who.of.ben.id, handler_name: 'Ben Okafor' } }],
    })
    expect(withCase.body).toMatchObject({
      open_session: {
        id,
        title: 'Mail',
        handler_id: ctx.user.id,
        handler_name: 'Ben Okafor',
        step_count: 0,
        active_step: null,
        triage_hypothesis: null,
      },
    })
    await tx(ctx, (sql) => sql`update ai_sessions set status = 'resolved' where id = ${id}`)
    expect((await call.as('cleo')('GET', `/psa/tickets/${mail}`)).body).toMatchObject({ open_session: null })
    expect((await call.as('cleo')('GET', `/psa/tickets?q=${mail}`)).body).toMatchObject({
      items: [{ id: mail, open_session: null }],
    })
  })

  test('it lists open tickets of the same client and board, each with its address', async () => {
    const { body } = await call.as('ben')('GET', `/psa/tickets/${mail}`)
    const { related } = body as TicketCard
    expect(related.map(({ id }) => id)).toEqual(['48302', '48297', '48285', '48266'])
    for (const { id, url, closed } of related) {
      expect(url).toContain(`=${id}`)
      expect(closed).toBe(false)
    }
  })

  test('in a pod it leaves other tickets out', async () => {
    const pod = call.as('ben', { ticket: mail })
    expect((await pod('GET', `/psa/tickets/${mail}`)).body).toMatchObject({ related: [] })
    expect((await pod('GET', '/psa/tickets/48288')).body).toMatchObject({ code: 'not_your_ticket' })
    expect((await pod('GET', '/psa/tickets')).body).toMatchObject({ code: 'not_allowed' })
  })

  test.each([
    ['a ticket that is not there', '1', undefined, 404, 'ticket_not_found'],
    ['a ticket of another company', String(notableTickets.other), undefined, 404, 'ticket_not_found'],
    ['a number that is none', 'abc', undefined, 400, 'malformed'],
    ['keys that are refused', '48288', { kind: 'status', status: 401 }, 502, 'psa_keys_refused'],
    ['a right that is lacking', '48288', { kind: 'status', status: 403 }, 502, 'psa_refused'],
    ['a PSA that is busy', '48288', { kind: 'status', status: 429, retry_after: 1 }, 503, 'psa_busy'],
    ['a PSA that is away', '48288', { kind: 'status', status: 500 }, 503, 'psa_unavailable'],
  ] as const)('%s', async (_, id, fault, status, code) => {
    if (fault) world.simulator.addFault({ ...fault, match: { path: '/service/tickets/48288' } })
    const answer = await call.as('ben')('GET', `/psa/tickets/${id}`)
    expect({ status: answer.status, code: (answer.body as { code: string }).code }).toEqual({ status, code })
  })

  test('Zed, who has no connection, sees nothing of Acme', async () => {
    for (const path of [
      `/psa/tickets/${mail}`,
      '/psa/tickets',
      '/psa/boards',
      '/psa/boards/21/statuses',
      '/psa/members',
    ])
      expect((await call.as('zed')('GET', path)).body).toMatchObject({ code: 'no_connection' })
  })

  test('nobody who is not signed in', async () => {
    for (const path of [`/psa/tickets/${mail}`, '/psa/tickets', '/psa/boards', '/psa/members'])
      expect((await call.signedOut('GET', path)).status).toBe(401)
  })
})

describe('lists', () => {
  test('tickets by words, by number and mine', async () => {
    const found = async (query: string, name: 'ben' | 'vera' = 'ben') =>
      (await call.as(name)('GET', `/psa/tickets?${query}`)).body as {
        items: { id: string }[]
        remark: string | null
      }
    expect((await found('q=outside+mail')).items.map((row) => row.id)).toContain(mail)
    expect((await found(`q=${mail}`)).items[0]?.id).toBe(mail)
    const mine = await found('mine=true')
    expect(mine.items.length).toBeGreaterThan(0)
    expect(mine.items.length).toBeLessThan((await found('')).items.length)
    expect(await found('mine=true', 'vera')).toMatchObject({
      items: [],
      remark: expect.stringContaining('not mapped'),
    })
  })

  test('boards, their statuses and people', async () => {
    const boards = (await call.as('ben')('GET', '/psa/boards')).body as { items: { id: string }[] }
    const statuses = await call.as('ben')('GET', `/psa/boards/${boards.items[0]?.id}/statuses`)
    expect(statuses.body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ closed: true })]),
      remark: null,
    })
    expect((await call.as('ben')('GET', '/psa/boards/999999/statuses')).body).toMatchObject({
      code: 'not_found',
    })
    const members = (await call.as('ben')('GET', '/psa/members')).body as { items: { identifier: string }[] }
    expect(members.items.map((row) => row.identifier).sort()).toEqual(['ada', 'ben', 'cleo', 'mo'])
  })

  test('a right that is lacking makes an empty list with a word', async () => {
    world.simulator.addFault({ kind: 'status', status: 403 })
    for (const path of ['/psa/tickets', '/psa/boards', '/psa/boards/21/statuses', '/psa/members'])
      expect((await call.as('ben')('GET', path)).body).toMatchObject({
        items: [],
        remark: expect.stringContaining('may not'),
      })
  })
})

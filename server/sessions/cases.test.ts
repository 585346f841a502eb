import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Session, SessionDetail } from '../../shared/contracts/sessions.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { changeTriage } from './change-triage.ts'
import { createSession } from './create-session.ts'
import { listSessions } from './list-sessions.ts'
import { refreshTicket } from './refresh-ticket.ts'
import { sessionDetail } from './session-detail.ts'

let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
})
afterAll(() => world?.stop())
afterEach(() => world.simulator.clearFaults())

const fromTicket = (psa_ticket_id: string) => ({ intake_type: 'psa_ticket' as const, psa_ticket_id })
const inWords = (intake_content: string) => ({ intake_type: 'free_text' as const, intake_content })
const problem = (code: string) => expect.objectContaining({ code })
const list = (
  name: 'ada' | 'ben' | 'cleo' | 'vera' | 'zed',
  more: Partial<Parameters<typeof listSessions>[1]> = {},
) => listSessions(who.ctxFor(name), { limit: 50, ...more })

describe('a case from a ticket', () => {
  let made: Session
  beforeAll(async () => {
    made = await createSession(who.ctxFor('ben'), fromTicket('48291'))
  })

  test('brings summary, client and what was read', async () => {
    expect(made).toMatchObject({
      status: 'active',
      title: 'Mail from outside not arriving',
      psa_ticket_id: '48291',
      psa_connection_id: who.connection_id,
      psa_context_status: 'loaded',
      client_name: 'Contoso Dental',
      user_id: who.of.ben.id,
      handler_name: who.of.ben.name,
      matched_flow: null,
      evidence_items: [],
      turn: 'none',
    })
    const detail = await sessionDetail(who.ctxFor('cleo'), made.id)
    expect(detail.ticket?.summary).toBe('Mail from outside not arriving')
    expect(detail.ticket_fetched_at).not.toBeNull()
    expect(detail.steps).toHaveLength(1)
    expect(detail.steps[0]).toMatchObject({
      seq: 1,
      kind: 'system',
      author: { user_id: who.of.ben.id, name: who.of.ben.name },
      content: expect.stringMatching(
        /^Case started from #48291; \d+ notes?( and \d+ related tickets?)? read$/,
      ),
    })
    expect(detail).toMatchObject({ exchanges: 0, turn_running: false, active_minutes: 1, updates: [] })
  })

  test('tells the addresses of its ticket, links unwrapped, and of its flow', async () => {
    const ticket = world.simulator.state.tenants.acme?.tickets.find(({ id }) => id === 48291)
    if (ticket) ticket.summary = 'Portal https://portal.contoso.example/login is empty'
    await world.db.admin`delete from ticket_snapshots`
    await refreshTicket(who.ctxFor('ben'), made.id)
    await world.db.admin`
      with f as (
        insert into flows (account_id, id, key, version, name, shipped, definition, addresses)
        values (${who.accounts.acme}, gen_random_uuid(), 'fax', 1, 'Fax', false, '{}', '{https://fax.example/help}')
        returning id)
      update ai_sessions set flow_id = f.id from f where ai_sessions.id = ${made.id}`
    const { addresses } = await sessionDetail(who.ctxFor('ben'), made.id)
    expect(addresses).toContain('https://portal.contoso.example/login')
    expect(addresses).toContain('https://fax.example/help')
    if (ticket) ticket.summary = 'Mail from outside not arriving'
  })

  test('does not wait for related tickets, and does not count what has not come', async () => {
    const isRelated = { method: 'GET', path: '/company/' }
    world.simulator.addFault({ kind: 'slow', match: isRelated, delay_ms: 700 })
    const other = await createSession(who.ctxFor('ben'), fromTicket('48308'))
    await world.background.settled()
    const detail = await sessionDetail(who.ctxFor('ben'), other.id)
    expect(detail.steps[0]?.content).toMatch(/^Case started from #48308; \d+ notes?.* read$/)
    expect(detail.ticket_missing).toEqual([])
  })

  test('is the only open one of its ticket, also when two begin at once', async () => {
    const again = createSession(who.ctxFor('cleo'), fromTicket('48291'))
    await expect(again).rejects.toMatchObject({
      code: 'case_already_open',
      status: 409,
      extra: { session_id: made.id },
    })
    const both = await Promise.allSettled([
      createSession(who.ctxFor('ben'), fromTicket('48302')),
      createSession(who.ctxFor('cleo'), fromTicket('48302')),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((each) => each.status === 'rejected')
    const won = both.find((each) => each.status === 'fulfilled')
    expect(lost?.reason).toMatchObject({ code: 'case_already_open', extra: { session_id: won?.value.id } })
  })

  test('takes the device when there is exactly one', async () => {
    const detail = await sessionDetail(who.ctxFor('ben'), made.id)
    const devices = detail.ticket?.configurations ?? []
    expect(made.asset_name).toBe(devices.length === 1 ? devices[0]?.name : null)
  })
})

describe('a case from words', () => {
  test('is named by its first words and holds them as a message', async () => {
    const words = `The accounting share is not reachable from the second floor since the switch was replaced on Monday morning\nDetails follow`
    const made = await createSession(who.ctxFor('ben'), {
      ...inWords(words),
      client_name: 'Tailspin',
      asset_name: '',
    })
    expect(made.title).toMatch(/^The accounting share is not reachable .{10,60}…$/)
    expect(made).toMatchObject({
      client_name: 'Tailspin',
      asset_name: null,
      psa_context_status: 'none',
      psa_ticket_id: null,
    })
    const { steps } = await sessionDetail(who.ctxFor('ben'), made.id)
    expect(steps.map(({ kind, content }) => [kind, content])).toEqual([
      ['system', 'Case started from a description'],
      ['message', words],
    ])
  })

  test('needs words, and a ticket case a number', async () => {
    const ben = who.ctxFor('ben')
    await expect(createSession(ben, { intake_type: 'free_text' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { intake_content: expect.any(String) },
    })
    await expect(createSession(ben, { intake_type: 'combined', intake_content: 'x' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { psa_ticket_id: expect.any(String) },
    })
  })
})

describe('when the PSA is away', () => {
  test.each([
    ['unreachable', { kind: 'unreachable' as const }, "Couldn't reach ConnectWise."],
    ['answering HTML', { kind: 'html' as const }, 'ConnectWise'],
    ['refusing the keys', { kind: 'status' as const, status: 401 }, 'ConnectWise refused the keys'],
  ])('%s, the case starts and says so; later it is read', async (_name, fault, says) => {
    const ticket =
      { unreachable: '48285', 'answering HTML': '48266', 'refusing the keys': '48240' }[_name] ?? ''
    world.simulator.addFault(fault)
    const made = await createSession(who.ctxFor('ben'), {
      intake_type: 'combined',
      psa_ticket_id: ticket,
      intake_content: 'Client says nothing works',
    })
    expect(made).toMatchObject({
      psa_context_status: 'unavailable',
      psa_ticket_id: ticket,
      title: 'Client says nothing works',
    })
    const before = await sessionDetail(who.ctxFor('ben'), made.id)
    expect(before.ticket).toBeNull()
    expect(before.steps[0]?.content).toContain(says)
    expect(before.steps[0]?.content).toContain("You can type the ticket details; we'll fetch the rest later.")

    world.simulator.clearFaults()
    const after = await refreshTicket(who.ctxFor('cleo'), made.id)
    expect(after).toMatchObject({ psa_context_status: 'loaded', client_name: 'Contoso Dental' })
    expect(after.title).toBe(after.ticket?.summary)
    expect(after.state_version).toBeGreaterThan(before.state_version)
    expect(after.steps.at(-1)).toMatchObject({
      kind: 'system',
      content: expect.stringContaining(`Ticket #${ticket} read again`),
    })
  })

  test('a number that is no ticket starts a case that says so', async () => {
    const made = await createSession(who.ctxFor('ben'), fromTicket('999999'))
    expect(made).toMatchObject({ psa_context_status: 'unavailable', title: 'Ticket #999999' })
    await expect(refreshTicket(who.ctxFor('ben'), made.id)).rejects.toMatchObject({
      code: 'ticket_not_found',
    })
  })

  test('an account without a PSA starts from a typed number', async () => {
    const made = await createSession(who.ctxFor('zed'), {
      ...fromTicket('48291'),
      intake_type: 'combined',
      intake_content: 'Mail',
    })
    expect(made).toMatchObject({ psa_context_status: 'unavailable', psa_connection_id: null })
    await expect(refreshTicket(who.ctxFor('zed'), made.id)).rejects.toMatchObject({ code: 'no_connection' })
  })
})

describe('the header', () => {
  test('marks what a person typed, and clearing gives it back', async () => {
    const made = await createSession(who.ctxFor('ben'), inWords('Printer'))
    const typed = await changeTriage(who.ctxFor('cleo'), made.id, {
      client_name: 'Contoso',
      triage_hypothesis: 'Toner',
    })
    expect(typed).toEqual({
      id: made.id,
      state_version: made.state_version + 1,
      client_name: 'Contoso',
      triage_hypothesis: 'Toner',
    })
    await changeTriage(who.ctxFor('ben'), made.id, { client_name: null })
    const [row] = await world.db
      .admin`select client_name, typed_fields from ai_sessions where id = ${made.id}`
    expect(row).toEqual({ client_name: null, typed_fields: ['triage_hypothesis'] })
  })

  test('evidence that is written becomes an engineer’s facts, each once', async () => {
    const made = await createSession(who.ctxFor('ben'), inWords('Printer'))
    const evidence_items = [
      { text: 'Toner is full', status: 'ruled_out' as const },
      { text: 'toner is full.', status: 'ruled_out' as const },
      { text: 'Happens on A4 only', status: 'confirmed' as const },
    ]
    const answer = await changeTriage(who.ctxFor('ben'), made.id, { evidence_items })
    expect(answer.evidence_items).toEqual([evidence_items[0], evidence_items[2]])
    const { facts } = await sessionDetail(who.ctxFor('ben'), made.id)
    expect(facts.map(({ source_kind, source_label }) => [source_kind, source_label])).toEqual([
      ['engineer', who.of.ben.name],
      ['engineer', who.of.ben.name],
    ])
  })
})

describe('the list', () => {
  test('pages through every case once, newest first', async () => {
    const made: string[] = []
    for (let n = 0; n < 5; n++) made.push((await createSession(who.ctxFor('ada'), inWords(`Paging ${n}`))).id)
    const seen: string[] = []
    let cursor: string | undefined
    for (let page = 0; page < 10; page++) {
      const { items, next_cursor } = await list('vera', {
        q: 'paging',
        limit: 2,
        ...(cursor ? { cursor } : {}),
      })
      seen.push(...items.map(({ id }) => id))
      if (!next_cursor) break
      cursor = next_cursor
    }
    expect(seen).toEqual(made.toReversed())
  })

  test('filters by ticket, words without their signs, and who works it', async () => {
    await createSession(who.ctxFor('cleo'), inWords('CPU at 100% on SRV_01'))
    expect((await list('ben', { ticket_id: '48291' })).items).toHaveLength(1)
    expect((await list('ben', { q: '48291' })).items).toHaveLength(1)
    expect((await list('ben', { q: '100%' })).items).toHaveLength(1)
    expect((await list('ben', { q: '00%' })).items).toHaveLength(0)
    expect((await list('ben', { status: 'paused' })).items).toHaveLength(0)
    const mine = await list('cleo', { mine: 'true' })
    expect(mine.items.length).toBeGreaterThan(0)
    expect(new Set(mine.items.map(({ handler_name }) => handler_name))).toEqual(new Set([who.of.cleo.name]))
  })

  test('cases by their ids: each once, those that this person may not open left out', async () => {
    const { items } = await list('ben')
    const [newest, next] = items.map(({ id }) => id)
    const api = requests(world, who)
    const ids = [next, newest, next].join(',')
    const found = async (name: 'ben' | 'zed') =>
      ((await api.as(name)('GET', `/ai-sessions?ids=${ids}`)).body as { items: Session[] }).items.map(
        ({ id }) => id,
      )
    expect(await found('ben')).toEqual([newest, next])
    expect(await found('zed')).toEqual([])
    expect((await api.as('ben')('GET', '/ai-sessions?ids=1,2')).status).toBe(400)
  })

  test('a cursor that is none is refused', async () => {
    await expect(list('ben', { cursor: "'; drop" })).rejects.toMatchObject({ code: 'malformed' })
  })
})

describe('who may', () => {
  let made: SessionDetail
  beforeAll(async () => {
    const { items } = await list('ben', { ticket_id: '48291' })
    made = await sessionDetail(who.ctxFor('ben'), items[0]?.id ?? '')
  })

  test('Vera reads and does not write', async () => {
    const vera = who.ctxFor('vera')
    expect(await sessionDetail(vera, made.id)).toEqual({ ...made, may: [] })
    await expect(createSession(vera, inWords('x'))).rejects.toEqual(problem('not_allowed'))
    await expect(changeTriage(vera, made.id, { client_name: 'x' })).rejects.toEqual(problem('not_allowed'))
    await expect(refreshTicket(vera, made.id)).rejects.toEqual(problem('not_allowed'))
  })

  test('Zed sees what he sees for an id that does not exist', async () => {
    const zed = who.ctxFor('zed')
    for (const id of [made.id, randomUUID()]) {
      await expect(sessionDetail(zed, id)).rejects.toEqual(problem('not_found'))
      await expect(changeTriage(zed, id, { client_name: 'x' })).rejects.toEqual(problem('not_found'))
      await expect(refreshTicket(zed, id)).rejects.toEqual(problem('not_found'))
    }
    expect((await list('zed')).items.every(({ user_id }) => user_id === who.of.zed.id)).toBe(true)
    expect((await list('zed', { cursor: made.id })).items).toEqual([])
  })

  test('a pod opens its own ticket alone', async () => {
    const here = who.ctxFor('ben', { surface: 'pod', pod_ticket_id: '48291' })
    const elsewhere = who.ctxFor('ben', { surface: 'pod', pod_ticket_id: '48302' })
    expect((await sessionDetail(here, made.id)).id).toBe(made.id)
    await expect(sessionDetail(elsewhere, made.id)).rejects.toEqual(problem('not_your_ticket'))
    await expect(createSession(elsewhere, fromTicket('48297'))).rejects.toEqual(problem('not_your_ticket'))
    expect((await listSessions(here, { limit: 50 })).items.map(({ id }) => id)).toEqual([made.id])
    expect((await listSessions(elsewhere, { limit: 50, ticket_id: '48291' })).items).toEqual([])
  })
})

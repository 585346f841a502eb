import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../../shared/problems.ts'
import { createSimulator } from '../../../simulator/app.ts'
import { demoKeys, notableTickets } from '../../../simulator/seed/constants.ts'
import { connectionTo } from '../../testing/psa-connection.ts'
import type { PsaProvider } from '../provider.ts'
import { createRegistry } from '../registry.ts'

const simulator = createSimulator()
const ticketId = String(notableTickets.mail)
const lines: string[] = []
let server: ServerType
let site = ''
let provider: PsaProvider
let made = 0

/** Each test has a connection of its own, so that a pause of one does not reach the next. */
function connect(siteUrl = site): PsaProvider {
  const registry = createRegistry({
    config: { ALLOW_LOOPBACK_PSA: true },
    log: pino({ level: 'info' }, { write: (line: string) => lines.push(line) }),
    requestsPerSecond: 1_000,
  })
  return registry.provider(connectionTo({ id: `c${++made}`, url: siteUrl }))
}

beforeAll(async () => {
  server = serve({ fetch: simulator.app.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  simulator.close()
  server.close()
})
beforeEach(() => {
  provider = connect()
})
afterEach(async () => {
  simulator.clearFaults()
  await simulator.settled()
})

const text = 'Looked at the queue.\nNothing is stuck.\n\nref FP-7K3F9QXH2M'
const post = (limitMs = 5_000, to = provider) =>
  to.createNote(
    { ticket_id: ticketId, text, placement: 'internal', member_identifier: 'ben', notify: false },
    AbortSignal.timeout(limitMs),
  )
const noteCount = () =>
  simulator.state.tenants.acme?.notes.filter((note) => note.ticketId === notableTickets.mail).length ?? 0
const codeOf = (error: unknown) => (error instanceof Problem ? error.code : error)

describe('writes over the wire', () => {
  const write = { method: 'POST', path: '/notes' }
  test.each([
    [
      'a reply that is lost after the commit',
      { kind: 'reply_lost', match: write },
      { kind: 'unknown', status: null },
      1,
    ],
    [
      'a connection that breaks before it',
      { kind: 'reply_lost_before', match: write },
      { kind: 'unknown', status: null },
      0,
    ],
    ['half an answer', { kind: 'half_body', match: write }, { kind: 'unidentified', status: 201 }, 1],
    ['an empty answer', { kind: 'empty_201', match: write }, { kind: 'unidentified', status: 201 }, 1],
    ['a page instead of data', { kind: 'html', match: write }, { kind: 'unidentified', status: 200 }, 0],
    ['a page with 503', { kind: 'html', status: 503, match: write }, { kind: 'unknown', status: 503 }, 0],
    [
      '500 after the commit',
      { kind: 'status', status: 500, after_commit: true, match: write },
      { kind: 'unknown', status: 500 },
      1,
    ],
    ['502', { kind: 'status', status: 502, match: write }, { kind: 'unknown', status: 502 }, 0],
    ['408', { kind: 'status', status: 408, match: write }, { kind: 'unknown', status: 408 }, 0],
    ['400', { kind: 'status', status: 400, match: write }, { kind: 'refused', status: 400 }, 0],
    ['409', { kind: 'status', status: 409, match: write }, { kind: 'refused', status: 409 }, 0],
    ['422', { kind: 'status', status: 422, match: write }, { kind: 'refused', status: 422 }, 0],
    ['401', { kind: 'status', status: 401, match: write }, { kind: 'keys_refused', status: 401 }, 0],
    ['a redirect', { kind: 'status', status: 302, match: write }, { kind: 'keys_refused', status: 302 }, 0],
    [
      '403 with keys that work',
      { kind: 'status', status: 403, match: write },
      { kind: 'refused', status: 403 },
      0,
    ],
    ['403 with keys that do not', { kind: 'status', status: 403 }, { kind: 'keys_refused', status: 403 }, 0],
    [
      '404 with keys that work',
      { kind: 'status', status: 404, match: write },
      { kind: 'refused', status: 404 },
      0,
    ],
    ['404 with keys that do not', { kind: 'status', status: 404 }, { kind: 'keys_refused', status: 404 }, 0],
    [
      '429',
      { kind: 'status', status: 429, retry_after: 40, match: write },
      { kind: 'not_sent', status: 429, retry_after_s: 40 },
      0,
    ],
    [
      '429 without a time',
      { kind: 'status', status: 429, match: write },
      { kind: 'not_sent', status: 429, retry_after_s: 30 },
      0,
    ],
    [
      '429 with an absurd time',
      { kind: 'status', status: 429, retry_after: 99_999_999, match: write },
      { kind: 'not_sent', retry_after_s: 900 },
      0,
    ],
    [
      '429 with a time that is none',
      { kind: 'status', status: 429, retry_after: 'soon', match: write },
      { kind: 'not_sent', retry_after_s: 30 },
      0,
    ],
    [
      'flags that were not asked for',
      { kind: 'wrong_flags', match: write },
      { kind: 'done', as_asked: false },
      1,
    ],
    [
      'a text with other quotes and line ends',
      { kind: 'text_rewritten', match: write },
      { kind: 'done', as_asked: true },
      1,
    ],
  ] as const)('%s', async (_, fault, outcome, written) => {
    const before = noteCount()
    simulator.addFault(fault)
    expect(await post()).toMatchObject(outcome)
    expect(noteCount() - before).toBe(written)
  })

  test('a 404 with nothing to tell what it means is looked after', async () => {
    simulator.addFault({ kind: 'status', status: 404, match: write })
    simulator.addFault({ kind: 'status', status: 503, match: { path: '/system/info' } })
    expect(await post()).toMatchObject({ kind: 'unknown', status: 404 })
  })

  test('a hanging PSA ends with the deadline, and it is not known', async () => {
    simulator.addFault({ kind: 'hang', times: 1, delay_ms: 3_000, after_commit: true, match: write })
    const before = noteCount()
    expect(await post(300)).toMatchObject({ kind: 'unknown', status: null })
    expect(noteCount() - before).toBe(1)
  })

  test('where nobody listens, nothing was sent', async () => {
    const closed = serve({ fetch: simulator.app.fetch, hostname: '127.0.0.1', port: 0 })
    await new Promise((resolve) => closed.once('listening', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    expect(await post(5_000, connect(`http://127.0.0.1:${port}`))).toMatchObject({
      kind: 'not_sent',
      status: null,
    })
    expect(await post(5_000, connect('https://na.myconnectwise.invalid'))).toMatchObject({ kind: 'not_sent' })
  })

  test('during a pause nothing is sent, and the pause is told', async () => {
    simulator.addFault({ kind: 'status', status: 429, retry_after: 60, times: 1 })
    expect(await provider.boards().catch(codeOf)).toBe('psa_busy')
    const before = noteCount()
    expect(await post()).toMatchObject({ kind: 'not_sent', status: null, retry_after_s: 60 })
    expect(noteCount()).toBe(before)
  })

  test('no write is tried twice', async () => {
    simulator.addFault({ kind: 'reply_lost', match: write })
    const before = simulator.requests({ method: 'POST' }).length
    await post()
    expect(simulator.requests({ method: 'POST' }).length - before).toBe(1)
  })
})

describe('time, status and resources over the wire', () => {
  const time = {
    ticket_id: ticketId,
    member_identifier: 'ben',
    started_at: '2026-11-20T09:00:00.000Z',
    ended_at: '2026-11-20T09:45:00.000Z',
    minutes: 45,
    work_type_id: '4',
    notes: 'Read the trace.',
    internal_notes: 'ref FP-7K3F9QXH2M',
  }
  const acme = () => simulator.state.tenants.acme
  const ticket = () => acme()?.tickets.find(({ id }) => id === notableTickets.mail)
  const other = () =>
    acme()?.statuses.find(({ boardId, id }) => boardId === ticket()?.boardId && id !== ticket()?.statusId)?.id
  const writes = {
    time: {
      match: { method: 'POST', path: '/time/entries' },
      write: () => provider.createTimeEntry(time, AbortSignal.timeout(5_000)),
      count: () => acme()?.timeEntries.length ?? 0,
    },
    status: {
      match: { method: 'PATCH', path: '/service/tickets/' },
      write: () =>
        provider.changeStatus(
          { ticket_id: ticketId, status_id: String(other()) },
          AbortSignal.timeout(5_000),
        ),
      count: () => ticket()?.revision ?? 0,
    },
    resource: {
      match: { method: 'POST', path: '/schedule/entries' },
      write: () =>
        provider.assign({ ticket_id: ticketId, act: 'add', member_id: '101' }, AbortSignal.timeout(5_000)),
      count: () => acme()?.scheduleEntries.length ?? 0,
    },
  }
  beforeEach(() => {
    const tenant = acme()
    if (tenant) tenant.scheduleEntries = tenant.scheduleEntries.filter(({ memberId }) => memberId !== 101)
  })

  describe.each(['time', 'status', 'resource'] as const)('%s', (kind) => {
    test.each([
      ['a lost reply', { kind: 'reply_lost' }, { kind: 'unknown', status: null }, 1],
      ['a connection that breaks before', { kind: 'reply_lost_before' }, { kind: 'unknown' }, 0],
      ['half an answer', { kind: 'half_body' }, { kind: 'unidentified' }, 1],
      ['an empty answer', { kind: 'empty_201' }, { kind: 'unidentified' }, 1],
      ['a page instead of data', { kind: 'html' }, { kind: 'unidentified', status: 200 }, 0],
      ['500 before', { kind: 'status', status: 500 }, { kind: 'unknown', status: 500 }, 0],
      ['500 after', { kind: 'status', status: 500, after_commit: true }, { kind: 'unknown' }, 1],
      ['400', { kind: 'status', status: 400 }, { kind: 'refused', status: 400 }, 0],
      ['401', { kind: 'status', status: 401 }, { kind: 'keys_refused', status: 401 }, 0],
      ['403 with keys that work', { kind: 'status', status: 403 }, { kind: 'refused', status: 403 }, 0],
      ['404 with keys that work', { kind: 'status', status: 404 }, { kind: 'refused', status: 404 }, 0],
      ['429', { kind: 'status', status: 429, retry_after: 40 }, { kind: 'not_sent', retry_after_s: 40 }, 0],
    ] as const)('%s', async (_, fault, outcome, written) => {
      const { match, write, count } = writes[kind]
      const before = count()
      simulator.addFault({ ...fault, match })
      expect(await write()).toMatchObject(outcome)
      expect(count() - before).toBe(written)
    })

    test('in use for good is refused', async () => {
      const { match, write, count } = writes[kind]
      const before = count()
      simulator.addFault({ kind: 'status', status: 409, match })
      expect(await write()).toMatchObject({ kind: 'refused', status: 409 })
      expect(count()).toBe(before)
    })
  })

  test('a status that its board has not is refused in the words of ConnectWise, where it says so', async () => {
    simulator.addFault({ kind: 'foreign_status_refused' })
    const foreign = acme()?.statuses.find(({ boardId }) => boardId !== ticket()?.boardId)?.id
    const order = { ticket_id: ticketId, status_id: String(foreign) }
    expect(await provider.changeStatus(order, AbortSignal.timeout(5_000))).toEqual({
      kind: 'refused',
      status: 400,
      says: `ConnectWise answered 400: ticket object is invalid. Service Status ${foreign} not found for Service Board 21.`,
    })
  })

  test('hours that were rounded are not as asked', async () => {
    simulator.addFault({ kind: 'hours_rounded' })
    expect(await writes.time.write()).toMatchObject({ kind: 'done', as_asked: false })
  })

  test('a role that may not enter time or schedule for others is told so', async () => {
    simulator.addFault({ kind: 'member_refused' })
    const refused = { kind: 'refused', status: 403 }
    expect(await writes.time.write()).toMatchObject(refused)
    expect(await writes.resource.write()).toMatchObject(refused)
  })

  test('an entry that no reading shows yet is absent, and no failure', async () => {
    simulator.addFault({ kind: 'entries_stale' })
    const outcome = await writes.time.write()
    const id = outcome.kind === 'done' ? outcome.psa_id : ''
    expect(id).not.toBe('')
    const { entries, complete } = await provider.timeEntries(ticketId)
    expect([complete, entries.map((entry) => entry.id).includes(id)]).toEqual([true, false])
    expect(await provider.timeEntry(id)).toBe(null)
    simulator.clearFaults()
    expect(await provider.timeEntry(id)).toMatchObject({ id, minutes: 45 })
  })
})

describe('reads over the wire', () => {
  test.each([
    ['unreachable', { kind: 'unreachable' }, 'psa_unavailable'],
    ['500', { kind: 'status', status: 500 }, 'psa_unavailable'],
    ['503', { kind: 'status', status: 503 }, 'psa_unavailable'],
    ['a page', { kind: 'html' }, 'psa_unavailable'],
    ['half an answer', { kind: 'half_body' }, 'psa_unavailable'],
    ['401', { kind: 'status', status: 401 }, 'psa_keys_refused'],
    ['403', { kind: 'status', status: 403 }, 'psa_refused'],
    ['404 everywhere', { kind: 'status', status: 404 }, 'psa_keys_refused'],
    ['404 here', { kind: 'status', status: 404, match: { path: '/service/tickets' } }, 'ticket_not_found'],
    ['429', { kind: 'status', status: 429, retry_after: 30 }, 'psa_busy'],
    ['a redirect', { kind: 'status', status: 302 }, 'psa_keys_refused'],
    ['400', { kind: 'status', status: 400 }, 'psa_refused'],
  ] as const)('%s', async (_, fault, code) => {
    simulator.addFault(fault)
    expect(await provider.ticketState(ticketId).catch(codeOf)).toBe(code)
    expect(await connect().context(ticketId).catch(codeOf)).toBe(code)
  })

  test('a connection that breaks once is tried once more', async () => {
    simulator.addFault({ kind: 'reply_lost_before', times: 1 })
    expect(await provider.boards()).not.toEqual([])
  })

  test('a part that fails is named, and the rest is there', async () => {
    simulator.addFault({ kind: 'notes_unreadable' })
    simulator.addFault({ kind: 'status', status: 403, match: { path: '/company/contacts' } })
    const reading = await provider.context(ticketId)
    const context = (await reading.rest) ?? reading.context
    expect(context.missing.map(({ part }) => part).sort()).toEqual(['contact', 'notes'])
    expect(context.ticket.contact?.first_name).toBe('Ann')
    expect(context.notes).toEqual([])
  })

  test('unreadable notes are no empty list', async () => {
    simulator.addFault({ kind: 'notes_unreadable' })
    expect(await provider.notes(ticketId).catch(codeOf)).toBe('psa_unavailable')
    expect(await provider.note(ticketId, '310001').catch(codeOf)).toBe('psa_unavailable')
  })

  test.each([404, 405])(
    'a server that answers %i for the list of all notes is read in two lists',
    async (status) => {
      const whole = await provider.notes(ticketId)
      simulator.addFault({ kind: 'status', status, match: { path: '/allnotes' } })
      const apart = await provider.notes(ticketId)
      expect(apart.complete).toBe(true)
      expect(apart.notes.map((note) => `${note.kind} ${note.id}`).sort()).toEqual(
        whole.notes.map((note) => `${note.kind} ${note.id}`).sort(),
      )
    },
  )

  test('a server that refuses an order for the notes is asked again without one', async () => {
    const whole = await provider.notes(ticketId)
    const many = String(notableTickets.manyNotes)
    const all = await provider.notes(many)
    simulator.addFault({ kind: 'order_refused', match: { path: '/allnotes' } })
    expect(await provider.notes(ticketId)).toEqual(whole)
    expect(await provider.notes(many)).toEqual(all)
    const { context } = await provider.context(ticketId)
    expect(context.notes.map(({ id }) => id)).toEqual(whole.notes.map(({ id }) => id))
  })

  test('a member is not confirmed and not denied while ConnectWise is away', async () => {
    const session = simulator.openMemberSession('acme', 'ben')
    const claim = { member_id: 'ben', member_hash: session.memberHash, member_context: session.memberContext }
    for (const status of [500, 503]) {
      simulator.addFault({ kind: 'status', status, times: 1 })
      expect(await provider.pod?.verifyMember(claim).catch(codeOf)).toBe('psa_unavailable')
    }
    for (const status of [302, 401, 403]) {
      simulator.addFault({ kind: 'status', status, times: 1 })
      expect(await provider.pod?.verifyMember(claim)).toBe(null)
    }
  })

  test('calls are logged without keys, cookies, queries and text', async () => {
    lines.length = 0
    const session = simulator.openMemberSession('acme', 'ben')
    await provider.pod?.verifyMember({
      member_id: 'ben',
      member_hash: session.memberHash,
      member_context: session.memberContext,
    })
    await provider.search('secretive', null)
    await post()
    const all = lines.join('')
    expect(all).toContain('"path":"/service/tickets/{ticket_id}/notes"')
    expect(all).toContain('request_id')
    for (const secret of [
      session.memberHash,
      demoKeys.privateKey,
      'Basic ',
      'secretive',
      'Looked at',
      ticketId,
    ])
      expect(all).not.toContain(secret)
  })
})

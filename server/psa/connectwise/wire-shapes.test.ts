import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { createLimiter } from '../limiter.ts'
import type { PsaProvider, TimeOrder } from '../provider.ts'
import { createConnectWise } from './provider.ts'

type Sent = { method: string; path: string; query: URLSearchParams; body: unknown }
type Answer = { status?: number; body?: unknown }

const connection = {
  id: 'c1',
  account_id: 'a1',
  site_url: 'https://na.myconnectwise.net',
  company_id: 'acme',
  public_key: 'pub',
  private_key: 'priv',
  client_id: '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46',
}

const limiter = createLimiter(1_000)

/** A provider of a ConnectWise that gives these answers in turn, and what it was sent. */
function providerOf(...answers: Answer[]): { provider: PsaProvider; sent: Sent[] } {
  const sent: Sent[] = []
  const provider = createConnectWise({
    connection,
    fetch: async (to, init) => {
      const url = new URL(to)
      sent.push({
        method: init.method ?? 'GET',
        path: url.pathname.replace('/v4_6_release/apis/3.0', ''),
        query: url.searchParams,
        body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
      })
      const { status = 200, body } = answers[sent.length - 1] ?? { status: 599 }
      return body === undefined ? new Response(null, { status }) : Response.json(body, { status })
    },
    limiter: createLimiter(1_000),
    signIns: limiter,
    log: pino({ level: 'silent' }),
  })
  return { provider, sent }
}

const soon = () => AbortSignal.timeout(5_000)
const types: Answer = { body: [{ id: 4, identifier: 'S', name: 'Service' }] }

describe('time', () => {
  const order: TimeOrder = {
    ticket_id: '48291',
    member_identifier: 'ben',
    started_at: '2026-11-20T09:00:12.345Z',
    ended_at: '2026-11-20T09:51:40.001Z',
    minutes: 45,
    work_type_id: '3',
    notes: 'Turned a rule off.',
    internal_notes: 'It was the old one.\n\nref FP-7K3F9QXH2M',
  }
  const entry = {
    id: 54_001,
    chargeToId: 48_291,
    chargeToType: 'ServiceTicket',
    member: { id: 102, identifier: 'Ben' },
    timeStart: '2026-11-20T09:00:12Z',
    timeEnd: '2026-11-20T09:45:12Z',
    actualHours: 0.75,
    workType: { id: 3, name: 'Remote' },
    notes: order.notes,
    internalNotes: order.internal_notes.replace('\n\n', '\r\n\r\n'),
    addToDetailDescriptionFlag: false,
  }

  test('goes with whole seconds, an end that gives the hours, and every flag', async () => {
    const { provider, sent } = providerOf({ status: 201, body: entry })
    expect(await provider.createTimeEntry(order, soon())).toEqual({
      kind: 'done',
      psa_id: '54001',
      status: 201,
      as_asked: true,
      says: 'ConnectWise took it as time entry 54001.',
    })
    expect(sent).toMatchObject([{ method: 'POST', path: '/time/entries' }])
    expect(sent[0]?.body).toEqual({
      chargeToId: 48_291,
      chargeToType: 'ServiceTicket',
      member: { identifier: 'ben' },
      timeStart: '2026-11-20T09:00:12Z',
      timeEnd: '2026-11-20T09:45:12Z',
      workType: { id: 3 },
      notes: 'Turned a rule off.',
      internalNotes: 'It was the old one.\n\nref FP-7K3F9QXH2M',
      addToDetailDescriptionFlag: false,
      addToInternalAnalysisFlag: false,
      addToResolutionFlag: false,
      emailContactFlag: false,
      emailResourceFlag: false,
      emailCcFlag: false,
    })
  })

  test.each([
    ['other hours', { actualHours: 1 }],
    ['another member', { member: { id: 190, identifier: 'flowpilot' } }],
    ['another work type', { workType: { id: 9, name: 'After hours' } }],
    ['another ticket', { chargeToId: 1 }],
    ['another start', { timeStart: '2026-11-20T10:00:12Z' }],
    ['a text before the client', { addToDetailDescriptionFlag: true }],
    ['internal notes that were cut', { internalNotes: 'It was the old one.' }],
    ['no start', { timeStart: undefined }],
  ])('that was booked with %s is not as asked', async (_, more) => {
    const { provider } = providerOf({ status: 201, body: { ...entry, ...more } })
    expect(await provider.createTimeEntry(order, soon())).toMatchObject({
      kind: 'done',
      psa_id: '54001',
      as_asked: false,
    })
  })

  test.each([
    ['no number', { body: { ...entry, id: undefined } }],
    ['nothing', {}],
    ['a list', { body: [entry] }],
  ])('answered with %s has to be looked for', async (_, answer) => {
    const { provider, sent } = providerOf({ status: 201, ...answer })
    expect(await provider.createTimeEntry(order, soon())).toMatchObject({ kind: 'unidentified' })
    expect(sent).toHaveLength(1)
  })

  test.each([
    ['no instant', { started_at: 'this morning' }],
    ['no minutes', { minutes: 0 }],
    ['less than none', { minutes: -15 }],
    ['minutes that are no number', { minutes: Number.NaN }],
    ['no work type', { work_type_id: '' }],
  ])('with %s is never sent', async (_, more) => {
    const { provider, sent } = providerOf()
    const outcome = await provider.createTimeEntry({ ...order, ...more }, soon())
    expect(outcome).toMatchObject({ kind: 'refused', status: 400 })
    expect(sent).toEqual([])
  })

  test('is read by the ticket’s number, under both kinds of tickets, whole', async () => {
    const first = { body: Array.from({ length: 250 }, (_, index) => ({ ...entry, id: index + 1 })) }
    const { provider, sent } = providerOf(first, { body: [{ ...entry, id: 251, status: 'BilledAgreement' }] })
    const { entries, complete } = await provider.timeEntries('48291')
    expect([entries.length, complete]).toEqual([251, true])
    expect(entries[0]).toEqual({
      id: '1',
      ticket_id: '48291',
      member_identifier: 'Ben',
      started_at: '2026-11-20T09:00:12.000Z',
      ended_at: '2026-11-20T09:45:12.000Z',
      minutes: 45,
      work_type_id: '3',
      notes: 'Turned a rule off.',
      internal_notes: order.internal_notes,
      billed: false,
    })
    expect(entries[250]?.billed).toBe(true)
    expect(
      sent.map(({ query }) => [query.get('conditions'), query.get('page'), query.get('orderBy')]),
    ).toEqual(
      ['1', '2'].map((page) => [
        '(chargeToType="ServiceTicket" or chargeToType="ProjectTicket") and chargeToId=48291',
        page,
        'id asc',
      ]),
    )
  })

  test('that cannot be told by its fields leaves the reading incomplete', async () => {
    const { provider } = providerOf({ body: [entry, { id: 7 }] })
    const { entries, complete } = await provider.timeEntries('48291')
    expect([entries.length, complete]).toEqual([1, false])
  })
})

describe('status and owner', () => {
  const ticket = { id: 48_291, status: { id: 2107, name: 'Waiting' }, owner: { id: 102, name: 'Ben Okafor' } }
  const status = { ticket_id: '48291', status_id: '2107' }
  const own = { ticket_id: '48291', act: 'own', member_id: '102' } as const

  test('are each replaced whole, and nothing else', async () => {
    const { provider, sent } = providerOf({ body: ticket }, { body: ticket })
    expect(await provider.changeStatus(status, soon())).toMatchObject({ kind: 'done', psa_id: '48291' })
    expect(await provider.assign(own, soon())).toMatchObject({ kind: 'done', psa_id: '48291' })
    expect(sent.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      {
        method: 'PATCH',
        path: '/service/tickets/48291',
        body: [{ op: 'replace', path: 'status', value: { id: 2107 } }],
      },
      {
        method: 'PATCH',
        path: '/service/tickets/48291',
        body: [{ op: 'replace', path: 'owner', value: { id: 102 } }],
      },
    ])
  })

  test('that the answer does not hold are not done', async () => {
    const kept = { body: { ...ticket, status: { id: 2104, name: 'In Progress' }, owner: undefined } }
    const { provider } = providerOf(kept, kept, { body: { ...ticket, id: 5 } }, {}, { status: 204 })
    expect(await provider.changeStatus(status, soon())).toEqual({
      kind: 'unknown',
      status: 200,
      says: 'ConnectWise answered 200, but the status of the ticket is still In Progress.',
    })
    expect(await provider.assign(own, soon())).toMatchObject({ kind: 'unknown' })
    expect(await provider.changeStatus(status, soon())).toMatchObject({ kind: 'unknown' })
    expect(await provider.changeStatus(status, soon())).toMatchObject({ kind: 'unidentified' })
    expect(await provider.changeStatus(status, soon())).toMatchObject({ kind: 'unidentified' })
  })

  const inUse = { status: 409, body: { code: 'RecordInUse', message: 'Ben has it open.', errors: null } }
  const before = { body: { ...ticket, status: { id: 2104, name: 'In Progress' } } }

  test.each([
    ['and then free', [inUse, before, { body: ticket }], { kind: 'done' }, ['PATCH', 'GET', 'PATCH']],
    ['but changed already', [inUse, { body: ticket }], { kind: 'done', status: 409 }, ['PATCH', 'GET']],
    [
      'and still',
      [inUse, before, inUse],
      { kind: 'refused', status: 409, says: 'ConnectWise answered 409: Ben has it open.' },
      ['PATCH', 'GET', 'PATCH'],
    ],
    ['and cannot be read', [inUse, { status: 503 }], { kind: 'refused', status: 409 }, ['PATCH', 'GET']],
    [
      'and then does not answer well',
      [inUse, before, { status: 500 }],
      { kind: 'unknown', status: 500 },
      ['PATCH', 'GET', 'PATCH'],
    ],
  ] as const)('of a ticket in use %s', async (_, answers, outcome, methods) => {
    const { provider, sent } = providerOf(...answers)
    expect(await provider.changeStatus(status, soon())).toMatchObject(outcome)
    expect(sent.map(({ method }) => method)).toEqual(methods)
  })

  test('are never sent without numbers', async () => {
    const { provider, sent } = providerOf()
    for (const id of ['', 'null', '-1', '1 or 1=1', '12345678901'])
      for (const outcome of [
        await provider.changeStatus({ ticket_id: '48291', status_id: id }, soon()),
        await provider.changeStatus({ ticket_id: id, status_id: '2107' }, soon()),
        await provider.assign({ ...own, member_id: id }, soon()),
        await provider.assign({ ...own, act: 'add', member_id: id }, soon()),
        await provider.assign({ ...own, act: 'remove', member_id: id }, soon()),
      ])
        expect(outcome).toMatchObject({ kind: 'refused', status: 400 })
    expect(sent).toEqual([])
  })
})

describe('resources', () => {
  const order = { ticket_id: '48291', act: 'add', member_id: '103' } as const
  const entry = {
    id: 91_007,
    objectId: 48_291,
    type: { id: 4, identifier: 'S' },
    member: { id: 103, identifier: 'cleo' },
    doneFlag: false,
  }

  test('are added without a block of time and without a notice', async () => {
    const { provider, sent } = providerOf(types, { body: [] }, { status: 201, body: entry })
    expect(await provider.assign(order, soon())).toMatchObject({
      kind: 'done',
      psa_id: '91007',
      as_asked: true,
    })
    expect(sent.map(({ method, path, query }) => [method, path, query.get('conditions')])).toEqual([
      ['GET', '/schedule/types', 'identifier = "S"'],
      ['GET', '/schedule/entries', 'type/id=4 and objectId=48291'],
      ['POST', '/schedule/entries', null],
    ])
    expect(sent[2]?.body).toEqual({
      objectId: 48_291,
      type: { id: 4 },
      member: { id: 103 },
      doneFlag: false,
      notifyResource: false,
    })
  })

  test.each([
    ['another member', { member: { id: 104 } }],
    ['another ticket', { objectId: 5 }],
    ['another type', { type: { id: 1 } }],
    ['finished work', { doneFlag: true }],
  ])('that came out as %s are not as asked', async (_, more) => {
    const { provider } = providerOf(types, { body: [] }, { status: 201, body: { ...entry, ...more } })
    expect(await provider.assign(order, soon())).toMatchObject({ kind: 'done', as_asked: false })
  })

  test('are not added where one stands, nor where it is not known', async () => {
    const { provider, sent } = providerOf(types, { body: [{ ...entry, doneFlag: true }, entry] })
    expect(await provider.assign(order, soon())).toMatchObject({ kind: 'done', psa_id: '91007', status: 200 })
    expect(sent.every(({ method }) => method === 'GET')).toBe(true)
    for (const answers of [
      [{ status: 503 }],
      [types, { status: 500 }],
      [{ body: [{ id: 1, identifier: 'C' }] }],
      [types, { body: { code: 'odd' } }],
    ]) {
      const other = providerOf(...answers)
      expect(await other.provider.assign(order, soon())).toMatchObject({ kind: 'not_sent' })
      expect(other.sent.every(({ method }) => method === 'GET')).toBe(true)
    }
    const refused = providerOf(types, { status: 401 })
    expect(await refused.provider.assign(order, soon())).toMatchObject({ kind: 'keys_refused' })
  })

  test('are taken off by each open entry of the member, and of nobody else', async () => {
    const standing = [
      { ...entry, id: 1 },
      { ...entry, id: 2, doneFlag: true },
      { ...entry, id: 3, member: { id: 102, identifier: 'ben' } },
      { ...entry, id: 4 },
    ]
    const remove = { ...order, act: 'remove' } as const
    const { provider, sent } = providerOf(types, { body: standing }, { status: 204 }, { status: 204 })
    expect(await provider.assign(remove, soon())).toMatchObject({ kind: 'done', psa_id: '4' })
    expect(sent.slice(2).map(({ method, path }) => [method, path])).toEqual([
      ['DELETE', '/schedule/entries/1'],
      ['DELETE', '/schedule/entries/4'],
    ])
    const info = { body: { version: 'v1' } }
    const gone = providerOf(types, { body: [entry] }, { status: 404 }, info)
    expect(await gone.provider.assign(remove, soon())).toMatchObject({ kind: 'done', psa_id: '91007' })
    const half = providerOf(types, { body: standing }, { status: 204 }, { status: 500 })
    expect(await half.provider.assign(remove, soon())).toMatchObject({ kind: 'unknown', status: 500 })
    const many = providerOf(types, {
      body: Array.from({ length: 21 }, (_, id) => ({ ...entry, id: id + 1 })),
    })
    expect(await many.provider.assign(remove, soon())).toMatchObject({ kind: 'refused' })
    expect(many.sent).toHaveLength(2)
  })

  test('are asked for under the number that the type has there, once per line', async () => {
    const { provider, sent } = providerOf(
      { body: [{ id: 7, identifier: 'S' }] },
      { body: [entry] },
      { body: [] },
      { body: [{ id: 1 }] },
    )
    expect(await provider.resources('48291')).toEqual({
      resources: [{ entry_id: '91007', member_id: '103', member_identifier: 'cleo', done: false }],
      complete: true,
    })
    expect(await provider.resources('48292')).toEqual({ resources: [], complete: true })
    expect(sent.map(({ path, query }) => [path, query.get('conditions')])).toEqual([
      ['/schedule/types', 'identifier = "S"'],
      ['/schedule/entries', 'type/id=7 and objectId=48291'],
      ['/schedule/entries', 'type/id=7 and objectId=48292'],
      // whether these keys see any record at all
      ['/schedule/entries', null],
    ])
  })
})

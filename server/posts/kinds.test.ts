import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { NewPostRequest, Post } from '../../shared/contracts/posts.ts'
import { type Outbox, outbox, ownWords } from '../testing/outbox.ts'
import { type People, type PersonName, people, simulatorMembers } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { takeUpDue } from './worker/worker.ts'

let world: TestWorld
let who: People
let box: Outbox
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings: { POSTS_PER_MINUTE: '1000', POST_AUDIT_SECONDS: '86400' } })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  api = requests(world, who)
})
afterAll(() => world?.stop())
afterEach(async () => {
  world.simulator.clearFaults()
  await box.closeBreaker()
  await box.inAcme(
    (sql) => sql`update posts set state = 'cancelled' where state not in ('verified', 'cancelled')`,
  )
})

type Hours = Extract<NewPostRequest, { kind: 'time_entry' }>['order']
type Wanted = { kind: NewPostRequest['kind']; order: object } & Partial<
  Omit<NewPostRequest, 'kind' | 'order'>
>
const acme = () => {
  const tenant = world.simulator.state.tenants.acme
  if (!tenant) throw new Error('the simulator has no Acme')
  return tenant
}
const ticket = (id = '48291') => {
  const found = acme().tickets.find((each) => String(each.id) === id)
  if (!found) throw new Error(`no ticket ${id}`)
  return found
}
const statusNamed = (name: string, board = ticket().boardId) => {
  const found = acme().statuses.find((each) => each.boardId === board && each.name === name)
  if (!found) throw new Error(`no status ${name}`)
  return String(found.id)
}
const post = async (wanted: Wanted, name: PersonName = 'ben') => {
  const request = { intent_key: randomUUID(), ticket_id: '48291', confirmed: true, ...wanted }
  const { status, body } = await api.as(name)('POST', '/posts', request)
  return {
    status,
    post: body as Post,
    code: (body as { code?: string }).code,
    body: body as Record<string, unknown>,
  }
}
const again = async (id: string, decision: string, more = {}) =>
  (await api.as('ben')('POST', `/posts/${id}/decision`, { decision, ...more })).body as Post
const settle = async (id: string, ...states: Post['state'][]) => {
  await box.inAcme(
    (sql) =>
      sql`update posts set check_at = now(), settle_until = least(settle_until, now()) where id = ${id} and state in ('uncertain', 'checking')`,
  )
  for (let tries = 0; tries < 200; tries++) {
    await takeUpDue(world)
    const row = await box.read(id)
    if (states.includes(row.state)) return row
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`still ${(await box.read(id)).state}: ${(await box.read(id)).reason}`)
}

const mostLooks = 20
/** Looks as if a minute lay between them; one that is still under way counts as none. */
const lookOn = async (id: string) => {
  for (let looks = 0; looks < mostLooks && (await box.read(id)).state !== 'verified'; looks++) {
    await box.inAcme(
      (sql) => sql`update posts set last_absence_at = last_absence_at - interval '1 minute' where id = ${id}`,
    )
    await settle(id, 'checking', 'verified', 'ready')
  }
}

let day = 1
/** Half an hour of a day of its own. */
const hours = (more: Partial<Hours> = {}) => {
  const date = `2026-03-${String(day++).padStart(2, '0')}`
  return {
    kind: 'time_entry' as const,
    order: {
      started_at: `${date}T09:00:00Z`,
      ended_at: `${date}T09:30:00Z`,
      minutes: 30,
      work_type_id: '3',
      notes: 'Mail flow restored',
      internal_notes: ownWords(4),
      ...more,
    } as Hours,
  }
}
const entriesWith = (text: string) =>
  acme().timeEntries.filter(({ internalNotes }) => internalNotes.includes(text))

describe('hours', () => {
  test('are booked once, the reference at the end of the internal note and nowhere else', async () => {
    const wanted = hours()
    const { status, post: booked } = await post(wanted)
    expect(status).toBe(202)
    expect(booked).toMatchObject({
      kind: 'time_entry',
      state: 'verified',
      visibility: null,
      placement: null,
      source: { kind: 'person', id: who.of.ben.id },
      order: { minutes: 30, member_identifier: 'ben' },
      may: [],
    })
    const [entry, ...others] = entriesWith(wanted.order.internal_notes)
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      internalNotes: `${wanted.order.internal_notes}\n\nref FP-${booked.tag}`,
      notes: 'Mail flow restored',
      memberId: Number(simulatorMembers.ben),
    })
    expect(booked.explanation).toBe(`Booked as time entry ${entry?.id}.`)
  })

  test('the same hours under another key, and the same key again, are the same entry', async () => {
    const wanted = hours()
    const key = randomUUID()
    const first = await post({ ...wanted, intent_key: key })
    for (const intent_key of [key, randomUUID()])
      expect((await post({ ...wanted, intent_key })).post.id).toBe(first.post.id)
    expect(entriesWith(wanted.order.internal_notes)).toHaveLength(1)
    const other = hours()
    expect(await post({ ...other, intent_key: key })).toMatchObject({
      status: 409,
      code: 'intent_key_reused',
    })
  })

  test.each([
    ['before the commit', 'reply_lost_before', 2],
    ['after the commit', 'reply_lost', 1],
  ] as const)('a reply that was lost %s leaves one entry', async (_, kind, attempt) => {
    world.simulator.addFault({ kind, match: { method: 'POST', path: '/time/entries' }, times: 1 })
    const wanted = hours()
    const { post: made } = await post(wanted)
    expect(made.state).toBe('uncertain')
    await lookOn(made.id)
    expect(await settle(made.id, 'verified')).toMatchObject({ attempt })
    expect(entriesWith(wanted.order.internal_notes)).toHaveLength(1)
  })

  test.each([
    ['an end before the start', { started_at: '2026-03-01T09:00:00Z', ended_at: '2026-03-01T08:00:00Z' }],
    ['more than a day', { started_at: '2026-03-01T09:00:00Z', ended_at: '2026-03-03T09:00:00Z' }],
    ['more minutes than a day has', { minutes: 1441 }],
    ['no minutes', { minutes: 0 }],
    [
      'a year before there were PSAs',
      { started_at: '0206-03-01T09:00:00Z', ended_at: '0206-03-01T09:30:00Z' },
    ],
    ['a year far ahead', { started_at: '2206-03-01T09:00:00Z', ended_at: '2206-03-01T09:30:00Z' }],
    ['a day that does not exist', { started_at: '2026-02-31T09:00:00Z' }],
    ['a reference in what is invoiced', { notes: 'see ref FP-7K3F9QXH2M' }],
  ])('%s is refused at the door', async (_, order) => {
    const { status } = await post(hours(order))
    expect([400, 422]).toContain(status)
  })

  test('a work type that is gone is refused by name, at the click and at the sending', async () => {
    expect(await post(hours({ work_type_id: '9' }))).toMatchObject({
      status: 422,
      code: 'write_not_possible',
      body: { reason: 'work_type_gone' },
    })
    world.simulator.addFault({ kind: 'unreachable' })
    const { post: waiting } = await post({
      ...hours({ work_type_id: '9' }),
      session_id: await caseOf('48291'),
    })
    expect(waiting.state).toBe('ready')
    world.simulator.clearFaults()
    await box.inAcme((sql) => sql`update posts set send_after = now() where id = ${waiting.id}`)
    expect(await settle(waiting.id, 'rejected')).toMatchObject({ reason: 'work_type_gone' })
  })

  test('who is not mapped to a member is told in the words for it', async () => {
    const { account_id } = who.of.cleo
    const [mapping] = await world.db.admin`
      delete from member_mappings where account_id = ${account_id} and user_id = ${who.of.cleo.id} returning *`
    // no member has her address, so none is found by it either
    await world.db.admin`update users set email = 'nobody@acme.example' where id = ${who.of.cleo.id}`
    expect(await post(hours(), 'cleo')).toMatchObject({
      status: 422,
      code: 'member_not_mapped',
      body: { message: expect.stringContaining('Map your ConnectWise account in Settings') },
    })
    await world.db.admin`insert into member_mappings ${world.db.admin(mapping as never)}`
  })

  test('other work at that time is asked about: at the click ours, at the sending what ConnectWise has', async () => {
    const first = hours()
    await post(first)
    const over = { ...hours({ ...first.order, internal_notes: ownWords(3) }), ticket_id: '48297' }
    for (const right of ['ask', 'allow']) {
      await allow({ time_entry: right })
      expect(await post({ ...over, confirmed: false })).toMatchObject({
        status: 409,
        code: 'confirmation_wanted',
        body: { reason: 'time_overlaps' },
      })
    }
    expect(await post({ ...over, confirmed: true })).toMatchObject({
      status: 202,
      post: { state: 'verified' },
    })

    const later = hours()
    const [pattern] = acme().timeEntries
    if (!pattern) throw new Error('the simulator has no time entries')
    const own = later.order
    acme().timeEntries.push({
      ...pattern,
      id: 990_001,
      chargeToId: 48291,
      memberId: Number(simulatorMembers.ben),
      timeStart: own.started_at.replace('09:00', '08:45'),
      timeEnd: own.ended_at,
      actualHours: 0.75,
      internalNotes: '',
    })
    expect(await post({ ...later, confirmed: false })).toMatchObject({
      status: 409,
      body: { reason: 'time_overlaps', found: '990001' },
    })

    // the very same hours, which the engineer booked by hand
    const byHand = hours()
    acme().timeEntries.push({
      ...pattern,
      id: 990_003,
      chargeToId: 48291,
      memberId: Number(simulatorMembers.ben),
      timeStart: byHand.order.started_at,
      timeEnd: byHand.order.ended_at,
      actualHours: 0.5,
      internalNotes: '',
    })
    expect(await post({ ...byHand, confirmed: false })).toMatchObject({
      status: 409,
      body: { reason: 'time_overlaps', found: '990003' },
    })
    await allow({ time_entry: 'ask' })
  })

  test('a second entry asks a person and is never deleted by us; a billed one that differs asks', async () => {
    const wanted = hours()
    const { post: booked } = await post(wanted)
    const [entry] = entriesWith(wanted.order.internal_notes)
    if (!entry) throw new Error('not booked')
    acme().timeEntries.push({ ...entry, id: 990_002 })
    await box.inAcme((sql) => sql`update posts set audit_due = now() where id = ${booked.id}`)
    const copies = await settle(booked.id, 'needs_human')
    expect(copies.candidates?.map(({ psa_id }) => psa_id)).toEqual([String(entry.id), '990002'])
    expect(entriesWith(wanted.order.internal_notes)).toHaveLength(2)

    const billed = hours()
    const { post: second } = await post(billed)
    const [its] = entriesWith(billed.order.internal_notes)
    Object.assign(its ?? {}, { status: 'Billed', actualHours: 2 })
    await box.inAcme((sql) => sql`update posts set audit_due = now() where id = ${second.id}`)
    expect(await settle(second.id, 'needs_human')).toMatchObject({ reason: 'time_billed_otherwise' })
    expect(await again(second.id, 'it_is_there')).toMatchObject({
      state: 'posted',
      reason: { code: 'confirmed', by: 'Ben Okafor', client_reads: null },
    })
  })
})

const caseOf = async (ticketId: string) => (await box.makeUpdate(ownWords(), ticketId)).session_id
const allow = (change: Record<string, string>) =>
  api.as('ada')(
    'PATCH',
    '/accounts/me/write-rights',
    Object.fromEntries(Object.entries(change).map(([kind, right]) => [kind, { engineer: right }])),
  )

describe('a status', () => {
  const to = (name: string, more: Partial<Wanted> = {}) =>
    post({ kind: 'status', order: { status_id: statusNamed(name) }, ...more })
  const patches = () =>
    world.simulator.requests().filter(({ method, path }) => method === 'PATCH' && path.includes('48291'))
      .length

  test('is changed, read back, and the same change twice changes nothing', async () => {
    const { status, post: changed } = await to('Waiting on Client')
    expect([status, changed.state]).toEqual([202, 'verified'])
    expect(changed).toMatchObject({ tag: null, psa_id: '48291', order: { status_name: 'Waiting on Client' } })
    expect(String(ticket().statusId)).toBe(statusNamed('Waiting on Client'))
    expect((await to('Waiting on Client')).post.state).toBe('verified')
    expect(String(ticket().statusId)).toBe(statusNamed('Waiting on Client'))
  })

  test('a 200 that keeps the old one is no success: a person is told by name', async () => {
    world.simulator.addFault({ kind: 'change_ignored' })
    const { post: ignored } = await to('In Progress')
    expect(ignored.state).toBe('uncertain')
    expect(await settle(ignored.id, 'needs_human')).toMatchObject({ reason: 'change_not_taken', attempt: 1 })
    world.simulator.clearFaults()
    expect((await again(ignored.id, 'post_again')).state).toBe('verified')
    expect(String(ticket().statusId)).toBe(statusNamed('In Progress'))
  })

  test('of another board is refused by name before anything is sent', async () => {
    const other = acme().statuses.find(({ boardId }) => boardId !== ticket().boardId)
    const before = patches()
    const wanted = { kind: 'status' as const, order: { status_id: String(other?.id) } }
    expect(await post(wanted)).toMatchObject({
      status: 422,
      code: 'write_not_possible',
      body: { reason: 'status_of_other_board' },
    })
    world.simulator.addFault({ kind: 'unreachable' })
    const { post: waiting } = await post({ ...wanted, session_id: await caseOf('48291') })
    world.simulator.clearFaults()
    await box.inAcme((sql) => sql`update posts set send_after = now() where id = ${waiting.id}`)
    expect(await settle(waiting.id, 'rejected')).toMatchObject({ reason: 'status_of_other_board' })
    expect(patches()).toBe(before)
  })

  test('changed by somebody else since the click: a person is asked, and their word counts', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, match: { method: 'PATCH' }, times: 1 })
    const { post: lost } = await to('Waiting on Client')
    expect(lost.state).toBe('uncertain')
    ticket().statusId = Number(statusNamed('Escalated'))
    expect(await settle(lost.id, 'needs_human')).toMatchObject({
      reason: 'status_changed',
      reason_params: { found: 'Escalated' },
    })
    expect((await again(lost.id, 'it_is_there')).state).not.toBe('posted')
    expect((await again(lost.id, 'post_again')).state).toBe('verified')
    expect(String(ticket().statusId)).toBe(statusNamed('Waiting on Client'))
  })

  test('its absence is believed at once, since a second PATCH changes nothing', async () => {
    world.simulator.addFault({ kind: 'reply_lost_before', match: { method: 'PATCH' }, times: 1 })
    const { post: lost } = await to('In Progress')
    expect(lost.state).toBe('uncertain')
    expect(await settle(lost.id, 'verified')).toMatchObject({ attempt: 2 })
  })

  test('that closes the ticket goes a second time where the first one landed', async () => {
    world.simulator.addFault({ kind: 'reply_lost', match: { method: 'PATCH' }, times: 1 })
    const { post: closing } = await to('Closed')
    expect(closing.state).toBe('uncertain')
    await box.inAcme(
      (sql) =>
        sql`update posts set state = 'ready', check_at = null, send_after = now() where id = ${closing.id}`,
    )
    expect(await settle(closing.id, 'verified')).toMatchObject({ attempt: 2 })
    expect((await to('In Progress')).post.state).toBe('verified')
  })
})

describe('an assignment', () => {
  const give = (act: 'own' | 'add' | 'remove', name: PersonName & keyof typeof simulatorMembers) =>
    post({ kind: 'assignment', order: { act, member_id: simulatorMembers[name] } })
  const open = (name: keyof typeof simulatorMembers) =>
    acme().scheduleEntries.filter(
      ({ objectId, memberId, done }) =>
        objectId === 48291 && memberId === Number(simulatorMembers[name]) && !done,
    )

  test('adding twice changes nothing, removing what is gone is done', async () => {
    expect((await give('add', 'cleo')).post.state).toBe('verified')
    expect((await give('add', 'cleo')).post.state).toBe('verified')
    expect(open('cleo')).toHaveLength(1)
    expect((await give('remove', 'cleo')).post.state).toBe('verified')
    expect((await give('remove', 'cleo')).post.state).toBe('verified')
    expect(open('cleo')).toEqual([])
  })

  test('the owner is not taken off the ticket as if that were done, at the click and at the sending', async () => {
    const { ownerId } = ticket()
    ticket().ownerId = Number(simulatorMembers.cleo)
    const request = {
      kind: 'assignment' as const,
      order: { act: 'remove', member_id: simulatorMembers.cleo },
    }
    expect(await post(request)).toMatchObject({
      status: 422,
      code: 'write_not_possible',
      body: { message: expect.stringMatching(/^cleo owns ticket #48291\. Nothing was changed\./) },
    })
    ticket().ownerId = Number(simulatorMembers.ada)
    world.simulator.addFault({ kind: 'unreachable' })
    const { post: waiting } = await post({ ...request, session_id: await caseOf('48291') })
    expect(waiting.state).toBe('ready')
    world.simulator.clearFaults()
    ticket().ownerId = Number(simulatorMembers.cleo)
    await box.inAcme((sql) => sql`update posts set send_after = now() where id = ${waiting.id}`)
    expect(await settle(waiting.id, 'rejected')).toMatchObject({ reason: 'member_owns_ticket', attempt: 0 })
    ticket().ownerId = ownerId
    // without an entry either, the member is off the ticket already
    const { body } = await api.as('ben')('POST', `/posts/${waiting.id}/retry`)
    expect(body).toMatchObject({ state: 'verified' })
  })

  test('a removal waits for the addition that the ticket does not show yet', async () => {
    world.simulator.addFault({ kind: 'entries_stale' })
    const { post: added } = await give('add', 'cleo')
    expect(added.state).toBe('posted')
    const { post: removed } = await give('remove', 'cleo')
    expect(removed).toMatchObject({ state: 'ready', may: ['cancel'] })
    world.simulator.clearFaults()
    await box.inAcme((sql) => sql`update posts set check_at = now() where state = 'posted'`)
    await settle(removed.id, 'verified')
    expect(open('cleo')).toEqual([])
  })

  test('a removal that was answered by "not there" and is there still asks in words that fit', async () => {
    expect((await give('add', 'cleo')).post.state).toBe('verified')
    world.simulator.addFault({ kind: 'status', status: 404, match: { method: 'DELETE' }, times: 1 })
    const { post: asks } = await give('remove', 'cleo')
    expect(asks).toMatchObject({ state: 'needs_human', reason: { code: 'change_not_taken', status: 404 } })
    expect((await again(asks.id, 'post_again')).state).toBe('verified')
    expect(open('cleo')).toEqual([])
  })

  test('sent once more after somebody did the same by hand: it is said, not sent', async () => {
    const { ownerId } = ticket()
    const other = ownerId === Number(simulatorMembers.cleo) ? 'ben' : 'cleo'
    world.simulator.addFault({ kind: 'status', status: 400, match: { method: 'PATCH' }, times: 1 })
    const { post: refused } = await give('own', other)
    expect(refused.state).toBe('rejected')
    ticket().ownerId = Number(simulatorMembers[other])
    const { status, body } = await api.as('ben')('POST', `/posts/${refused.id}/retry`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: 'verified', attempt: 1, reason: { code: 'read_back' } })
    ticket().ownerId = ownerId
  })

  test.each([
    ['before the commit', 'reply_lost_before'],
    ['after the commit', 'reply_lost'],
  ] as const)('a reply that was lost %s assigns once', async (_, kind) => {
    world.simulator.addFault({ kind, match: { method: 'POST', path: '/schedule/entries' }, times: 1 })
    const { post: lost } = await give('add', 'ada')
    expect(lost.state).toBe('uncertain')
    await lookOn(lost.id)
    await settle(lost.id, 'verified')
    expect(open('ada')).toHaveLength(1)
    expect((await give('remove', 'ada')).post.state).toBe('verified')
  })

  test('owning: re-owned by somebody else since the click asks a person', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, match: { method: 'PATCH' }, times: 1 })
    const { post: lost } = await give('own', 'cleo')
    expect(lost.state).toBe('uncertain')
    ticket().ownerId = Number(simulatorMembers.ada)
    expect(await settle(lost.id, 'needs_human')).toMatchObject({ reason: 'owner_changed' })
    expect((await again(lost.id, 'post_again')).state).toBe('verified')
    expect(ticket().ownerId).toBe(Number(simulatorMembers.cleo))
  })

  test('a member without schedule rights is refused in words', async () => {
    world.simulator.addFault({ kind: 'member_refused' })
    const { post: refused } = await give('add', 'ada')
    expect(refused).toMatchObject({ state: 'rejected', may: ['retry', 'discard'] })
    expect(refused.reason).toMatchObject({
      code: 'psa_refused',
      says: expect.stringContaining('permission'),
    })
    world.simulator.clearFaults()
    const { status, body } = await api.as('ben')('POST', `/posts/${refused.id}/retry`)
    expect([status, (body as Post).state]).toEqual([200, 'verified'])
    expect(await api.as('ben')('POST', `/posts/${refused.id}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'post_not_rejected' },
    })
  })
})

describe('rights per kind of write', () => {
  const wanted = () => ({ kind: 'status' as const, order: { status_id: statusNamed('In Progress') } })

  test('the new kinds ask, notes go; an admin says otherwise, and the trail keeps it', async () => {
    const { body } = await api.as('vera')('GET', '/accounts/me/write-rights')
    expect(body).toMatchObject({ internal_note: { engineer: 'allow' }, status: { engineer: 'ask' } })
    expect(await post({ ...wanted(), confirmed: false })).toMatchObject({
      status: 409,
      code: 'confirmation_wanted',
    })
    expect((await allow({ status: 'off' })).body).toMatchObject({ status: { engineer: 'off', admin: 'ask' } })
    expect(await post(wanted())).toMatchObject({ status: 403, code: 'write_off' })
    await allow({ status: 'allow' })
    expect(await post({ ...wanted(), confirmed: false })).toMatchObject({ status: 202 })
    expect(
      (await api.as('ben')('PATCH', '/accounts/me/write-rights', { status: { engineer: 'allow' } })).status,
    ).toBe(403)
    expect(
      (await api.as('ada')('PATCH', '/accounts/me/write-rights', { status: { viewer: 'allow' } })).status,
    ).toBe(400)
    const trail = await world.db.admin`
      select detail from audit_log where action = 'account.write_rights_changed' order by at, id`
    expect(trail).toContainEqual({ detail: { status: { engineer: 'off' } } })
    await allow({ status: 'ask' })
  })

  test('hold for notes as well', async () => {
    await allow({ client_note: 'off' })
    await expect(box.click({ placement: 'discussion' })).rejects.toMatchObject({ code: 'write_off' })
    expect((await box.click()).state).toBe('verified')
    await allow({ client_note: 'allow' })
  })
})

test('a pod writes to its own ticket alone, a case is of the ticket it is named for', async () => {
  const wanted = { kind: 'status', intent_key: randomUUID(), order: { status_id: '1' }, confirmed: true }
  const elsewhere = await api.as('ben', { ticket: '48297' })('POST', '/posts', {
    ...wanted,
    ticket_id: '48291',
  })
  expect(elsewhere.status).toBe(403)
  const session_id = await caseOf('48297')
  const wrong = await api.as('ben')('POST', '/posts', { ...wanted, ticket_id: '48291', session_id })
  expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid' } })
  const theirs = await api.as('zed')('POST', '/posts', { ...wanted, ticket_id: '48291' })
  expect(theirs).toMatchObject({ status: 422, body: { code: 'no_connection' } })
})

describe('a click that comes again', () => {
  test('answers its post while ConnectWise is away, with a case or without', async () => {
    const wanted = { ...hours(), intent_key: randomUUID(), ticket_id: '48291', confirmed: true }
    const first = await api.as('ben')('POST', '/posts', wanted)
    expect(first.status).toBe(202)
    world.simulator.addFault({ kind: 'status', status: 503 })
    expect(await api.as('ben')('POST', '/posts', wanted)).toMatchObject({
      status: 202,
      body: { id: (first.body as Post).id },
    })
    const anew = { ...hours(), intent_key: randomUUID(), ticket_id: '48291', confirmed: true }
    expect((await api.as('ben')('POST', '/posts', anew)).status).toBe(503)
  })
})

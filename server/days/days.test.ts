import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DayEntry, MyDay } from '../../shared/contracts/days.ts'
import { workTypesOf } from '../connections/kept-lists.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type PostWorker, startPostWorker } from '../posts/worker/worker.ts'
import { type Acted, actOn } from '../testing/days.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let box: Outbox
let worker: PostWorker
let day = 0
let date = ''
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
  box = outbox(world, who, world.simulator)
  worker = startPostWorker(world)
})
afterAll(async () => {
  await worker?.stop()
  await world?.stop()
})
beforeEach(async () => {
  // each test has a day of its own
  date = `2026-06-${String(++day).padStart(2, '0')}`
  await world.db.admin`update connections set flowpilot_settings = '{}'`
})

const at = (clock: string) => `${date}T${clock}:00.000Z`
const did = (...rows: [clock: string, ticket_id: string | null][]) =>
  rows.map(([clock, ticket_id]): Acted => ({ at: at(clock), ticket_id }))
const act = (...rows: [clock: string, ticket_id: string | null][]) => actOn(box, who, did(...rows))
/** Two stretches of work on two tickets. */
const worked = () => act(['09:10', '48291'], ['09:20', '48291'], ['09:31', '48291'], ['13:00', '48297'])

const get = async (name: PersonName = 'ben', zone = 'UTC') => {
  const { status, body, text } = await api.as(name)('GET', `/me/day?date=${date}&time_zone=${zone}`)
  expect(status, text).toBe(200)
  return body as MyDay
}
const ask = (method: string, path: string, body: object, name: PersonName = 'ben') =>
  api.as(name)(method, `/me/day${path}`, { date, time_zone: 'UTC', ...body })
const done = async (method: string, path: string, body: object) => {
  const { status, body: answer, text } = await ask(method, path, body)
  expect(status, text).toBe(200)
  return answer as MyDay
}
const words = (entries: readonly DayEntry[]) =>
  entries.map(
    ({ ticket_id, started_at, ended_at, minutes }) =>
      `${ticket_id} ${started_at.slice(11, 16)}-${ended_at.slice(11, 16)} ${minutes}`,
  )
const idsOf = ({ entries }: MyDay) => entries.map(({ id }) => id)
const tenant = () => {
  const acme = world.simulator.state.tenants.acme
  if (!acme) throw new Error('the simulator has no Acme')
  return acme
}
/** What the simulator holds of Ben on this day. */
const booked = () =>
  tenant().timeEntries.filter((row) => row.memberId === 102 && row.timeStart.startsWith(date))
const bookElsewhere = (ticketId: number, clock: string, minutes: number) => {
  const [pattern] = tenant().timeEntries
  if (!pattern) throw new Error('the simulator has no time')
  const end = new Date(Date.parse(at(clock)) + minutes * 60_000)
  const id = 900_000 + tenant().timeEntries.length
  const hours = {
    timeStart: at(clock),
    timeEnd: end.toISOString(),
    actualHours: minutes / 60,
    hoursDeduct: 0,
  }
  tenant().timeEntries.push({
    ...pattern,
    ...hours,
    id,
    chargeToId: ticketId,
    memberId: 102,
    notes: 'By hand',
  })
  return String(id)
}
const withWorkType = (read: MyDay) =>
  done('PATCH', '', {
    revision: read.revision,
    entries: idsOf(read).map((id) => ({ id, work_type_id: '3' })),
  })

describe('what is proposed', () => {
  test('is what somebody did that day, rounded as the account says, and stays the same when read again', async () => {
    await worked()
    const read = await get()
    expect(words(read.entries)).toEqual(['48291 09:07-09:33 30', '48297 12:57-13:02 15'])
    expect(read.entries[0]).toMatchObject({
      origin: 'proposed',
      active_minutes: 26,
      note: 'Case 48291',
      client: 'Contoso Dental',
      work_type_id: null,
      overlaps: [],
      post: null,
    })
    expect(read).toMatchObject({ revision: 0, rounding: '15', right: 'ask', psa: 'ConnectWise', booked: [] })
    expect(read.gaps).toEqual([{ from: at('09:33'), to: at('12:57') }])
    expect(read.work_types?.map(({ id }) => id)).toEqual(['3', '4', '5'])
    expect(idsOf(await get())).toEqual(idsOf(read))
    await world.db.admin`update connections set flowpilot_settings = '{"time_rounding": "exact"}'`
    expect(words((await get()).entries)).toEqual(['48291 09:07-09:33 26', '48297 12:57-13:02 5'])
    await world.db.admin`update connections set flowpilot_settings = '{"time_rounding": "none"}'`
    expect((await get()).entries).toEqual([])
  })

  test('is nobody else’s to read, whatever their role, and nothing for who only reads', async () => {
    await worked()
    expect((await get('ada')).entries).toEqual([])
    expect((await get('zed')).entries).toEqual([])
    expect((await api.as('vera')('GET', `/me/day?date=${date}`)).status).toBe(403)
    const pod = await api.as('ben', { ticket: '48291' })('GET', `/me/day?date=${date}`)
    expect(pod.body).toMatchObject({ code: 'not_your_ticket' })
  })

  test('goes by the zone of whoever asks: work after their midnight is the next day’s', async () => {
    await act(['21:50', '48291'], ['21:58', '48291'], ['22:06', '48291'])
    expect(words((await get('ben', 'Europe/Berlin')).entries)).toEqual(['48291 21:47-22:00 15'])
    expect(words((await get('ben', 'UTC')).entries)).toEqual(['48291 21:47-22:08 15'])
    expect((await api.as('ben')('GET', `/me/day?date=${date}&time_zone=Mars/Base`)).status).toBe(400)
    expect((await api.as('ben')('GET', '/me/day?date=2026-02-31')).status).toBe(400)
  })

  test('leaves out what ConnectWise has of the ticket already, and shows it', async () => {
    await worked()
    const psa_id = bookElsewhere(48291, '09:00', 20)
    const read = await get()
    expect(read.booked).toMatchObject([{ psa_id, ticket_id: '48291', minutes: 20, note: 'By hand' }])
    expect(words(read.entries)).toEqual(['48291 09:20-09:33 15', '48297 12:57-13:02 15'])
  })

  test('leaves out what a closing books of its case, from the click on', async () => {
    await worked()
    await box.click({
      kind: 'time_entry',
      ticket_id: '48291',
      confirmed: true,
      order: {
        ...{ started_at: at('09:10'), ended_at: at('09:24'), minutes: 15, work_type_id: '3', notes: '' },
        ...{ internal_notes: 'Closed', member_identifier: 'ben', overlap_accepted: true },
      },
      // what was done after the first and until the click is of the same work
      source: { kind: 'closing', id: randomUUID() },
    } as never)
    const read = await get()
    expect(words(read.entries)).toEqual(['48297 12:57-13:02 15'])
    expect(read.booked).toMatchObject([{ ticket_id: '48291', minutes: 15 }])
  })

  test('ends now: neither work nor what rounding adds to it lies ahead', async () => {
    const now = Date.now()
    date = new Date(now - 40 * 60_000).toISOString().slice(0, 10)
    await actOn(
      box,
      who,
      [30, 20, 0].map((ago) => ({ at: new Date(now - ago * 60_000).toISOString(), ticket_id: '48297' })),
      'cleo',
    )
    const { entries, activity } = await get('cleo')
    expect(entries).not.toEqual([])
    for (const { booked_from, minutes, ended_at } of entries) {
      expect(Date.parse(booked_from) + minutes * 60_000).toBeLessThanOrEqual(Date.now())
      expect(Date.parse(ended_at)).toBeLessThanOrEqual(Date.now())
    }
    for (const { to } of activity) expect(Date.parse(to)).toBeLessThanOrEqual(Date.now())
  })

  test('a PSA that is away leaves what is proposed, and says that the rest is not known', async () => {
    await worked()
    const readWhileAway = async () => {
      world.simulator.addFault({ kind: 'status', status: 500, match: { path: '/time' } })
      const read = await get()
      world.simulator.clearFaults()
      await box.closeBreaker()
      return read
    }
    await world.db.admin`delete from psa_lists`
    const read = await readWhileAway()
    expect(read).toMatchObject({ booked: null, work_types: null })
    expect(read.entries).toHaveLength(2)
    // what a closing was offered once can be chosen here too
    const ben = who.ctxFor('ben')
    await workTypesOf(ben, await providerFor(ben))
    const later = await readWhileAway()
    expect(later.booked).toBeNull()
    expect(later.work_types?.map(({ id }) => id)).toEqual(['3', '4', '5'])
  })
})

describe('what a person makes of it', () => {
  test('is kept: edited, split, merged, removed, and added by hand', async () => {
    await worked()
    const read = await get()
    const [first = '', second = ''] = idsOf(read)
    let now = await done('PATCH', '', {
      revision: 0,
      entries: [{ id: first, ended_at: at('09:27'), note: 'Two rules', minutes: 20 }],
    })
    expect(words(now.entries)).toEqual(['48291 09:07-09:27 20', '48297 12:57-13:02 15'])
    expect(now.entries[0]).toMatchObject({ origin: 'changed', note: 'Two rules' })
    now = await done('POST', `/entries/${first}/split`, { revision: now.revision, at: at('09:17') })
    expect(words(now.entries)).toEqual([
      '48291 09:07-09:17 15',
      '48291 09:17-09:27 15',
      '48297 12:57-13:02 15',
    ])
    now = await done('POST', `/entries/${first}/merge`, { revision: now.revision, with: now.entries[1]?.id })
    expect(words(now.entries)).toEqual(['48291 09:07-09:27 15', '48297 12:57-13:02 15'])
    now = await done('POST', '/entries', {
      ...{ revision: now.revision, started_at: at('10:00'), ended_at: at('10:20'), note: 'Call with Sam' },
      ticket_id: '48283',
    })
    expect(now.entries[1]).toMatchObject({ origin: 'hand', ticket_id: '48283', note: 'Call with Sam' })
    expect(now.entries[1]?.title).toContain('NT-SRV-FILE')
    const path = `/me/day/entries/${second}?date=${date}&time_zone=UTC&revision=${now.revision}`
    const removed = await api.as('ben')('DELETE', path)
    expect(removed.status).toBe(200)
    expect(words((await get()).entries)).toEqual(['48291 09:07-09:27 15', '48283 10:00-10:20 15'])
  })

  test('two tickets become one entry of the first; what lies between is an overlap', async () => {
    await act(['09:00', '48291'], ['09:10', '48297'], ['09:20', '48291'])
    const read = await get()
    const [first, , third] = idsOf(read)
    const now = await done('POST', `/entries/${first}/merge`, { revision: 0, with: third })
    expect(words(now.entries)).toEqual(['48291 08:57-09:22 30', '48297 09:05-09:15 15'])
    expect(now.entries[1]?.overlaps).toMatchObject([
      { from: at('09:05'), to: at('09:15'), entry_id: first, psa_id: null },
    ])
  })

  test('two long notes become one that the database can hold', async () => {
    await worked()
    const [first = '', second = ''] = idsOf(await get())
    const { revision } = await done('PATCH', '', {
      revision: 0,
      entries: [
        { id: first, note: 'x'.repeat(3_998) },
        { id: second, note: '😀'.repeat(10) },
      ],
    })
    const now = await done('POST', `/entries/${first}/merge`, { revision, with: second })
    expect(now.entries[0]?.note).toHaveLength(4_000)
  })

  test('put on another ticket, it is no work of the case; of a case without a ticket it stays', async () => {
    await act(['09:00', '48291'], ['11:00', null])
    const read = await get()
    const [first = '', second = ''] = idsOf(read)
    const cases = ({ entries }: MyDay) => entries.map(({ session_id }) => session_id)
    const [, ofNone] = cases(read)
    expect(cases(read)).toEqual([expect.any(String), expect.any(String)])
    const now = await done('PATCH', '', {
      revision: 0,
      entries: [
        { id: first, ticket_id: '48297' },
        { id: second, ticket_id: '48297' },
      ],
    })
    expect(cases(now)).toEqual([null, ofNone])
    expect(cases(await get())).toEqual([null, ofNone])
  })

  test('a day takes two hundred, divided ones too', async () => {
    const { revision } = await done('POST', '/entries', {
      ...{ revision: 0, started_at: at('09:00'), ended_at: at('10:00') },
    })
    await world.db.admin`
      insert into my_day_entries (account_id, day_id, id, state, by_hand, started_at, ended_at)
      select account_id, day_id, gen_random_uuid(), state, by_hand, started_at, ended_at
      from my_day_entries, generate_series(1, 199) where started_at = ${at('09:00')}`
    const [first = '', ...others] = idsOf(await get())
    expect(others).toHaveLength(199)
    expect(await ask('POST', `/entries/${first}/split`, { revision, at: at('09:30') })).toMatchObject({
      status: 422,
      body: { message: 'A day has 200 entries at most.' },
    })
  })

  test('by an old reading is refused, and nothing changes', async () => {
    await worked()
    const [first = ''] = idsOf(await get())
    await done('PATCH', '', { revision: 0, entries: [{ id: first, note: 'One' }] })
    const { status, body } = await ask('PATCH', '', { revision: 0, entries: [{ id: first, note: 'Two' }] })
    expect([status, body]).toMatchObject([409, { code: 'revision_stale' }])
    expect((await get()).entries[0]?.note).toBe('One')
  })

  test('stays within the day, ends after it begins, and is of a ticket that is there', async () => {
    await worked()
    const [first = ''] = idsOf(await get())
    const patch = (change: object) => ask('PATCH', '', { revision: 0, entries: [{ id: first, ...change }] })
    expect(await patch({ ended_at: at('08:00') })).toMatchObject({ status: 422 })
    expect(await patch({ started_at: '2026-05-30T10:00:00.000Z' })).toMatchObject({ status: 422 })
    expect(await patch({ ticket_id: '99999' })).toMatchObject({ status: 404 })
    expect(await ask('POST', `/entries/${first}/split`, { revision: 0, at: at('12:00') })).toMatchObject({
      status: 422,
    })
    expect((await get()).revision).toBe(0)
  })

  test('only so many tickets are named at once', async () => {
    const entries = Array.from({ length: 21 }, (_, n) => ({
      id: randomUUID(),
      ticket_id: String(900_000 + n),
    }))
    expect(await ask('PATCH', '', { revision: 0, entries })).toMatchObject({
      status: 422,
      body: { message: 'At most 20 tickets are named at once. Save some first.' },
    })
  })

  test('an entry named twice in one request is refused, and nothing changes', async () => {
    await worked()
    const [first = ''] = idsOf(await get())
    const entries = [
      { id: first, note: 'One' },
      { id: first, note: 'Two' },
    ]
    expect(await ask('PATCH', '', { revision: 0, entries })).toMatchObject({ status: 400 })
    expect(await ask('POST', '/send', { revision: 0, entries: [first, first] })).toMatchObject({
      status: 400,
    })
    expect((await get()).revision).toBe(0)
  })

  test('work that goes on after it was kept is proposed beside it', async () => {
    await act(['09:00', '48291'], ['09:10', '48291'])
    const [first = ''] = idsOf(await get())
    await done('PATCH', '', { revision: 0, entries: [{ id: first, note: 'First part' }] })
    const account_id = who.accounts.acme
    await world.db.admin`
      insert into ai_session_steps (account_id, session_id, id, seq, kind, user_id, content, created_at)
      select account_id, session_id, gen_random_uuid(), 99, kind, user_id, content, ${at('09:25')}
      from ai_session_steps where account_id = ${account_id} and created_at = ${at('09:10')}`
    expect(words((await get()).entries)).toEqual(['48291 08:57-09:12 15', '48291 09:12-09:27 15'])
  })
})

describe('what is sent', () => {
  test('goes out once each, and shows where it stands', async () => {
    await worked()
    const ready = await withWorkType(await get())
    const entries = idsOf(ready)
    const sent = await done('POST', '/send', { revision: ready.revision, entries })
    expect(sent.entries.map(({ post }) => post?.kind)).toEqual(['time_entry', 'time_entry'])
    for (const { post } of sent.entries) await box.until(post?.id ?? '', 'verified', 'posted')
    const hours = booked().map(({ chargeToId, actualHours }) => [chargeToId, actualHours] as const)
    expect(hours.toSorted(([a], [b]) => a - b)).toEqual([
      [48291, 0.5],
      [48297, 0.25],
    ])
    // a lost answer, or another tab that shows the day as it was
    const again = await done('POST', '/send', { revision: ready.revision, entries })
    expect(again.entries.map(({ post }) => post?.id)).toEqual(sent.entries.map(({ post }) => post?.id))
    expect(booked()).toHaveLength(2)
    expect(again.booked).toEqual([])
    const late = await ask('PATCH', '', {
      revision: again.revision,
      entries: [{ id: entries[0], note: 'x' }],
    })
    expect(late).toMatchObject({ status: 409, body: { code: 'day_entry_sent' } })
  })

  test('never overlaps, whatever rounding adds: what follows begins behind it', async () => {
    await act(['09:00', '48291'], ['09:16', '48297'], ['09:28', '48297'], ['09:40', '48291'])
    const read = await get()
    const ready = await withWorkType(read)
    const places = ({ entries }: MyDay) =>
      entries.map(({ booked_from, minutes }) => `${booked_from.slice(11, 16)} ${minutes}`)
    expect(words(read.entries)).toEqual([
      '48291 08:57-09:08 15',
      '48297 09:08-09:34 30',
      '48291 09:34-09:42 15',
    ])
    expect(places(read)).toEqual(['08:57 15', '09:12 30', '09:42 15'])
    const [first, ...others] = idsOf(ready)
    const sent = await done('POST', '/send', { revision: ready.revision, entries: [first] })
    const all = await done('POST', '/send', { revision: sent.revision, entries: others })
    for (const { post } of all.entries) await box.until(post?.id ?? '', 'verified', 'posted')
    expect(places(all)).toEqual(places(read))
    const spans = booked()
      .map(({ timeStart, timeEnd }) => [Date.parse(timeStart), Date.parse(timeEnd)] as const)
      .toSorted(([a], [b]) => a - b)
    expect(spans.map(([from]) => new Date(from).toISOString().slice(11, 16))).toEqual([
      '08:57',
      '09:12',
      '09:42',
    ])
    for (const [n, [from]] of spans.entries()) expect(from).toBeGreaterThanOrEqual(spans[n - 1]?.[1] ?? 0)
  })

  test('on another day, as another time zone has it, stands there as booked and is not proposed again', async () => {
    await act(['21:50', '48291'], ['21:58', '48291'])
    const ready = await withWorkType(await get())
    const sent = await done('POST', '/send', { revision: ready.revision, entries: idsOf(ready) })
    await box.until(sent.entries[0]?.post?.id ?? '', 'verified', 'posted')
    const next = new Date(Date.parse(at('12:00')) + 24 * 3600_000).toISOString().slice(0, 10)
    const { body } = await api.as('ben')('GET', `/me/day?date=${next}&time_zone=Pacific/Auckland`)
    expect(body).toMatchObject({ entries: [], booked: [{ ticket_id: '48291', minutes: 15 }] })
  })

  test('by two tabs at once is posted once', async () => {
    await worked()
    const ready = await withWorkType(await get())
    const send = () => ask('POST', '/send', { revision: ready.revision, entries: idsOf(ready) })
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.some(({ status }) => status === 200)).toBe(true)
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    for (const { post } of (await get()).entries) await box.until(post?.id ?? '', 'verified', 'posted')
    expect(booked()).toHaveLength(2)
  })

  test('is refused whole where one overlaps or lacks its work type', async () => {
    await worked()
    const read = await get()
    const send = async (revision: number, entries: string[]) => ask('POST', '/send', { revision, entries })
    expect(await send(0, idsOf(read))).toMatchObject({
      status: 422,
      body: { code: 'day_entry_unready', entries: idsOf(read) },
    })
    const ready = await withWorkType(read)
    bookElsewhere(48302, '13:00', 60)
    const [, second] = idsOf(ready)
    expect(await send(ready.revision, idsOf(ready))).toMatchObject({
      status: 422,
      body: { code: 'day_overlaps', entries: [second] },
    })
    const now = await get()
    expect(now.entries.map(({ post }) => post)).toEqual([null, null])
    expect(now.entries[1]?.overlaps).toMatchObject([{ from: at('13:00'), to: at('13:02') }])
  })

  test('is refused of a ticket whose board is closed, or not known and no case of theirs', async () => {
    const added = { started_at: at('10:00'), ended_at: at('10:20'), ticket_id: '48283', work_type_id: '3' }
    const { revision, entries } = await done('POST', '/entries', { revision: 0, ...added })
    const send = () => ask('POST', '/send', { revision, entries: entries.map(({ id }) => id) })
    const closed = {
      status: 403,
      body: { code: 'not_your_ticket', message: expect.stringContaining('board') },
    }
    await world.db.admin`update accounts set board_rights = '{"engineer": ["1"]}'`
    expect(await send()).toMatchObject(closed)
    await world.db.admin`delete from ticket_snapshots where ticket_id = '48283'`
    expect(await send()).toMatchObject(closed)
    await world.db.admin`update accounts set board_rights = '{}'`
    expect((await send()).status).toBe(200)
  })

  test('waits for somebody who says which member this is', async () => {
    await actOn(box, who, did(['09:10', '48293']), 'cleo')
    await box.inAcme((sql) => sql`delete from member_mappings where user_id = ${who.of.cleo.id}`)
    world.simulator.addFault({ kind: 'status', status: 500, match: { path: '/members' } })
    const read = await get('cleo')
    expect(read.member_known).toBe(false)
    const refused = await ask('POST', '/send', { revision: 0, entries: idsOf(read) }, 'cleo')
    world.simulator.clearFaults()
    expect(refused).toMatchObject({ status: 422, body: { code: 'member_not_mapped' } })
  })

  test('is refused where the account lets this role book no time, and what was discarded can be sent anew', async () => {
    await worked()
    const ready = await withWorkType(await get())
    const [first = ''] = idsOf(ready)
    const allow = (right: string) =>
      api.as('ada')('PATCH', '/accounts/me/write-rights', { time_entry: { engineer: right } })
    await allow('off')
    expect(await ask('POST', '/send', { revision: ready.revision, entries: [first] })).toMatchObject({
      status: 403,
    })
    await allow('allow')
    world.simulator.addFault({
      kind: 'status',
      status: 400,
      times: 1,
      match: { method: 'POST', path: '/time' },
    })
    const sent = await done('POST', '/send', { revision: ready.revision, entries: [first] })
    const post = await box.until(sent.entries[0]?.post?.id ?? '', 'rejected')
    await api.as('ben')('POST', `/posts/${post.id}/decision`, { decision: 'discard' })
    const open = await get()
    expect(open.entries[0]?.post).toBe(null)
    const anew = await done('POST', '/send', { revision: open.revision, entries: [first] })
    await box.until(anew.entries[0]?.post?.id ?? '', 'verified', 'posted')
    expect(booked()).toHaveLength(1)
  })
})

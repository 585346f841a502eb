import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Channel } from '../../shared/contracts/channels.ts'
import { tx } from '../ctx.ts'
import { enqueue } from '../posts/enqueue.ts'
import { type ServedRooms, serveChatRooms } from '../testing/chat-rooms.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { type DeliveryWay, deliverDue } from './deliver.ts'
import { notify, settle } from './notify.ts'

const PUBLIC_URL = 'https://fp.msp.example'
const title = 'Mail <!channel> from & outside [x](https://evil.example)'
let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let box: Outbox
let rooms: ServedRooms
let server: SMTPServer
let session_id: string
const mails: { to: string[]; data: string }[] = []
let refused: RegExp | null = null

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      refused?.test(address)
        ? done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }))
        : done(),
    onData: (stream, { envelope }, done) => {
      let data = ''
      stream.on('data', (chunk: Buffer) => (data += chunk.toString()))
      stream.on('end', () => {
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), data: data.replace(/=\r?\n/g, '') })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  world = await createTestWorld({ settings: { PUBLIC_URL, SMTP_URL, MAIL_FROM: 'fp@msp.example' } })
  who = await people(world)
  api = requests(world, who)
  box = outbox(world, who, world.simulator)
  rooms = await serveChatRooms()
  session_id = (await box.makeUpdate('x')).session_id
  await box.inAcme((sql) => sql`update ai_sessions set title = ${title} where id = ${session_id}`)
})
afterAll(async () => {
  await rooms?.stop()
  await new Promise<void>((resolve) => server?.close(resolve))
  await world?.stop()
})
beforeEach(async () => {
  refused = null
  mails.length = 0
  rooms.messages.length = 0
  rooms.faults.slack = rooms.faults.teams = undefined
  await box.inAcme(async (sql) => {
    await sql`delete from notification_channels`
    await sql`delete from notifications`
    await sql`update users set preferences = '{}', active = true`
    await sql`update accounts set board_rights = '{}'`
  })
})

const ada = () => api.as('ada')
const add = async (kind: 'slack' | 'teams', url: string, name = kind as string) =>
  (await ada()('POST', '/integrations/channels', { kind, name, url })).body as Channel
const escalate = (...names: PersonName[]) =>
  tx(who.ctxFor('ben'), (sql) =>
    notify(who.ctxFor('ben'), sql, {
      kind: 'escalation',
      session_id,
      handoff_id: newId(),
      to: names.map((name) => who.of[name].id),
    }),
  )
const never = new AbortController().signal
const send = (...ways: DeliveryWay[]) => Promise.all(ways.map((via) => deliverDue(world, via, never, 300)))
type Row = { via: string; state: string; code: string | null; attempts: number; in_s: number }
const deliveries = () =>
  box.inAcme<Row[]>(
    (sql) => sql`
      select via, state, code, attempts, extract(epoch from due_at - now())::float8 as in_s
      from notification_deliveries order by via, created_at, id`,
  )
const short = async () =>
  (await deliveries()).map(({ via, state, code, attempts }) => [via, state, code, attempts])
const isDue = () => box.inAcme((sql) => sql`update notification_deliveries set due_at = now()`)

test('an escalation goes out by mail to each, and once into each room', async () => {
  await add('slack', rooms.slack())
  await add('teams', rooms.teams())
  await escalate('ada', 'cleo')
  expect(await short()).toEqual([
    ['email', 'waiting', null, 0],
    ['email', 'waiting', null, 0],
    ['slack', 'waiting', null, 0],
    ['teams', 'waiting', null, 0],
  ])
  await send('email', 'slack', 'teams')
  expect((await short()).every(([, state]) => state === 'sent')).toBe(true)
  expect(mails.flatMap(({ to }) => to).toSorted()).toEqual(['ada@acme.example', 'cleo@acme.example'])
  expect(mails[0]?.data).toMatch(/Subject: Ben Okafor escalated ticket #48291\r\n/)
  expect(mails[0]?.data).toContain(`${PUBLIC_URL}/app/cases/${session_id}?pickup=3Dtrue`)
  const link = `${PUBLIC_URL}/app/cases/${session_id}?pickup=true`
  const shown = 'Mail &lt;!channel&gt; from &amp; outside [x](https://evil.example)'
  expect(rooms.messages.map(({ kind, text }) => [kind, text]).toSorted()).toEqual([
    ['slack', `*Ben Okafor escalated ticket #48291*\n${shown}\n<${link}|Open in FlowPilot>`],
    ['teams', `Ben Okafor escalated ticket #48291\n${title}`],
  ])
  expect(JSON.stringify(rooms.messages.find(({ kind }) => kind === 'teams')?.body)).toContain(link)
  await isDue()
  await send('email', 'slack', 'teams')
  expect([mails.length, rooms.messages.length]).toEqual([2, 2])
})

test('each way alone: mail that is refused, Slack that fails, Teams that says nothing', async () => {
  refused = /cleo/
  rooms.faults.slack = 500
  rooms.faults.teams = 'silent'
  await add('slack', rooms.slack())
  await add('teams', rooms.teams())
  await escalate('ada', 'cleo')
  await send('email', 'slack', 'teams')
  const rows = await deliveries()
  expect(rows.map(({ via, state, code }) => [via, state, code]).toSorted()).toEqual([
    ['email', 'failed', 'refused'],
    ['email', 'sent', null],
    ['slack', 'waiting', 'failing'],
    ['teams', 'waiting', 'timed_out'],
  ])
  for (const { state, in_s } of rows) if (state === 'waiting') expect(in_s).toBeGreaterThan(5)
  rooms.faults.slack = rooms.faults.teams = undefined
  await send('slack', 'teams')
  expect(rooms.messages).toEqual([])
  await isDue()
  await send('slack', 'teams')
  expect(rooms.messages).toHaveLength(2)
})

test('after the last try it has failed, with why', async () => {
  rooms.faults.slack = 503
  const { id } = await add('slack', rooms.slack())
  await escalate('cleo')
  for (let n = 0; n < 7; n++) {
    await send('slack')
    await isDue()
  }
  expect((await short()).find(([via]) => via === 'slack')).toEqual(['slack', 'failed', 'failing', 6])
  const { items } = (await ada()('GET', '/integrations/channels')).body as { items: Channel[] }
  expect(items).toEqual([
    expect.objectContaining({ id, last: expect.objectContaining({ state: 'failed', code: 'failing' }) }),
  ])
})

test('a room that is gone is asked once; what waits behind a room that is away is not tried', async () => {
  await add('slack', rooms.slack('gone'))
  await escalate('cleo')
  await send('slack')
  expect((await short()).find(([via]) => via === 'slack')).toEqual(['slack', 'failed', 'gone', 1])
  await add('teams', rooms.teams())
  rooms.faults.teams = 429
  for (let n = 0; n < 3; n++) await escalate('cleo')
  await send('teams')
  const teams = (await deliveries()).filter(({ via }) => via === 'teams')
  expect(teams.map(({ attempts }) => attempts).toSorted()).toEqual([0, 0, 1])
  for (const { state, code, in_s } of teams) {
    expect([state, code]).toEqual(['waiting', 'busy'])
    expect(in_s).toBeGreaterThan(25)
  }
})

test('two processes at once send each once; one that died in between is made up for after its lease', async () => {
  await add('slack', rooms.slack())
  for (let n = 0; n < 10; n++) await escalate('cleo')
  await Promise.all([send('slack'), send('slack'), send('email'), send('email')])
  expect([rooms.messages.length, mails.length]).toEqual([10, 10])
  await escalate('cleo')
  await box.inAcme(
    (sql) => sql`
      update notification_deliveries set attempts = attempts + 1, due_at = now() + interval '5 minutes'
      where state = 'waiting'`,
  )
  await send('slack')
  expect(rooms.messages).toHaveLength(10)
  await isDue()
  await send('slack')
  expect(rooms.messages).toHaveLength(11)
})

test('mail waits until the quiet hours end, and is not sent where it was read meanwhile', async () => {
  const now = new Date()
  const clock = (hours: number) => new Date(now.getTime() + hours * 3600_000).toISOString().slice(11, 16)
  const quiet = { from: clock(-1), to: clock(2), time_zone: 'UTC' }
  await api.as('cleo')('PATCH', '/me/notification-preferences', { quiet })
  await escalate('cleo', 'ada')
  await send('email')
  expect(mails.map(({ to }) => to)).toEqual([['ada@acme.example']])
  const waiting = (await deliveries()).filter(({ state }) => state === 'waiting')
  expect(waiting).toEqual([expect.objectContaining({ code: 'quiet_hours', attempts: 0 })])
  expect(waiting[0]?.in_s).toBeGreaterThan(3600)
  expect(waiting[0]?.in_s).toBeLessThanOrEqual(2 * 3600)
  await api.as('cleo')('PATCH', '/me/notification-preferences', { quiet: null })
  const { items } = (await api.as('cleo')('GET', '/notifications')).body as { items: { id: string }[] }
  await api.as('cleo')('POST', `/notifications/${items[0]?.id}/read`)
  await isDue()
  await send('email')
  expect(mails).toHaveLength(1)
  expect((await short()).toSorted()).toContainEqual(['email', 'dropped', 'read_already', 1])
})

test('mail is of choice: off before, none is planned; off since, none is sent', async () => {
  const off = { kinds: { escalation: { email: false } } }
  await api.as('cleo')('PATCH', '/me/notification-preferences', off)
  await escalate('cleo', 'ada')
  expect(await short()).toEqual([['email', 'waiting', null, 0]])
  await ada()('PATCH', '/me/notification-preferences', off)
  await send('email')
  expect([mails.length, await short()]).toEqual([0, [['email', 'dropped', 'unwanted', 1]]])
})

test('who left, or lost the board, is mailed nothing; a room of people who may not open it reads no title', async () => {
  await add('slack', rooms.slack())
  await escalate('cleo', 'ada')
  await box.inAcme(async (sql) => {
    await sql`update users set active = false where id = ${who.of.ada.id}`
    await sql`update ai_sessions set psa_board_id = '1' where id = ${session_id}`
    await sql`update accounts set board_rights = '{"engineer": ["2"]}'`
  })
  await send('email', 'slack')
  expect(mails).toEqual([])
  expect(rooms.messages.map(({ text }) => text.split('\n').length)).toEqual([2])
  expect(rooms.messages[0]?.text).toContain('Ben Okafor escalated ticket #48291')
})

test('a room is told where no person is, and of each escalation once', async () => {
  await add('slack', rooms.slack())
  await escalate()
  await escalate('ben')
  expect(await short()).toEqual([
    ['slack', 'waiting', null, 0],
    ['slack', 'waiting', null, 0],
  ])
  await send('email', 'slack')
  expect([mails.length, rooms.messages.length]).toEqual([0, 2])
  for (const name of ['ada', 'ben', 'cleo'] as const)
    expect((await api.as(name)('GET', '/notifications')).body).toMatchObject({ items: [] })
})

test('picked up, nobody but those who were told hears of it', async () => {
  await add('slack', rooms.slack())
  const handoff_id = newId()
  const news = { kind: 'escalation', session_id, handoff_id } as const
  await tx(who.ctxFor('ben'), (sql) => notify(who.ctxFor('ben'), sql, { ...news, to: [who.of.ada.id] }))
  const before = await box.inAcme((sql) => sql`select seq from events`)
  await box.inAcme((sql) => settle({ account_id: who.accounts.acme }, sql, news))
  const after = await box.inAcme((sql) => sql<{ user_id: string }[]>`select user_id from events order by seq`)
  expect(after.slice(before.length)).toEqual([{ user_id: who.of.ada.id }])
})

test('only what concerns everybody goes into rooms', async () => {
  await add('slack', rooms.slack())
  const { id: post_id } = await enqueue(who.ctxFor('ben'), box.order())
  const to = [who.of.ben.id]
  await box.inAcme((sql) =>
    notify({ account_id: who.accounts.acme }, sql, { kind: 'post_needs_you', post_id, session_id: null, to }),
  )
  expect(await deliveries()).toEqual([])
  const on = { kinds: { post_needs_you: { email: true } } }
  await api.as('ben')('PATCH', '/me/notification-preferences', on)
  await box.inAcme((sql) => sql`delete from notifications`)
  await box.inAcme((sql) =>
    notify({ account_id: who.accounts.acme }, sql, { kind: 'post_needs_you', post_id, session_id: null, to }),
  )
  await send('email', 'slack')
  expect(rooms.messages).toEqual([])
  expect(mails[0]?.data).toMatch(/Subject: Your note on #48291 needs you\r\n/)
})

test('admins add, try, rename and remove rooms; the address never comes back', async () => {
  const url = rooms.teams('ours')
  const made = await ada()('POST', '/integrations/channels', { kind: 'teams', name: 'Desk', url })
  expect(made.status).toBe(201)
  const { id, host } = made.body as Channel
  expect(host).toMatch(/^127\.0\.0\.1:\d+$/)
  expect((await ada()('POST', `/integrations/channels/${id}/test`)).body).toEqual({ code: null })
  expect(rooms.messages[0]?.text).toContain('Ada Lindqvist')
  rooms.faults.teams = 404
  expect((await ada()('POST', `/integrations/channels/${id}/test`)).body).toEqual({ code: 'gone' })
  const renamed = await ada()('PATCH', `/integrations/channels/${id}`, { name: 'Second line' })
  expect(renamed.body).toMatchObject({ id, name: 'Second line', kind: 'teams' })
  const list = await ada()('GET', '/integrations/channels')
  const audit = await ada()('GET', '/audit')
  for (const { text } of [made, renamed, list, audit]) expect(text).not.toMatch(/secret-of|workflows/)
  const sealed = await box.inAcme(
    (sql) => sql<{ url_sealed: string }[]>`select url_sealed from notification_channels`,
  )
  expect(sealed[0]?.url_sealed).not.toContain('secret-of')
  for (const name of ['ben', 'vera'] as const)
    expect((await api.as(name)('GET', '/integrations/channels')).status).toBe(403)
  expect((await api.as('zed')('DELETE', `/integrations/channels/${id}`)).status).toBe(404)
  expect((await ada()('DELETE', `/integrations/channels/${id}`)).status).toBe(204)
  expect((await ada()('GET', '/integrations/channels')).body).toEqual({ items: [], next_cursor: null })
})

test('a room elsewhere is refused at its field, and the eleventh as such', async () => {
  const wrong = await ada()('POST', '/integrations/channels', {
    kind: 'slack',
    name: 'x',
    url: 'https://evil.example/services/T1/B1/x',
  })
  expect([wrong.status, wrong.body]).toEqual([
    422,
    expect.objectContaining({ fields: { url: expect.any(String) } }),
  ])
  for (let n = 0; n < 10; n++) await add('slack', rooms.slack())
  const more = await ada()('POST', '/integrations/channels', { kind: 'slack', name: 'x', url: rooms.slack() })
  expect([more.status, more.body]).toEqual([422, expect.objectContaining({ code: 'too_many_channels' })])
})

test('a secret in the title of a case stays here', async () => {
  await add('slack', rooms.slack())
  await add('teams', rooms.teams())
  const rename = (words: string) =>
    box.inAcme((sql) => sql`update ai_sessions set title = ${words} where id = ${session_id}`)
  await rename('VPN down, password: Sunflower!27')
  await escalate('ada')
  await send('email', 'slack', 'teams')
  await rename(title)
  const told = [...mails.map(({ data }) => data), ...rooms.messages.map(({ body }) => JSON.stringify(body))]
  expect(told).toHaveLength(3)
  for (const words of told) {
    expect(words).toContain('VPN down')
    expect(words).not.toContain('Sunflower')
  }
})

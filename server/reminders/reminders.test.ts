import { randomUUID } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NotificationPage } from '../../shared/contracts/notifications.ts'
import type { Reminder, UpdatePromises } from '../../shared/contracts/reminders.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { accountsWithDueReminders } from '../db/system-reminders.ts'
import { readFrames } from '../testing/event-reader.ts'
import { outbox, ownWords } from '../testing/outbox.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { plansOf } from '../testing/plans.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { fireDue } from './fire-due.ts'
import { takeDue } from './queries.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let id: string
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.db.admin`delete from reminders`
  await world.db.admin`delete from limit_counts`
  id = await begin()
})

const never = new AbortController().signal
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
async function begin(name: PersonName = 'ben'): Promise<string> {
  const made = await api.as(name)('POST', '/ai-sessions', {
    intake_type: 'free_text',
    intake_content: 'Mail from outside does not arrive',
    client_name: 'Contoso Dental',
  })
  return (made.body as { id: string }).id
}
const set = (body: object = {}, name: PersonName = 'ben', sessionId = id) =>
  api.as(name)('POST', `/ai-sessions/${sessionId}/reminders`, {
    remind_at: inMinutes(30),
    audience: 'client_update',
    ...body,
  })
async function wasSet(body: object = {}, name: PersonName = 'ben', sessionId = id): Promise<Reminder> {
  const { status, body: made, text } = await set(body, name, sessionId)
  expect(status, text).toBe(201)
  return made as Reminder
}
const change = (reminder: Reminder, body: object, name: PersonName = 'ben') =>
  api.as(name)('PATCH', `/ai-sessions/${id}/reminders/${reminder.id}`, body)
const cancel = (reminder: Reminder, name: PersonName = 'ben') =>
  api.as(name)('DELETE', `/ai-sessions/${id}/reminders/${reminder.id}`)
const detail = async (sessionId = id) =>
  (await api.as('ben')('GET', `/ai-sessions/${sessionId}`)).body as SessionDetail
const isDue = () =>
  world.db.admin`update reminders set remind_at = now() - interval '1 second' where status = 'pending'`
const toldTo = async (name: PersonName) =>
  ((await api.as(name)('GET', '/notifications?limit=200')).body as NotificationPage).items.filter(
    ({ session_id }) => session_id === id,
  )
const reminderSteps = async () => (await detail()).steps.filter(({ kind }) => kind === 'update_reminder')

test('a reminder stands with its case, and all who have it open are told', async () => {
  const { state_version } = await detail()
  const remind_at = inMinutes(30)
  const made = await wasSet({ remind_at })
  expect(made).toMatchObject({
    remind_at,
    audience: 'client_update',
    status: 'pending',
    reason: null,
    note: null,
    created_by: { id: who.of.ben.id, name: 'Ben Okafor' },
  })
  const after = await detail()
  expect(after.reminders).toEqual([made])
  expect(after.state_version).toBe(state_version + 1)
})

test('it is set for a time to come, within 90 days, in any zone', async () => {
  for (const minutes of [-1, 0, 90 * 24 * 60 + 1])
    expect(await set({ remind_at: inMinutes(minutes) })).toMatchObject({
      status: 422,
      body: { code: 'reminder_time' },
    })
  for (const wrong of ['tomorrow', '2026-02-31T10:00:00Z'])
    expect(await set({ remind_at: wrong })).toMatchObject({ status: 400 })
  const at = new Date(Date.now() + 3600_000)
  at.setUTCMilliseconds(0)
  const inBerlin = `${new Date(at.getTime() + 3600_000).toISOString().slice(0, 19)}+01:00`
  expect(await wasSet({ remind_at: inBerlin })).toMatchObject({ remind_at: at.toISOString() })
})

test('twenty wait in a case at most', async () => {
  const all = await Promise.all(Array.from({ length: 24 }, () => set()))
  expect(all.filter(({ status }) => status === 201)).toHaveLength(20)
  const refused = all.find(({ status }) => status !== 201)
  expect(refused).toMatchObject({ status: 409, body: { code: 'too_many_reminders' } })
  const [first] = (await detail()).reminders
  if (!first) throw new Error('none is there')
  await cancel(first)
  await wasSet()
  expect(await change(first, { remind_at: inMinutes(5) })).toMatchObject({
    status: 409,
    body: { code: 'too_many_reminders' },
  })
})

test('engineers set, move and cancel it; a viewer reads it; another account finds nothing', async () => {
  const made = await wasSet({}, 'cleo')
  expect(await set({}, 'vera')).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
  expect(await cancel(made, 'vera')).toMatchObject({ status: 403 })
  expect(await set({}, 'zed')).toMatchObject({ status: 404 })
  expect(await change(made, { remind_at: inMinutes(5) }, 'zed')).toMatchObject({ status: 404 })
  expect((await api.as('vera')('GET', `/ai-sessions/${id}`)).body).toMatchObject({ reminders: [made] })
  expect(await cancel(made, 'ben')).toMatchObject({ status: 200, body: { status: 'cancelled' } })
})

test('cancelled, and back again', async () => {
  const made = await wasSet()
  expect((await cancel(made)).body).toEqual({
    ...made,
    status: 'cancelled',
    reason: 'by_person',
    note: 'Reminder cancelled',
  })
  expect((await cancel(made)).body).toMatchObject({ status: 'cancelled' })
  await isDue()
  expect(await fireDue(world, never)).toBe(0)
  expect((await change(made, { remind_at: made.remind_at })).body).toEqual(made)
})

test('due, it is told once: to who set it, in the bell, in the case, by an event of their own', async () => {
  const headers = { authorization: `Bearer ${await who.tokenFor('ben', { ticket: '48288' })}` }
  const made = await wasSet()
  const pod = readFrames(await api.app.request('/api/v1/events', { headers }))
  await pod.next()
  await isDue()
  expect(await fireDue(world, never)).toBe(1)
  expect(await fireDue(world, never)).toBe(0)
  const [told, ...more] = await toldTo('ben')
  expect(more).toEqual([])
  expect(told).toMatchObject({
    kind: 'reminder',
    reminder_id: made.id,
    audience: 'client_update',
    client_name: 'Contoso Dental',
    read_at: null,
    by: null,
  })
  expect(await pod.until(2)).toMatchObject([
    { event: 'notification.created', data: { notification_id: told?.id } },
    { event: 'reminder.due', data: { reminder_id: made.id, session_id: id } },
  ])
  await pod.leave()
  expect(await toldTo('cleo')).toEqual([])
  expect((await detail()).reminders).toMatchObject([{ id: made.id, status: 'fired' }])
  expect(await reminderSteps()).toMatchObject([
    {
      content: 'Update due: Contoso Dental, mail from outside does not arrive',
      author: 'flowpilot',
      ref_id: made.id,
    },
  ])
})

test('not mailed, unless the person wants it', async () => {
  const mails = () => world.db.admin`select from notification_deliveries where via = 'email'`
  await wasSet()
  await isDue()
  await fireDue(world, never)
  expect(await mails()).toHaveLength(0)
  await api.as('ben')('PATCH', '/me/notification-preferences', { kinds: { reminder: { email: true } } })
  await wasSet()
  await isDue()
  await fireDue(world, never)
  expect(await mails()).toHaveLength(1)
})

test('a reminder notifies the engineer who took the case over, too', async () => {
  await wasSet()
  await world.db.admin`update ai_sessions set current_handler_id = ${who.of.cleo.id} where id = ${id}`
  await isDue()
  expect(await fireDue(world, never)).toBe(1)
  for (const name of ['ben', 'cleo'] as const) expect(await toldTo(name)).toHaveLength(1)
  expect(await toldTo('ada')).toEqual([])
})

test('told and put off, it is read until it is told again', async () => {
  const made = await wasSet()
  await isDue()
  await fireDue(world, never)
  const later = inMinutes(15)
  expect((await change(made, { remind_at: later, audience: 'ticket_notes' })).body).toEqual({
    ...made,
    remind_at: later,
    audience: 'ticket_notes',
  })
  expect(await toldTo('ben')).toMatchObject([{ read_at: expect.any(String) }])
  await isDue()
  expect(await fireDue(world, never)).toBe(1)
  expect(await toldTo('ben')).toMatchObject([{ read_at: null }, { read_at: expect.any(String) }])
})

test('two servers at once tell each reminder once, in both accounts', async () => {
  const other = await createTestWorld({ database: world.db, simulator: world.simulator })
  const cases = [id, await begin(), await begin('zed')]
  const count = 450
  await world.db.admin`
    insert into reminders (account_id, session_id, id, audience, remind_at, created_by)
    select s.account_id, s.id, gen_random_uuid(), 'ticket_notes', now() - interval '1 second', s.user_id
    from ai_sessions s, generate_series(1, ${count / cases.length})
    where s.id = any(${cases})`
  // what one of them holds at this moment the other leaves to it: who asks again finds the rest
  const all = async (server: TestWorld) => {
    let told = 0
    for (let again = await fireDue(server, never); again > 0; again = await fireDue(server, never))
      told += again
    return told
  }
  const [one = 0, two = 0] = await Promise.all([all(world), all(other)])
  await other.stop()
  expect(one + two).toBe(count)
  const [found] = await world.db.admin`
    select (select count(*)::int from reminders where status = 'fired') as fired,
      (select count(*)::int from notifications n join reminders r on r.id = n.reminder_id) as told,
      (select count(*)::int from ai_session_steps s join reminders r on r.id = s.ref_id) as steps,
      (select count(*)::int from events e join reminders r on r.id = (e.payload ->> 'reminder_id')::uuid) as events`
  expect(found).toEqual({ fired: count, told: count, steps: count, events: count })
})

test('a case in somebody’s hand holds no other up, and comes next', async () => {
  const held = id
  await wasSet()
  id = await begin()
  await wasSet()
  await isDue()
  await world.db.admin.begin(async (sql) => {
    await sql`select from ai_sessions where id = ${held} for update`
    expect(await fireDue(world, never)).toBe(1)
  })
  expect(await toldTo('ben')).toHaveLength(1)
  expect(await fireDue(world, never)).toBe(1)
})

test('closing the case cancels what waits, says why, and leaves nothing in the bell', async () => {
  const told = await wasSet()
  await isDue()
  await fireDue(world, never)
  const waiting = await wasSet()
  const closed = await api.as('ben')('POST', `/ai-sessions/${id}/resolve`, {
    resolution_summary: 'Rule removed.',
  })
  expect(closed.status, closed.text).toBe(200)
  expect((await detail()).reminders).toMatchObject([
    { id: told.id, status: 'fired', note: null },
    {
      id: waiting.id,
      status: 'cancelled',
      reason: 'case_resolved',
      note: 'Reminder cancelled, case resolved',
    },
  ])
  expect((await reminderSteps()).at(-1)).toMatchObject({
    content: 'Reminder cancelled, case resolved',
    ref_id: waiting.id,
  })
  expect(await toldTo('ben')).toMatchObject([{ read_at: expect.any(String) }])
  expect(await set()).toMatchObject({ status: 409, body: { code: 'case_closed' } })
  expect(await change(waiting, { remind_at: inMinutes(5) })).toMatchObject({ status: 409 })
})

test('a posted update takes what it meets out of the bell: a note for colleagues no word to the client', async () => {
  const box = outbox(world, who, world.simulator)
  const told = async (audience: string, ticketId: string) => {
    const { session_id, update_id } = await box.makeUpdate(ownWords(), ticketId)
    id = session_id
    await world.db.admin`update ai_sessions set status = 'active', resolved_at = null where id = ${id}`
    await wasSet({ audience })
    await isDue()
    await fireDue(world, never)
    const intent_key = randomUUID()
    const posted = await api.as('ben')('POST', `/ai-sessions/${id}/updates/${update_id}/post`, { intent_key })
    expect(posted.status, posted.text).toBe(202)
    return toldTo('ben')
  }
  expect(await told('client_update', '48290')).toMatchObject([{ read_at: null }])
  expect(await told('ticket_notes', '48308')).toMatchObject([{ read_at: expect.any(String) }])
})

test('what is due is found by its index, by anybody’s plan; the system sees when, not what', async () => {
  const plans = await plansOf(world, who.accounts.acme, (sql) => takeDue(sql, 200))
  for (const plan of plans) expect(plan).toMatch(/reminders_due/)
  expect(await accountsWithDueReminders(world.db.system, 10)).toEqual([])
  await expect(world.db.system`select session_id from reminders`).rejects.toThrow(/permission denied/)
})

test('an update is read for what it promises, in the zone of the account, else of whoever asks', async () => {
  const update_id = newId()
  const content = 'Hello Ann. We will call you tomorrow at 10:00, and be with you in 3 days.'
  await world.db.admin`
    insert into session_updates (account_id, session_id, id, audience, length, context, content, session_status,
      steps_completed, time_spent_minutes, state, model_kind, state_version, created_by)
    values (${who.accounts.acme}, ${id}, ${update_id}, 'client_update', 'quick', 'status', ${content},
      'investigating', 0, 1, 'complete', 'offline', 1, ${who.of.ben.id})`
  const path = `/ai-sessions/${id}/updates/${update_id}/promises`
  const read = async (zone: string) =>
    (await api.as('ben')('GET', `${path}?time_zone=${zone}`)).body as UpdatePromises
  const asked = await read('Asia/Tokyo')
  expect(asked).toMatchObject({
    time_zone: 'Asia/Tokyo',
    items: [
      { words: 'tomorrow at 10:00', at: expect.stringMatching(/T01:00:00.000Z$/) },
      { words: 'in 3 days' },
    ],
  })
  for (const { words, start, end, at, remind_at } of asked.items) {
    expect(content.slice(start, end)).toBe(words)
    expect(Date.parse(at) - Date.parse(remind_at)).toBe(600_000)
  }
  await api.as('ada')('PATCH', '/accounts/me/preferences', { time_zone: 'America/New_York' })
  expect(await read('Asia/Tokyo')).toMatchObject({ time_zone: 'America/New_York' })
  expect((await api.as('zed')('GET', path)).status).toBe(404)
})

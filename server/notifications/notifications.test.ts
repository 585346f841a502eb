import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Notification, NotificationPage } from '../../shared/contracts/notifications.ts'
import { tx } from '../ctx.ts'
import { enqueue } from '../posts/enqueue.ts'
import { advancePost } from '../posts/worker/advance.ts'
import { readFrames } from '../testing/event-reader.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { notify, settle } from './notify.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let box: Outbox
let session_id: string
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
  box = outbox(world, who, world.simulator)
  const made = await api.as('ben')('POST', '/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: '48291',
  })
  session_id = (made.body as { id: string }).id
})
afterAll(() => world?.stop())
beforeEach(() => box.inAcme((sql) => sql`delete from notifications`))

const ids = (...names: PersonName[]) => names.map((name) => who.of[name].id)
const escalate = (handoff_id: string = newId(), names: PersonName[] = ['ada', 'ben', 'cleo']) =>
  tx(who.ctxFor('ben'), (sql) =>
    notify(who.ctxFor('ben'), sql, { kind: 'escalation', session_id, handoff_id, to: ids(...names) }),
  )
async function bellOf(name: PersonName, query = '', pod?: { ticket?: string }): Promise<NotificationPage> {
  const { status, body } = await api.as(name, pod)('GET', `/notifications${query}`)
  expect(status).toBe(200)
  return body as NotificationPage
}
const first = async (name: PersonName) => (await bellOf(name)).items[0] as Notification

test('an escalation is told to the others, with case, ticket and who; never to whoever escalates', async () => {
  const handoff_id = newId()
  await escalate(handoff_id)
  const cleo = await bellOf('cleo')
  expect(cleo).toMatchObject({ unread: 1, next_cursor: null })
  expect(cleo.items).toEqual([
    expect.objectContaining({
      kind: 'escalation',
      session_id,
      handoff_id,
      post_id: null,
      here: true,
      ticket_id: '48291',
      by: 'Ben Okafor',
      title: expect.stringMatching(/./),
      read_at: null,
    }),
  ])
  expect((await bellOf('ada')).unread).toBe(1)
  expect(await bellOf('ben')).toEqual({ items: [], next_cursor: null, unread: 0 })
})

test('the same is told once until it was read', async () => {
  const handoff_id = newId()
  await escalate(handoff_id)
  await escalate(handoff_id)
  expect((await bellOf('cleo')).items).toHaveLength(1)
  const { id } = await first('cleo')
  expect((await api.as('cleo')('POST', `/notifications/${id}/read`)).body).toEqual({ unread: 0 })
  await escalate(handoff_id)
  expect(await bellOf('cleo')).toMatchObject({ unread: 1, items: [{ read_at: null }, { id }] })
})

test('unread again, once for the same', async () => {
  const handoff_id = newId()
  await escalate(handoff_id)
  const { id } = await first('cleo')
  const as = (act: 'read' | 'unread') => api.as('cleo')('POST', `/notifications/${id}/${act}`)
  await as('read')
  expect((await as('unread')).body).toEqual({ unread: 1 })
  await as('read')
  await escalate(handoff_id)
  expect((await as('unread')).body).toEqual({ unread: 1 })
  expect((await api.as('ada')('POST', `/notifications/${id}/unread`)).status).toBe(404)
})

test('nobody who is switched off is told', async () => {
  const active = (is: boolean) =>
    box.inAcme((sql) => sql`update users set active = ${is} where id = ${who.of.ada.id}`)
  await active(false)
  await escalate()
  await active(true)
  expect((await bellOf('ada')).items).toEqual([])
})

test('an act that is rolled back notifies nobody', async () => {
  const failed = tx(who.ctxFor('ben'), async (sql) => {
    await notify(who.ctxFor('ben'), sql, {
      kind: 'escalation',
      session_id,
      handoff_id: newId(),
      to: ids('cleo'),
    })
    throw new Error('undone')
  })
  await expect(failed).rejects.toThrow('undone')
  expect((await bellOf('cleo')).items).toEqual([])
})

test('the event goes to whom it concerns and to nobody else, in a pod of another ticket too', async () => {
  const open = async (name: PersonName, pod?: { ticket: string }) => {
    const headers = { authorization: `Bearer ${await who.tokenFor(name, pod)}` }
    const stream = readFrames(await api.app.request('/api/v1/events', { headers }))
    await stream.next()
    return stream
  }
  const [ada, cleo, pod] = [await open('ada'), await open('cleo'), await open('cleo', { ticket: '48288' })]
  await escalate(newId(), ['cleo'])
  const { id } = await first('cleo')
  const told = { event: 'notification.created', data: { notification_id: id } }
  expect(await cleo.next()).toMatchObject(told)
  expect(await pod.next()).toMatchObject(told)
  await api.as('cleo')('POST', `/notifications/${id}/read`)
  expect(await cleo.next()).toMatchObject({ event: 'notification.read', data: {} })
  await escalate(newId(), ['ada'])
  expect(await ada.next()).toMatchObject({ data: { notification_id: (await first('ada')).id } })
  for (const stream of [ada, cleo, pod]) await stream.leave()
})

test('a pod says of another ticket that there is something, not what', async () => {
  await escalate()
  const [elsewhere] = (await bellOf('cleo', '', { ticket: '48288' })).items
  expect(elsewhere).toMatchObject({ kind: 'escalation', here: false, session_id })
  expect([elsewhere?.title, elsewhere?.ticket_id, elsewhere?.client_name, elsewhere?.by]).toEqual(
    Array(4).fill(null),
  )
  expect((await bellOf('cleo', '', { ticket: '48291' })).items[0]).toMatchObject({
    here: true,
    ticket_id: '48291',
  })
})

test('pages, newest first; all read up to the newest that was shown', async () => {
  for (let n = 0; n < 5; n++) await escalate()
  const page = await bellOf('cleo', '?limit=2')
  expect(page).toMatchObject({ unread: 5, next_cursor: page.items[1]?.id })
  const rest = await bellOf('cleo', `?limit=3&cursor=${page.next_cursor}`)
  expect(rest.next_cursor).toBeNull()
  const all = [...page.items, ...rest.items].map(({ id }) => id)
  expect(all).toEqual([...new Set(all)].toSorted().toReversed())
  await escalate()
  const read = await api.as('cleo')('POST', '/notifications/read', { up_to: page.items[0]?.id })
  expect(read.body).toEqual({ unread: 1 })
  expect((await bellOf('ada')).unread).toBe(6)
})

test('seen is not read', async () => {
  await escalate()
  const { id } = await first('cleo')
  expect((await api.as('cleo')('POST', '/notifications/seen', { up_to: id })).status).toBe(204)
  expect(await bellOf('cleo')).toMatchObject({
    unread: 1,
    items: [{ seen_at: expect.any(String), read_at: null }],
  })
  expect(await first('ada')).toMatchObject({ seen_at: null })
})

test('one’s own alone: a colleague’s and another account’s are not there', async () => {
  await escalate(newId(), ['cleo'])
  const { id } = await first('cleo')
  for (const name of ['ada', 'zed'] as const) {
    expect((await api.as(name)('GET', `/notifications/${id}`)).status).toBe(404)
    expect((await api.as(name)('POST', `/notifications/${id}/read`)).status).toBe(404)
    expect((await api.as(name)('POST', '/notifications/read', { up_to: id })).body).toEqual({ unread: 0 })
  }
  expect((await bellOf('cleo')).unread).toBe(1)
})

test('a board that is closed to the role hides what was told', async () => {
  await escalate()
  const boards = (engineer: string[] | null) => api.as('ada')('PATCH', '/accounts/me/boards', { engineer })
  await boards(['999'])
  expect(await bellOf('cleo')).toEqual({ items: [], next_cursor: null, unread: 0 })
  expect((await bellOf('ada')).unread).toBe(1)
  await boards(null)
  expect((await bellOf('cleo')).unread).toBe(1)
})

test('once somebody picked it up it is read for all', async () => {
  const handoff_id = newId()
  await escalate(handoff_id)
  await escalate()
  await tx(who.ctxFor('cleo'), (sql) => settle(who.ctxFor('cleo'), sql, { kind: 'escalation', handoff_id }))
  expect((await bellOf('ada')).unread).toBe(1)
  expect((await bellOf('ada')).items.find((each) => each.handoff_id === handoff_id)?.read_at).not.toBeNull()
})

test('a post that needs a person tells its author, in the transaction that decides so, until it is decided', async () => {
  const post = await enqueue(who.ctxFor('ben'), box.order({ session_id }))
  await advancePost(world, who.accounts.acme, post.id, () => ({
    set: { state: 'needs_human', why: { code: 'right_off' } },
  }))
  expect((await bellOf('ben')).items).toEqual([
    expect.objectContaining({
      kind: 'post_needs_you',
      post_id: post.id,
      session_id,
      ticket_id: '48291',
      post_kind: 'note',
      by: null,
    }),
  ])
  expect((await bellOf('cleo')).items).toEqual([])
  await api.as('ben')('POST', `/posts/${post.id}/decision`, { decision: 'discard' })
  expect(await bellOf('ben')).toMatchObject({ unread: 0, items: [{ read_at: expect.any(String) }] })
})

test('how somebody wants to be told is their own, and merged', async () => {
  const ben = api.as('ben')
  const path = '/me/notification-preferences'
  const plain = { email: false, browser: true }
  expect((await ben('GET', path)).body).toEqual({
    kinds: {
      escalation: { email: true, browser: true },
      handoff_claimed: plain,
      post_needs_you: plain,
      reminder: plain,
    },
    quiet: null,
    mail: 'no_server',
  })
  const quiet = { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' }
  await Promise.all([
    ben('PATCH', path, { kinds: { escalation: { email: false } } }),
    ben('PATCH', path, { kinds: { escalation: { browser: false } }, quiet }),
    ben('PATCH', '/me/preferences', { theme: 'dark' }),
  ])
  expect((await ben('GET', path)).body).toMatchObject({
    kinds: { escalation: { email: false, browser: false }, post_needs_you: plain },
    quiet,
  })
  expect((await ben('GET', '/me/preferences')).body).toEqual({ theme: 'dark' })
  expect((await ben('PATCH', path, { quiet: null })).body).toMatchObject({ quiet: null })
  expect((await api.as('cleo')('GET', path)).body).toMatchObject({ kinds: { escalation: { email: true } } })
  for (const wrong of [
    { from: '24:00', to: '07:00' },
    { from: '07:00', to: '07:00' },
  ])
    expect((await ben('PATCH', path, { quiet: { ...wrong, time_zone: 'UTC' } })).status).toBe(400)
  expect((await ben('PATCH', path, { quiet: { from: '1:00', to: '2:00', time_zone: 'Mars' } })).status).toBe(
    400,
  )
})

import { v7 as newId } from 'uuid'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Present } from '../../shared/contracts/presence.ts'
import { countStatements } from '../testing/count-statements.ts'
import { type EventReader, readFrames } from '../testing/event-reader.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let other: TestWorld
let who: People
let id: string
beforeAll(async () => {
  world = await createTestWorld()
  // a second server process on the same database
  other = await createTestWorld({ database: world.db })
  who = await people(world)
  const { body } = await requests(world, who).as('ben')('POST', '/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: '48291',
  })
  id = (body as { id: string }).id
})
afterAll(async () => {
  await other?.stop()
  await world?.stop()
})
afterEach(async () => {
  for (const name of ['ben', 'cleo', 'vera'] as const) await say(name, 'gone')
})

type At = { at?: TestWorld; pod?: { ticket: string } }
const call = (name: PersonName, { at = world, pod }: At = {}) => requests(at, who).as(name, pod)
const say = (name: PersonName, state: string, how?: At) =>
  call(name, how)('PUT', `/ai-sessions/${id}/presence`, { state })
const seenBy = async (name: PersonName, how?: At) =>
  ((await call(name, how)('GET', `/ai-sessions/${id}/presence`)).body as Present[]).map(
    (each) => `${each.name} ${each.state}`,
  )

async function open(name: PersonName, { at = world, pod }: At = {}): Promise<EventReader> {
  const headers = { authorization: `Bearer ${await who.tokenFor(name, pod)}` }
  const stream = readFrames(await requests(at, who).app.request('/api/v1/events', { headers }))
  expect(await stream.next()).toMatchObject({ event: 'ready' })
  return stream
}

test('who reads and who types is seen by the others, and not by oneself', async () => {
  expect((await say('ben', 'reading')).body).toEqual([])
  expect((await say('cleo', 'typing')).body).toMatchObject([
    { user_id: who.of.ben.id, name: who.of.ben.name, surface: 'app', state: 'reading' },
  ])
  expect(await seenBy('ben')).toEqual([`${who.of.cleo.name} typing`])
  expect(await seenBy('ada')).toEqual([`${who.of.ben.name} reading`, `${who.of.cleo.name} typing`])
  await say('cleo', 'gone')
  expect(await seenBy('ben')).toEqual([])
})

test('it is seen in every process, with the event that says so, which has no number', async () => {
  const stream = await open('cleo', { at: other })
  await say('ben', 'typing')
  expect(await stream.next()).toEqual({ event: 'presence.changed', data: { session_id: id } })
  expect(await seenBy('cleo', { at: other })).toEqual([`${who.of.ben.name} typing`])
  await say('ben', 'gone')
  expect(await stream.next()).toMatchObject({ event: 'presence.changed' })
  expect(await seenBy('cleo', { at: other })).toEqual([])
  await stream.leave()
})

test('the same word again is no event', async () => {
  const stream = await open('cleo')
  await say('ben', 'reading')
  await say('ben', 'reading')
  await say('ben', 'typing')
  await say('ben', 'gone')
  const frames = await stream.until(3)
  expect(frames.map(({ event }) => event)).toEqual(Array.from({ length: 3 }, () => 'presence.changed'))
  await call('ben')('PATCH', `/ai-sessions/${id}/triage`, { asset_name: 'PC-1' })
  expect(await stream.next()).toMatchObject({ event: 'session.changed' })
  await stream.leave()
})

/** Ben at one more browser, where he looks at the case. */
async function anotherBrowser() {
  const { signedOut } = requests(world, who)
  const login = await signedOut('POST', '/auth/login', {
    email: 'ben@acme.example',
    password: 'flowpilot-demo',
  })
  const { access_token, refresh_token } = login.body as { access_token: string; refresh_token: string }
  const call = (method: string, path: string, body?: unknown) =>
    signedOut(method, path, body, { authorization: `Bearer ${access_token}` })
  expect((await call('PUT', `/ai-sessions/${id}/presence`, { state: 'typing', tab: newId() })).status).toBe(
    200,
  )
  return { call, signOut: () => call('POST', '/auth/logout', { refresh_token }) }
}

test('who signs out is gone from that browser at once, in every process, and stays at the other one', async () => {
  await say('ben', 'reading')
  const browser = await anotherBrowser()
  await expect.poll(() => seenBy('cleo', { at: other })).toEqual([`${who.of.ben.name} typing`])
  expect((await browser.signOut()).status).toBe(204)
  expect(await seenBy('cleo')).toEqual([`${who.of.ben.name} reading`])
  await expect.poll(() => seenBy('cleo', { at: other })).toEqual([`${who.of.ben.name} reading`])
})

test('so is a sign-in that its person ended from elsewhere', async () => {
  const browser = await anotherBrowser()
  const { items } = (await browser.call('GET', '/me/sign-ins')).body as {
    items: { id: string; current: boolean }[]
  }
  const current = items.find((each) => each.current)
  expect(await seenBy('cleo')).toEqual([`${who.of.ben.name} typing`])
  expect((await call('ben')('DELETE', `/me/sign-ins/${current?.id}`)).status).toBe(204)
  expect(await seenBy('cleo')).toEqual([])
})

test('Vera may only read: she is seen, and never as typing', async () => {
  expect((await say('vera', 'typing')).status).toBe(200)
  expect(await seenBy('ben')).toEqual([`${who.of.vera.name} reading`])
})

test('Zed hears nothing of it and finds the case as little as one that is not there', async () => {
  const zed = await open('zed')
  for (const path of [`/ai-sessions/${id}/presence`, `/ai-sessions/${newId()}/presence`]) {
    expect(await call('zed')('GET', path)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(await call('zed')('PUT', path, { state: 'reading' })).toMatchObject({ status: 404 })
  }
  await say('ben', 'reading')
  await call('zed')('POST', '/ai-sessions', { intake_type: 'free_text', intake_content: 'VPN drops' })
  expect(await zed.next()).toMatchObject({ event: 'session.changed' })
  expect(await seenBy('cleo')).toEqual([`${who.of.ben.name} reading`])
  await zed.leave()
})

test('a pod of another ticket neither hears it nor may ask', async () => {
  const pod = { ticket: '48291' }
  expect((await say('cleo', 'reading', { pod })).status).toBe(200)
  expect(await say('cleo', 'reading', { pod: { ticket: '48288' } })).toMatchObject({
    status: 403,
    body: { code: 'not_your_ticket' },
  })
  const [same, another] = [await open('ben', { pod }), await open('ben', { pod: { ticket: '48288' } })]
  await say('cleo', 'typing', { pod })
  expect(await same.next()).toMatchObject({ event: 'presence.changed' })
  world.hub.pass(who.accounts.acme, {
    kind: 'ticket.changed',
    ticket_id: '48288',
    payload: { ticket_id: '48288' },
    user_id: null,
  })
  expect(await another.next()).toMatchObject({ event: 'ticket.changed' })
  for (const stream of [same, another]) await stream.leave()
  await say('cleo', 'gone', { pod })
})

test('whom a board is closed to is refused', async () => {
  await call('ada')('PATCH', '/accounts/me/boards', { viewer: [] })
  expect(await say('vera', 'reading')).toMatchObject({ status: 403, body: { code: 'not_your_ticket' } })
  expect((await call('vera')('GET', `/ai-sessions/${id}/presence`)).status).toBe(403)
  await call('ada')('PATCH', '/accounts/me/boards', { viewer: null })
})

test('a beat writes nothing and costs what reading one row costs', async () => {
  await say('ben', 'reading')
  expect(await countStatements(world.db, async () => void (await say('ben', 'reading')))).toBeLessThanOrEqual(
    6,
  )
})

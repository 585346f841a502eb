import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NotePosted, NotePreview, Resolved } from '../../shared/contracts/closings.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { type PostWorker, startPostWorker } from '../posts/worker/worker.ts'
import { endingCase } from '../testing/ending-case.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createStrictModel } from '../testing/strict-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let cases: ReturnType<typeof endingCase>
let box: Outbox
let worker: PostWorker
let id: string
const strict = createStrictModel()
/** Texts that a model was asked for. */
const asked = () =>
  strict.bodies.filter((body) => JSON.stringify(body).includes('An update is ordered.')).length
beforeAll(async () => {
  const settings = { POST_UNDO_SECONDS: '0', POSTS_PER_MINUTE: '1000' }
  world = await createTestWorld({ settings, model: strict.fetch })
  who = await people(world)
  api = requests(world, who)
  cases = endingCase(world, who, api)
  box = outbox(world, who, world.simulator)
  worker = startPostWorker(world)
})
afterAll(async () => {
  await worker?.stop()
  await world?.stop()
})
beforeEach(async () => {
  id = await cases.anew()
})
afterEach(() => cases.over(box.closeBreaker))

const does = (path: string, body: object = {}, name: PersonName = 'ben') =>
  api.as(name)('POST', `/ai-sessions/${id}${path}`, body)
const preview = async (words: object = {}) => {
  const answer = await does('/resolution-note/preview', words)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as NotePreview
}
const content = () => `Problem\nThe VPN dropped, case ${id}.\n\nResolution\nIt is steady again.`
const post = (more: object = {}, name: PersonName = 'ben') =>
  does('/resolution-note/post', { content: content(), intent_key: randomUUID(), ...more }, name)
const posted = async (more: object = {}) => {
  const answer = await post(more)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as NotePosted
}
const typed = { resolution_summary: 'Moved to the main router.', root_cause: 'The mesh drops packets.' }
const resolve = (more: object = {}, name: PersonName = 'ben') => does('/resolve', { ...typed, ...more }, name)
const resolved = async (more: object = {}) => {
  const answer = await resolve(more)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as Resolved
}
const withNote = (text: string) => ({ destinations: { client_note: { content: text } } })
const postIds = ({ closing }: Resolved) => closing.posts.map((each) => each.id)
const closings = async () =>
  (await world.db.admin<{ n: number }[]>`select count(*)::int as n from closings where session_id = ${id}`)[0]
    ?.n

test('a note is written once of an unchanged case and the same words, and anew once either has changed', async () => {
  const before = asked()
  const first = await preview()
  expect(first.from_cache).toBe(false)
  expect(first.content).toMatch(/^Problem\n.+\n\n(What we confirmed\n[\s\S]+\n\n)?Resolution\n.+/)
  expect(await preview()).toEqual({ ...first, from_cache: true })
  expect(asked() - before).toBe(1)
  const worded = await preview({ root_cause: 'The mesh drops packets.' })
  expect(worded).toMatchObject({ from_cache: false, state_version: first.state_version })
  await does('/facts', { text: 'It began after the move.' })
  const later = await preview({ root_cause: 'The mesh drops packets.' })
  expect(later.from_cache).toBe(false)
  expect(later.state_version).toBeGreaterThan(first.state_version)
  expect(asked() - before).toBe(3)
})

test('what was written in advance is what Share Resolution begins with, and is not written again', async () => {
  for (const content of ['It drops every few minutes', 'On Wi-Fi only'])
    await api.as('ben')('POST', `/ai-sessions/${id}/messages`, { content }, { accept: 'application/json' })
  const words = { root_cause: typed.root_cause, resolution: typed.resolution_summary, steps_taken: '' }
  const note = await preview({ ...words, recommendations: '' })
  await resolved()
  const before = asked()
  const order = { audience: 'client_update', length: 'detailed', context: 'resolution' }
  const share = async () => {
    await world.db.admin`delete from limit_counts`
    await world.db.admin`update session_updates set generated_at = generated_at - interval '4 seconds'`
    await world.db.admin`update closings set closed_at = closed_at - interval '8 seconds'`
    const answer = await does('/status-update', order)
    expect(answer.status, answer.text).toBe(200)
    return answer.body as Update
  }
  expect((await share()).content).toBe(note.content)
  expect(asked()).toBe(before)
  await share()
  expect(asked()).toBe(before + 1)
})

test('posted, the case is closed: its client reads the note where a ticket keeps its resolution', async () => {
  const { closed } = cases.statuses()
  const intent_key = randomUUID()
  const done = await posted({ intent_key, psa_status_id: String(closed) })
  expect(done).toMatchObject({
    outcome: 'resolved',
    status_verified: true,
    status_transition_skipped_reason: null,
  })
  const [note] = box.notesWith(content()).filter(({ internal }) => !internal)
  expect(note).toMatchObject({ resolution: true, discussion: false })
  expect(done.external_id).toBe(String(note?.id))
  expect(cases.ticket().statusId).toBe(closed)
  expect(await posted({ intent_key, psa_status_id: String(closed) })).toEqual(done)
  const same = await resolved()
  expect(postIds(same)).toContain(done.post_id)
  expect(postIds(await resolved(withNote(content())))).toEqual(postIds(same))
  expect(await resolve(withNote('Another text.'))).toMatchObject({
    status: 409,
    body: { code: 'client_told' },
  })
  expect(await post()).toMatchObject({ status: 409, body: { code: 'case_closed' } })
  expect(await does('/resolution-note/preview')).toMatchObject({ status: 409, body: { code: 'case_closed' } })
  expect(await closings()).toBe(1)
})

test('the dialog came first: the same note answers its posts, another one is a second note for the client', async () => {
  const first = await resolved(withNote(content()))
  const done = await posted()
  expect(postIds(first)).toContain(done.post_id)
  expect(await post({ content: 'Another text.' })).toMatchObject({
    status: 409,
    body: { code: 'client_told' },
  })
  expect(await post({}, 'cleo')).toMatchObject({ status: 409, body: { code: 'case_closed' } })
  expect(await closings()).toBe(1)
})

test('a closing without a note for the client takes none afterwards in this way', async () => {
  await resolved()
  expect(await post()).toMatchObject({ status: 409, body: { code: 'case_closed' } })
})

test('the same click of the dialog is the same closing; of a case that was reopened since it is refused', async () => {
  const intent_key = randomUUID()
  const first = await resolved({ intent_key, destinations: { ticket_note: false } })
  expect(await resolved({ intent_key, destinations: { ticket_note: false } })).toEqual(first)
  expect(await resolve({ intent_key: randomUUID() })).toMatchObject({ status: 409 })
  expect(await resolve({ intent_key }, 'cleo')).toMatchObject({ status: 409, body: { code: 'case_closed' } })
  expect((await does('/reopen')).status).toBe(200)
  expect(await resolve({ intent_key })).toMatchObject({ status: 409, body: { code: 'intent_key_reused' } })
})

test('the dialog and the note at the same moment make one closing', async () => {
  const [dialog, note] = await Promise.all([resolve(withNote(content())), post()])
  expect([dialog.status, note.status], `${dialog.text} ${note.text}`).toEqual([200, 200])
  expect(postIds(dialog.body as Resolved)).toContain((note.body as NotePosted).post_id)
  expect(await closings()).toBe(1)
})

test('what may be a secret stops it, and goes once it was accepted', async () => {
  const secret = `Sign in with the password: Sommer2026! Case ${id}`
  const refused = await post({ content: secret })
  expect(refused).toMatchObject({ status: 422, body: { code: 'leaks_open' } })
  const { leaks } = refused.body as { leaks: { id: string; field: string }[] }
  expect(leaks.map(({ field }) => field)).toEqual(['client_note'])
  expect(await closings()).toBe(0)
  await posted({ content: secret, accepted_leaks: leaks.map((leak) => leak.id) })
  expect(box.notesWith(secret)).toHaveLength(1)
})

test('a status that the PSA does not take is an error in words, and the case is closed', async () => {
  const answer = await post({ psa_status_id: '999999' })
  expect(answer).toMatchObject({ status: 502, body: { code: 'psa_refused' } })
  expect((answer.body as { message: string }).message).toContain('status')
  expect(await closings()).toBe(1)
})

test('a case without a ticket is closed here alone', async () => {
  id = await cases.begin({ intake_type: 'free_text', intake_content: 'The printer is dark' })
  const intent_key = randomUUID()
  const done = await posted({ intent_key })
  expect(done).toEqual({
    outcome: 'resolved_local',
    post_id: null,
    external_id: null,
    status_verified: null,
    status_transition_skipped_reason: null,
  })
  expect(await posted({ intent_key })).toEqual(done)
})

import { randomUUID } from 'node:crypto'
import { signal } from '@preact/signals'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type People, people } from '../../server/testing/people.ts'
import { requests } from '../../server/testing/request.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { CheckedUpdate } from '../../shared/contracts/updates.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createUpdateModel } from './update-model.ts'

let world: TestWorld
let who: People
let pods: TestPods
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterEach(() => pods.leave())
afterAll(() => world?.stop())

/** A draft of ticket notes as Ben has it on the screen, in an account that wants his internal notes confirmed. */
async function openDraft(psa_ticket_id: string | null) {
  const api = requests(world, who)
  const body = psa_ticket_id
    ? { intake_type: 'psa_ticket', psa_ticket_id }
    : { intake_type: 'free_text', intake_content: 'The printer at the desk prints blank pages' }
  const { id } = (await api.as('ben')('POST', '/ai-sessions', body)).body as { id: string }
  for (const content of ['', 'It began yesterday.', 'It affects only Lila.']) {
    const said = await api.as('ben')('POST', `/ai-sessions/${id}/messages`, {
      content,
      intent_key: randomUUID(),
    })
    expect(said.status).toBe(200)
  }
  const draft = await api.as('ben')('POST', `/ai-sessions/${id}/status-update`, {
    audience: 'ticket_notes',
    length: 'quick',
  })
  const rights = { internal_note: { engineer: 'ask' } }
  expect((await api.as('ada')('PATCH', '/accounts/me/write-rights', rights)).status).toBe(200)

  const { pod, asked, hold, quiet, to } = await pods.open('ben')
  const posts: Post[] = []
  const ofCase = {
    of: (post_id: string) => posts.find(({ id }) => id === post_id),
    accept: (post: Post) => void posts.push(post),
  }
  const kept = { update: draft.body as CheckedUpdate, is_edited: false }
  const session = {
    session_id: id,
    detail: signal((await api.as('ben')('GET', `/ai-sessions/${id}`)).body as SessionDetail),
  }
  return { model: createUpdateModel(pod, session, ofCase, [kept]), session, posts, asked, hold, quiet, to }
}

test('where the account wants a note confirmed, the second press of the same button posts it', async () => {
  const { model, posts } = await openDraft('48291')
  await model.post()
  expect(posts).toEqual([])
  expect(model.problem.value).toBeNull()
  expect(model.confirming.value).toBe('rights')

  // other words are another question
  model.type('It began on Monday.')
  expect(model.confirming.value).toBeNull()
  await model.post()
  expect(posts).toEqual([])
  expect(model.confirming.value).toBe('rights')

  await model.post()
  expect(posts.map(({ visibility }) => visibility)).toEqual(['internal'])
  expect(model.problem.value).toBeNull()
})

/** As if the newest draft were older than the moment in which a second one is refused. */
async function later(): Promise<void> {
  await world.db.admin`delete from limit_counts`
  await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
}
const written = async () => (await world.db.admin`select from session_updates`).length

test('words stay with their readers while another draft is looked at, and none is written twice', async () => {
  const { model } = await openDraft('48288')
  await later()
  const before = await written()
  model.type('It began on Monday.')
  model.show({ audience: 'client_update' })
  await expect.poll(() => model.phase.value).toBe('result')
  expect(model.visibility.value).toBe('client_visible')
  expect(model.typed.value).toBeNull()

  model.show({ audience: 'ticket_notes' })
  expect(model.phase.value).toBe('result')
  expect(model.typed.value).toBe('It began on Monday.')
  await model.closeEditor()
  model.show({ audience: 'client_update' })
  expect(model.update.value?.audience).toBe('client_update')
  model.show({ audience: 'ticket_notes' })
  expect(model.update.value?.content).toBe('It began on Monday.')
  expect(await written()).toBe(before + 1)
})

test('one asked for a moment after another is written as soon as it may be', async () => {
  const { model } = await openDraft('48285')
  model.show({ length: 'detailed' })
  await expect.poll(() => model.phase.value).toBe('result')
  expect(model.problem.value).toBeNull()
  expect(model.update.value?.length).toBe('detailed')
})

test('the words that a new text took the place of can be had back', async () => {
  const { model } = await openDraft('48297')
  model.type('It began on Monday.')
  await model.closeEditor()
  expect(model.edited.value).toBe(true)
  expect(model.hasBefore.value).toBe(false)
  await later()
  await model.generate()
  expect(model.update.value?.content).not.toBe('It began on Monday.')
  expect(model.edited.value).toBe(false)
  expect(model.hasBefore.value).toBe(true)
  model.swap()
  expect(model.update.value?.content).toBe('It began on Monday.')
  expect(model.edited.value).toBe(true)
})

test('a case without a ticket is asked nothing about posting, and its secrets are still named', async () => {
  const { model, asked } = await openDraft(null)
  model.type('The password is Sunflower!27 now.')
  await model.closeEditor()
  model.show({})
  await expect.poll(() => model.leaks.value.map(({ what }) => what)).toEqual(['password'])
  expect(asked.some((url) => url.includes('post-preview'))).toBe(false)
  expect(model.problem.value).toBeNull()
  expect(model.preview.value).toBeNull()
})

test('the same words to the same readers are asked about first, beside what the account asks', async () => {
  const { model, posts } = await openDraft('48302')
  await model.post()
  expect(model.confirming.value).toBe('rights')
  await model.post()
  expect(posts).toHaveLength(1)
  const words = model.update.value?.content ?? ''
  await later()
  await model.generate()
  model.type(words)
  await model.closeEditor()
  await expect.poll(() => model.saidBefore.value?.by).toBe('Ben Okafor')

  await model.post()
  expect(posts).toHaveLength(1)
  expect(model.confirming.value).toBe('said_before')
  model.type('It is solved since Monday.')
  expect(model.saidBefore.value).toBeNull()
  expect(model.confirming.value).toBeNull()
  model.type(words)
  await model.post()
  expect(model.confirming.value).toBe('rights')
  await model.post()
  expect(posts).toHaveLength(2)
})

test('of a case that is closed it tells how it ended, as that was typed', async () => {
  const { model, session } = await openDraft('48296')
  await later()
  const typed = { resolution_summary: 'Replaced the toner.', root_cause: 'It was empty.' }
  const api = requests(world, who)
  const path = `/ai-sessions/${session.session_id}`
  expect((await api.as('ben')('POST', `${path}/resolve`, typed)).status).toBe(200)
  session.detail.value = (await api.as('ben')('GET', path)).body as SessionDetail
  await model.generate()
  expect(model.update.value?.context).toBe('resolution')
  expect(model.update.value?.content).toContain('Replaced the toner.')
})

test('what a note for other readers would do is not shown when it comes too late', async () => {
  const { model, hold, quiet } = await openDraft('48283')
  model.show({ audience: 'email_draft' })
  await expect.poll(() => model.phase.value).toBe('result')
  await quiet()
  const late = hold(/post-preview\?visibility=internal/)
  model.chooseNote('internal')
  await late.reached
  model.chooseNote('client_visible')
  await expect.poll(() => model.preview.value?.read_by.who).toBe('client')
  late.release()
  await quiet()
  expect(model.preview.value?.read_by.who).toBe('client')
})

test('a client who writes while the draft stands open is told of, and the click asks once more', async () => {
  const { model, posts } = await openDraft('48293')
  await later()
  model.show({ audience: 'client_update' })
  await expect.poll(() => model.preview.value).not.toBeNull()
  const news = () => model.preview.value?.stale?.news.map(({ kind }) => kind) ?? []
  expect(news()).not.toContain('note')

  await clientWrites()
  await model.post()
  expect(posts).toEqual([])
  expect(model.confirming.value).toBe('news')
  expect(news()).toContain('note')

  await model.post()
  expect(posts.map(({ visibility }) => visibility)).toEqual(['client_visible'])
})

test('a draft that stands open is held against the ticket again, without a word where that fails', async () => {
  const { model, to } = await openDraft('48295')
  await later()
  model.show({ audience: 'client_update' })
  await expect.poll(() => model.preview.value).not.toBeNull()
  await clientWrites()
  await to('cut')
  model.lookAgain()
  await to('good')
  expect(model.problem.value).toBeNull()
  model.lookAgain()
  await expect.poll(() => model.preview.value?.stale?.news.map(({ kind }) => kind)).toContain('note')
})

test('ordered by words it asks for the click, and what it asks about the text is asked all the same', async () => {
  const { model, posts } = await openDraft('48274')
  model.askForClick()
  expect([model.confirming.value, posts]).toEqual(['ordered', []])
  await model.post()
  expect([model.confirming.value, posts]).toEqual(['rights', []])
  await model.post()
  expect(posts.map(({ visibility }) => visibility)).toEqual(['internal'])
})

test('what was ordered of the screen since is no news of the case; what was said of it is', async () => {
  const { model, session } = await openDraft('48276')
  const say = (content: string) =>
    requests(world, who).as('ben')('POST', `/ai-sessions/${session.session_id}/messages`, {
      content,
      intent_key: randomUUID(),
    })
  const ofCase = () =>
    model.preview.value?.stale?.news.flatMap((each) => (each.kind === 'case' ? [each.messages] : []))
  for (const order of ['quick ticket note', 'post it', 'remind me in 15'])
    expect((await say(order)).status).toBe(200)
  model.lookAgain()
  await expect.poll(() => model.preview.value).not.toBeNull()
  expect(ofCase() ?? []).toEqual([])
  expect((await say('The light blinks twice.')).status).toBe(200)
  model.lookAgain()
  await expect.poll(ofCase).toEqual([1])
})

/** A draft of before, and a note of its client since, as the next reading of the ticket finds it. */
async function clientWrites(): Promise<void> {
  await world.db.admin`update session_updates set ticket_updated_at = '2020-01-01'`
}

import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createApp } from '../../server/app.ts'
import { type People, people } from '../../server/testing/people.ts'
import { requests } from '../../server/testing/request.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import type { CheckedUpdate } from '../../shared/contracts/updates.ts'
import { createApi } from '../line/api.ts'
import type { Pod } from '../pod.ts'
import { createUpdateModel } from './update-model.ts'

let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
})
afterEach(() => vi.unstubAllGlobals())
afterAll(() => world?.stop())

/** A draft of ticket notes as Ben has it on the screen, in an account that wants his internal notes confirmed. */
async function openDraft() {
  const api = requests(world, who)
  const body = { intake_type: 'psa_ticket', psa_ticket_id: '48291' }
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

  const app = createApp(world)
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => app.request(input as string, init))
  const token = () => who.tokenFor('ben')
  const pod = {
    api: createApi({ base_url: 'http://fp', accessToken: token, renew: token }),
    host: { recall: () => null, remember: () => {} } as unknown as Pod['host'],
  }
  const posts: Post[] = []
  const ofCase = {
    of: (post_id: string) => posts.find(({ id }) => id === post_id),
    accept: (post: Post) => void posts.push(post),
  }
  const kept = { update: draft.body as CheckedUpdate, is_edited: false }
  return { model: createUpdateModel(pod, id, ofCase, kept), posts }
}

test('where the account wants a note confirmed, the second press of the same button posts it', async () => {
  const { model, posts } = await openDraft()
  await model.post()
  expect(posts).toEqual([])
  expect(model.problem.value).toBeNull()
  expect(model.isConfirming.value).toBe(true)

  // other words are another question
  model.type('It began on Monday.')
  expect(model.isConfirming.value).toBe(false)
  await model.post()
  expect(posts).toEqual([])
  expect(model.isConfirming.value).toBe(true)

  await model.post()
  expect(posts.map(({ visibility }) => visibility)).toEqual(['internal'])
  expect(model.problem.value).toBeNull()
})

import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Post } from '../../shared/contracts/posts.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { enqueue } from './enqueue.ts'
import { workNow } from './send-now.ts'

let world: TestWorld
let who: People
let box: Outbox
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings: { POSTS_PER_MINUTE: '1000' } })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  api = requests(world, who)
})
afterAll(() => world?.stop())
afterEach(async () => {
  world.simulator.clearFaults()
  await api.as('ada')('PATCH', '/accounts/me/boards', { engineer: null })
  await api.as('ada')('PATCH', '/accounts/me/write-rights', {
    assignment: { engineer: 'ask' },
    internal_note: { engineer: 'allow' },
  })
})

const assign = async (member_id: string) => {
  const order = { act: 'add', member_id }
  const request = { kind: 'assignment', intent_key: randomUUID(), ticket_id: '48291', confirmed: true, order }
  return (await api.as('ben')('POST', '/posts', request)).body as Post
}

describe('a board that was closed to the role since the click', () => {
  test.each([
    ['GET', '', undefined],
    ['GET', '/history', undefined],
    ['POST', '/look', undefined],
    ['POST', '/cancel', undefined],
    ['POST', '/retry', undefined],
    ['POST', '/decision', { decision: 'discard' }],
  ])('closes %s /posts/{id}%s', async (method, path, body) => {
    await api.as('ben')('GET', '/psa/tickets/48291')
    const { id } = await box.click({}, 'cleo')
    await api.as('ada')('PATCH', '/accounts/me/boards', { engineer: [] })
    expect(await api.as('cleo')(method, `/posts/${id}${path}`, body)).toMatchObject({
      status: 403,
      body: { code: 'not_your_ticket' },
    })
  })
})

describe('a kind of write that was switched off since the click', () => {
  const off = (kind: string) =>
    api.as('ada')('PATCH', '/accounts/me/write-rights', { [kind]: { engineer: 'off' } })
  const refused = { status: 403, body: { code: 'write_off' } }

  test('is not sent once more by those who may not write it, and is discarded by them', async () => {
    const rejected = await assign('999999')
    expect(rejected.state).toBe('rejected')
    await off('assignment')
    const ben = api.as('ben')
    expect(await ben('POST', `/posts/${rejected.id}/retry`)).toMatchObject(refused)
    expect(await ben('POST', `/posts/${rejected.id}/decision`, { decision: 'post_again' })).toMatchObject(
      refused,
    )
    expect((await box.read(rejected.id)).attempt).toBe(1)
    const retried = await api.as('ada')('POST', `/posts/${rejected.id}/retry`)
    expect(retried).toMatchObject({ status: 200, body: { state: 'rejected', attempt: 2 } })
    expect(await ben('POST', `/posts/${rejected.id}/decision`, { decision: 'discard' })).toMatchObject({
      status: 200,
      body: { state: 'cancelled' },
    })
  })

  test('holds what waited to be sent for a person, and goes once somebody who may asks for it', async () => {
    const waiting = await enqueue(who.ctxFor('ben'), box.order({ ticket_id: '48297' }))
    await off('internal_note')
    expect(await workNow(world, waiting)).toMatchObject({
      state: 'needs_human',
      reason: 'right_off',
      attempt: 0,
    })
    expect(box.notesWith(waiting.body)).toEqual([])
    const again = { decision: 'post_again' }
    expect(await api.as('ben')('POST', `/posts/${waiting.id}/decision`, again)).toMatchObject(refused)
    const { body } = await api.as('ada')('POST', `/posts/${waiting.id}/decision`, again)
    expect(body).toMatchObject({ state: 'verified', user_id: who.of.ben.id })
    expect(box.notesWith(waiting.body)).toHaveLength(1)
  })

  test('tells internal notes from those for a client', async () => {
    world.simulator.addFault({
      kind: 'status',
      status: 400,
      match: { method: 'POST', path: '/notes' },
      times: 1,
    })
    const { id, state } = await box.click()
    expect(state).toBe('rejected')
    await off('internal_note')
    expect(await api.as('ben')('POST', `/posts/${id}/retry`)).toMatchObject(refused)
  })
})

test('a refused write is not sent once more without end', async () => {
  const { id } = await assign('999999')
  await world.db.admin`delete from limit_counts`
  const { POSTS_PER_MINUTE } = world.config
  world.config.POSTS_PER_MINUTE = 2
  const retry = () => api.as('ben')('POST', `/posts/${id}/retry`)
  const answers = [await retry(), await retry(), await retry()]
  world.config.POSTS_PER_MINUTE = POSTS_PER_MINUTE
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
  expect(answers.at(-1)?.body).toMatchObject({ code: 'too_often' })
  expect(await box.read(id)).toMatchObject({ state: 'rejected', attempt: 3 })
})

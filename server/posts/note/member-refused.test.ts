import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { PostPreview } from '../../../shared/contracts/updates.ts'
import { testConnection } from '../../connections/test-connection.ts'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { requests } from '../../testing/request.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { decide } from '../decide.ts'
import { type PostWorker, startPostWorker, wakePosts } from '../worker/worker.ts'

let world: TestWorld
let who: People
let box: Outbox
let worker: PostWorker
beforeAll(async () => {
  world = await createTestWorld({
    settings: {
      POST_SETTLE_SECONDS: '1',
      POST_LEASE_SECONDS: '4',
      POSTS_PER_MINUTE: '1000',
      CONNECTION_TESTS_PER_MINUTE: '1000',
    },
  })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  worker = startPostWorker(world)
})
afterAll(async () => {
  await worker?.stop()
  await world?.stop()
})
afterEach(async () => {
  world.simulator.clearFaults()
  await box.closeBreaker()
  await testConnection(who.ctxFor('ada'), who.connection_id)
})

const takes = async () => {
  const [row] = await box.inAcme(
    (sql) => sql<{ takes: boolean }[]>`
    select member_refused_at is null as takes from connections where id = ${who.connection_id}`,
  )
  return row?.takes
}
const preview = async (update: { session_id: string; update_id: string }) => {
  const path = `/ai-sessions/${update.session_id}/updates/${update.update_id}/post-preview`
  return (await requests(world, who).as('ben')('GET', path)).body as PostPreview
}

describe.each([400, 403])('a PSA that refuses a member on a note with %i', (status) => {
  test('gets the form with the author’s line in the same attempt, and it is read back', async () => {
    world.simulator.addFault({ kind: 'member_refused', status })
    const text = ownWords()
    const post = await box.click({ text })
    expect(post).toMatchObject({ state: 'verified', attempt: 1, member_identifier: null })
    const notes = box.notesWith(text)
    expect(notes.map((note) => note.text)).toEqual([`Ben Okafor:\n${text}\n\nref FP-${post.tag}`])
    expect(notes).toMatchObject([{ internal: true, discussion: false }])
  })

  test('is remembered: the next preview shows the line, and the next note needs one write', async () => {
    world.simulator.addFault({ kind: 'member_refused', status })
    const update = await box.makeUpdate(ownWords())
    expect((await preview(update)).author).toEqual({ name: 'Ben Okafor', member: 'ben' })
    await box.click()
    expect(await takes()).toBe(false)
    expect((await preview(update)).author).toEqual({ name: 'Ben Okafor', member: null })
    const next = await box.click({ text: ownWords() })
    expect(next).toMatchObject({ state: 'verified', author_line: null })
    expect(next.body?.startsWith('Ben Okafor:\n')).toBe(true)

    world.simulator.clearFaults()
    await testConnection(who.ctxFor('ada'), who.connection_id)
    expect(await takes()).toBe(true)
    expect(await box.click()).toMatchObject({ state: 'verified', member_identifier: 'ben' })
  })

  test('asks before a client reads the line', async () => {
    world.simulator.addFault({ kind: 'member_refused', status })
    const text = ownWords()
    const clicked = await box.click({ text, placement: 'discussion' })
    wakePosts(world)
    const post = await box.until(clicked.id, 'needs_human', 'verified', 'rejected')
    expect(post).toMatchObject({ state: 'needs_human', reason: 'member_refused', psa_id: null })
    expect(box.notesWith(text)).toEqual([])
    const view = (await requests(world, who).as('ben')('GET', `/posts/${post.id}`)).body
    expect(view).toMatchObject({ reason: { code: 'member_refused', line: 'Ben Okafor:' } })

    const decided = await decide(who.ctxFor('ben'), post.id, { decision: 'post_again' })
    expect(decided).toMatchObject({ state: 'ready', reason: { code: 'asked_again' } })
    expect(decided.undo_until).not.toBeNull()
    await box.until(post.id, 'verified')
    expect(box.notesWith(text).map((note) => [note.text, note.discussion])).toEqual([
      [`Ben Okafor:\n${text}\n\nref FP-${post.tag}`, true],
    ])
  })
})

describe('the second form', () => {
  test('whose answer is lost is found by its reference, once', async () => {
    world.simulator.addFault({ kind: 'member_refused' })
    const post = { method: 'POST', path: '/notes' }
    const text = ownWords()
    // only the second write reaches the commit, so only its answer can be lost
    world.simulator.addFault({ kind: 'empty_201', match: post })
    const clicked = await box.click({ text })
    world.simulator.clearFaults()
    expect(await box.until(clicked.id, 'verified', 'needs_human')).toMatchObject({
      state: 'verified',
      attempt: 1,
    })
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('is found by its words alone where the reference was cut off', async () => {
    world.simulator.addFault({ kind: 'member_refused' })
    const text = ownWords()
    world.simulator.addFault({ kind: 'empty_201', match: { method: 'POST', path: '/notes' } })
    const clicked = await box.click({ text })
    const [note] = box.notesWith(text)
    if (note) note.text = note.text.replace(/\s*ref FP-\w+$/, '')
    world.simulator.clearFaults()
    await box.inAcme((sql) => sql`update posts set check_at = now() where id = ${clicked.id}`)
    wakePosts(world)
    const end = await box.until(clicked.id, 'verified', 'needs_human', 'posted')
    expect(end.psa_id).toBe(String(note?.id))
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('is not tried where the refusal does not name the member', async () => {
    world.simulator.addFault({
      kind: 'status',
      status: 400,
      match: { method: 'POST', path: '/notes' },
    })
    const post = await box.click()
    expect(post).toMatchObject({ state: 'rejected', member_identifier: 'ben' })
    expect(await takes()).toBe(true)
  })
})

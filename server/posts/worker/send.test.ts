import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultInput } from '../../../simulator/faults.ts'
import { testConnection } from '../../connections/test-connection.ts'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { requests } from '../../testing/request.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { cancelPost } from '../cancel.ts'
import { enqueue } from '../enqueue.ts'
import { workNow } from '../send-now.ts'
import { postView } from '../view.ts'
import { type PostWorker, startPostWorker, wakePosts } from './worker.ts'

let world: TestWorld
let who: People
let box: Outbox
let worker: PostWorker
beforeAll(async () => {
  world = await createTestWorld({
    settings: {
      POST_SETTLE_SECONDS: '1',
      POST_LEASE_SECONDS: '3',
      POST_UNDO_SECONDS: '1',
      POSTS_PER_MINUTE: '1000',
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
})

const notes = { method: 'POST', path: '/notes' }
const once = (fault: Omit<FaultInput, 'times'>) =>
  world.simulator.addFault({ match: notes, times: 1, ...fault })

describe('whatever becomes of the answer, one note stands in the ticket', () => {
  test.each<[string, Omit<FaultInput, 'times'>]>([
    ['the reply is lost after the commit', { kind: 'reply_lost' }],
    ['the reply is lost before the commit', { kind: 'reply_lost_before' }],
    ['it commits late', { kind: 'late_commit', delay_ms: 500 }],
    ['500 after the commit', { kind: 'status', status: 500, after_commit: true }],
    ['502 before the commit', { kind: 'status', status: 502 }],
    ['an HTML page after the commit', { kind: 'html', status: 503, after_commit: true }],
    ['201 with a page', { kind: 'html', status: 201, after_commit: true }],
    ['201 without a body', { kind: 'empty_201' }],
    ['201 with half a body', { kind: 'half_body' }],
    ['201 with a wrong id', { kind: 'wrong_id' }],
    ['it hangs after the commit', { kind: 'hang', after_commit: true, delay_ms: 2_500 }],
    ['it hangs without a commit', { kind: 'hang', delay_ms: 2_500 }],
    ['its text is rewritten', { kind: 'text_rewritten' }],
  ])('%s', async (_, fault) => {
    once(fault)
    const text = `${ownWords()} - it's "done"\nand  more`
    const found = text.slice(0, 60)
    const post = await box.click({ text })
    const end = await box.until(post.id, 'verified', 'needs_human', 'rejected')
    expect(end).toMatchObject({ state: 'verified' })
    expect(box.notesWith(found)).toHaveLength(1)
    expect(end.psa_id).toBe(String(box.notesWith(found)[0]?.id))
    await pause(50)
    expect(box.notesWith(found)).toHaveLength(1)
  })

  test('it is found behind 300 other notes', async () => {
    const notes = world.simulator.state.tenants.acme?.notes ?? []
    const [pattern] = notes
    if (!pattern) throw new Error('the simulator has no notes')
    for (let i = 0; i < 300; i++) notes.push({ ...pattern, id: i + 1, ticketId: 48302, text: ownWords() })
    once({ kind: 'reply_lost' })
    const post = await box.click({ ticket_id: '48302' })
    const end = await box.until(post.id, 'verified', 'needs_human')
    expect(end).toMatchObject({ state: 'verified', attempt: 1 })
  })

  test('while notes cannot be read nothing is sent again', async () => {
    once({ kind: 'reply_lost_before' })
    world.simulator.addFault({ kind: 'notes_unreadable' })
    const text = ownWords()
    const post = await box.click({ text })
    await pause(2_500)
    const looked = await box.read(post.id)
    expect(looked).toMatchObject({ state: 'checking', attempt: 1 })
    // nobody is asked to try what goes on by itself
    expect(postView(who.ctxFor('ben'), looked).explanation).toMatch(
      /^ConnectWise could not be reached\. Nothing/,
    )
    world.simulator.clearFaults()
    await box.until(post.id, 'verified')
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('readings that are stale for a while do not make a second note', async () => {
    once({ kind: 'reply_lost' })
    const stale = world.simulator.addFault({ kind: 'notes_stale' })
    const post = await box.click()
    await pause(700)
    expect((await box.read(post.id)).state).toBe('checking')
    expect(stale.id).toBeGreaterThan(0)
    world.simulator.clearFaults()
    expect((await box.until(post.id, 'verified')).attempt).toBe(1)
  })
})

test('a slow ConnectWise does not keep the person waiting; the sending goes on without them', async () => {
  world.simulator.addFault({
    kind: 'slow',
    match: { method: 'GET', path: '/service/tickets/48297' },
    times: 1,
    delay_ms: 4_200,
  })
  const text = ownWords()
  const post = await enqueue(who.ctxFor('ben'), box.order({ ticket_id: '48297', text }))
  expect((await workNow(world, post)).state).toBe('ready')
  await box.until(post.id, 'verified')
  expect(box.notesWith(text)).toHaveLength(1)
})

describe('what ConnectWise refuses', () => {
  test('400 is rejected with its own sentence', async () => {
    once({ kind: 'status', status: 400, code: 'InvalidObject' })
    const post = await box.click()
    expect(post.state).toBe('rejected')
    expect(post).toMatchObject({ reason: 'psa_refused', reason_params: { status: 400 } })
  })

  test('429 waits as long as it says and does not count as an attempt', async () => {
    once({ kind: 'status', status: 429, retry_after: 1 })
    const text = ownWords()
    const post = await box.click({ text })
    expect(post).toMatchObject({ state: 'ready', attempt: 0, not_sent_count: 0, busy_count: 1 })
    expect(await box.until(post.id, 'verified')).toMatchObject({ attempt: 1 })
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('unreachable is tried again in five minutes', async () => {
    world.simulator.addFault({ kind: 'unreachable' })
    const post = await box.click()
    expect(post).toMatchObject({ state: 'ready', attempt: 0, not_sent_count: 1 })
    const minutes = (Date.parse(post.send_after) - Date.parse(post.now)) / 60_000
    expect(minutes).toBeGreaterThan(4.9)
    expect(minutes).toBeLessThan(5.1)
  })

  const unreached = async (text: string) => {
    world.simulator.addFault({ kind: 'unreachable' })
    const post = await box.click({ text, ticket_id: '48297' })
    expect(post).toMatchObject({ state: 'ready', reason: 'psa_not_reached' })
    return post
  }

  test('not reached goes at once when another post arrives, not at its next try', async () => {
    const text = ownWords()
    const waiting = await unreached(text)
    world.simulator.clearFaults()
    await box.click({ ticket_id: '48285' })
    expect(await box.until(waiting.id, 'verified')).toMatchObject({ attempt: 1, not_sent_count: 1 })
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test('not reached can be tried at once by a person, and waits again where that fails too', async () => {
    const text = ownWords()
    const { id } = await unreached(text)
    const ben = requests(world, who).as('ben')
    const tryNow = async () => expect((await ben('POST', `/posts/${id}/look`)).status).toBe(200)
    for (const _ of [1, 2, 3, 4]) {
      await tryNow()
      await expect
        .poll(() => box.read(id))
        .toMatchObject({ state: 'ready', reason: 'psa_not_reached', attempt: 0, not_sent_count: 2 })
    }
    expect((await ben('GET', `/posts/${id}`)).body).toMatchObject({ may: ['look_now', 'cancel'] })
    world.simulator.clearFaults()
    await tryNow()
    await box.until(id, 'verified')
    expect(box.notesWith(text)).toHaveLength(1)
  })

  test.each([
    ['before the note', {}],
    ['at the note', { match: notes }],
  ])('that it was not reached %s is said once, and nobody is asked to try again', async (_, where) => {
    world.simulator.addFault({ kind: 'unreachable', ...where })
    const post = await box.click()
    const { explanation } = postView(who.ctxFor('ben'), post)
    expect(explanation).toMatch(
      /^ConnectWise could not be reached\. Nothing was posted\. The next try is at [\d:]+ UTC\.$/,
    )
  })

  test('401 blocks it and holds the connection; both are free after a test', async () => {
    once({ kind: 'status', status: 401 })
    const [first, second] = [ownWords(), ownWords()]
    const blocked = await box.click({ text: first })
    expect(blocked.state).toBe('blocked')
    const held = await box.click({ text: second, ticket_id: '48297' })
    expect(held.state).toBe('blocked')
    expect(box.notesWith(second)).toEqual([])
    expect((await testConnection(who.ctxFor('ada'), who.connection_id)).ok).toBe(true)
    await box.inAcme((sql) => sql`update posts set check_at = now() where state = 'blocked'`)
    wakePosts(world)
    await box.until(blocked.id, 'verified')
    await box.until(held.id, 'verified')
    expect([box.notesWith(first).length, box.notesWith(second).length]).toEqual([1, 1])
  })

  test('an internal note that comes out visible to the client is said loudly', async () => {
    once({ kind: 'wrong_flags' })
    const post = await box.click()
    expect(post.state).toBe('needs_human')
    expect(post.reason).toBe('client_reads_internal_note')
    expect(post.candidates).toMatchObject([{ psa_id: post.psa_id, visibility: 'client_visible' }])
  })
})

describe('a ticket that is not what it was', () => {
  test('gone', async () => {
    const post = await box.click({ ticket_id: '999999' })
    expect(post).toMatchObject({ state: 'rejected', attempt: 0 })
    expect(post.reason).toBe('ticket_not_there')
  })

  test('moved to another company', async () => {
    const text = ownWords()
    const post = await box.click({ company_id: '1', text })
    expect(post).toMatchObject({ state: 'needs_human', attempt: 0 })
    expect(box.notesWith(text)).toEqual([])
  })

  test('closed', async () => {
    const closed = world.simulator.state.tenants.acme?.tickets.find((ticket) => ticket.closedDate)
    const text = ownWords()
    const post = await box.click({ ticket_id: String(closed?.id), text })
    expect(post).toMatchObject({ state: 'rejected', attempt: 0 })
    expect(post.reason).toBe('ticket_closed')
    expect(box.notesWith(text)).toEqual([])
  })
})

describe('client-visible notes', () => {
  test('wait for the undo, then stand in the discussion', async () => {
    const text = ownWords()
    const post = await box.click({ placement: 'discussion', text })
    expect(post.state).toBe('ready')
    expect(box.notesWith(text)).toEqual([])
    await box.until(post.id, 'verified')
    expect(box.notesWith(text)).toMatchObject([
      { discussion: true, internal: false, processNotifications: true },
    ])
    await expect(cancelPost(who.ctxFor('ben'), post.id)).rejects.toMatchObject({
      code: 'post_not_cancellable',
    })
  })

  test('taken back in time there is none, and the same text can be posted anew', async () => {
    const text = ownWords()
    const update = await box.makeUpdate(text)
    const post = await box.click({ ...update, placement: 'discussion', text })
    await expect(cancelPost(who.ctxFor('vera'), post.id)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(cancelPost(who.ctxFor('zed'), post.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await cancelPost(who.ctxFor('cleo'), post.id)).state).toBe('cancelled')
    expect((await cancelPost(who.ctxFor('cleo'), post.id)).state).toBe('cancelled')
    await pause(1_300)
    expect(box.notesWith(text)).toEqual([])
    const again = await box.click({ ...update, placement: 'discussion', text })
    expect(again.id).not.toBe(post.id)
    await box.until(again.id, 'verified')
    expect(box.notesWith(text)).toHaveLength(1)
  })
})

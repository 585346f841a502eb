import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Resolved } from '../../shared/contracts/closings.ts'
import type { HandedOff } from '../../shared/contracts/handoff-calls.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import type { PostPreview, Update } from '../../shared/contracts/updates.ts'
import { type PostWorker, startPostWorker } from '../posts/worker/worker.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let box: Outbox
let worker: PostWorker
let id: string
const ticket = '48291'
const ben = (method: string, path: string, body?: object) =>
  api.as('ben')(method, `/ai-sessions/${id}${path}`, body)

beforeAll(async () => {
  world = await createTestWorld({ settings: { POST_UNDO_SECONDS: '0', POSTS_PER_MINUTE: '1000' } })
  who = await people(world)
  api = requests(world, who)
  box = outbox(world, who, world.simulator)
  worker = startPostWorker(world)
})
afterAll(async () => {
  await worker?.stop()
  await world?.stop()
})
/** A case of two exchanges. */
beforeEach(async () => {
  await world.background.settled()
  await calm()
  await world.db.admin`update ai_sessions set status = 'resolved', resolved_at = now()`
  const intake = { intake_type: 'psa_ticket', psa_ticket_id: ticket }
  id = ((await api.as('ben')('POST', '/ai-sessions', intake)).body as { id: string }).id
  for (const content of ['Nobody outside can mail us since this morning', 'All users'])
    await api.as('ben')('POST', `/ai-sessions/${id}/messages`, { content }, { accept: 'application/json' })
})
/** People draft at human speed; tests do not wait for that. */
async function calm(): Promise<void> {
  await world.db.admin`delete from limit_counts`
  await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
}
const draft = async (audience: string, context: string, length = 'detailed') => {
  await calm()
  return ben('POST', '/status-update', { audience, context, length })
}
const made = async (audience: string, context: string, length?: string) => {
  const answer = await draft(audience, context, length)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as Update
}
const post = (update: Update, more: object = {}) =>
  ben('POST', `/updates/${update.update_id}/post`, { intent_key: randomUUID(), ...more })
const obstacle = async (update: Update) =>
  ((await ben('GET', `/updates/${update.update_id}/post-preview`)).body as PostPreview).obstacle
const typed = { resolution_summary: 'Deleted old logs.', root_cause: 'The disk was full.' }
const close = async (destinations: object = {}) => {
  const answer = await ben('POST', '/resolve', { ...typed, destinations })
  expect(answer.status, answer.text).toBe(200)
  return (answer.body as Resolved).closing
}

test('a case that has no such end has no such text', async () => {
  for (const context of ['resolution', 'escalation'])
    expect(await draft('client_update', context)).toMatchObject({ status: 422, body: { code: 'invalid' } })
})

describe('of a closing', () => {
  test('the ticket notes say what was typed; where the documentation stands they are to copy', async () => {
    const { posts } = await close({ ticket_note: true })
    const note = await box.until(posts[0]?.id ?? '', 'verified')
    const update = await made('ticket_notes', 'resolution')
    expect(update).toMatchObject({ context: 'resolution', session_status: 'resolved' })
    expect(update.content).toMatch(/^Status: Resolved\n/)
    expect(update.content).toContain('Root cause:\nThe disk was full.')
    expect(update.content).toContain('Resolution:\nDeleted old logs.')
    const told = { code: 'documented', psa_id: note.psa_id }
    expect(await obstacle(update)).toEqual(told)
    expect(await post(update)).toMatchObject({ status: 409, body: told })
  })

  test('they are posted where the documentation was left out', async () => {
    await close({ ticket_note: false })
    const update = await made('ticket_notes', 'resolution')
    expect(await obstacle(update)).toBeNull()
    expect((await post(update)).body).toMatchObject({ placement: 'internal' })
  })

  test('without a client note Share Resolution posts one as resolution, once', async () => {
    await close()
    const update = await made('client_update', 'resolution')
    expect(await obstacle(update)).toBeNull()
    const intent_key = randomUUID()
    const first = await post(update, { intent_key })
    expect(first).toMatchObject({ status: 202, body: { placement: 'resolution' } })
    const { psa_id } = await box.until((first.body as Post).id, 'verified')
    expect((await post(update, { intent_key })).body).toMatchObject({ id: (first.body as Post).id })
    const second = await made('client_update', 'resolution', 'quick')
    expect(await post(second)).toMatchObject({ status: 409, body: { code: 'client_told', psa_id } })
    const mail = await made('email_draft', 'resolution')
    expect(await post(mail, { visibility: 'client_visible' })).toMatchObject({ status: 409 })
  })

  test('two at the same moment are one note', async () => {
    await close()
    const updates = [
      await made('client_update', 'resolution'),
      await made('client_update', 'resolution', 'quick'),
    ]
    const answers = await Promise.all(updates.map((update) => post(update)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409])
  })

  test('where the closing told the client itself, a second client note is refused', async () => {
    await close({ client_note: { content: `Mail arrives again, case ${id}.` } })
    const update = await made('client_update', 'resolution')
    expect(await post(update)).toMatchObject({ status: 409, body: { code: 'client_told' } })
  })

  test('a closing after the next one may tell the client anew', async () => {
    await close({ client_note: { content: `Mail arrives again, case ${id}.` } })
    await world.background.settled()
    for (const { id: post_id } of (await closing()).posts) await box.until(post_id, 'verified')
    expect((await ben('POST', '/reopen')).status).toBe(200)
    await close()
    expect((await post(await made('client_update', 'resolution'))).status).toBe(202)
  })
})
const closing = async () =>
  ((await ben('GET', '/documentation')).body as { closing: Resolved['closing'] }).closing

describe('of an escalation', () => {
  const escalate = async (ticket_note: boolean) =>
    (await ben('POST', '/escalate', { reason: 'Nobody here may do that.', destinations: { ticket_note } }))
      .body as HandedOff

  test('the ticket notes are the prose of the brief, to copy where its note stands', async () => {
    const { handoff } = await escalate(true)
    await world.background.settled()
    const update = await made('ticket_notes', 'escalation')
    expect(update).toMatchObject({ context: 'escalation', session_status: 'escalated' })
    expect(update.content).toBe(await prose(handoff.id))
    expect(await post(update)).toMatchObject({ status: 409, body: { code: 'documented' } })
  })

  test('the client hears of the specialist', async () => {
    await escalate(false)
    const update = await made('client_update', 'escalation')
    expect(update.content).toContain('We are bringing in a specialist')
    expect((await post(update)).body).toMatchObject({ placement: 'discussion' })
  })
})

async function prose(handoffId: string): Promise<string | undefined> {
  const [row] = await world.db.admin<{ text: string }[]>`
    select brief->>'summary_prose' as text from handoffs where id = ${handoffId}`
  return row?.text
}

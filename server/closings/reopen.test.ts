import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Closing, Resolved } from '../../shared/contracts/closings.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type PostWorker, startPostWorker } from '../posts/worker/worker.ts'
import { endingCase } from '../testing/ending-case.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let box: Outbox
let cases: ReturnType<typeof endingCase>
let worker: PostWorker
let id: string
beforeAll(async () => {
  world = await createTestWorld({ settings: { POST_UNDO_SECONDS: '0', POSTS_PER_MINUTE: '1000' } })
  who = await people(world)
  api = requests(world, who)
  box = outbox(world, who, world.simulator)
  cases = endingCase(world, who, api)
  worker = startPostWorker(world)
})
afterAll(async () => {
  await worker?.stop()
  await world?.stop()
})
beforeEach(async () => {
  id = await cases.anew()
})

const does = (name: PersonName, path: string, body: object = {}) =>
  api.as(name)('POST', `/ai-sessions/${id}${path}`, body)
async function closed(): Promise<Closing> {
  const answer = await does('ben', '/resolve', { resolution_summary: `It works again, case ${id}.` })
  expect(answer.status, answer.text).toBe(200)
  const { closing } = answer.body as Resolved
  for (const post of closing.posts) await box.until(post.id, 'verified')
  return closing
}

test('closed too soon, a case is taken up again and closed anew; what was posted stays', async () => {
  const first = await closed()
  const reopened = await does('ben', '/reopen')
  expect(reopened).toMatchObject({ status: 200, body: { status: 'active', resolved_at: null } })
  const view = reopened.body as SessionDetail
  expect(view.steps.at(-1)?.content).toBe('Case reopened by Ben Okafor')
  expect(view.may).toContain('close')
  expect(await does('ben', '/reopen')).toMatchObject({
    status: 200,
    body: { state_version: view.state_version },
  })
  const open = (await api.as('ben')('GET', `/ai-sessions/${id}/documentation`)).body
  expect(open).toMatchObject({ closing: null })
  const second = await closed()
  expect(second.id).not.toBe(first.id)
  expect(box.notesWith(`Session: ${id}`)).toHaveLength(2)
})

test('the time in between is no work', async () => {
  await closed()
  const began = new Date(Date.now() - 8 * 60_000)
  const before = new Date(Date.now() - 9 * 60_000)
  await world.db.admin`update ai_session_steps set created_at = ${before} where session_id = ${id}`
  await world.db.admin`update closings set closed_at = ${began} where session_id = ${id}`
  expect(((await does('ben', '/reopen')).body as SessionDetail).active_minutes).toBe(1)
})

test('whoever began it and admins reopen it; a colleague, a viewer and a stranger do not', async () => {
  await closed()
  for (const [name, status] of [
    ['cleo', 403],
    ['vera', 403],
    ['zed', 404],
    ['ada', 200],
  ] as const)
    expect((await does(name, '/reopen')).status, name).toBe(status)
})

test('not after a day, not while a write is on its way, not beside another open case', async () => {
  const [post] = (await closed()).posts
  await world.db
    .admin`update posts set state = 'ready', send_after = now() + interval '1 hour' where id = ${post?.id ?? ''}`
  expect(await does('ben', '/reopen')).toMatchObject({ status: 409, body: { code: 'posts_under_way' } })
  await world.db.admin`update posts set state = 'cancelled' where id = ${post?.id ?? ''}`
  const other = await cases.begin()
  expect(await does('ben', '/reopen')).toMatchObject({ status: 409, body: { code: 'case_already_open' } })
  await world.db.admin`update ai_sessions set status = 'resolved' where id = ${other}`
  const long = new Date(Date.now() - 25 * 3600_000)
  await world.db.admin`update closings set closed_at = ${long} where session_id = ${id}`
  await world.db.admin`update ai_sessions set resolved_at = ${long} where id = ${id}`
  expect(await does('ben', '/reopen')).toMatchObject({ status: 409, body: { code: 'reopen_too_late' } })
  const { may } = (await api.as('ben')('GET', `/ai-sessions/${id}`)).body as SessionDetail
  expect(may).not.toContain('reopen')
})

test('what was refused of a closing is sent once more, and nothing else is', async () => {
  const closing = await closed()
  expect(await does('ben', '/retry-psa-push')).toMatchObject({
    status: 409,
    body: { code: 'post_not_rejected' },
  })
  const [post] = closing.posts
  await world.db.admin`
    update posts set state = 'rejected', psa_id = null, reason = 'ticket_closed', reason_at = now()
    where id = ${post?.id ?? ''}`
  const acme = world.simulator.state.tenants.acme
  if (acme) acme.notes = acme.notes.filter(({ text }) => !text.includes(`Session: ${id}`))
  const retried = await does('ben', '/retry-psa-push')
  expect(retried.status, retried.text).toBe(200)
  expect(retried.body).toMatchObject({ id: closing.id })
  await box.until(post?.id ?? '', 'verified')
  expect(box.notesWith(`Session: ${id}`)).toHaveLength(1)
})

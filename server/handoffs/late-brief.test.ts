import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HandedOff, PackagePreview } from '../../shared/contracts/handoff-calls.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { startPostWorker } from '../posts/worker/worker.ts'
import { outbox } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createStrictModel } from '../testing/strict-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let answer = () => {}
const strict = createStrictModel()
let called = 0

/** A model that answers when it is told to, and ends with its reader. */
const slowModel: typeof fetch = async (url, init) => {
  called += 1
  await new Promise<void>((resolve, reject) => {
    answer = resolve
    init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
  })
  return strict.fetch(url, init)
}
beforeAll(async () => {
  world = await createTestWorld({ model: slowModel })
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())

const begin = async (ticketId: string) =>
  (
    (await api.as('ben')('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id: ticketId }))
      .body as {
      id: string
    }
  ).id

/** The model is asked once more than before. */
async function isCalled(before: number): Promise<void> {
  const until = Date.now() + 15_000
  while (called === before && Date.now() < until) await new Promise((resolve) => setImmediate(resolve))
  expect(called).toBe(before + 1)
}

test('a model that is slow holds nothing up: the note goes with the basic brief, once, and the better one is read later', async () => {
  const id = await begin('48288')
  const secret = 'Winter2026!Rain'
  await api.as('ben')('POST', `/ai-sessions/${id}/facts`, { text: `The admin password is ${secret}` })
  const before = called
  const done = (await api.as('ben')('POST', `/ai-sessions/${id}/escalate`, { reason: 'Stuck' }))
    .body as HandedOff
  expect(done.status).toBe('escalated')
  const [note] = done.posts
  const box = outbox(world, who, world.simulator)
  const row = await box.read(note?.id ?? '')
  expect(Date.parse(row.send_after) - Date.parse(row.created_at)).toBe(10_000)
  await world.db.admin`update posts set send_after = now() where id = ${row.id}`
  const worker = startPostWorker(world)
  await box.until(row.id, 'verified')
  const told = (await api.as('cleo')('GET', `/ai-sessions/${id}`)).body as SessionDetail
  expect(told.handoffs[0]?.brief.kind).toBe('basic')
  expect(box.notesWith(`Session: ${id}`)[0]?.text).toContain(told.handoffs[0]?.brief.summary_prose)
  await isCalled(before)
  answer()
  await world.background.settled()
  const after = (await api.as('cleo')('GET', `/ai-sessions/${id}`)).body as SessionDetail
  expect(after.handoffs[0]?.brief.kind).toBe('model')
  // the API itself took the request, and heard no secret
  const calls = await world.db.admin`select task, kind, outcome from model_ledger where session_id = ${id}`
  expect(calls).toMatchObject([{ task: 'brief', kind: 'anthropic' }])
  expect(JSON.stringify(strict.bodies)).toContain('The admin password is')
  expect(JSON.stringify(strict.bodies)).not.toContain(secret)
  expect(box.notesWith(`Session: ${id}`)).toHaveLength(1)
  await worker.stop()
})

test('a brief that comes once lines are marked leaves those lines as they were read', async () => {
  const id = await begin('48290')
  await api.as('ben')('POST', `/ai-sessions/${id}/tasks`, { text: 'Look at the log' })
  const before = called
  const done = (await api.as('ben')('POST', `/ai-sessions/${id}/escalate`, { reason: 'Stuck' }))
    .body as HandedOff
  expect(
    (await api.as('cleo')('POST', `/ai-sessions/${id}/pickup`, { resume_mode: 'continue' })).status,
  ).toBe(200)
  const marked = await api.as('cleo')('POST', `/ai-sessions/${id}/handoffs/${done.handoff.id}/received`, {
    item: 'suggested_steps:0',
    verdict: 'wrong',
  })
  await isCalled(before)
  answer()
  await world.background.settled()
  const { handoffs } = (await api.as('cleo')('GET', `/ai-sessions/${id}`)).body as SessionDetail
  expect(marked.status, marked.text).toBe(200)
  expect(handoffs[0]).toMatchObject({ brief: done.handoff.brief, received: [{ verdict: 'wrong' }] })
})

test('a preview ends with its reader, and what it had begun is not kept', async () => {
  const id = await begin('48291')
  const leaving = new AbortController()
  const before = called
  const path = `/api/v1/ai-sessions/${id}/escalation-package/preview`
  const headers = { authorization: `Bearer ${await who.tokenFor('ben')}` }
  const reading = api.app.request(path, { method: 'POST', headers, signal: leaving.signal })
  await isCalled(before)
  leaving.abort()
  const { brief } = (await (await reading).json()) as PackagePreview
  expect(brief.kind).toBe('basic')
  expect(await world.db.admin`select from case_briefs where session_id = ${id}`).toHaveLength(0)
})

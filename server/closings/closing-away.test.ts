import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ClosingProposal, Resolved } from '../../shared/contracts/closings.ts'
import type { HandoffProposal } from '../../shared/contracts/handoff-calls.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { type PostWorker, startPostWorker } from '../posts/worker/worker.ts'
import { endingCase } from '../testing/ending-case.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

/** A server that starts while ConnectWise is away: it has nothing in memory. */
let world: TestWorld
let before: TestWorld
let who: People
let api: ReturnType<typeof requests>
let box: Outbox
let cases: ReturnType<typeof endingCase>
let worker: PostWorker | undefined
let id: string
beforeAll(async () => {
  const settings = { POST_UNDO_SECONDS: '0', POSTS_PER_MINUTE: '1000' }
  before = await createTestWorld({ settings })
  who = await people(before)
  world = await createTestWorld({ database: before.db, simulator: before.simulator, settings })
  api = requests(world, who)
  box = outbox(world, who, world.simulator)
  cases = endingCase(before, who, requests(before, who))
})
afterAll(async () => {
  await world?.stop()
  await before?.stop()
})
beforeEach(async () => {
  id = await cases.anew()
  await before.background.settled()
  world.simulator.addFault({ kind: 'unreachable' })
})
afterEach(async () => {
  await worker?.stop()
  worker = undefined
  await cases.over(box.closeBreaker)
})

const tenant = () => {
  const { acme } = world.simulator.state.tenants
  if (!acme) throw new Error('no Acme')
  return acme
}
const proposal = async () =>
  (await api.as('ben')('GET', `/ai-sessions/${id}/closing-proposal`)).body as ClosingProposal

/** What the sheet offers, all of it ticked. */
async function close(work_type_id: string): Promise<Post[]> {
  const { time_entry, statuses } = await proposal()
  if (!time_entry) throw new Error('no hours are proposed')
  const { started_at, ended_at, minutes } = time_entry
  const answer = await api.as('ben')('POST', `/ai-sessions/${id}/resolve`, {
    resolution_summary: 'Moved to the main router.',
    psa_status_id: statuses?.find(({ closed }) => closed)?.id,
    time_entry: { started_at, ended_at, minutes, work_type_id, notes: '', internal_notes: `Case ${id}` },
  })
  expect(answer.status, answer.text).toBe(200)
  return (answer.body as Resolved).closing.posts
}

async function back(): Promise<void> {
  world.simulator.clearFaults()
  await box.closeBreaker()
  worker = startPostWorker(world)
}

test('what a case is closed with is known from its beginning on, with its age', async () => {
  const { work_types, work_types_as_of, statuses, statuses_as_of } = await proposal()
  expect(work_types?.map((type) => type.id)).toEqual(['3', '4', '5'])
  expect(statuses?.map((status) => Number(status.id))).toContain(cases.statuses().closed)
  const handoff = (await api.as('ben')('GET', `/ai-sessions/${id}/handoff-proposal`)).body as HandoffProposal
  expect(handoff).toMatchObject({ work_types, work_types_as_of, statuses_as_of })
  expect(Date.parse(work_types_as_of ?? '')).not.toBeNaN()
  expect(Date.parse(statuses_as_of ?? '')).not.toBeNaN()
  world.simulator.clearFaults()
  expect(await proposal()).toMatchObject({ work_types_as_of: null, statuses_as_of: null })
})

test('what was known stands there while ConnectWise takes its time to answer', async () => {
  world.simulator.clearFaults()
  world.simulator.addFault({ kind: 'slow', delay_ms: 7_000 })
  const { place, work_types_as_of, statuses_as_of } = await proposal()
  expect(place?.board).not.toBeNull()
  expect(Date.parse(work_types_as_of ?? '')).not.toBeNaN()
  expect(Date.parse(statuses_as_of ?? '')).not.toBeNaN()
})

test('note, time and status go once each, in order, once it is back', async () => {
  const posts = await close('3')
  expect(posts.map(({ kind }) => kind)).toEqual(['note', 'time_entry', 'status'])
  const closed = tenant().statuses.find((status) => status.id === cases.statuses().closed)
  // known by its name, and yet to be looked for on its board
  expect(posts[2]?.order).toMatchObject({ status_name: closed?.name, board_id: null })
  await back()
  for (const post of posts) await box.until(post.id, 'verified')
  const stored = await Promise.all(posts.map((post) => box.read(post.id)))
  expect(box.notesWith(stored[0]?.tag ?? null)).toHaveLength(1)
  const entries = tenant().timeEntries.filter(({ internalNotes }) => internalNotes.includes(`Case ${id}`))
  expect(entries).toHaveLength(1)
  expect(cases.ticket().statusId).toBe(cases.statuses().closed)
  const verified = stored.map(({ verified_at }) => Date.parse(verified_at ?? ''))
  expect(verified).toEqual(verified.toSorted((a, b) => a - b))
})

test('a work type or a status that is there no more is said, and nothing counts as done', async () => {
  const posts = await close('4')
  const type = tenant().workTypes.find((each) => each.id === 4)
  const status = tenant().statuses.find((each) => each.id === cases.statuses().closed)
  if (!type || !status) throw new Error('not in the simulator')
  type.inactive = true
  const all = tenant().statuses
  tenant().statuses = all.filter((each) => each !== status)
  try {
    await back()
    const [note, time, change] = posts.map((post) => post.id)
    await box.until(note ?? '', 'verified')
    expect(await box.until(time ?? '', 'rejected')).toMatchObject({ reason: 'work_type_gone' })

    const last = await box.read(change ?? '')
    expect(last.state).not.toBe('verified')
    const { closing } = (await api.as('ben')('GET', `/ai-sessions/${id}/documentation`)).body as Resolved
    expect(closing.psa_push_status).not.toBe('sent')
    expect(closing.psa_push_error).toMatch(/work type/i)
  } finally {
    type.inactive = false
    tenant().statuses = all
  }
})

test('a status that its board has no more is refused with its name', async () => {
  const { statuses } = await proposal()
  const wanted = statuses?.find(({ closed }) => closed)
  const answer = await api.as('ben')('POST', `/ai-sessions/${id}/resolve`, {
    resolution_summary: 'Moved to the main router.',
    psa_status_id: wanted?.id,
    time_entry: null,
  })
  const posts = (answer.body as Resolved).closing.posts
  const all = tenant().statuses
  tenant().statuses = all.filter((each) => String(each.id) !== wanted?.id)
  try {
    await back()
    const change = posts.find(({ kind }) => kind === 'status')
    const refused = await box.until(change?.id ?? '', 'rejected')
    expect(refused).toMatchObject({ reason: 'status_of_other_board' })
    const { closing } = (await api.as('ben')('GET', `/ai-sessions/${id}/documentation`)).body as Resolved
    expect(closing.psa_push_status).toBe('failed')
    expect(closing.psa_push_error).toContain(wanted?.name)
  } finally {
    tenant().statuses = all
  }
})

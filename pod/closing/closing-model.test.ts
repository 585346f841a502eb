import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { changeWriteRights } from '../../server/accounts/write-rights.ts'
import { changeSettings } from '../../server/connections/flowpilot-settings.ts'
import { addCause } from '../../server/sessions/add-cause.ts'
import { changeCause } from '../../server/sessions/change-cause.ts'
import { createSession } from '../../server/sessions/create-session.ts'
import { outbox } from '../../server/testing/outbox.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { type ClosingModel, createClosingModel } from './closing-model.ts'
import { whyNotClose } from './why-not-close.ts'

let world: TestWorld
let who: People
let pods: TestPods
let session_id: string
let leave: () => void
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.db.admin`update posts set state = 'cancelled' where state = 'ready'`
  await world.db.admin`update ai_sessions set status = 'resolved', resolved_at = now()`
  const intake = { intake_type: 'psa_ticket', psa_ticket_id: '48288' } as const
  session_id = (await createSession(who.ctxFor('ben'), intake)).id
  await addCause(who.ctxFor('ben'), session_id, { text: 'The mesh drops packets' })
})
afterEach(async () => {
  leave()
  pods.leave()
  world.simulator.clearFaults()
  await outbox(world, who, world.simulator).closeBreaker()
})

async function openCase(name: 'ben' | 'cleo' = 'ben') {
  const surface = await pods.open(name)
  const session = createSessionModel(surface.pod, session_id)
  leave = session.dispose
  await expect.poll(() => session.detail.value?.id).toBe(session_id)
  const accepted: Post[] = []
  const posts = { accept: (post: Post) => void accepted.push(post) }
  const closing = createClosingModel(surface.pod, { session, posts })
  await closing.read()
  return { ...surface, session, closing, accepted }
}
const setAll = (
  { form }: ClosingModel,
  values: Partial<Record<keyof ClosingModel['form']['values']['value'], string>>,
) => {
  for (const [name, value] of Object.entries(values)) form.set(name as 'minutes', value)
}

test('the sheet begins with what the case says and what the account wants; hours need a work type', async () => {
  const { closing } = await openCase()
  expect(closing.form.values.value).toMatchObject({ ticket_note: 'yes', time: '', status: '', minutes: '15' })
  expect(closing.parts.value).toEqual(['note'])
  expect(closing.why.value).toBe('Say how it was resolved.')
  setAll(closing, { resolution_summary: 'Moved to the main router.', time: 'yes' })
  expect(closing.why.value).toBe('Choose a work type.')
  setAll(closing, { work_type_id: '3' })
  expect([closing.why.value, closing.parts.value]).toEqual([null, ['note', 'time']])
})

test('what was typed stays when the ticket is read again', async () => {
  const { closing } = await openCase()
  setAll(closing, { root_cause: 'My own words', ticket_note: '' })
  await closing.read()
  expect(closing.form.values.value).toMatchObject({ root_cause: 'My own words', ticket_note: '' })
})

test('closed, its writes stand in their order and the case says so', async () => {
  const { closing, session, accepted } = await openCase()
  setAll(closing, { resolution_summary: 'Moved to the main router.', time: 'yes', work_type_id: '3' })
  setAll(closing, { root_cause: 'The mesh' })
  expect(await closing.preview()).toContain('Root cause: The mesh\nResolution: Moved to the main router.')
  await closing.close()
  expect(closing.form.problem.value).toBeNull()
  expect(closing.closed.value?.posts.map(({ kind }) => kind)).toEqual(['note', 'time_entry'])
  expect(accepted.map(({ kind }) => kind)).toEqual(['note', 'time_entry'])
  expect(session.detail.value?.status).toBe('resolved')
  expect(whyNotClose(session.detail.value)).toBe('This case is closed already.')
  expect(await closing.documentation()).toContain('Resolution: Moved to the main router.')
})

test('how a case was closed is read by a colleague later, and what cannot be read is said', async () => {
  const own = await openCase()
  setAll(own.closing, { resolution_summary: 'Moved to the main router.' })
  await own.closing.close()
  leave()
  const { closing, to } = await openCase('cleo')
  await to('mute')
  await closing.readClosed()
  expect([closing.closed.value, closing.unreadable.value?.may_pass]).toEqual([null, true])
  await to('good')
  await closing.readClosed()
  expect(closing.unreadable.value).toBeNull()
  expect(closing.closed.value?.posts.map(({ kind }) => kind)).toEqual(['note'])
})

test('an answer that got lost is no failure: the case is closed, and is shown so', async () => {
  const { closing, to } = await openCase()
  setAll(closing, { resolution_summary: 'Moved to the main router.' })
  await to('mute')
  await closing.close()
  expect(closing.form.problem.value).toBeTruthy()
  await to('good')
  await closing.close()
  expect(closing.form.problem.value).toBeNull()
  expect(closing.closed.value?.closed_by.name).toBe('Ben Okafor')
})

test('what is written as it comes fills fields that nobody has in hand, once for a case as it stands', async () => {
  const { closing, session, asked } = await openCase()
  const [cause] = session.detail.value?.causes ?? []
  await changeCause(who.ctxFor('ben'), session_id, cause?.id ?? '', { state: 'picked' })
  setAll(closing, { steps_taken: 'My own words' })
  closing.hold('root_cause')
  await expect.poll(() => session.detail.value?.causes[0]?.state).toBe('picked')
  await closing.draft.write()
  expect(closing.form.values.value).toMatchObject({ root_cause: '', steps_taken: 'My own words' })
  closing.hold(null)
  await closing.read()
  expect(closing.form.values.value).toMatchObject({ root_cause: cause?.text, steps_taken: 'My own words' })
  const drafts = () => asked.filter((call) => call.includes('handoff-draft')).length
  const before = drafts()
  await closing.draft.write()
  expect([drafts(), closing.draft.writing.value]).toEqual([before, false])
})

test('what the client would read follows the words, and is not written again of the same', async () => {
  const { closing } = await openCase()
  const read = () => closing.previewSummary(new AbortController().signal)
  setAll(closing, { resolution_summary: 'Moved to the main router.' })
  const first = await read()
  expect([first.from_cache, (await read()).from_cache]).toEqual([false, true])
  setAll(closing, { resolution_summary: 'Took the old mesh away.' })
  const last = await read()
  expect(last.from_cache).toBe(false)
  await closing.close()
  const kept = await world.db.admin`select client_draft from closings where session_id = ${session_id}`
  expect(kept).toEqual([{ client_draft: last.content }])
})

test('a status is asked for where the account says so, and its board’s own are offered', async () => {
  await changeSettings(who.ctxFor('ada'), who.connection_id, { prompt_status_on_resolve: true })
  const { closing } = await openCase()
  const { prompt_status, statuses } = closing.proposal.value ?? {}
  expect(prompt_status).toBe(true)
  const closes = statuses?.find(({ closed }) => closed)
  expect(closing.form.values.value.psa_status_id).toBe(closes?.id)
  setAll(closing, { resolution_summary: 'Moved.', status: 'yes' })
  await closing.close()
  expect(closing.closed.value?.posts.at(-1)?.order).toMatchObject({ status_name: closes?.name })
})

test('a PSA that is away holds no closing up, and what is known of it can still be chosen', async () => {
  const right = (time_entry: 'allow' | 'ask') =>
    changeWriteRights(who.ctxFor('ada'), { time_entry: { engineer: time_entry } })
  onTestFinished(async () => void (await right('ask')))
  await right('allow')
  const { closing } = await openCase()
  await world.background.settled()
  await world.db.admin`delete from psa_lists`
  world.simulator.addFault({ kind: 'status', status: 503 })
  await closing.read()
  expect(closing.proposal.value?.work_types).toBeNull()
  setAll(closing, { resolution_summary: 'Moved to the main router.', status: 'yes' })
  expect([closing.why.value, closing.parts.value]).toEqual([null, ['note']])
  await outbox(world, who, world.simulator).closeBreaker()
  world.simulator.clearFaults()
  await closing.read()
  setAll(closing, { work_type_id: '3', status: '' })
  expect([closing.why.value, closing.parts.value]).toEqual([null, ['note', 'time']])
  world.simulator.addFault({ kind: 'status', status: 503 })
  await closing.read()
  expect(closing.proposal.value?.work_types).not.toBeNull()
  expect(closing.proposal.value?.work_types_as_of).not.toBeNull()
  expect([closing.why.value, closing.parts.value]).toEqual([null, ['note', 'time']])
})

test('a colleague is told who closes it, and what cannot be read is said', async () => {
  const { closing, session } = await openCase('cleo')
  expect(closing.unreadable.value?.code).toBe('not_your_case')
  expect(whyNotClose(session.detail.value)).toMatch(/^Ben Okafor handles this case/)
})

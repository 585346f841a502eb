import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type {
  HandedOff,
  HandoffProposal,
  PackagePosted,
  PackagePreview,
} from '../../shared/contracts/handoff-calls.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { tx } from '../ctx.ts'
import { type PostWorker, startPostWorker } from '../posts/worker/worker.ts'
import { endingCase } from '../testing/ending-case.ts'
import { readFrames } from '../testing/event-reader.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { listTargets } from './queries.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let box: Outbox
let cases: ReturnType<typeof endingCase>
let worker: PostWorker
let id: string
beforeAll(async () => {
  world = await createTestWorld({ settings: { POSTS_PER_MINUTE: '1000' } })
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
/** Open statuses of the ticket's board: the first is what it has, the second what it may get. */
const statuses = () => cases.statuses().open
const begin = (intake?: object) => cases.begin(intake)
beforeEach(async () => {
  id = await cases.anew()
})
afterEach(() => cases.over(box.closeBreaker))

const at = (path: string) => `/ai-sessions/${id}${path}`
const reason = 'Nobody here may change the router.'
const escalate = (more: object = {}, name: PersonName = 'ben') =>
  api.as(name)('POST', at('/escalate'), { reason, ...more })
const escalated = async (more: object = {}) => {
  const answer = await escalate(more)
  expect(answer.status, answer.text).toBe(200)
  // however long a busy machine takes, the note waits for its brief
  await world.db
    .admin`update posts set send_after = send_after + interval '1 hour' where state = 'ready' and send_after > now()`
  return answer.body as HandedOff
}
const detail = async (name: PersonName = 'ben') => (await api.as(name)('GET', at(''))).body as SessionDetail
const say = (content: string) => api.as('ben')('POST', at('/messages'), { content, intent_key: randomUUID() })
const set = (body: object) => cases.set(body)
const allow = (body: object) => cases.allow(body)
const shape = (posts: readonly Post[]) => posts.map(({ placement, kind }) => placement ?? kind)
const preview = (headers = {}) => api.as('ben')('POST', at('/escalation-package/preview'), undefined, headers)

test('an escalation answers at once with the basic brief; one note and the status follow, the note with the model’s brief', async () => {
  const [before = 0, target = 0] = statuses()
  const done = await escalated({ target_user_id: who.of.cleo.id, psa_status_id: String(target) })
  expect(done).toMatchObject({ session_id: id, status: 'escalated', psa_push_status: 'pending_retry' })
  expect(done.handoff).toMatchObject({
    intent: 'escalate',
    reason,
    target: { id: who.of.cleo.id, name: who.of.cleo.name },
    created_by: { id: who.of.ben.id, name: 'Ben Okafor' },
    claimed_by: null,
    brief: { kind: 'basic' },
    received: [],
    repeated: { steps: 0, questions: 0 },
  })
  expect(shape(done.posts)).toEqual(['internal', 'status'])
  const [note, status] = done.posts
  expect(status).toMatchObject({ after_post_id: note?.id, order: { from: { id: String(before) } } })
  expect(note?.source).toEqual({ kind: 'handoff', id: done.handoff.id })
  const view = await detail()
  expect(view).toMatchObject({ status: 'escalated', stage: 'escalated', user_id: who.of.ben.id })
  expect(view.handoffs.map((each) => each.id)).toEqual([done.handoff.id])
  expect(view.steps.filter(({ kind }) => kind === 'handoff').map(({ content }) => content)).toEqual([
    `Case escalated by Ben Okafor to ${who.of.cleo.name}: ${reason}`,
  ])

  await world.background.settled()
  expect((await detail()).handoffs[0]?.brief.kind).toBe('model')
  for (const { id: post } of done.posts) await box.until(post, 'verified')
  const notes = box.notesWith(`Session: ${id}`)
  expect(notes).toHaveLength(1)
  const text = notes[0]?.text ?? ''
  expect(text).toContain('═══ FlowPilot Escalation Documentation ═══')
  expect(text).toContain(`Escalated by: Ben Okafor\nEscalated to: ${who.of.cleo.name}`)
  expect(text).toContain(`── Escalation Reason ──\n${reason}`)
  expect(text).toContain((await detail()).handoffs[0]?.brief.summary_prose)
  expect(text).toMatch(/── Session Timing ──\nStart: .+\nEscalated: .+\nTotal: .+\nActive: /)
  expect(cases.ticket().statusId).toBe(target)
  const lines = await world.db.admin<{ action: string }[]>`
    select action from audit_log where subject_id = ${id} and action like 'handoff.%' order by at, id`
  expect(lines.map(({ action }) => action)).toEqual(['handoff.created', 'handoff.briefed'])
  const told = await world.db.admin<{ kind: string; payload: unknown }[]>`
    select kind, payload from events where kind like 'handoff.%' order by seq desc limit 2`
  expect(told.map(({ kind }) => kind)).toEqual(['handoff.brief_ready', 'handoff.created'])
  expect(told[0]?.payload).toEqual({ handoff_id: done.handoff.id, session_id: id })
})

test('oneself, a viewer, somebody who does not see the board, or a second time: refused, and nothing is written', async () => {
  const refused = async (more: object, status: number, code: string) =>
    expect(await escalate(more)).toMatchObject({ status, body: { code } })
  await refused({ target_user_id: who.of.ben.id }, 400, 'handoff_to_oneself')
  await refused({ target_user_id: who.of.vera.id }, 422, 'target_cannot_open')
  await refused({ target_user_id: who.of.zed.id }, 422, 'target_cannot_open')
  await refused({ reason: ' ' }, 400, 'malformed')
  await world.db.admin`update ai_sessions set psa_board_id = '1' where id = ${id}`
  const boards = { engineer: ['1'], admin: ['2'] }
  await world.db.admin`update accounts set board_rights = ${world.db.admin.json(boards)} where key = 'acme'`
  await world.db.admin`update users set role = 'admin' where id = ${who.of.cleo.id}`
  await refused({ target_user_id: who.of.cleo.id }, 422, 'target_cannot_open')
  const targets = await tx(who.ctxFor('ben'), (sql) => listTargets(sql, id, who.of.ben.id))
  expect(targets).toEqual([{ id: who.of.ada.id, name: who.of.ada.name }])
  await world.db.admin`update users set role = 'engineer' where id = ${who.of.cleo.id}`
  expect(await escalate({}, 'vera')).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
  expect(await escalate({}, 'cleo')).toMatchObject({
    status: 403,
    body: { code: 'not_your_case', message: expect.stringMatching(/^Who handles this case does this\./) },
  })
  expect((await detail()).handoffs).toEqual([])
  await escalated()
  await refused({}, 409, 'handoff_open')
  expect((await detail()).handoffs).toHaveLength(1)
})

test('of two clicks at the same moment one escalates', async () => {
  const answers = await Promise.all([escalate(), escalate()])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const { handoffs, steps } = await detail()
  expect(handoffs).toHaveLength(1)
  expect(steps.filter(({ kind }) => kind === 'handoff')).toHaveLength(1)
})

test('parked, a case is paused with its reason, and its ticket hears nothing of it; resumed, it waits no more', async () => {
  const park = { intent: 'park', reason: 'Waits for a part' }
  const answer = await api.as('ben')('POST', at('/handoff'), park)
  expect(answer.body).toMatchObject({
    status: 'paused',
    posts: [],
    psa_push_status: 'no_psa',
    handoff: { intent: 'park', reason: 'Waits for a part', withdrawn_at: null },
  })
  expect(await detail()).toMatchObject({ status: 'paused', stage: 'paused' })
  expect(await api.as('ben')('POST', at('/handoff'), park)).toMatchObject({
    status: 409,
    body: { code: 'handoff_open' },
  })
  expect(await escalate()).toMatchObject({ status: 409, body: { code: 'handoff_open' } })
  // the handler's next act takes it up again
  expect((await say('The part is here.')).status).toBe(200)
  const view = await detail()
  expect(view.status).toBe('active')
  expect(view.handoffs[0]?.withdrawn_at).not.toBeNull()
  await api.as('ben')('POST', at('/pause'))
  expect(await escalate()).toMatchObject({ status: 409, body: { code: 'case_paused' } })
})

test('taken back, it is the originator’s again, and a note that still waited is never sent', async () => {
  // a connection that takes nothing, so that the note waits
  await world.db.admin`update connections set health = 'on_hold'`
  const { handoff, posts } = await escalated({ psa_status_id: String(statuses()[1]) })
  expect((await detail()).may).toContain('take_back')
  expect(await api.as('cleo')('DELETE', at(`/handoffs/${handoff.id}`))).toMatchObject({
    status: 403,
    body: { code: 'not_your_case' },
  })
  const answer = await api.as('ben')('DELETE', at(`/handoffs/${handoff.id}`))
  expect(answer.body).toMatchObject({ status: 'active', current_handler_id: who.of.ben.id })
  expect((answer.body as SessionDetail).handoffs[0]?.withdrawn_at).not.toBeNull()
  await world.background.settled()
  const states = await Promise.all(posts.map(({ id: post }) => box.read(post)))
  expect(states.filter(({ state }) => state === 'cancelled')).toHaveLength(posts.length)
  expect(await api.as('ben')('DELETE', at(`/handoffs/${handoff.id}`))).toMatchObject({
    status: 409,
    body: { code: 'handoff_not_open' },
  })
  expect(box.notesWith(`Session: ${id}`)).toHaveLength(0)
  expect((await escalated()).handoff.id).not.toBe(handoff.id)
})

test('the status of the board goes by itself where the right allows it, and what is left out says why', async () => {
  const target = String(statuses()[1])
  expect(await escalated()).toMatchObject({ status_transition_skipped_reason: 'not_set_for_board' })
  await api.as('ben')('DELETE', at(`/handoffs/${(await detail()).handoffs[0]?.id}`))
  await set({ escalated_status_by_board: { [String(cases.ticket().boardId)]: target } })
  expect(await escalated()).toMatchObject({ status_transition_skipped_reason: 'write_asks' })
  await api.as('ben')('DELETE', at(`/handoffs/${(await detail()).handoffs[1]?.id}`))
  await allow({ status: { engineer: 'allow' } })
  const { posts } = await escalated({ destinations: { ticket_note: false } })
  expect(shape(posts)).toEqual(['status'])
})

test('what was typed stands in the note, and secrets do not', async () => {
  const done = await escalated({
    reason: 'The key is sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH and it fails.',
    root_cause: 'A rule on the router',
    steps_taken: 'Restarted the router\nRead its log',
    recommendations: 'Ask the provider',
  })
  expect(done.documentation).toContain('1. [Action] Restarted the router\n2. [Action] Read its log')
  expect(done.documentation).toContain('- A rule on the router (likely)')
  expect(done.documentation).toContain('── Suggested Next Steps ──\n- Ask the provider')
  expect(done.documentation).not.toContain('abcdefghijklmnopqrstuvwxyz')
  await world.background.settled()
  await box.until(done.posts[0]?.id ?? '', 'verified')
  const [note] = box.notesWith(`Session: ${id}`)
  expect(note?.text).toContain('- A rule on the router (likely)')
  expect(note?.text).not.toContain('abcdefghijklmnopqrstuvwxyz')
})

test('a case without a ticket is escalated here alone', async () => {
  id = await begin({ intake_type: 'free_text', intake_content: 'The printer is dark' })
  expect(await escalated()).toMatchObject({ posts: [], psa_push_status: 'no_psa', status: 'escalated' })
})

test('a preview streams its summary and is read again while nothing changes; the escalation takes it', async () => {
  const token = await who.tokenFor('ben')
  const response = await api.app.request(`/api/v1${at('/escalation-package/preview')}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
  })
  const reader = readFrames(response)
  const frames: { event: string; data: Record<string, unknown> }[] = []
  for (let frame = await reader.next(); frame; frame = await reader.next()) frames.push(frame)
  const last = frames.at(-1)
  expect(last?.event).toBe('done')
  const shown = last?.data.preview as PackagePreview
  expect(
    frames
      .filter(({ event }) => event === 'delta')
      .map(({ data }) => data.text)
      .join(''),
  ).toBe(shown.brief.summary_prose)
  expect(shown).toMatchObject({ from_cache: false, brief: { kind: 'model' } })
  expect(shown.content).toContain('── Suggested Next Steps ──')
  expect(shown.missing.map(({ kind }) => kind)).toContain('nothing_checked')
  const again = (await preview()).body as PackagePreview
  expect(again).toMatchObject({ from_cache: true, brief: shown.brief, state_version: shown.state_version })
  const done = await escalated()
  expect(done.handoff.brief).toEqual(shown.brief)
  expect(await preview()).toMatchObject({ status: 409, body: { code: 'handoff_open' } })
})

test('a case that changed has its brief written anew', async () => {
  const before = (await preview()).body as PackagePreview
  await api.as('ben')('POST', at('/facts'), { text: 'It began after the move to the new office.' })
  const after = (await preview()).body as PackagePreview
  expect(after.from_cache).toBe(false)
  expect(after.state_version).toBeGreaterThan(before.state_version)
  expect(after.brief.what_we_know).toContain('It began after the move to the new office (reported)')
})

test('a package is posted as it was edited; the dialog that comes second answers the same', async () => {
  const request = { content: `── Problem ──\nThe VPN drops, case ${id}.`, intent_key: randomUUID(), reason }
  const posting = () => api.as('ben')('POST', at('/escalation-package/post'), request)
  const posted = (await posting()).body as PackagePosted
  expect(posted).toMatchObject({
    outcome: 'escalated',
    status_verified: null,
    status_transition_skipped_reason: 'not_set_for_board',
  })
  expect(posted.external_id).not.toBeNull()
  const [note] = box.notesWith(`The VPN drops, case ${id}.`)
  expect(note?.text).toContain(`── Escalation Reason ──\n${reason}`)
  expect((await posting()).body).toMatchObject({
    post_id: posted.post_id,
    handoff: { id: posted.handoff.id },
  })
  const second = (await escalate()).body as HandedOff
  expect(second.posts.map((post) => post.id)).toEqual([posted.post_id])
  const other = { ...request, intent_key: randomUUID() }
  expect(await api.as('ben')('POST', at('/escalation-package/post'), other)).toMatchObject({ status: 409 })
  await world.background.settled()
  expect(box.notesWith(`Session: ${id}`)).toHaveLength(1)
})

test('whom somebody switches off in that moment gets no case', async () => {
  const waits = async () => (await world.db.admin`select from pg_locks where not granted`).length > 0
  const asking = world.db.admin.begin(async (sql) => {
    await sql`select from ai_sessions where id = ${id} for update`
    const answer = escalate({ target_user_id: who.of.cleo.id })
    await vi.waitUntil(waits, { timeout: 20_000 })
    await sql`update users set active = false where id = ${who.of.cleo.id}`
    return { answer }
  })
  const refused = await (await asking).answer
  await world.db.admin`update users set active = true where id = ${who.of.cleo.id}`
  expect(refused.body).toMatchObject({ code: 'target_cannot_open' })
  expect((await detail()).handoffs).toEqual([])
})

test('a status that the PSA does not take is an error, and the escalation stands', async () => {
  const request = { content: 'Stuck', intent_key: randomUUID(), reason, psa_status_id: '999999' }
  const answer = await api.as('ben')('POST', at('/escalation-package/post'), request)
  expect(answer).toMatchObject({ status: 502, body: { code: 'psa_refused' } })
  expect((await detail()).status).toBe('escalated')
})

test('own hours go between the note and the status', async () => {
  const { time_entry, work_types, ticks, rights } = (await api.as('ben')('GET', at('/handoff-proposal')))
    .body as HandoffProposal
  expect(work_types?.length).toBeGreaterThan(0)
  expect([ticks.time_entry, rights.time_entry]).toEqual([false, 'ask'])
  const { started_at, ended_at, minutes } = time_entry ?? { started_at: '', ended_at: '', minutes: 0 }
  const hours = { started_at, ended_at, minutes, work_type_id: '3', notes: '', internal_notes: `Case ${id}` }
  const [, target = 0] = statuses()
  const done = await escalated({ time_entry: hours, psa_status_id: String(target) })
  expect(shape(done.posts)).toEqual(['internal', 'time_entry', 'status'])
  expect(done.posts.map(({ after_post_id }) => after_post_id)).toEqual([
    null,
    ...done.posts.slice(0, -1).map((post) => post.id),
  ])
  expect(done).toMatchObject({ member_mapping_warning: false, time_entry_skipped_reason: null })
})

test('whom nobody knows as a member books none, and the answer says so', async () => {
  const [kept] = await world.db
    .admin`delete from member_mappings where user_id = ${who.of.ben.id} returning *`
  const done = await escalated()
  await world.db.admin`insert into member_mappings ${world.db.admin(kept ?? {})}`
  expect(shape(done.posts)).toEqual(['internal'])
  expect(done).toMatchObject({ member_mapping_warning: true, time_entry_skipped_reason: 'member_not_mapped' })
  expect(done.documentation).toContain('── Session Timing ──')
})

test('an edited brief that makes the note too long is refused with what it is too long by', async () => {
  const long = { reason: 'r'.repeat(2_000), content: `── Problem ──\n${'x'.repeat(13_900)}` }
  const { status, body } = await escalate(long)
  expect([status, body]).toMatchObject([
    422,
    { code: 'invalid', message: expect.stringMatching(/Shorten it by \d{4} characters\.$/) },
  ])
  expect((await detail()).status).toBe('active')
  await escalated({ ...long, content: `── Problem ──\n${'x'.repeat(12_000)}` })
})

test('edited or not, a note that was left out stays out', async () => {
  const done = await escalated({ content: 'Only for the next one.', destinations: { ticket_note: false } })
  expect(done.posts).toEqual([])
  expect(done.handoff.brief.summary_prose).toBe('Only for the next one.')
})

test('a brief that a person edited is what goes and what the next one reads; no model writes over it', async () => {
  const content = `── Problem ──\nThe VPN drops at noon, case ${id}.\n\n── Suggested Next Steps ──\n- Ask for a new router`
  const intent_key = randomUUID()
  const [first, again] = [await escalated({ content, intent_key }), await escalated({ content, intent_key })]
  expect(again.handoff.id).toBe(first.handoff.id)
  await world.background.settled()
  const { handoffs } = await detail('cleo')
  expect(handoffs[0]?.brief).toMatchObject({
    summary_prose: `The VPN drops at noon, case ${id}.`,
    suggested_steps: ['Ask for a new router'],
    what_we_know: [],
  })
  const [note] = first.posts
  await box.until(note?.id ?? '', 'verified')
  expect(box.notesWith(`The VPN drops at noon, case ${id}.`)).toHaveLength(1)
  await api.as('ben')('DELETE', at(`/handoffs/${first.handoff.id}`))
  expect(await escalate({ intent_key })).toMatchObject({ status: 409, body: { code: 'intent_key_reused' } })
})

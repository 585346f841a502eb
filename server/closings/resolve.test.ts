import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ClosingProposal, Documentation, Resolved } from '../../shared/contracts/closings.ts'
import type { Post } from '../../shared/contracts/posts.ts'
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
const statuses = () => cases.statuses()
const begin = (intake?: object) => cases.begin(intake)
beforeEach(async () => {
  id = await cases.anew()
})
afterEach(() => cases.over(box.closeBreaker))

const said = { resolution_summary: 'Moved to the main router.', root_cause: 'The mesh drops packets.' }
const resolve = (more: object = {}, name: PersonName = 'ben') =>
  api.as(name)('POST', `/ai-sessions/${id}/resolve`, { ...said, ...more })
const resolved = async (more: object = {}) => {
  const answer = await resolve(more)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as Resolved
}
const proposal = async () =>
  (await api.as('ben')('GET', `/ai-sessions/${id}/closing-proposal`)).body as ClosingProposal
const documentation = async () =>
  (await api.as('ben')('GET', `/ai-sessions/${id}/documentation`)).body as Documentation
const detail = async () => (await api.as('ben')('GET', `/ai-sessions/${id}`)).body as SessionDetail
const set = (body: object) => cases.set(body)
const allow = (body: object) => cases.allow(body)
const shape = (posts: readonly Post[]) => posts.map(({ kind, placement }) => placement ?? kind)
const hours = async () => {
  const { time_entry } = await proposal()
  if (!time_entry) throw new Error('no hours are proposed')
  const { started_at, ended_at, minutes } = time_entry
  const words = { notes: '', internal_notes: `Case ${id}` }
  return { time_entry: { started_at, ended_at, minutes, work_type_id: '3', ...words } }
}

test('a case is closed at once; note, client note, hours and status follow in this order, once each', async () => {
  const {
    open: [open],
    closed,
  } = statuses()
  const content = `Your VPN is steady again, case ${id}.`
  const answer = await resolved({
    ...(await hours()),
    psa_status_id: String(closed),
    destinations: { ticket_note: true, client_note: { content } },
  })
  expect(answer).toMatchObject({ session_id: id, status: 'resolved' })
  expect(answer.closing).toMatchObject({
    outcome: 'resolved',
    closed_by: { id: who.of.ben.id, name: 'Ben Okafor' },
    psa_push_status: 'pending_retry',
    member_mapping_warning: false,
    time_entry_skipped_reason: null,
    status_transition_skipped_reason: null,
  })
  const { posts } = answer.closing
  expect(shape(posts)).toEqual(['internal', 'resolution', 'time_entry', 'status'])
  expect(posts.map(({ after_post_id }) => after_post_id)).toEqual([
    null,
    ...posts.slice(0, -1).map((post) => post.id),
  ])
  expect(posts[3]?.order).toMatchObject({ status_id: String(closed), from: { id: String(open) } })
  const view = await detail()
  expect(view.status).toBe('resolved')
  expect(view.resolved_at).toBe(answer.closing.closed_at)
  expect(view.steps.at(-1)?.content).toBe('Case closed by Ben Okafor')
  expect(view.may).toEqual(['share', 'reopen', 'post_internal', 'post_client'])
  for (const post of posts) await box.until(post.id, 'verified')
  expect(cases.ticket().statusId).toBe(closed)
  expect(box.notesWith(`Session: ${id}`)).toHaveLength(1)
  expect(box.notesWith(content)).toHaveLength(1)
  const after = await documentation()
  expect(after.closing?.psa_push_status).toBe('sent')
  expect(after.closing?.posts.map(({ state, psa_id }) => [state, psa_id !== null])).toEqual(
    posts.map(() => ['verified', true]),
  )
  expect(after.text).toBe(answer.documentation)
  expect(after.text).toContain('Root cause: The mesh drops packets.\nResolution: Moved to the main router.')
})

test('a status that the sheet showed is named without asking ConnectWise once more', async () => {
  const { closed } = statuses()
  const named = (await proposal()).statuses?.find((each) => each.id === String(closed))?.name
  world.simulator.addFault({ kind: 'unreachable' })
  const { closing } = await resolved({ psa_status_id: String(closed) })
  const order = closing.posts.find(({ kind }) => kind === 'status')?.order
  expect(order).toMatchObject({ status_id: String(closed), status_name: named })
  expect(world.simulator.faults()[0]).toMatchObject({ struck: 0 })
})

test('without a word about destinations it writes what settings and rights have it write', async () => {
  const { closing } = await resolved()
  expect(shape(closing.posts)).toEqual(['internal'])
  expect(closing).toMatchObject({
    time_entry_skipped_reason: 'no_work_type',
    status_transition_skipped_reason: 'not_set_for_board',
  })
})

test('the status of the board goes by itself where the right allows it, and waits for a tick where it asks', async () => {
  const { closed } = statuses()
  await set({ resolved_status_by_board: { [String(cases.ticket().boardId)]: String(closed) } })
  expect(await proposal()).toMatchObject({
    status_target: String(closed),
    ticks: { ticket_note: true, client_note: false, time_entry: false, status: false },
    rights: { internal_note: 'allow', time_entry: 'ask', status: 'ask' },
  })
  const asked = await resolved()
  expect(asked.closing.status_transition_skipped_reason).toBe('write_asks')
  expect(shape(asked.closing.posts)).toEqual(['internal'])
  id = await begin()
  await allow({ status: { engineer: 'allow' }, time_entry: { engineer: 'allow' } })
  expect((await proposal()).ticks).toMatchObject({ time_entry: true, status: true })
  expect(shape((await resolved()).closing.posts)).toEqual(['internal', 'status'])
})

test('an account that pushes nothing by itself writes what is ticked alone', async () => {
  await set({ auto_push: false })
  expect((await proposal()).ticks.ticket_note).toBe(false)
  expect((await resolved()).closing).toMatchObject({ posts: [], psa_push_status: 'no_psa' })
  id = await begin()
  expect(shape((await resolved({ destinations: { ticket_note: true } })).closing.posts)).toEqual(['internal'])
})

test('a write that is off is refused, and nothing of the closing stays', async () => {
  await allow({ status: { engineer: 'off' } })
  const answer = await resolve({ psa_status_id: String(statuses().closed) })
  expect(answer).toMatchObject({ status: 403, body: { code: 'write_off' } })
  expect((await detail()).status).toBe('active')
  expect((await documentation()).closing).toBeNull()
  const [posts] = await world.db.admin`select count(*)::int as n from posts where session_id = ${id}`
  expect(posts).toEqual({ n: 0 })
})

test('two people close it at once: one does, the other is told who did', async () => {
  await world.db.admin`update ai_sessions set current_handler_id = ${who.of.cleo.id} where id = ${id}`
  const answers = await Promise.all([resolve(), resolve({}, 'cleo')])
  const [won, lost] = answers.toSorted((a, b) => a.status - b.status)
  expect([won?.status, lost?.status]).toEqual([200, 409])
  const closed_by = (won?.body as Resolved | undefined)?.closing.closed_by
  expect(lost?.body).toMatchObject({
    code: 'case_closed',
    closed_by,
    message: `${closed_by?.name} closed this case.`,
  })
  expect((await documentation()).closing?.posts).toHaveLength(1)
})

test.each([
  ['cleo', 403, 'not_your_case'],
  ['vera', 403, 'not_allowed'],
  ['zed', 404, 'not_found'],
] as const)('%s does not close it', async (name, status, code) => {
  expect(await resolve({}, name)).toMatchObject({ status, body: { code } })
})

test('a paused case is resumed before it is closed', async () => {
  await api.as('ben')('POST', `/ai-sessions/${id}/pause`, {})
  expect(await resolve()).toMatchObject({ status: 409, body: { code: 'case_paused' } })
  expect((await detail()).may).not.toContain('close')
})

test('a case without a ticket is closed here alone', async () => {
  id = await begin({ intake_type: 'free_text', intake_content: 'The printer is dark' })
  expect((await proposal()).place).toBeNull()
  const { closing } = await resolved({ psa_status_id: '1', destinations: { ticket_note: true } })
  expect(closing).toMatchObject({
    outcome: 'resolved_local',
    posts: [],
    psa_push_status: 'no_psa',
    status_transition_skipped_reason: null,
    time_entry_skipped_reason: null,
  })
})

test('whom nobody knows as a member books no hours: the answer says so, the note has the timing', async () => {
  const time = await hours()
  await world.db.admin`delete from member_mappings where user_id = ${who.of.ben.id}`
  const { closing, documentation: text } = await resolved(time)
  expect(closing).toMatchObject({
    member_mapping_warning: true,
    time_entry_skipped_reason: 'member_not_mapped',
  })
  expect(shape(closing.posts)).toEqual(['internal'])
  expect(text).toContain('── Session Timing ──')
  await world.db.admin`
    insert into member_mappings (account_id, connection_id, user_id, member_id, member_identifier, member_name, source,
      state, linked_by, by_owner, linked_at)
    values (${who.accounts.acme}, ${who.connection_id}, ${who.of.ben.id}, '102', 'ben', 'Ben Okafor', 'hand',
      'identity', ${who.of.ada.id}, true, now())`
})

test('what may be a secret stops a client note; in the documentation it is named instead of told', async () => {
  const content = 'Sign in with the password: Sommer2026!'
  const refused = await resolve({ destinations: { client_note: { content } } })
  expect(refused).toMatchObject({ status: 422, body: { code: 'leaks_open' } })
  const leaks = (refused.body as { leaks: { id: string; field: string }[] }).leaks
  expect(leaks.map(({ field }) => field)).toEqual(['client_note'])
  const preview = await api.as('ben')('POST', `/ai-sessions/${id}/documentation/preview`, {
    resolution_summary: content,
    root_cause: 'The mesh drops packets.',
  })
  const shown = (preview.body as { text: string }).text
  expect(shown).toContain(
    'Root cause: The mesh drops packets.\nResolution: Sign in with the password: [redacted',
  )
  const { closing, documentation: text } = await resolved({
    resolution_summary: content,
    destinations: { client_note: { content } },
    accepted_leaks: leaks.map((leak) => leak.id),
  })
  expect(shape(closing.posts)).toEqual(['internal', 'resolution'])
  expect(text).not.toContain('Sommer2026')
  // but for the minute, what was shown is what is posted
  const untimed = (note: string) => note.replace(/^(Ended|End|Duration|Total|Active): .*$/gm, '')
  expect(untimed(text)).toBe(untimed(shown))
})

test('while ConnectWise is away and was never read a case is closed all the same, and its status is checked when it goes', async () => {
  await world.background.settled()
  await world.db.admin`delete from psa_lists`
  world.simulator.addFault({ kind: 'unreachable' })
  expect(await proposal()).toMatchObject({ statuses: null, work_types: null })
  const { closing } = await resolved({ psa_status_id: String(statuses().closed) })
  expect(shape(closing.posts)).toEqual(['internal', 'status'])
  expect(closing.posts[1]?.order).toMatchObject({ status_name: null, board_id: null })
  expect(closing.psa_push_status).toBe('pending_retry')
})

test('a step that is added at the same moment comes before the closing or is refused', async () => {
  const [closed, step] = await Promise.all([
    resolve(),
    api.as('ben')('POST', `/ai-sessions/${id}/tasks`, { text: 'Look at the cable' }),
  ])
  expect(closed.status, closed.text).toBe(200)
  expect([201, 409]).toContain(step.status)
  const texts = (await detail()).tasks.map(({ text }) => text)
  expect(texts.includes('Look at the cable')).toBe(step.status === 201)
})

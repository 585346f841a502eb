import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EscalationPage, HandedOff, PickedUp } from '../../shared/contracts/handoff-calls.ts'
import type { Handoff } from '../../shared/contracts/handoffs.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { repetitions } from '../testing/chance.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let id: string
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.background.settled()
  await world.db.admin`update accounts set board_rights = '{}'`
  await world.db.admin`delete from handoffs`
  await world.db.admin`update ai_sessions set status = 'resolved', resolved_at = now()`
  id = await begin()
})

async function begin(intake: object = { intake_type: 'free_text', intake_content: 'The printer is dark' }) {
  return ((await api.as('ben')('POST', '/ai-sessions', intake)).body as { id: string }).id
}
const at = (path: string) => `/ai-sessions/${id}${path}`
const does = (name: PersonName, path: string, body: object = {}) => api.as(name)('POST', at(path), body)
const detail = async (name: PersonName = 'ben') => (await api.as(name)('GET', at(''))).body as SessionDetail
const escalated = async (more: object = {}) => {
  const answer = await does('ben', '/escalate', { reason: 'Stuck', ...more })
  expect(answer.status, answer.text).toBe(200)
  return (answer.body as HandedOff).handoff
}
const pickUp = (name: PersonName, more: object = {}) =>
  does(name, '/pickup', { resume_mode: 'continue', ...more })
const say = (name: PersonName, content: string) =>
  does(name, '/messages', { content, intent_key: randomUUID() })
const queue = async (name: PersonName, query = '') =>
  (await api.as(name)('GET', `/ai-sessions/escalation-queue${query}`)).body as EscalationPage
const tick = async (name: PersonName, text: string, state: 'done' | 'pending' = 'done') => {
  const task = (await detail(name)).tasks.find((each) => each.text === text)
  const { id: task_id, revision } = task ?? { id: '', revision: 0 }
  expect((await api.as(name)('PATCH', at(`/tasks/${task_id}`), { revision, state })).status).toBe(200)
}

test('who picks a case up handles it from then on; whoever began it reads, adds facts, pauses and closes', async () => {
  const { id: handoff_id } = await escalated()
  expect(await say('cleo', 'Is it on?')).toMatchObject({ status: 409, body: { code: 'case_escalated' } })
  const answer = await pickUp('cleo')
  expect(answer.status, answer.text).toBe(200)
  const { session, briefing_step } = answer.body as PickedUp
  expect(session).toMatchObject({
    status: 'active',
    user_id: who.of.ben.id,
    current_handler_id: who.of.cleo.id,
    handler_name: who.of.cleo.name,
  })
  expect(session.may).toContain('escalate')
  expect(session.handoffs[0]).toMatchObject({
    id: handoff_id,
    claimed_by: { id: who.of.cleo.id, name: who.of.cleo.name },
    resume_mode: 'continue',
  })
  expect(briefing_step).toMatchObject({ kind: 'briefing', ref_id: handoff_id })
  expect(briefing_step.content).toContain(session.handoffs[0]?.brief.summary_prose)
  expect((await say('cleo', 'It is plugged in.')).status).toBe(200)
  expect(await say('ben', 'I tried that.')).toMatchObject({ status: 403, body: { code: 'not_your_case' } })
  expect((await does('ben', '/facts', { text: 'It was plugged in before.' })).status).toBe(201)
  expect(await pickUp('ada')).toMatchObject({
    status: 409,
    body: { code: 'handoff_already_claimed', claimed_by: { id: who.of.cleo.id, name: who.of.cleo.name } },
  })
  expect(await api.as('ben')('DELETE', at(`/handoffs/${handoff_id}`))).toMatchObject({
    status: 409,
    body: { code: 'handoff_already_claimed' },
  })
  // a paused case is taken up again by an act of its handler alone
  expect((await does('ben', '/pause')).status).toBe(200)
  expect((await does('ben', '/facts', { text: 'The cable is new.' })).status).toBe(201)
  expect((await detail()).status).toBe('paused')
  expect((await does('cleo', '/facts', { text: 'The fuse is whole.' })).status).toBe(201)
  expect((await detail()).status).toBe('active')
  expect((await does('ben', '/resolve', { resolution_summary: 'It prints.' })).status).toBe(200)
})

test('oneself, a viewer, and what does not wait cannot be picked up', async () => {
  expect(await pickUp('cleo')).toMatchObject({ status: 409, body: { code: 'handoff_not_open' } })
  const { id: handoff_id } = await escalated({ target_user_id: who.of.ada.id })
  expect(await pickUp('ben')).toMatchObject({ status: 400, body: { code: 'own_handoff' } })
  expect(await pickUp('vera')).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
  expect(await pickUp('zed')).toMatchObject({ status: 404 })
  await api.as('ben')('DELETE', at(`/handoffs/${handoff_id}`))
  expect(await pickUp('cleo')).toMatchObject({ status: 409, body: { code: 'handoff_not_open' } })
  await does('ben', '/handoff', { intent: 'park', reason: 'Waits for a part' })
  expect(await pickUp('cleo')).toMatchObject({ status: 409, body: { code: 'handoff_not_open' } })
})

test('claimed first and begun later, afresh and with own words that FlowPilot answers', async () => {
  const { id: handoff_id } = await escalated()
  const claimed = await does('cleo', `/handoffs/${handoff_id}/claim`)
  expect(claimed.body).toMatchObject({ status: 'active', current_handler_id: who.of.cleo.id })
  expect(await does('ada', `/handoffs/${handoff_id}/claim`)).toMatchObject({
    status: 409,
    body: { code: 'handoff_already_claimed', claimed_by: { id: who.of.cleo.id } },
  })
  expect((await does('cleo', `/handoffs/${handoff_id}/claim`)).status).toBe(200)
  const words = 'I would look at the fuse first.'
  const begun = (await pickUp('cleo', { resume_mode: 'fresh', additional_context: words })).body as PickedUp
  expect(begun.session.steps.slice(-2).map(({ kind }) => kind)).toEqual(['briefing', 'message'])
  expect(begun.session.steps.at(-1)).toMatchObject({ content: words, author: { user_id: who.of.cleo.id } })
  // the same click again finds it as it stands
  const again = (await pickUp('cleo', { resume_mode: 'fresh' })).body as PickedUp
  expect(again.briefing_step.id).toBe(begun.briefing_step.id)
  expect(again.session.steps).toHaveLength(begun.session.steps.length)
  // nothing more has to be said for an answer
  expect((await does('cleo', '/messages', { content: '', intent_key: randomUUID() })).status).toBe(200)
  expect((await detail('cleo')).steps.at(-1)?.kind).not.toBe('message')
})

test('it can be handed on further, and whoever began it may pick it up again', async () => {
  await escalated()
  await pickUp('cleo')
  expect(
    (await does('cleo', '/escalate', { reason: 'No rights either', target_user_id: who.of.ben.id })).status,
  ).toBe(200)
  expect(await pickUp('cleo')).toMatchObject({ status: 400, body: { code: 'own_handoff' } })
  expect((await queue('ben', '?filter=mine')).items.map(({ session }) => session.id)).toEqual([id])
  expect((await pickUp('ben')).status).toBe(200)
  expect((await say('ben', 'It is on now.')).status).toBe(200)
  expect((await detail()).handoffs).toHaveLength(2)
})

test('of two at the same moment one picks it up, and the other hears who', async () => {
  for (let round = 0; round < repetitions(200); round++) {
    id = await begin()
    await escalated()
    const names = ['cleo', 'ada'] as const
    const answers = await Promise.all(names.map((name) => pickUp(name)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const winner = names[answers.findIndex(({ status }) => status === 200)] ?? 'cleo'
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'handoff_already_claimed',
      claimed_by: { id: who.of[winner].id },
    })
    const { current_handler_id, steps } = await detail()
    expect(current_handler_id).toBe(who.of[winner].id)
    expect(steps.filter(({ kind }) => kind === 'briefing')).toHaveLength(1)
    await world.background.settled()
    await world.db.admin`delete from limit_counts`
  }
}, 300_000)

test('the queue shows what waits, newest first, page by page, to those who see its board', async () => {
  await escalated({ target_user_id: who.of.cleo.id })
  const first = id
  id = await begin({ intake_type: 'psa_ticket', psa_ticket_id: '48291' })
  await does('ben', '/tasks', { text: 'Look at the log' })
  await tick('ben', 'Look at the log')
  await escalated({ reason: 'No rights on the mail server' })
  const second = id
  const ids = ({ items }: EscalationPage) => items.map(({ session }) => session.id)
  const all = await queue('cleo')
  expect(ids(all)).toEqual([second, first])
  expect(all.counts).toEqual({ mine: 1, unassigned: 1, all: 2 })
  expect(all.items[0]).toMatchObject({
    handoff: { reason: 'No rights on the mail server', target: null },
    session: { psa_ticket_id: '48291' },
    step_count: 1,
    may_pick_up: true,
  })
  expect(all.items[0]?.session.priority?.name).toEqual(expect.any(String))
  expect(ids(await queue('cleo', '?filter=mine'))).toEqual([first])
  expect(ids(await queue('cleo', '?filter=unassigned'))).toEqual([second])
  expect((await queue('ben')).items.map(({ may_pick_up }) => may_pick_up)).toEqual([false, false])
  const page = await queue('cleo', '?limit=1')
  expect(ids(page)).toEqual([second])
  expect(ids(await queue('cleo', `?limit=1&cursor=${page.next_cursor}`))).toEqual([first])
  expect(await api.as('vera')('GET', '/ai-sessions/escalation-queue')).toMatchObject({ status: 403 })
  expect(ids(await queue('zed'))).toEqual([])
  const boards = world.db.admin.json({ engineer: ['999'] })
  await world.db.admin`update accounts set board_rights = ${boards} where key = 'acme'`
  expect(await queue('cleo')).toMatchObject({ counts: { all: 1 } })
  expect(ids(await queue('ada'))).toEqual([second, first])
  await world.db.admin`update accounts set board_rights = '{}'`
  const inPod = await api.as('cleo', { ticket: '48291' })('GET', '/ai-sessions/escalation-queue')
  expect(ids(inPod.body as EscalationPage)).toEqual([second])
  await pickUp('cleo')
  expect(ids(await queue('cleo'))).toEqual([first])
})

test('lines of the brief are marked by whoever received it, and what is done once more is counted', async () => {
  await does('ben', '/tasks', { text: 'Look at the log' })
  await tick('ben', 'Look at the log')
  await does('ben', '/facts', { text: 'The fuse is whole.' })
  const { id: handoff_id } = await escalated()
  const mark = (name: PersonName, item: string, verdict: string | null) =>
    does(name, `/handoffs/${handoff_id}/received`, { item, verdict })
  expect(await mark('cleo', 'what_we_know:0', 'wrong')).toMatchObject({ status: 403 })
  await pickUp('cleo')
  expect((await mark('cleo', 'what_we_know:0', 'wrong')).body).toMatchObject({
    received: [{ item: 'what_we_know:0', verdict: 'wrong' }],
  })
  expect(await mark('cleo', 'what_we_know:11', 'wrong')).toMatchObject({
    status: 422,
    body: { code: 'invalid' },
  })
  expect(await mark('ben', 'what_we_know:0', 'confirmed')).toMatchObject({ status: 403 })
  expect(((await mark('cleo', 'what_we_know:0', null)).body as Handoff).received).toEqual([])
  expect((await detail()).handoffs[0]?.repeated).toEqual({ steps: 0, questions: 0 })
  await tick('cleo', 'Look at the log', 'pending')
  await tick('cleo', 'Look at the log')
  expect((await detail()).handoffs[0]?.repeated).toEqual({ steps: 1, questions: 0 })
})

test('a case that was closed since it was claimed is not begun any more', async () => {
  const { id: handoff_id } = await escalated()
  expect((await does('cleo', `/handoffs/${handoff_id}/claim`)).status).toBe(200)
  expect((await does('ben', '/resolve', { resolution_summary: 'It was unplugged.' })).status).toBe(200)
  expect(await pickUp('cleo', { additional_context: 'Which printer?' })).toMatchObject({
    status: 409,
    body: { code: 'case_closed' },
  })
  expect((await detail()).steps.filter(({ kind }) => kind === 'briefing')).toEqual([])
})

import { effect, signal } from '@preact/signals'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { changeSettings } from '../../server/connections/flowpilot-settings.ts'
import { addFact } from '../../server/sessions/add-fact.ts'
import { createSession } from '../../server/sessions/create-session.ts'
import { outbox } from '../../server/testing/outbox.ts'
import { type People, people } from '../../server/testing/people.ts'
import { requests } from '../../server/testing/request.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import type { SheetWish } from '../case/Sheet.tsx'
import { createPostsModel } from '../posts/posts-model.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createEscalateModel, type EscalateField, type EscalateModel } from './escalate-model.ts'
import { hearWish } from './hear-wish.ts'
import { handoffInHand } from './in-hand.ts'
import { createPickupModel } from './pickup-model.ts'
import { whyNotEscalate } from './why-not-escalate.ts'

let world: TestWorld
let who: People
let pods: TestPods
let session_id: string
let leaves: (() => void)[] = []
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.db.admin`update posts set state = 'cancelled' where state = 'ready'`
  await world.db.admin`update accounts set write_rights = '{}'`
  await world.db.admin`update connections set flowpilot_settings = '{}'`
  await world.db.admin`update ai_sessions set status = 'resolved', resolved_at = now()`
  const intake = { intake_type: 'psa_ticket', psa_ticket_id: '48288' } as const
  session_id = (await createSession(who.ctxFor('ben'), intake)).id
})
afterEach(async () => {
  await world.background.settled()
  for (const leave of leaves) leave()
  leaves = []
  pods.leave()
  world.simulator.clearFaults()
  await outbox(world, who, world.simulator).closeBreaker()
})

/** The case on one surface of this person. */
async function openCase(name: 'ben' | 'cleo' | 'ada') {
  const { pod, to, hold } = await pods.open(name)
  const session = createSessionModel(pod, session_id)
  const posts = createPostsModel(pod, session_id)
  const model = createEscalateModel(pod, { session, posts })
  leaves.push(() => {
    model.stop()
    posts.dispose()
    session.dispose()
  })
  await expect.poll(() => session.detail.value).not.toBeNull()
  const handoff = () => session.detail.value && handoffInHand(session.detail.value)
  return { pod, session, model, posts, handoff, to, hold, pickup: createPickupModel(pod, session) }
}

function setAll({ form }: EscalateModel, values: Partial<Record<EscalateField, string>>): void {
  for (const [name, value] of Object.entries(values)) form.set(name as EscalateField, value)
}
const reason = 'Nobody here may change the router.'

test('it wants a reason, keeps what was typed, and begins with the ticks of the account', async () => {
  const { model } = await openCase('ben')
  await model.read()
  expect(model.why.value).toBe('Say why you hand it on.')
  setAll(model, { reason, ticket_note: '' })
  await model.read()
  expect(model.form.values.value).toMatchObject({ reason, ticket_note: '', target: '' })
  expect([model.why.value, model.parts.value]).toEqual([null, []])
  expect(model.proposal.value?.targets.map(({ name }) => name).toSorted()).toEqual([
    'Ada Lindqvist',
    'Cleo Marchetti',
  ])
})

test('the brief is there at once and the full one takes its place; an unchanged case asks for none', async () => {
  const { model, pod } = await openCase('ben')
  const kinds: (string | undefined)[] = []
  leaves.push(model.preview.subscribe((now) => void kinds.push(now?.brief.kind)))
  await model.write()
  expect(kinds).toEqual([undefined, 'basic', 'model'])
  expect([model.coming.value, model.unwritten.value]).toEqual([null, null])
  const { asked } = await pods.open('ben')
  await model.write()
  expect(asked.filter((call) => call.includes('preview'))).toEqual([])
  expect(pod.live.state.value.status).toBe('live')
})

test('escalated, its note stands in the sheet, the case says so and cannot be escalated again', async () => {
  const { model, session, posts, handoff } = await openCase('ben')
  await model.read()
  setAll(model, { reason, target: who.of.cleo.id })
  await model.handOn()
  expect(model.form.problem.value).toBeNull()
  expect(model.handed.value?.handoff).toMatchObject({
    intent: 'escalate',
    reason,
    target: { name: 'Cleo Marchetti' },
  })
  expect(posts.posts.value.map(({ placement }) => placement)).toEqual(['internal'])
  expect(session.detail.value?.status).toBe('escalated')
  expect(handoff()?.reason).toBe(reason)
  expect(whyNotEscalate(session.detail.value)).toBe(
    'This case is escalated: only one that is worked on is handed on.',
  )
})

test('whoever does not handle the case reads who can hand it on, and only them', async () => {
  const { session } = await openCase('cleo')
  expect(whyNotEscalate(session.detail.value)).toBe('Ben Okafor handles this case: only they can hand it on.')
})

test('a brief that was edited goes as it was edited, whatever comes of it afterwards; own hours go with it', async () => {
  const { model, session } = await openCase('ben')
  await model.read()
  await model.write()
  model.edit(`── Problem ──\nThe VPN drops at noon.`)
  await model.write()
  expect(model.edited.value).toBe('── Problem ──\nThe VPN drops at noon.')
  setAll(model, { reason, time: 'yes' })
  expect(model.why.value).toBe('Choose a work type.')
  setAll(model, { work_type_id: '3' })
  expect(model.parts.value).toEqual(['note', 'time'])
  await model.handOn()
  expect(model.form.problem.value).toBeNull()
  expect(model.handed.value?.posts.map(({ kind }) => kind)).toEqual(['note', 'time_entry'])
  expect(session.detail.value?.handoffs[0]?.brief.summary_prose).toBe('The VPN drops at noon.')
  model.forget()
  expect(model.edited.value).toBeNull()
})

test('a status goes where the account asks for one and it was chosen', async () => {
  await changeSettings(who.ctxFor('ada'), who.connection_id, { prompt_status_on_escalate: true })
  const { model } = await openCase('ben')
  await model.read()
  setAll(model, { reason, status: 'yes' })
  expect(model.why.value).toBe('Choose a status.')
  const { place, statuses } = model.proposal.value ?? {}
  const other = statuses?.find(({ id }) => id !== place?.status?.id)
  setAll(model, { psa_status_id: other?.id ?? '' })
  expect(model.parts.value).toEqual(['note', 'status'])
  await model.handOn()
  expect(model.handed.value?.posts.at(-1)?.order).toMatchObject({ status_name: other?.name })
})

test('a call that fails loses nothing that was typed; pressed again it is one escalation', async () => {
  const { model, to, session } = await openCase('ben')
  await model.read()
  setAll(model, { reason })
  await to('cut')
  await model.handOn()
  expect(model.form.problem.value).toBeTruthy()
  expect(model.form.values.value.reason).toBe(reason)
  await to('mute')
  await model.handOn()
  await to('good')
  await model.handOn()
  expect(model.form.problem.value).toBeNull()
  expect(session.detail.value?.handoffs).toHaveLength(1)
  expect(model.handed.value?.posts.map(({ placement }) => placement)).toEqual(['internal'])
})

test('parked, it waits with its reason and nothing goes to the ticket', async () => {
  const { model, session, posts, handoff } = await openCase('ben')
  await model.read()
  model.choose('park')
  expect(model.why.value).toBe('Say why it waits.')
  setAll(model, { reason: 'The vendor calls back on Tuesday' })
  await model.handOn()
  expect(session.detail.value?.status).toBe('paused')
  expect(handoff()).toMatchObject({ intent: 'park', reason: 'The vendor calls back on Tuesday' })
  expect(posts.posts.value).toEqual([])
})

test('it is opened to park, and leaves alone what another sheet is to begin with', async () => {
  const { model } = await openCase('ben')
  const wish = signal<SheetWish | null>({ park: 'Waits for a part' })
  leaves.push(effect(() => hearWish(wish, model)))
  expect([model.intent.value, model.form.values.value.reason, wish.value]).toEqual([
    'park',
    'Waits for a part',
    null,
  ])
  const ask = { audience: 'client_update', ask: 'Which device is it?' } as const
  wish.value = ask
  expect(wish.value).toEqual(ask)
})

async function escalated() {
  await addFact(who.ctxFor('ben'), session_id, {
    text: 'The mesh drops packets',
    status: 'confirmed',
    known: 'checked',
  })
  const answer = await requests(world, who).as('ben')('POST', `/ai-sessions/${session_id}/escalate`, {
    reason,
  })
  expect(answer.status, answer.text).toBe(200)
  await world.background.settled()
}

test('picked up, it is in other hands on every surface; its owner sees by whom', async () => {
  await escalated()
  const ben = await openCase('ben')
  const cleo = await openCase('cleo')
  expect(cleo.session.may.value).toContain('pick_up')
  expect(ben.session.may.value).toContain('take_back')
  expect(await cleo.pickup.pickUp('continue')).toBe(true)
  expect(cleo.session.detail.value).toMatchObject({ status: 'active', handler_name: 'Cleo Marchetti' })
  await expect.poll(() => ben.handoff()?.claimed_by?.name).toBe('Cleo Marchetti')
  expect(ben.session.may.value).not.toContain('take_back')
  expect(ben.session.may.value).toContain('add_fact')
})

test('whoever is slower is told who has it', async () => {
  await escalated()
  const ada = await openCase('ada')
  const cleo = await openCase('cleo')
  expect(await ada.pickup.pickUp('continue')).toBe(true)
  expect(await cleo.pickup.pickUp('continue')).toBe(false)
  expect(cleo.pickup.problem.value?.extra.claimed_by).toMatchObject({ name: 'Ada Lindqvist' })
  expect(cleo.handoff()?.claimed_by?.name).toBe('Ada Lindqvist')
  expect(cleo.session.may.value).not.toContain('pick_up')
})

test('taken back, it is worked on as before', async () => {
  await escalated()
  const { pickup, session, handoff } = await openCase('ben')
  const waiting = handoff()
  if (!waiting) throw new Error('no handoff')
  expect(await pickup.takeBack(waiting)).toBe(true)
  expect(session.detail.value?.status).toBe('active')
  expect(handoff()).toBeNull()
})

test('a line of the brief is marked at once, and the same mark again takes it away', async () => {
  await escalated()
  const { pickup, session, handoff } = await openCase('cleo')
  await pickup.pickUp('fresh', 'I look at the provider first.')
  const taken = handoff()
  if (!taken) throw new Error('no handoff')
  const marked = pickup.mark(taken, 'what_we_know:0', 'wrong')
  expect(handoff()?.received).toEqual([{ item: 'what_we_know:0', verdict: 'wrong' }])
  await marked
  await session.refresh()
  const kept = handoff()
  if (!kept) throw new Error('no handoff')
  expect(kept.received).toEqual([{ item: 'what_we_know:0', verdict: 'wrong' }])
  await pickup.mark(kept, 'what_we_know:0', 'wrong')
  await session.refresh()
  expect(handoff()?.received).toEqual([])
})

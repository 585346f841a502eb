import { afterAll, beforeAll, expect, test } from 'vitest'
import { fireDue } from '../../reminders/fire-due.ts'
import { setReminder } from '../../reminders/set-reminder.ts'
import { type Outbox, outbox } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { plansOf } from '../../testing/plans.ts'
import { createScriptedModel } from '../../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { changeBoardRights } from '../../tickets/board-rights.ts'
import { ask } from '../ask.ts'
import { createSession } from '../create-session.ts'
import { refreshTicket } from '../refresh-ticket.ts'
import { listNeeds } from './list-needs.ts'
import { needRows } from './queries.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
let box: Outbox
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  box = outbox(world, who, world.simulator)
})
afterAll(() => world?.stop())

const needs = async (name: 'ada' | 'ben' | 'cleo' | 'zed' = 'ben') =>
  (await listNeeds(who.ctxFor(name))).items
const kinds = async (name?: 'ada' | 'ben' | 'cleo') =>
  (await needs(name)).map(({ kind, title }) => [kind, title])

const inWords = (intake_content: string) =>
  createSession(who.ctxFor('ben'), { intake_type: 'free_text', intake_content })

/** Into the ticket, as the client or one of us, for the client to read. */
async function writes(whose: 'client' | 'ours', id: string, ticketId: number) {
  const tenant = world.simulator.state.tenants.acme
  const pattern = tenant?.notes.find((note) => (note.contactId === null) === (whose === 'ours'))
  if (!tenant || !pattern) throw new Error('the simulator has no such note')
  const at = new Date().toISOString()
  const place = { discussion: true, internal: false, resolution: false, issue: false }
  const number = 900_000 + tenant.notes.length
  tenant.notes.push({ ...pattern, ...place, id: number, ticketId, dateCreated: at, lastUpdated: at })
  await refreshTicket(who.ctxFor('ben'), id)
  await world.background.settled()
}

async function asks(id: string, text: string) {
  model.next({ reply: 'Noted.', question: { text, context: '', options: [], keep: false } })
  await ask(who.ctxFor('ben'), id, { content: '' })
  await world.background.settled()
}

test('nobody is needed where nothing waits', async () => {
  await inWords('Printer prints grey')
  expect(await needs()).toEqual([])
})

test('my turn, while a question of an active case of mine is open', async () => {
  const { id } = await inWords('Shared mailbox missing')
  await asks(id, 'Was the mailbox moved?')
  expect(await needs()).toMatchObject([
    { kind: 'your_turn', session_id: id, title: 'Shared mailbox missing', words: 'Was the mailbox moved?' },
  ])
  for (const other of ['ada', 'cleo', 'zed'] as const) expect(await needs(other)).toEqual([])
  await world.db.admin`update ai_sessions set status = 'resolved' where id = ${id}`
  expect(await needs()).toEqual([])
})

test('a client who wrote after us, before anything else and each ticket once, until we answered', async () => {
  const { id, title } = await createSession(who.ctxFor('ben'), {
    intake_type: 'psa_ticket',
    psa_ticket_id: '48291',
  })
  await writes('ours', id, 48291)
  expect(await kinds()).toEqual([])
  await asks(id, 'Is it all mail?')
  expect(await kinds()).toEqual([['your_turn', title]])
  await writes('client', id, 48291)
  expect(await kinds()).toEqual([['client_waits', title]])
  const [waits] = await needs()
  expect(waits?.words).toBeTruthy()
  expect(Date.parse(waits?.since ?? '')).not.toBeNaN()

  const post = await box.click({ ticket_id: '48291', session_id: id, placement: 'internal' })
  expect(await kinds()).toEqual([['client_waits', title]])
  // a note for the client is held for its undo; one that was sent stands for it
  await world.db.admin`update posts set placement = 'discussion' where id = ${post.id}`
  expect(await kinds()).toEqual([['your_turn', title]])

  await world.db.admin`update posts set state = 'needs_human' where id = ${post.id}`
  expect(await needs()).toMatchObject([
    { kind: 'post', post_id: post.id, ticket_id: '48291', post: { kind: 'note', state: 'needs_human' } },
  ])
  await writes('client', id, 48291)
  expect(await needs()).toMatchObject([
    {
      kind: 'client_waits',
      post_id: post.id,
      ticket_id: '48291',
      post: { kind: 'note', state: 'needs_human' },
    },
  ])
  expect(await needs('cleo')).toEqual([])
  await changeBoardRights(who.ctxFor('ada'), { engineer: [] })
  expect(await needs()).toEqual([])
  await changeBoardRights(who.ctxFor('ada'), { engineer: null })
  expect(await needs()).toHaveLength(1)
})

test('a case that rests for more than three days, the longest first', async () => {
  const rests = async (title: string, days: number) => {
    const { id } = await inWords(title)
    await world.db.admin`
      update ai_sessions set status = 'paused', paused_at = now() - make_interval(days => ${days}) where id = ${id}`
  }
  await rests('Headset is ordered', 4)
  await rests('Waits for the landlord', 9)
  await rests('Paused today', 2)
  expect((await kinds()).filter(([kind]) => kind === 'paused_long')).toEqual([
    ['paused_long', 'Waits for the landlord'],
    ['paused_long', 'Headset is ordered'],
  ])
})

test('a reminder that is due, until it is read', async () => {
  const { id } = await inWords('Fax sends nothing')
  await setReminder(who.ctxFor('ben'), id, {
    remind_at: new Date(Date.now() + 60_000).toISOString(),
    audience: 'client_update',
  })
  const due = async () => (await needs()).filter(({ kind }) => kind === 'reminder')
  expect(await due()).toEqual([])
  await world.db.admin`update reminders set remind_at = now()`
  await fireDue(world, new AbortController().signal)
  expect(await due()).toMatchObject([
    { session_id: id, title: 'Fax sends nothing', audience: 'client_update' },
  ])
  await world.db.admin`update notifications set read_at = now()`
  expect(await due()).toEqual([])
})

test('my cases are gone through once for each reason, also by the plan for anybody', async () => {
  const plans = await plansOf(world, who.accounts.acme, (sql) => needRows(sql, who.ctxFor('ben')))
  expect(plans).toHaveLength(2)
  for (const plan of plans) expect(plan.match(/CTE Scan on mine/g)).toHaveLength(4)
})

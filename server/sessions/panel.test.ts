import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Session } from '../../shared/contracts/sessions.ts'
import { type People, people } from '../testing/people.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { addFact } from './add-fact.ts'
import { addTask } from './add-task.ts'
import { mostTasks } from './caps.ts'
import { changeFact } from './change-fact.ts'
import { changeTask } from './change-task.ts'
import { createSession } from './create-session.ts'
import { listFacts } from './list-facts.ts'
import { promoteFact } from './promote-fact.ts'
import { removeFact } from './remove-fact.ts'
import { removeTask } from './remove-task.ts'
import { sessionDetail } from './session-detail.ts'

let world: TestWorld
let who: People
let made: Session
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  made = await createSession(who.ctxFor('ben'), { intake_type: 'free_text', intake_content: 'VPN drops' })
})

const ben = () => who.ctxFor('ben')
const add = (text: string) => addTask(ben(), made.id, { text })
const detail = () => sessionDetail(ben(), made.id)
const states = async () => (await detail()).tasks.map(({ text, state }) => `${text} ${state}`)
const events = async () =>
  (await world.db.admin`select count(*) as n from events where payload ->> 'session_id' = ${made.id}`)[0]?.n

describe('steps', () => {
  test('the first one is active; a tick hands on to the next and tells the story', async () => {
    const a = await add('A')
    await add('B')
    const before = await detail()
    expect(
      before.tasks.map(({ state, position, revision, source }) => [state, position, revision, source]),
    ).toEqual([
      ['active', 1, 1, 'engineer'],
      ['pending', 2, 1, 'engineer'],
    ])
    const done = await changeTask(who.ctxFor('cleo'), made.id, a.id, {
      revision: 1,
      state: 'done',
      result: 'Tunnel is up',
    })
    expect(done).toMatchObject({ state: 'done', result: 'Tunnel is up', revision: 2 })
    expect(await states()).toEqual(['A done', 'B active'])
    const after = await detail()
    expect(after.steps.at(-1)).toMatchObject({
      kind: 'action',
      author: { name: who.of.cleo.name },
      content: 'Done: A → Tunnel is up',
    })
    expect(after.state_version).toBe(before.state_version + 1)
  })

  test('a revision that is not the newest answers how it stands', async () => {
    const a = await add('A')
    await changeTask(ben(), made.id, a.id, { revision: 1, text: 'A2' })
    const stale = changeTask(who.ctxFor('cleo'), made.id, a.id, { revision: 1, text: 'A3' })
    await expect(stale).rejects.toMatchObject({
      code: 'revision_stale',
      status: 409,
      extra: { current: { id: a.id, text: 'A2', revision: 2 } },
    })
  })

  test('of two who change at once one wins', async () => {
    const a = await add('A')
    const both = await Promise.allSettled(
      ['ben', 'cleo'].map((name) =>
        changeTask(who.ctxFor(name as 'ben'), made.id, a.id, { revision: 1, result: name }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('taking one up lays the other down; skipping and removing hand on', async () => {
    const [, b, c] = [await add('A'), await add('B'), await add('C')]
    await changeTask(ben(), made.id, c.id, { revision: 1, state: 'active' })
    expect(await states()).toEqual(['A pending', 'B pending', 'C active'])
    await changeTask(ben(), made.id, c.id, { revision: 2, state: 'skipped' })
    expect(await states()).toEqual(['A active', 'B pending', 'C skipped'])
    await removeTask(ben(), made.id, (await detail()).tasks[0]?.id ?? '')
    expect(await states()).toEqual(['B active', 'C skipped'])
    await changeTask(ben(), made.id, b.id, { revision: 2, state: 'pending' })
    expect(await states()).toEqual(['B pending', 'C skipped'])
  })

  test('moving one keeps the revisions of the others', async () => {
    const [a, , c] = [await add('A'), await add('B'), await add('C')]
    await changeTask(ben(), made.id, c.id, { revision: 1, position: 1 })
    const { tasks } = await detail()
    expect(tasks.map(({ text, position, revision }) => [text, position, revision])).toEqual([
      ['C', 1, 2],
      ['A', 2, 1],
      ['B', 3, 1],
    ])
    await changeTask(ben(), made.id, a.id, { revision: 1, position: 999 })
    expect((await detail()).tasks.map(({ text }) => text)).toEqual(['C', 'B', 'A'])
  })

  test('the list is full at its cap', async () => {
    for (let n = 0; n < mostTasks; n++) await add(`Step ${n}`)
    await expect(add('One more')).rejects.toMatchObject({ code: 'invalid', status: 422 })
  })

  test('each change is told once', async () => {
    const before = await events()
    const a = await add('A')
    await changeTask(ben(), made.id, a.id, { revision: 1, result: 'x' })
    await removeTask(ben(), made.id, a.id)
    expect((await events()) - before).toBe(3)
  })
})

describe('facts', () => {
  test('an engineer adds, changes, and takes away', async () => {
    const fact = await addFact(ben(), made.id, { text: 'Only on Wi-Fi', status: 'pending', known: 'told' })
    expect(fact).toMatchObject({
      source_kind: 'engineer',
      source_label: who.of.ben.name,
      editable: true,
      revision: 1,
    })
    const changed = await changeFact(who.ctxFor('cleo'), made.id, fact.id, {
      revision: 1,
      status: 'confirmed',
    })
    expect(changed).toMatchObject({ status: 'confirmed', revision: 2 })
    expect((await detail()).evidence_items).toEqual([{ text: 'Only on Wi-Fi', status: 'confirmed' }])
    await expect(changeFact(ben(), made.id, fact.id, { revision: 1, text: 'x' })).rejects.toMatchObject({
      code: 'revision_stale',
      extra: { current: { revision: 2 } },
    })
    await removeFact(ben(), made.id, fact.id)
    expect((await listFacts(who.ctxFor('vera'), made.id)).items).toEqual([])
    const [row] = await world.db
      .admin`select deleted_at is not null as soft from ai_session_facts where id = ${fact.id}`
    expect(row).toEqual({ soft: true })
  })

  test('the same words are one fact', async () => {
    const one = await addFact(ben(), made.id, { text: 'Only on Wi-Fi', status: 'confirmed', known: 'told' })
    const two = await addFact(who.ctxFor('cleo'), made.id, {
      text: 'only on wi-fi.',
      status: 'confirmed',
      known: 'told',
    })
    expect(two.id).toBe(one.id)
  })

  test('what a step showed becomes a fact that follows the step and is corrected there', async () => {
    const task = await add('Ping the gateway.')
    await expect(promoteFact(ben(), made.id, { source_ref: task.id })).rejects.toMatchObject({
      code: 'nothing_to_promote',
      status: 422,
    })
    await changeTask(ben(), made.id, task.id, { revision: 1, state: 'done', result: '40 % loss' })
    const fact = await promoteFact(ben(), made.id, { source_ref: task.id })
    expect(fact).toMatchObject({
      text: 'Ping the gateway: 40 % loss',
      source_kind: 'diagnostic_check',
      source_ref: task.id,
      source_label: 'Check: Ping the gateway.',
      editable: false,
    })
    expect((await promoteFact(ben(), made.id, { source_ref: task.id })).id).toBe(fact.id)
    await expect(changeFact(ben(), made.id, fact.id, { revision: 1, text: 'x' })).rejects.toMatchObject({
      code: 'fact_from_answer',
      status: 403,
    })
    await expect(removeFact(ben(), made.id, fact.id)).rejects.toMatchObject({ code: 'fact_from_answer' })
    await changeTask(ben(), made.id, task.id, { revision: 2, result: 'no loss' })
    expect((await detail()).facts.map(({ text }) => text)).toEqual(['Ping the gateway: no loss'])
  })

  test('own words are promoted as an engineer’s fact; an unknown source gives nothing', async () => {
    expect(await promoteFact(ben(), made.id, { proposed_text: 'ISP is fine' })).toMatchObject({
      source_kind: 'engineer',
      status: 'confirmed',
    })
    await expect(promoteFact(ben(), made.id, { source_ref: randomUUID() })).rejects.toMatchObject({
      code: 'nothing_to_promote',
    })
  })
})

test('nobody but engineers of the account changes anything', async () => {
  const task = await add('A')
  const fact = await addFact(ben(), made.id, { text: 'F', status: 'confirmed', known: 'told' })
  for (const [name, code] of [
    ['vera', 'not_allowed'],
    ['zed', 'not_found'],
  ] as const) {
    const ctx = who.ctxFor(name)
    const calls = [
      addTask(ctx, made.id, { text: 'x' }),
      changeTask(ctx, made.id, task.id, { revision: 1, text: 'x' }),
      removeTask(ctx, made.id, task.id),
      addFact(ctx, made.id, { text: 'x', status: 'confirmed', known: 'told' }),
      changeFact(ctx, made.id, fact.id, { revision: 1, text: 'x' }),
      removeFact(ctx, made.id, fact.id),
      promoteFact(ctx, made.id, { proposed_text: 'x' }),
    ]
    for (const call of await Promise.allSettled(calls))
      expect(call.status === 'rejected' && call.reason.code).toBe(code)
  }
  await expect(listFacts(who.ctxFor('zed'), made.id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(removeTask(ben(), made.id, fact.id)).rejects.toMatchObject({ code: 'not_found' })
  const other = await createSession(ben(), { intake_type: 'free_text', intake_content: 'Other' })
  await expect(removeTask(ben(), other.id, task.id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(removeFact(ben(), other.id, fact.id)).rejects.toMatchObject({ code: 'not_found' })
})

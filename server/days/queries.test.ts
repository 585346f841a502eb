import { afterAll, beforeAll, expect, test } from 'vitest'
import { type People, people } from '../testing/people.ts'
import { plansOf } from '../testing/plans.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { actsBetween } from './queries.ts'

let world: TestWorld
let who: People
const cases = 5_000
const stepsEach = 4

beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  const { admin } = world.db
  const account_id = who.accounts.acme
  const colleagues = [who.of.ben.id, who.of.cleo.id]
  await admin`
    insert into ai_sessions (account_id, id, title, intake_type, user_id, current_handler_id, status, created_at)
    select ${account_id}, gen_random_uuid(), 'Case ' || n, 'free_text', u.id, u.id, 'resolved',
      '2026-01-01'::timestamptz + n * interval '1 hour'
    from generate_series(1, ${cases}::int) n,
      lateral (select (${colleagues}::uuid[])[1 + n % 2] as id) u`
  await admin`
    insert into ai_session_steps (account_id, session_id, id, seq, kind, user_id, content, created_at)
    select ${account_id}, s.id, gen_random_uuid(), 1000 + n, 'message', s.user_id, 'x', s.created_at + n * interval '1 minute'
    from ai_sessions s, generate_series(1, ${stepsEach}::int) n`
  await admin`
    insert into ai_session_facts (account_id, session_id, id, text, status, source_kind, created_by, created_at)
    select account_id, session_id, gen_random_uuid(), 'x', 'confirmed', 'engineer', user_id, created_at
    from ai_session_steps`
  await admin`
    insert into ai_session_tasks (account_id, session_id, id, text, state, position, source, touched_by, done_at)
    select account_id, session_id, gen_random_uuid(), 'x', 'done', seq, 'engineer', user_id, created_at
    from ai_session_steps`
  // as autovacuum leaves tables; before it, an index is dear to the planner
  await admin`vacuum analyze ai_sessions, ai_session_steps, ai_session_facts, ai_session_tasks`
})
afterAll(() => world?.stop())

const day = { from: '2026-03-03T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' }

test('a day of one person is reached by what they did when, among all that everybody did', async () => {
  const plans = await plansOf(world, who.accounts.acme, (sql) => actsBetween(sql, who.ctxFor('ben'), day))
  expect(plans.length).toBeGreaterThan(1)
  for (const plan of plans) {
    for (const name of ['steps_by_person', 'facts_by_person', 'tasks_by_person']) expect(plan).toContain(name)
    expect(plan).not.toMatch(/Seq Scan on (ai_session_|ai_sessions)/)
  }
})

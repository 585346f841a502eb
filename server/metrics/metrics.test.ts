import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { createRegistry } from './registry.ts'

let world: TestWorld
let who: People
let box: Outbox
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings: { POST_AUDIT_SECONDS: '9000' } })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  api = requests(world, who)
})
afterAll(() => world?.stop())

const scrape = async () => (await api.signedOut('GET', '//metrics')).text
const numberOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((line) => line.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

test('what nobody has measured has no number, and what is cleared has none any more', async () => {
  const { gauge, text } = createRegistry()
  const silent = gauge('silent', 'Says nothing.')
  const posts = gauge('posts', 'By state.', ['state'])
  posts.set({ state: 'ready' }, 3)
  expect(await text()).toContain('posts{state="ready"} 3')
  posts.clear()
  expect(await text()).not.toMatch(/^(silent|posts)[{ ]/m)
  silent.set({}, 0)
  expect(await text()).toContain('silent 0')
})

test('ever new labels do not fill the memory', async () => {
  const { counter, histogram, text } = createRegistry()
  const add = counter('calls_total', 'Calls.', ['i'])
  const seconds = histogram('seconds', 'How long.', [1], ['i'])
  for (let i = 0; i < 5_000; i++) {
    add({ i })
    seconds({ i }, 2)
  }
  const lines = (await text()).split('\n')
  expect(lines.filter((line) => line.startsWith('calls_total{'))).toHaveLength(2_000)
  expect(lines.filter((line) => line.startsWith('seconds_count{'))).toHaveLength(2_000)
})

test('requests, posts, turns, model, streams, database and process are told without a name or an id', async () => {
  const ben = api.as('ben')
  const made = await ben('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id: '48291' })
  const { id } = made.body as { id: string }
  await ben('POST', `/ai-sessions/${id}/messages`, { content: '' }, { accept: 'application/json' })
  await ben('GET', `/ai-sessions/${id}`)
  await box.click()
  world.simulator.addFault({ kind: 'reply_lost', match: { method: 'POST', path: '/notes' }, times: 1 })
  const lost = await box.click({ ticket_id: '48297' })
  await box.inAcme(
    (sql) => sql`update posts set check_at = now() - interval '30 seconds' where id = ${lost.id}`,
  )
  const reader = { account_id: who.accounts.acme, user_id: who.of.ben.id, may: () => true }
  const stream = await world.hub.subscribe(reader, null)
  await world.background.settled()

  const text = await scrape()
  expect(
    numberOf(
      text,
      'flowpilot_http_requests_total{method="GET",route="/api/v1/ai-sessions/:id",status="200"}',
    ),
  ).toBe(1)
  expect(numberOf(text, 'flowpilot_http_request_seconds_count{method="GET"}')).toBeGreaterThanOrEqual(1)
  expect(numberOf(text, 'flowpilot_post_outcomes_total{kind="done"}')).toBe(1)
  expect(numberOf(text, 'flowpilot_post_outcomes_total{kind="unknown"}')).toBe(1)
  expect(numberOf(text, 'flowpilot_posts{state="uncertain"}')).toBe(1)
  expect(numberOf(text, 'flowpilot_post_queue_age_seconds{queue="look"}')).toBeGreaterThanOrEqual(30)
  expect(numberOf(text, 'flowpilot_post_queue_age_seconds{queue="send"}')).toBe(0)
  expect(
    numberOf(text, 'flowpilot_model_calls_total{task="diagnosis",kind="offline",state="answered"}'),
  ).toBe(1)
  expect(numberOf(text, 'flowpilot_model_tokens_total{kind="offline",what="output_tokens"}')).toBeGreaterThan(
    0,
  )
  expect(numberOf(text, 'flowpilot_work_seconds_count{work="turn"}')).toBe(1)
  expect(numberOf(text, 'flowpilot_event_streams')).toBe(1)
  expect(numberOf(text, 'flowpilot_database_up')).toBe(1)
  expect(numberOf(text, 'flowpilot_connections_held_back{why="unreliable"}')).toBe(0)
  expect(text).toMatch(/^flowpilot_database_connections\{state="\w+"/m)
  expect(numberOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000)
  for (const name of [
    'process_cpu_seconds_total',
    'nodejs_heap_size_used_bytes',
    'nodejs_eventloop_lag_p99_seconds',
  ])
    expect(numberOf(text, name)).toBeGreaterThan(0)
  for (const secret of [who.accounts.acme, who.of.ben.id, id, lost.id, 'acme', 'ben', '48291'])
    expect(text.toLowerCase()).not.toContain(secret)
  stream.close('left')
})

test('without its database it still answers, and says so', async () => {
  const alone = await createTestWorld()
  const call = requests(alone, who).signedOut
  await alone.db.stop()
  const { status, text } = await call('GET', '//metrics')
  expect(status).toBe(200)
  expect(numberOf(text, 'flowpilot_database_up')).toBe(0)
  expect(text).not.toContain('flowpilot_posts{')
  await alone.stop().catch(() => {})
})

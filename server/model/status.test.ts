import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Me } from '../../shared/contracts/accounts.ts'
import type { ModelStatus } from '../../shared/contracts/model.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createStrictModel } from '../testing/strict-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const model = createStrictModel()
let world: TestWorld
let who: People
let as: ReturnType<typeof requests>['as']
let signedOut: ReturnType<typeof requests>['signedOut']
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch, settings: { MODEL_DOLLARS_PER_DAY: '5' } })
  who = await people(world)
  const api = requests(world, who)
  as = api.as
  signedOut = api.signedOut
})
afterAll(() => world?.stop())

const statusFor = async (name: 'ada' | 'zed') =>
  (await as(name)('GET', '/accounts/me/model')).body as ModelStatus
const meOf = async (name: 'ada' | 'ben') => (await as(name)('GET', '/me')).body as Me

const entered = (account: 'acme' | 'zed', age: string, price: number | null) => world.db.admin`
  insert into model_ledger (account_id, id, user_id, task, kind, model, outcome, input_tokens, output_tokens,
    cache_read_tokens, cache_write_tokens, latency_ms, prompt_hash, price_micros, at)
  values (${who.accounts[account]}, gen_random_uuid(), ${who.of.ben.id}, 'diagnosis', 'anthropic', 'm', 'answered',
    100, 50, 700, 200, 1, 'h', ${price}, now() - ${age}::interval)`

test('admins see what the model has cost their own account', async () => {
  expect(await statusFor('ada')).toEqual({
    kind: 'anthropic',
    label: 'claude-sonnet-5-5',
    models: { strong: 'claude-sonnet-5-5', fast: 'claude-haiku-5-5', second: null },
    state: 'unknown',
    problem: null,
    today: { calls: 0, dollars: 0 },
    month: { calls: 0, dollars: 0 },
    budget_dollars: 5,
    unpriced_calls: 0,
    cache_read_share: null,
  })
  await entered('acme', '0 s', 1_250_000)
  await entered('acme', '0 s', null)
  await entered('acme', '40 days', 9_000_000)
  await entered('zed', '0 s', 7_000_000)
  expect(await statusFor('ada')).toMatchObject({
    today: { calls: 2, dollars: 1.25 },
    month: { calls: 2, dollars: 1.25 },
    unpriced_calls: 1,
    cache_read_share: 0.7,
  })
})

test('nobody else does, nor beside a ticket', async () => {
  for (const name of ['ben', 'vera'] as const)
    expect((await as(name)('GET', '/accounts/me/model')).status).toBe(403)
  expect((await as('ada', { ticket: '48291' })('GET', '/accounts/me/model')).status).toBe(403)
})

test('a refused key is told to admins, in the metrics, and leaves the server ready', async () => {
  model.refuseKey(true)
  await world.model.checkModels()
  expect(await statusFor('ada')).toMatchObject({
    state: 'rejected',
    problem: { code: 'key_refused', since: expect.stringMatching(/^\d{4}-.*Z$/) },
  })
  expect((await meOf('ada')).model.problem).toEqual({
    code: 'key_refused',
    message: expect.stringContaining('ANTHROPIC_API_KEY'),
  })
  expect((await meOf('ben')).model.problem).toBeNull()
  expect((await signedOut('GET', '//readyz')).status).toBe(200)
  expect((await signedOut('GET', '//metrics')).text).toContain(
    'flowpilot_model_problem{code="key_refused"} 1',
  )
  model.refuseKey(false)
  await world.model.checkModels()
  expect(await statusFor('ada')).toMatchObject({ state: 'ok', problem: null })
})

test('without a key the offline model is who answers', async () => {
  const offline = await createTestWorld({ database: world.db, simulator: world.simulator })
  const { body } = await requests(offline, who).as('ada')('GET', '/accounts/me/model')
  expect(body).toMatchObject({ kind: 'offline', state: 'offline', models: null, problem: null })
  await offline.stop()
})

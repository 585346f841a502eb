import pino from 'pino'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import {
  createStrictModel,
  type StrictFault,
  type StrictOptions,
  serveStrictModel,
} from '../testing/strict-model.ts'
import { emptyTurnCase } from '../testing/turn-case.ts'
import { createGateway, type GatewayInput } from './anthropic.ts'
import type { ModelAnswer, ModelRequest, ModelTurn } from './gateway.ts'
import { createLedger } from './ledger.ts'
import type { TurnCase } from './protocol.ts'
import { callLimits } from './watchdog.ts'

const acme = '0190a000-0000-7000-8000-000000000001'
const ben = '0190a000-0000-7000-8000-000000000002'
const zed = '0190a000-0000-7000-8000-000000000003'
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await database.admin`insert into accounts (account_id, key, name) values (${acme}, 'acme', 'Acme MSP'), (${zed}, 'zed', 'Zed IT')`
})
afterAll(() => database.stop())

const schema = v.object({ reply: v.string(), confidence: v.object({ tier: v.string() }) })
const told: TurnCase = {
  ...emptyTurnCase,
  ticket: { id: '48291', summary: 'Mail from outside not arriving', type: '' },
  client_name: 'Contoso Dental',
}
const asksCase: ModelTurn[] = [
  { role: 'user', content: [{ type: 'text', text: 'A case begins.' }] },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'get_case', input: {} }] },
]

function request({
  history = [],
  ...more
}: Partial<ModelRequest<typeof schema>> = {}): ModelRequest<typeof schema> {
  return {
    task: 'diagnosis',
    account_id: acme,
    user_id: ben,
    session_id: acme,
    system: 'You are FlowPilot.',
    history: [...history, ...asksCase],
    input: {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_1', content: JSON.stringify(told) },
        { type: 'text', text: 'Mail from outside does not arrive since 9' },
      ],
    },
    schema,
    streams: 'reply',
    policy: 'allowed',
    ...more,
  }
}

function reader() {
  const seen = { text: '', restarts: 0, thinking: 0 }
  const readers = {
    text: (delta: string) => {
      seen.text += delta
    },
    restart: () => {
      seen.text = ''
      seen.restarts++
    },
    thinking: () => {
      seen.thinking++
    },
  }
  return { seen, readers }
}

type Given = Partial<Omit<GatewayInput, 'config'>> & {
  env?: Record<string, string>
  model?: StrictOptions
}

function gateway({ env = {}, model: options = {}, ...more }: Given = {}) {
  const model = createStrictModel(options)
  const made = createGateway({
    config: readConfig({ ANTHROPIC_API_KEY: 'test-key', ...env }),
    ledger: createLedger(database),
    log: pino({ level: 'silent' }),
    fetch: model.fetch,
    ...more,
  })
  return { model, gateway: made, ask: made.ask }
}

const untouched = new AbortController().signal
const newestRow = async () => {
  const [row] = await database.admin<Record<string, unknown>[]>`
    select * from model_ledger order by at desc, id desc limit 1`
  return row ?? {}
}
const rowCount = async () => (await database.admin`select 1 from model_ledger`).length

/** What is kept of a turn and shown again in the next. */
function turnsOf(asked: ModelRequest<typeof schema>, answer: ModelAnswer<unknown>): ModelTurn[] {
  if (answer.state !== 'answered') throw new Error(`not answered: ${JSON.stringify(answer)}`)
  const { content, origin } = answer
  return [...asked.history, asked.input, { role: 'assistant', content, origin }]
}

test('streams the reply and answers whole, after thinking', async () => {
  const { ask, model } = gateway()
  const { seen, readers } = reader()
  const answer = await ask(request(), readers, untouched)
  expect(answer).toMatchObject({ state: 'answered', kind: 'anthropic', remark: null })
  expect(answer.state === 'answered' && answer.value.reply).toBe(seen.text)
  expect(seen).toMatchObject({ restarts: 0, thinking: 1 })
  expect(model.calls).toBe(1)
})

const busy: StrictFault = { status: 529, retry_after_s: 0 }
const faults: [StrictFault[], { calls: number; kind: string; remark: RegExp | null }][] = [
  [['unreachable'], { calls: 2, kind: 'anthropic', remark: null }],
  [[busy], { calls: 2, kind: 'anthropic', remark: null }],
  [[busy, 'unreachable'], { calls: 2, kind: 'offline', remark: /overloaded or could not be reached/ }],
  [[busy, 'html'], { calls: 2, kind: 'offline', remark: /overloaded or could not be reached/ }],
  [[{ status: 401 }], { calls: 1, kind: 'offline', remark: /refused the key/ }],
  [[{ status: 404, message: 'model: claude-none' }], { calls: 1, kind: 'offline', remark: /does not exist/ }],
  [[{ status: 400 }], { calls: 1, kind: 'offline', remark: /rejected the request/ }],
  [['refusal'], { calls: 1, kind: 'offline', remark: /declined/ }],
  [['cut'], { calls: 2, kind: 'anthropic', remark: null }],
  [['cut_in_thinking'], { calls: 2, kind: 'anthropic', remark: null }],
  [['error_event'], { calls: 2, kind: 'anthropic', remark: null }],
  [['max_tokens'], { calls: 2, kind: 'anthropic', remark: null }],
  [['not_json'], { calls: 2, kind: 'anthropic', remark: null }],
  [['cut', 'cut'], { calls: 2, kind: 'offline', remark: /broke off its answer twice/ }],
]
test.each(faults)('after %j the reader has one whole answer', async (given, expected) => {
  const { ask, model } = gateway()
  model.fail(...given)
  const { seen, readers } = reader()
  const answer = await ask(request(), readers, untouched)
  if (answer.state !== 'answered') throw new Error(`not answered: ${JSON.stringify(answer)}`)
  expect(answer.kind).toBe(expected.kind)
  if (expected.remark) expect(answer.remark).toMatch(expected.remark)
  else expect(answer.remark).toBeNull()
  expect(answer.value.reply).toBe(seen.text)
  expect(model.calls).toBe(expected.calls)
})

test('MODEL_FALLBACK answers when the first model stays busy', async () => {
  const { ask, model } = gateway({ env: { MODEL_FALLBACK: 'claude-opus-5-5' } })
  model.fail(busy, busy)
  const answer = await ask(request(), reader().readers, untouched)
  expect(answer).toMatchObject({
    state: 'answered',
    model: 'claude-opus-5-5',
    remark: 'The model is overloaded or could not be reached; the second model answered.',
  })
})

test('an open breaker spares the model until a probe', async () => {
  const { ask, model, gateway: made } = gateway()
  model.fail(busy, busy, busy)
  await ask(request(), reader().readers, untouched)
  await ask(request(), reader().readers, untouched)
  expect(model.calls).toBe(3)
  expect(made.state().state).toBe('busy')
  expect(await ask(request(), reader().readers, untouched)).toMatchObject({ kind: 'offline' })
  expect(model.calls).toBe(3)
})

test('room that thinking used up is doubled for the second try', async () => {
  const { ask, model } = gateway({ model: { thinking_tokens: 15_000 } })
  expect(await ask(request(), reader().readers, untouched)).toMatchObject({ kind: 'anthropic', remark: null })
  expect(model.bodies.map(({ max_tokens }) => max_tokens)).toEqual([12_000, 24_000])
})

test('a stop keeps the text that had come, and the ledger has what was used', async () => {
  const { ask } = gateway()
  const stop = new AbortController()
  const { seen, readers } = reader()
  const stopping = {
    ...readers,
    text: (delta: string) => {
      readers.text(delta)
      stop.abort()
    },
  }
  const answer = await ask(request(), stopping, stop.signal)
  expect(answer).toMatchObject({ state: 'partial', problem: null, text: seen.text })
  expect(seen.text).not.toBe('')
  const row = await newestRow()
  expect(row).toMatchObject({ outcome: 'stopped', output_tokens: 1, stop_reason: null })
  expect(row.request_id).toMatch(/^req_/)
  expect(Number(row.input_tokens) + Number(row.cache_write_tokens)).toBeGreaterThan(100)
  expect(Number(row.price_micros)).toBeGreaterThan(0)
})

const quick = { ...callLimits, headersMs: 2_000, idleMs: 150, thinkingMs: 60 }

test('a model that thinks far longer than the idle limit is kept alive by its pings', async () => {
  const { ask, model } = gateway({ limits: quick })
  model.fail({ thinks_ms: 600 })
  const { seen, readers } = reader()
  expect(await ask(request(), readers, untouched)).toMatchObject({ kind: 'anthropic', remark: null })
  expect(seen).toMatchObject({ thinking: 1, restarts: 0 })
  expect(model.calls).toBe(1)
})

test('silence without any byte ends the call', async () => {
  const { ask, model } = gateway({ limits: quick, model: { ping_ms: 500 } })
  model.fail({ thinks_ms: 500 }, { thinks_ms: 500 })
  const answer = await ask(request(), reader().readers, untouched)
  expect(answer).toMatchObject({ kind: 'offline', remark: expect.stringMatching(/broke off/) })
  expect(model.calls).toBe(2)
})

test('an answer without end is cut off at its size', async () => {
  const { ask, model } = gateway()
  model.fail('huge', 'huge')
  expect(await ask(request(), reader().readers, untouched)).toMatchObject({ kind: 'offline' })
})

test('thinking is replayed only after the very prompt it was written after', async () => {
  const { ask, model } = gateway()
  const first = request()
  const history = turnsOf(first, await ask(first, reader().readers, untouched))
  const second = request({ history })
  expect(await ask(second, reader().readers, untouched)).toMatchObject({ kind: 'anthropic', remark: null })
  expect(JSON.stringify(model.bodies[1]?.messages)).toContain('"type":"thinking"')
  const edited = request({ history, system: 'You are FlowPilot, edited.' })
  expect(await ask(edited, reader().readers, untouched)).toMatchObject({ kind: 'anthropic', remark: null })
  expect(JSON.stringify(model.bodies[2]?.messages)).not.toContain('"type":"thinking"')
  expect(model.calls).toBe(3)
})

test('thinking that the API refuses is left out and the question asked once more', async () => {
  const { ask, model } = gateway()
  const first = request()
  const history = turnsOf(first, await ask(first, reader().readers, untouched))
  const changed: ModelTurn[] = [{ role: 'user', content: 'Another beginning' }, ...history.slice(1)]
  const second = request({ history: changed })
  const answer = await ask(second, reader().readers, untouched)
  expect(answer).toMatchObject({ kind: 'anthropic', remark: null })
  expect(model.calls).toBe(3)
  const third = request({ history: turnsOf(second, answer) })
  expect(await ask(third, reader().readers, untouched)).toMatchObject({ kind: 'anthropic', remark: null })
  expect(model.calls).toBe(4)
})

test('a spent budget lets the offline model answer without a call', async () => {
  const { ask, model } = gateway({ env: { MODEL_DOLLARS_PER_DAY: '0.01' } })
  const asked = request({ account_id: zed, session_id: zed })
  const spend = (kind: string) => database.admin`
    insert into model_ledger (account_id, id, session_id, user_id, task, kind, model, outcome, input_tokens,
      output_tokens, cache_read_tokens, cache_write_tokens, latency_ms, prompt_hash, budget_micros)
    values (${zed}, gen_random_uuid(), null, ${ben}, 'update', ${kind}, 'm', 'answered', 0, 0, 0, 0, 1, 'h', 10000)`
  await spend('anthropic')
  const answer = await ask(asked, reader().readers, untouched)
  expect(answer).toMatchObject({ kind: 'offline', remark: expect.stringMatching(/budget/) })
  expect(model.calls).toBe(0)
  const without = gateway({ env: { MODEL_DOLLARS_PER_DAY: '0' } })
  expect(await without.ask(asked, reader().readers, untouched)).toMatchObject({ kind: 'anthropic' })
})

test('what runs at once takes no more of the budget than is left', async () => {
  const many = '0190a000-0000-7000-8000-000000000004'
  await database.admin`insert into accounts (account_id, key, name) values (${many}, 'many', 'Many IT')`
  const { ask, model } = gateway({ env: { MODEL_DOLLARS_PER_DAY: '0.15' } })
  const asked = request({ account_id: many, session_id: many })
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(asked, reader().readers, untouched)))
  expect(model.calls).toBeGreaterThan(0)
  expect(model.calls).toBeLessThan(8)
  expect(answers.filter(({ kind }) => kind === 'offline')).toHaveLength(20 - model.calls)
  const before = model.calls
  expect(await ask(asked, reader().readers, untouched)).toMatchObject({ kind: 'anthropic' })
  expect(model.calls).toBe(before + 1)
})

test.each([
  ['claude-sonnet-5-5', {}, { price: expect.any(Number), isCounted: true }],
  ['qwen3:30b', {}, { price: null, isCounted: true }],
  ['qwen3:30b', { ANTHROPIC_BASE_URL: 'http://127.0.0.1:11434' }, { price: 0, isCounted: false }],
])('%s %j is entered at its price', async (id, env, { price, isCounted }) => {
  const { ask } = gateway({ env: { MODEL_DIAGNOSIS: id, ...env } })
  const before = await rowCount()
  await ask(request(), reader().readers, untouched)
  expect(await rowCount()).toBe(before + 1)
  const row = await newestRow()
  expect(row).toMatchObject({
    kind: 'anthropic',
    model: id,
    outcome: 'answered',
    stop_reason: 'end_turn',
    first_text_ms: expect.any(Number),
  })
  expect(row.price_micros === null ? null : Number(row.price_micros)).toEqual(price)
  expect(Number(row.budget_micros) > 0).toBe(isCounted)
  if (id.startsWith('claude')) expect(row.thinking_tokens).toBe(100)
})

test('every attempt is a row, with the category of a refusal', async () => {
  const { ask, model } = gateway()
  const before = await rowCount()
  model.fail('cut', 'refusal')
  await ask(request(), reader().readers, untouched)
  expect(await rowCount()).toBe(before + 3)
  const rows =
    await database.admin`select outcome, refusal_category from model_ledger order by at desc, id desc limit 3`
  expect(rows.map(({ outcome, refusal_category }) => [outcome, refusal_category])).toEqual([
    ['answered', null],
    ['refused', 'cyber'],
    ['cut', null],
  ])
})

test('the flow in hand reaches the offline model and no other', async () => {
  const { ask, model } = gateway()
  const [flow] = shippedFlows()
  const asked = request({ ...(flow ? { flow } : {}) })
  expect(await ask(asked, reader().readers, untouched)).toMatchObject({ kind: 'anthropic' })
  expect(model.bodies[0]).not.toHaveProperty('flow')
  model.fail({ status: 401 })
  expect(await ask(asked, reader().readers, untouched)).toMatchObject({ state: 'answered', kind: 'offline' })
})

test('a server without structured outputs is asked in words, and its text still streams', async () => {
  const { ask, model } = gateway({ env: { MODEL_STRUCTURED: 'prompted' } })
  const { readers, seen } = reader()
  expect((await ask(request(), readers, untouched)).state).toBe('answered')
  expect(seen.text).not.toBe('')
  const [body] = model.bodies
  expect(body).not.toHaveProperty('output_config')
  expect(JSON.stringify(body?.system)).toContain('additionalProperties')
})

test('the connection is opened before the first call and kept', async () => {
  const served = await serveStrictModel()
  const made = createGateway({
    config: readConfig({ ANTHROPIC_API_KEY: 'test-key', ANTHROPIC_BASE_URL: served.url }),
    ledger: createLedger(database),
    log: pino({ level: 'silent' }),
  })
  made.warm()
  await expect.poll(served.connections).toBe(1)
  for (let turn = 0; turn < 2; turn++)
    expect(await made.ask(request(), reader().readers, untouched)).toMatchObject({ kind: 'anthropic' })
  expect(served.connections()).toBe(1)
  await served.stop()
})

test('a wrong model id is known from the check at start, and said with its setting', async () => {
  const lines: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => lines.push(line) })
  const { gateway: made } = gateway({ log, model: { models: ['claude-sonnet-5-5'] } })
  expect(made.state()).toMatchObject({ state: 'unknown', problem: null })
  await made.checkModels()
  const { state, problem } = made.state()
  expect([state, problem?.code]).toEqual(['rejected', 'model_unknown'])
  expect(problem?.message).toMatch(/“claude-haiku-5-5”.*MODEL_FAST/)
  expect(lines.join()).toContain('req_strict')
})

test('a wrong key is known from the check at start, never logged, and forgotten once a call succeeds', async () => {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) })
  const seen: (string | null)[] = []
  const observer = {
    attempt: () => {},
    problem: (one: { code: string } | null) => seen.push(one?.code ?? null),
  }
  const {
    gateway: made,
    model,
    ask,
  } = gateway({ log, observer, env: { ANTHROPIC_API_KEY: 'sk-ant-wrong-key' } })
  model.refuseKey(true)
  await made.checkModels()
  expect(made.state()).toMatchObject({ state: 'rejected', problem: { code: 'key_refused' } })
  expect(await ask(request(), reader().readers, untouched)).toMatchObject({ kind: 'offline' })
  model.refuseKey(false)
  expect(await ask(request(), reader().readers, untouched)).toMatchObject({ kind: 'anthropic' })
  expect(made.state()).toMatchObject({ state: 'ok', problem: null })
  expect(new Set(seen)).toEqual(new Set(['key_refused', null]))
  expect(lines.join()).not.toContain('sk-ant-wrong-key')
})

test('a server that lists no models stays unknown', async () => {
  const { gateway: made } = gateway({ fetch: async () => new Response('Not here', { status: 404 }) })
  await made.checkModels()
  expect(made.state()).toMatchObject({ state: 'unknown', problem: null })
})

import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { matchFlow } from '../flows/match.ts'
import { begin } from '../flows/walk.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { createFaultyModel, type ModelFault } from '../testing/faulty-model.ts'
import { createGateway } from './anthropic.ts'
import type { ModelRequest } from './gateway.ts'
import { type TurnInput, turnOutput } from './protocol.ts'

const acme = '0190a000-0000-7000-8000-000000000001'
const ben = '0190a000-0000-7000-8000-000000000002'
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await database.admin`insert into accounts (account_id, key, name) values (${acme}, 'acme', 'Acme MSP')`
})
afterAll(() => database.stop())

function request(): ModelRequest<typeof turnOutput> {
  const { flow } = matchFlow('Outlook does not receive e-mail from outside')
  const input: TurnInput = {
    task: 'diagnosis',
    message: 'Mail from outside does not arrive since 9',
    answers: null,
    flow: { key: flow.key, version: flow.version, place: begin(flow) },
    case: {
      title: 'Mail from outside not arriving',
      ticket_id: '48291',
      client_name: 'Contoso Dental',
      asset_name: null,
      issue_category: null,
      triage_hypothesis: null,
      typed_fields: [],
      engineer_name: 'Ben Okafor',
      minutes: 1,
      confidence: { tier: 'discovery', score: 0 },
      tasks: [],
      facts: [],
      question: null,
    },
  }
  return {
    task: 'diagnosis',
    account_id: acme,
    user_id: ben,
    session_id: acme,
    system: 'You are FlowPilot.',
    history: [],
    input: { role: 'user', content: [{ type: 'text', text: JSON.stringify(input) }] },
    schema: turnOutput,
    streams: 'reply',
    max_tokens: 4000,
  }
}

function reader() {
  const seen = { text: '', restarts: 0 }
  const readers = {
    text: (delta: string) => {
      seen.text += delta
    },
    restart: () => {
      seen.text = ''
      seen.restarts++
    },
  }
  return { seen, readers }
}

function gateway(env: Record<string, string> = {}) {
  const model = createFaultyModel()
  const config = readConfig({ ANTHROPIC_API_KEY: 'test-key', ...env })
  const log = pino({ level: 'silent' })
  return { model, ask: createGateway({ config, app: database.app, log, fetch: model.fetch }).ask }
}

const untouched = new AbortController().signal

test('streams the reply and answers whole', async () => {
  const { ask, model } = gateway()
  const { seen, readers } = reader()
  const answer = await ask(request(), readers, untouched)
  expect(answer).toMatchObject({ state: 'answered', kind: 'anthropic', remark: null })
  expect(answer.state === 'answered' && answer.value.reply).toBe(seen.text)
  expect(model.calls).toBe(1)
})

const faults: [ModelFault[], { calls: number; kind: string; remark: RegExp | null }][] = [
  [['unreachable'], { calls: 1, kind: 'offline', remark: /could not be reached/ }],
  [['overloaded'], { calls: 1, kind: 'offline', remark: /could not be reached/ }],
  [['html'], { calls: 1, kind: 'offline', remark: /could not be reached/ }],
  [['refusal'], { calls: 1, kind: 'offline', remark: /declined/ }],
  [['cut'], { calls: 2, kind: 'anthropic', remark: null }],
  [['error_event'], { calls: 2, kind: 'anthropic', remark: null }],
  [['max_tokens'], { calls: 2, kind: 'anthropic', remark: null }],
  [['not_json'], { calls: 2, kind: 'anthropic', remark: null }],
  [['cut', 'cut'], { calls: 2, kind: 'offline', remark: /broke off twice/ }],
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

test('a stop keeps the text that had come', async () => {
  const { ask } = gateway()
  const stop = new AbortController()
  let text = ''
  const readers = {
    text: (delta: string) => {
      text += delta
      stop.abort()
    },
    restart: () => {
      text = ''
    },
  }
  const answer = await ask(request(), readers, stop.signal)
  expect(answer).toMatchObject({ state: 'partial', problem: null, text })
  expect(text).not.toBe('')
})

test('a spent budget lets the offline model answer without a call', async () => {
  const { ask, model } = gateway({ MODEL_TOKENS_PER_DAY: '0' })
  const answer = await ask(request(), reader().readers, untouched)
  expect(answer).toMatchObject({
    state: 'answered',
    kind: 'offline',
    remark: expect.stringMatching(/budget/),
  })
  expect(model.calls).toBe(0)
})

test('the prefix keeps its bytes from turn to turn', async () => {
  const { ask, model } = gateway()
  const first = request()
  await ask(first, reader().readers, untouched)
  const history = [first.input, { role: 'assistant' as const, content: 'x' }]
  await ask({ ...request(), history }, reader().readers, untouched)
  const [one, two] = model.bodies.map((body) => JSON.parse(body) as Record<string, unknown>)
  for (const key of ['system', 'tools', 'tool_choice', 'output_config', 'model'])
    expect(JSON.stringify(two?.[key])).toBe(JSON.stringify(one?.[key]))
})

test('every call stands in the ledger', async () => {
  const { ask } = gateway()
  const [before] = await database.admin<{ n: number }[]>`select count(*)::int as n from model_ledger`
  await ask(request(), reader().readers, untouched)
  const rows = await database.admin<{ kind: string; outcome: string }[]>`
    select kind, outcome from model_ledger order by at desc, id desc limit 1`
  const [after] = await database.admin<{ n: number }[]>`select count(*)::int as n from model_ledger`
  expect(after?.n).toBe((before?.n ?? 0) + 1)
  expect(rows[0]).toEqual({ kind: 'anthropic', outcome: 'answered' })
})

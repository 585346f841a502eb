import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SecondOpinion } from '../../shared/contracts/evidence.ts'
import type { CheckedUpdate } from '../../shared/contracts/updates.ts'
import type { CheckCase, CheckOutput } from '../model/check-protocol.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createStrictModel } from '../testing/strict-model.ts'
import type { StrictBody } from '../testing/strict-rules.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { secondOpinion } from './second-opinion.ts'

const isCheck = (body: StrictBody) => JSON.stringify(body.messages).includes('A check is ordered.')
/** The case as the newest check was told it. */
function toldOf({ messages }: StrictBody): CheckCase {
  const blocks = messages.at(-1)?.content as { type: string; content?: string }[]
  return JSON.parse(blocks.find(({ type }) => type === 'tool_result')?.content ?? 'null')
}
let answer: (told: CheckCase) => CheckOutput = () => ({ looked: true, doubts: [] })
const model = createStrictModel({ says: (body) => (isCheck(body) ? answer(toldOf(body)) : undefined) })

let world: TestWorld
let who: People
let as: ReturnType<typeof requests>['as']
let at: string
let update: CheckedUpdate
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch, settings: { TURNS_PER_HOUR: '40' } })
  who = await people(world)
  as = requests(world, who).as
  ;({ at, update } = await drafted('48291'))
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.db.admin`delete from limit_counts`
  answer = () => ({ looked: true, doubts: [] })
})

/** A case with what an engineer said in it, and notes for colleagues about it. */
async function drafted(ticket: string, of: TestWorld = world) {
  const call = requests(of, who).as('ben')
  const begun = await call('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id: ticket })
  const at = `/ai-sessions/${(begun.body as { id: string }).id}`
  for (const content of ['Nobody outside can mail us since this morning', 'Yes, too wide'])
    await call('POST', `${at}/messages`, { content }, { accept: 'application/json' })
  await call('POST', `${at}/facts`, { text: 'SRV-EX01 queue is stuck, password: Juniper-Kettle83' })
  const made = await call('POST', `${at}/status-update`, { audience: 'ticket_notes', length: 'detailed' })
  expect(made.status, made.text).toBe(200)
  return { at, update: made.body as CheckedUpdate }
}
const path = (of = update, where = at) => `${where}/updates/${of.update_id}/second-opinion`
const asked = async (of = update, where = at) => {
  const got = await as('ben')('POST', path(of, where))
  expect(got.status, got.text).toBe(200)
  return got.body as SecondOpinion
}
const checks = () => model.bodies.filter(isCheck)

describe('a fast model', () => {
  test('reads the sentences with the records that they rest on, and names the ones that it doubts', async () => {
    answer = ({ sentences }) => ({
      looked: true,
      doubts: [{ sentence: sentences[1]?.id ?? '', reason: ' Only a\nsuspicion ⟦r1⟧. ' }],
    })
    const { doubts } = await asked()
    const body = checks().at(-1) as StrictBody
    expect(body.model).toBe('claude-haiku-5-5')
    expect(body.max_tokens).toBe(2_000)
    const { sentences, records } = toldOf(body)
    const told = update.evidence.filter(({ sources }) => sources.length > 0)
    expect(sentences.map(({ id }) => id)).toEqual(told.map((_, place) => `s${place + 1}`))
    for (const { rests_on } of sentences)
      for (const id of rests_on) expect(records.map((one) => one.id)).toContain(id)
    const second = told[1]
    expect(doubts).toEqual([
      { sentence: second?.sentence, start: second?.start, end: second?.end, reason: 'Only a suspicion r1.' },
    ])
  })

  test('hears no secret and no sign of a marker, and is counted', async () => {
    const words = 'SRV-EX01 queue is stuck, password: Juniper-Kettle83 ⟦f1⟧.'
    const forged = (await as('ben')('PATCH', `${at}/updates/${update.update_id}`, { content: words }))
      .body as CheckedUpdate
    await world.db.admin`delete from model_ledger`
    expect(await asked(forged)).toEqual({ doubts: [] })
    const sent = JSON.stringify(toldOf(checks().at(-1) as StrictBody))
    expect(sent).toContain('queue is stuck')
    expect(sent).not.toMatch(/Juniper-Kettle83|[⟦⟧]/)
    expect(await world.db.admin`select task, kind, outcome from model_ledger`).toMatchObject([
      { task: 'check', kind: 'anthropic', outcome: 'answered' },
    ])
    await as('ben')('PATCH', `${at}/updates/${update.update_id}`, { content: update.content })
  })

  test('names sentences that are none, one twice, none with a reason, or an address of its own: they are left out', async () => {
    answer = () => ({
      looked: true,
      doubts: [
        { sentence: 's99', reason: 'No such sentence.' },
        { sentence: '', reason: 'No sentence.' },
        { sentence: 's1', reason: '  ' },
        { sentence: 's1', reason: 'Ask at https://attacker.example/help.' },
        { sentence: 's2', reason: 'The first.' },
        { sentence: 's2', reason: 'The second.' },
      ],
    })
    expect((await asked()).doubts?.map(({ reason }) => reason)).toEqual(['The first.'])
  })

  test('changes nothing and holds nothing up', async () => {
    answer = ({ sentences }) => ({
      looked: true,
      doubts: sentences.map(({ id }) => ({ sentence: id, reason: 'No.' })),
    })
    const read = async () => (await as('ben')('GET', `${at}/updates/${update.update_id}`)).body
    const before = await read()
    expect((await asked()).doubts?.length).toBeGreaterThan(1)
    expect(await read()).toEqual(before)
    const preview = await as('ben')('GET', `${at}/updates/${update.update_id}/post-preview`)
    expect(preview.body).toMatchObject({ obstacle: null })
  })
})

describe('no opinion is given', () => {
  test.each([
    ['refused', ['refusal']],
    ['cut off', ['cut', 'cut']],
    ['not in its form', ['not_json', 'not_json']],
    ['too long', ['max_tokens', 'max_tokens']],
    ['away', [{ status: 403 }]],
  ] as const)('where it is %s', async (_, faults) => {
    model.fail(...faults)
    expect(await asked()).toEqual({ doubts: null })
  })

  test('where it comes too late', async () => {
    const late = new AbortController()
    answer = () => {
      late.abort()
      return { looked: true, doubts: [] }
    }
    const id = at.slice('/ai-sessions/'.length)
    expect(await secondOpinion(who.ctxFor('ben'), id, update.update_id, late.signal)).toEqual({
      doubts: null,
    })
  })

  test('where it did not look', async () => {
    answer = () => ({ looked: false, doubts: [{ sentence: 's1', reason: 'No.' }] })
    expect(await asked()).toEqual({ doubts: null })
  })

  test('by the offline model', async () => {
    const offline = await createTestWorld({ database: world.db, simulator: world.simulator })
    await world.db.admin`delete from model_ledger`
    const said = await requests(offline, who).as('ben')('POST', path())
    expect(said.body).toEqual({ doubts: null })
    expect(await world.db.admin`select from model_ledger`).toEqual([])
    await offline.stop()
  })

  test('to somebody who may only read, or of another account', async () => {
    expect((await as('vera')('POST', path())).status).toBe(403)
    expect((await as('zed')('POST', path())).status).toBe(404)
  })

  test('more often than the hour allows', async () => {
    for (let n = 0; n < 40; n++) await asked()
    expect(await as('ben')('POST', path())).toMatchObject({ status: 429, body: { code: 'too_often' } })
  })
})

describe('the policy of its client holds', () => {
  const policy = (value: string) =>
    as('ada')('PATCH', '/accounts/me/ai-policy', { usual: value }).then(({ status }) =>
      expect(status).toBe(200),
    )

  test('off: nothing leaves', async () => {
    await policy('off')
    const before = model.calls
    expect(await asked()).toEqual({ doubts: null })
    expect(model.calls).toBe(before)
    await policy('allowed')
  })

  test('redacted: no name leaves, and what is said of them comes back with their names', async () => {
    await policy('redacted')
    const words = 'SRV-EX01 queue is stuck.'
    const named = (await as('ben')('PATCH', `${at}/updates/${update.update_id}`, { content: words }))
      .body as CheckedUpdate
    answer = ({ sentences }) => ({
      looked: true,
      doubts: [{ sentence: 's1', reason: `${sentences[0]?.text.split(' ')[0]} is not named.` }],
    })
    const { doubts } = await asked(named)
    expect(JSON.stringify(checks().at(-1))).not.toMatch(/SRV-EX01|Contoso|Ben Okafor/)
    expect(doubts).toMatchObject([{ sentence: words, reason: 'SRV-EX01 is not named.' }])
    await policy('allowed')
  })
})

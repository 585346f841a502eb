import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseFlow, FlowDetail } from '../../shared/contracts/flows.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { inAccount } from '../db/tx.ts'
import { importFlow } from '../flows/import-flow.ts'
import { emptyAccounts } from '../testing/empty-accounts.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let as: ReturnType<typeof requests>['as']
beforeAll(async () => {
  world = await createTestWorld()
})
beforeEach(async () => {
  await emptyAccounts(world.db.admin)
  world.flows.leading.clear()
  who = await people(world)
  as = requests(world, who).as
})
afterAll(() => world?.stop())

const file = (name: string) => `
key: fax
name: ${name}
domain: Fax
category: Fax
client_problem: the fax problem
signs: { fax: 5, dial tone: 2 }
start: line
nodes:
  line:
    ask: Does a second fax send from this line?
    client: We are checking the telephone line.
    confidence: 20
    options:
      - { label: It sends, means: Then the device., to: c-device }
      - { label: Nothing goes out, means: Then the line., to: c-line }
    otherwise: c-line
  c-device: { cause: The device is broken, client: The fax is broken., next: We will replace the fax., confidence: 70, fix: [Replace it], verify: Does it send?, not_fixed: c-line }
  c-line: { cause: The line is down, client: The line is down., next: We will call the provider., confidence: 70, fix: [Call the provider], verify: Does it send?, not_fixed: unexplained }
  fixed: { end: fixed, says: It sends again., client: Faxes go out again. }
  unexplained: { end: unexplained, says: Nothing found., client: We are looking further. }
`
async function begin(words: string): Promise<string> {
  const intake = { intake_type: 'free_text', intake_content: words }
  const { id } = (await as('ben')('POST', '/ai-sessions', intake)).body as { id: string }
  return id
}
const say = (id: string, content: string, answers?: string) =>
  as('ben')('POST', `/ai-sessions/${id}/messages`, { content, ...(answers ? { answers } : {}) })
const walkOf = async (id: string, name: PersonName = 'vera') =>
  ((await as(name)('GET', `/ai-sessions/${id}/flow`)).body as CaseFlow).walks
const detailOf = async (id: string) => (await as('ben')('GET', `/ai-sessions/${id}`)).body as SessionDetail

test('a case tells its flow, where it stands and which words speak for it', async () => {
  await importFlow(who.ctxFor('ada'), file('Fax does not send'))
  const id = await begin('The fax of the front desk is dead\nNo dial tone since Monday')
  expect(await walkOf(id)).toBeNull()
  await say(id, '')
  expect(await walkOf(id)).toMatchObject({
    key: 'fax',
    name: 'Fax does not send',
    version: 1,
    shipped: false,
    leads_new: true,
    place: { node: 'line', trail: [] },
    words: [
      { word: 'fax', in: 'title' },
      { word: 'dial tone', in: 'messages' },
    ],
  })
  const open = (await detailOf(id)).questions.find(({ state }) => state === 'open')
  await say(id, 'It sends', open?.id)
  expect(await walkOf(id)).toMatchObject({
    place: { node: 'c-device', trail: [{ node: 'line', option: 'It sends' }] },
  })
})

test('a case keeps the version it walks when a newer one is imported or the flow is switched off', async () => {
  const ada = who.ctxFor('ada')
  await importFlow(ada, file('Fax does not send'))
  const id = await begin('The fax is dead')
  await say(id, '')
  await importFlow(ada, file('Fax, second try').replace('It sends,', 'It goes out,'))
  const walk = await walkOf(id)
  expect(walk).toMatchObject({ name: 'Fax does not send', version: 1, leads_new: false })
  expect(JSON.stringify(walk?.flow)).toContain('It sends')
  await as('ada')('PATCH', '/flows/fax', { off: true })
  expect(await walkOf(id)).toMatchObject({ version: 1, leads_new: false })
  const open = (await detailOf(id)).questions.find(({ state }) => state === 'open')
  await say(id, 'It sends', open?.id)
  expect(await walkOf(id)).toMatchObject({ version: 1, place: { node: 'c-device' } })
})

test('the page of a flow names the open cases that walk it, to those who may open them', async () => {
  await importFlow(who.ctxFor('ada'), file('Fax does not send'))
  const id = await begin('The fax of the front desk is dead')
  await say(id, '')
  const casesFor = async (name: PersonName) =>
    ((await as(name)('GET', '/flows/fax')).body as FlowDetail).cases
  expect(await casesFor('ada')).toEqual([
    { id, title: 'The fax of the front desk is dead', psa_ticket_id: null },
  ])
  expect(await casesFor('vera')).toHaveLength(1)
  await inAccount(world.db, who.accounts.acme, async (sql) => {
    await sql`update ai_sessions set status = 'resolved', resolved_at = now() where id = ${id}`
  })
  expect(await casesFor('ada')).toEqual([])
})

test('who may not open the case is not told its flow', async () => {
  const id = await begin('The fax is dead')
  expect((await as('zed')('GET', `/ai-sessions/${id}/flow`)).status).toBe(404)
})

test('an engineer chooses another flow: it leads from its start, its first question stands, what is known stays', async () => {
  await importFlow(who.ctxFor('ada'), file('Fax does not send'))
  const id = await begin('VPN drops every hour in the home office')
  await say(id, '')
  const before = await detailOf(id)
  const { status, body } = await as('ben')('PUT', `/ai-sessions/${id}/flow`, { key: 'fax' })
  const after = body as SessionDetail
  expect(status).toBe(200)
  expect(after).toMatchObject({
    matched_flow: 'Fax does not send',
    problem_domain: 'Fax',
    facts: before.facts,
  })
  const open = after.questions.filter(({ state }) => state === 'open')
  expect(open.map(({ text, options }) => [text, options])).toEqual([
    ['Does a second fax send from this line?', ['It sends', 'Nothing goes out']],
  ])
  expect(after.steps.slice(-2).map(({ kind, content }) => [kind, content])).toEqual([
    ['system', 'Chose the flow “Fax does not send”'],
    ['question', 'Does a second fax send from this line?'],
  ])
  await say(id, 'It sends', open[0]?.id)
  expect(await walkOf(id)).toMatchObject({ key: 'fax', place: { node: 'c-device' }, words: [] })
})

test('without a flow the case goes on in general; the same flow again changes nothing', async () => {
  const id = await begin('VPN drops every hour')
  await say(id, '')
  const put = async (key: string | null, name: PersonName = 'ben') =>
    as(name)('PUT', `/ai-sessions/${id}/flow`, { key })
  const { steps } = await detailOf(id)
  expect(((await put('vpn')).body as SessionDetail).steps).toHaveLength(steps.length)
  const none = (await put(null)).body as SessionDetail
  expect(none).toMatchObject({ matched_flow: null, problem_domain: null })
  expect(none.questions.filter(({ state }) => state === 'open')).toEqual([])
  expect(await put('nothing')).toMatchObject({ status: 422, body: { code: 'invalid' } })
  expect(await put('vpn', 'vera')).toMatchObject({ status: 403 })
})

describe('the choice of another flow', () => {
  const put = (id: string, key: string | null) => as('ben')('PUT', `/ai-sessions/${id}/flow`, { key })
  const takeBack = (id: string, name: PersonName = 'ben') => as(name)('DELETE', `/ai-sessions/${id}/flow`)
  const openIn = ({ questions }: SessionDetail) => questions.filter(({ state }) => state === 'open')

  test('is taken back: what led before leads again, where it stood, and asks what it asked', async () => {
    await importFlow(who.ctxFor('ada'), file('Fax does not send'))
    const id = await begin('The fax of the front desk is dead')
    await say(id, '')
    await say(id, 'It sends', openIn(await detailOf(id))[0]?.id)
    const before = await detailOf(id)
    expect(before.active_fix?.title).toBe('Replace it')
    const walk = await walkOf(id)
    const chosen = (await put(id, 'vpn')).body as SessionDetail
    expect(chosen.active_fix).toBeNull()
    const { status, body } = await takeBack(id)
    const after = body as SessionDetail
    expect(status).toBe(200)
    expect(await walkOf(id)).toEqual(walk)
    expect(after).toMatchObject({
      matched_flow: 'Fax does not send',
      problem_domain: 'Fax',
      active_fix: { id: before.active_fix?.id, status: 'proposed' },
    })
    expect(openIn(after).map((one) => one.id)).toEqual(openIn(before).map((one) => one.id))
    expect(after.steps.slice(-2).map(({ content }) => content)).toEqual([
      'Took the choice of a flow back: “Fax does not send” leads, as before',
      'Does it send?',
    ])
    await say(id, 'Yes, it is fixed', openIn(after)[0]?.id)
    expect(await walkOf(id)).toMatchObject({ place: { node: 'fixed' } })
  })

  test('of none is taken back too; a second time, and once the case has gone on, it stays', async () => {
    const id = await begin('VPN drops every hour')
    await say(id, '')
    await put(id, null)
    expect((await takeBack(id)).body).toMatchObject({ matched_flow: 'VPN not connecting or unstable' })
    expect(await takeBack(id)).toMatchObject({ status: 409, body: { code: 'flow_walked_on' } })
    await put(id, 'printer')
    await say(id, 'One printer alone', openIn(await detailOf(id))[0]?.id)
    expect(await takeBack(id)).toMatchObject({ status: 409, body: { code: 'flow_walked_on' } })
  })

  test('is not Vera’s to take back, and not Zed’s', async () => {
    const id = await begin('VPN drops every hour')
    await say(id, '')
    await put(id, 'printer')
    expect((await takeBack(id, 'vera')).status).toBe(403)
    expect((await takeBack(id, 'zed')).status).toBe(404)
  })
})

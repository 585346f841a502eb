import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountAiPolicy, AiPolicy, Destinations } from '../../shared/contracts/ai-policy.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { pruneAccount } from '../db/prune.ts'
import { inAccount } from '../db/tx.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createStrictModel } from '../testing/strict-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const model = createStrictModel()
let world: TestWorld
let as: ReturnType<typeof requests>['as']
let who: People
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  as = requests(world, who).as
})
afterAll(() => world?.stop())
beforeEach(async () => {
  const { body } = await as('ada')('GET', '/accounts/me/ai-policy')
  for (const { id } of (body as AccountAiPolicy).clients)
    await as('ada')('DELETE', `/accounts/me/ai-policy/clients/${id}`)
})

const setPolicy = (policy: AiPolicy, client_name = 'contoso  dental', reason = 'By contract') =>
  as('ada')('PUT', '/accounts/me/ai-policy/clients', { client_name, policy, reason })

async function opened(intake: Record<string, string>): Promise<string> {
  const { body } = await as('ben')('POST', '/ai-sessions', intake)
  return `/ai-sessions/${(body as { id: string }).id}`
}
const caseOn = (psa_ticket_id: string) => opened({ intake_type: 'psa_ticket', psa_ticket_id })
const caseOf = (client_name: string) =>
  opened({ intake_type: 'free_text', intake_content: 'No mail since 08:52', client_name })
async function say(at: string, content: string) {
  await as('ben')('POST', `${at}/messages`, { content, intent_key: randomUUID() })
  await world.background.settled()
}
const detailOf = async (at: string) => (await as('ben')('GET', at)).body as SessionDetail
const lastReply = ({ steps }: SessionDetail) => steps.findLast(({ kind }) => kind === 'reply')
/** All that was sent to the model since. */
const sentSince = (from: number) => JSON.stringify(model.bodies.slice(from))

describe('a client that allows no model', () => {
  test('nothing of the case leaves, the reply says why, and the case shows it', async () => {
    await setPolicy('off')
    const at = await caseOf('Contoso Dental')
    const before = model.bodies.length
    await say(at, '')
    await say(at, 'Ann Reyes says since 08:52, from reception-pc')
    expect(model.bodies.length).toBe(before)
    const detail = await detailOf(at)
    expect(detail.ai_policy).toEqual({ policy: 'off', client_name: 'contoso  dental', reason: 'By contract' })
    expect(lastReply(detail)).toMatchObject({
      model_kind: 'offline',
      remark: 'This client allows no model outside; the offline model answered.',
    })
    await as('ben')('POST', `${at}/status-update`, { audience: 'client_update', length: 'quick' })
    expect(model.bodies.length).toBe(before)
  })

  test('switched in the middle of a case, it holds from the next word on', async () => {
    const at = await caseOn('48297')
    const before = model.bodies.length
    await say(at, '')
    expect(model.bodies.length).toBe(before + 1)
    const { client_name } = await detailOf(at)
    await setPolicy('off', client_name ?? '')
    await say(at, 'It began yesterday.')
    expect(model.bodies.length).toBe(before + 1)
  })
})

describe('a client whose names stay here', () => {
  test('no name, host or address is sent, and the answer holds them again', async () => {
    await setPolicy('redacted')
    const at = await caseOn('48291')
    const { ticket } = await detailOf(at)
    const before = model.bodies.length
    await say(at, '')
    await say(at, 'Checked on SRV-EX01 (10.0.4.17): nothing from outside since 08:52 for Contoso Dental')
    await say(at, 'Ann asked again')
    const sent = sentSince(before)
    expect(model.bodies.length).toBeGreaterThan(before)
    const contact = ticket?.contact?.name ?? ''
    expect(contact).not.toBe('')
    for (const name of [contact, 'Contoso', 'SRV-EX01', '10.0.4.17', 'Ben Okafor'])
      expect(sent).not.toContain(name)
    expect(sent).toMatch(/Client-[\da-f]{4}-\d/)
    const detail = await detailOf(at)
    expect(JSON.stringify(detail)).not.toMatch(/(?:Client|Person|Host|Address)-[\da-f]{4}-\d/)
    expect(detail.ai_policy.policy).toBe('redacted')
    const { body } = await as('ben')('POST', `${at}/status-update`, {
      audience: 'client_update',
      length: 'detailed',
    })
    const { content } = body as Update
    expect(content).toContain('Ben Okafor')
    expect(content).not.toMatch(/(?:Client|Person)-[\da-f]{4}-\d/)
  })

  test('what was sent stays sent: the same words have the same alias in the next turn', async () => {
    await setPolicy('redacted')
    const at = await caseOf('Contoso Dental')
    const before = model.bodies.length
    await say(at, '')
    await say(at, 'Looked at SRV-EX01')
    await say(at, 'SRV-EX02 is fine, SRV-EX01 is not')
    const histories = model.bodies.slice(before).map(({ messages }) => messages)
    const [, second = [], third = []] = histories
    expect(JSON.stringify(third)).toContain(JSON.stringify(second.at(-1)?.content).slice(1, 60))
  })

  test('allowed later, a case that was redacted stays so', async () => {
    await setPolicy('redacted')
    const at = await caseOf('Contoso Dental')
    await say(at, '')
    await setPolicy('allowed')
    expect((await detailOf(at)).ai_policy.policy).toBe('redacted')
    const before = model.bodies.length
    await say(at, 'Still nothing for Contoso Dental')
    expect(sentSince(before)).not.toContain('Contoso')
  })

  test('switched to in the middle of a case: what the model thought before stays out, and is refused no call', async () => {
    const at = await caseOn('48299')
    await say(at, '')
    await say(at, 'It began yesterday.')
    const thoughts = () =>
      JSON.stringify(model.bodies.at(-1)?.messages).match(/"type":"thinking"/g)?.length ?? 0
    expect(thoughts()).toBeGreaterThan(0)
    await setPolicy('redacted', (await detailOf(at)).client_name ?? '')
    const before = model.bodies.length
    await say(at, 'It affects only Lila.')
    expect(model.bodies.length).toBe(before + 1)
    expect(thoughts()).toBe(0)
    await say(at, 'Still the same.')
    expect(model.bodies.length).toBe(before + 2)
    expect(thoughts()).toBe(1)
    expect(lastReply(await detailOf(at))).toMatchObject({ model_kind: 'anthropic', remark: null })
  })

  test('without its ticket nobody knows whose names stand in it, and nothing leaves', async () => {
    await setPolicy('redacted')
    const at = await caseOn('48266')
    await say(at, '')
    await world.db.admin`update ticket_snapshots set fetched_at = now() - interval '2 days'`
    await inAccount(world.db, who.accounts.acme, pruneAccount)
    expect(await world.db.admin`select from ticket_snapshots where ticket_id = '48266'`).toHaveLength(1)
    await world.db.admin`delete from ticket_snapshots`
    const before = model.bodies.length
    await say(at, 'Still the same')
    expect(model.bodies.length).toBe(before)
    expect(lastReply(await detailOf(at))).toMatchObject({ model_kind: 'offline' })
  })

  test('who left the ticket stays a name in its case', async () => {
    await setPolicy('redacted')
    const at = await caseOn('48240')
    const { ticket } = await detailOf(at)
    const name = ticket?.contact?.name ?? ''
    await say(at, '')
    await world.db.admin`
      update ticket_snapshots set context = jsonb_set(context, '{ticket,contact}', 'null') - 'notes' || '{"notes": []}'`
    const before = model.bodies.length
    await say(at, `And ${name} says it is the same`)
    expect(name).not.toBe('')
    expect(model.bodies.length).toBe(before + 1)
    expect(sentSince(before)).not.toContain(name)
  })

  test('a company that is renamed in the PSA is still the same client', async () => {
    const at = await caseOn('48285')
    const { ticket } = await detailOf(at)
    await setPolicy('off', ticket?.company?.name)
    await world.db.admin`
      update ticket_snapshots set context = jsonb_set(context, '{ticket,company,name}', '"Another name"')`
    await as('ben')('PATCH', `${at}/triage`, { client_name: 'Somebody else' })
    expect((await detailOf(at)).ai_policy.policy).toBe('off')
  })
})

describe('a case whose ticket is not at hand', () => {
  /** Closed, its client renamed in the case and in the PSA, its ticket not read any more. */
  async function forgotten(psa_ticket_id: string): Promise<string> {
    const at = await caseOn(psa_ticket_id)
    await as('ben')('PATCH', `${at}/triage`, { client_name: 'Somebody else' })
    await world.db.admin`update ai_sessions set status = 'resolved', resolved_at = now()
      where id = ${at.slice('/ai-sessions/'.length)}`
    await world.db.admin`delete from ticket_snapshots`
    return at
  }
  const policyIn = async (at: string) => (await detailOf(at)).ai_policy

  test('may be that of any client: the strictest rule holds, and names none', async () => {
    const known = await caseOn('48288')
    await setPolicy('off', (await detailOf(known)).ticket?.company?.name)
    const at = await forgotten('48290')
    expect(await policyIn(at)).toEqual({
      policy: 'off',
      client_name: null,
      reason: 'Its ticket is not at hand, so it is not known whose it is.',
    })
    const before = model.bodies.length
    await as('ben')('POST', `${at}/status-update`, { audience: 'client_update', length: 'quick' })
    expect(model.bodies.length).toBe(before)
  })

  test('a rule of another client, or of a name that was typed, lets nothing out that the usual holds back', async () => {
    await setPolicy('allowed', 'Another client')
    await setPolicy('allowed', 'Somebody else')
    await as('ada')('PATCH', '/accounts/me/ai-policy', { usual: 'off' })
    expect((await policyIn(await forgotten('48303'))).policy).toBe('off')
    await as('ada')('PATCH', '/accounts/me/ai-policy', { usual: 'allowed' })
  })

  test('without any rule it is as usual', async () => {
    expect((await policyIn(await forgotten('48304'))).policy).toBe('allowed')
  })
})

test('an account has so many rules of clients', async () => {
  await world.db.admin`
    insert into client_policies (account_id, id, client_name, policy, reason)
    select ${who.accounts.acme}, gen_random_uuid(), 'Client ' || n, 'off', '' from generate_series(1, 999) n`
  expect((await setPolicy('off', 'The last one')).status).toBe(200)
  expect(await setPolicy('off', 'One more')).toMatchObject({
    status: 422,
    body: { code: 'too_many_client_rules' },
  })
  expect((await setPolicy('redacted', 'client 7')).status).toBe(200)
  await world.db.admin`delete from client_policies`
})

test('a case with more names than are replaced stays here, and says so', async () => {
  await setPolicy('redacted')
  const at = await caseOf('Contoso Dental')
  await say(at, '')
  const id = at.slice('/ai-sessions/'.length)
  await world.db.admin`
    insert into session_aliases (account_id, session_id, alias, words)
    select ${who.accounts.acme}, ${id}, 'Phone-' || right(${id}, 4) || '-' || (1000 + n), '937-555-' || (1000 + n)
    from generate_series(1, 5000) n`
  const before = model.bodies.length
  await say(at, 'And SRV-EX07 is slow')
  expect(model.bodies.length).toBe(before)
  expect(lastReply(await detailOf(at))).toMatchObject({
    model_kind: 'offline',
    remark: 'This case holds too many names to replace; the offline model answered.',
  })
})

test('who may set it, and what is usual', async () => {
  expect((await as('ben')('PATCH', '/accounts/me/ai-policy', { usual: 'off' })).status).toBe(403)
  expect((await setPolicy('off', '  ')).status).toBe(400)
  const { body } = await as('ada')('PATCH', '/accounts/me/ai-policy', { usual: 'off' })
  expect(body).toMatchObject({ usual: 'off', clients: [] })
  const at = await caseOn('48302')
  expect((await detailOf(at)).ai_policy).toEqual({ policy: 'off', client_name: null, reason: '' })
  await as('ada')('PATCH', '/accounts/me/ai-policy', { usual: 'allowed' })
  expect((await detailOf(at)).ai_policy.policy).toBe('allowed')
})

test('names of clients are offered to whoever sets a policy, and to nobody else', async () => {
  await caseOf('Contoso Dental')
  const offered = async (name: 'ada' | 'ben' | 'vera') =>
    ((await as(name)('GET', '/accounts/me/ai-policy')).body as AccountAiPolicy).known_clients
  expect(await offered('ada')).toContain('Contoso Dental')
  for (const name of ['ben', 'vera'] as const) expect(await offered(name)).toEqual([])
})

test('what is sent where is read from what the server runs with', async () => {
  const { body } = await as('vera')('GET', '/accounts/me/destinations')
  expect(body).toMatchObject({
    model: { host: 'api.anthropic.com', models: ['claude-sonnet-5-5', 'claude-haiku-5-5'] },
    mail: null,
    rooms: [],
  })
  expect((body as Destinations).psa?.host).toMatch(/^127\.0\.0\.1/)
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countStatements } from './testing/count-statements.ts'
import { type People, people } from './testing/people.ts'
import { requests } from './testing/request.ts'
import { createScriptedModel } from './testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'

/** What an act may cost the database at most, `begin` and `commit` counted: who makes one dearer says so here. */
const most = {
  me: 6,
  list: 5,
  detail: 5,
  turn: 15,
  /** With a model that costs something: turns of an hour are counted. */
  counted_turn: 16,
  preview: 20,
  click_to_verified: 45,
  pod_sign_in: 11,
  pod_sign_in_again: 9,
}

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let withModel: TestWorld
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
  const model = createScriptedModel()
  withModel = await createTestWorld({
    database: world.db,
    simulator: world.simulator,
    model: model.fetch,
  })
})
afterAll(async () => {
  await withModel?.stop()
  await world?.stop()
})

/**
 * The least of three: what the server does beside it at that moment, such as a count of its own, is not its cost.
 */
async function least(act: () => Promise<number>): Promise<number> {
  const counts: number[] = []
  for (let turn = 0; turn < 3; turn++) counts.push(await act())
  return Math.min(...counts)
}

/** `name` or nobody; the work that goes on after the answer counts too. */
async function cost(
  name: 'ben' | null,
  method: string,
  path: string,
  body?: unknown,
  at = world,
): Promise<number> {
  const from = at === world ? api : requests(at, who)
  const call = name ? from.as(name) : from.signedOut
  return countStatements(world.db, async () => {
    const { status, text } = await call(method, path, body)
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
    await at.background.settled()
  })
}

const say = (id: string, content: string, at = world) =>
  cost('ben', 'POST', `/ai-sessions/${id}/messages`, { content, intent_key: randomUUID() }, at)

async function makeCase(ticketId: string): Promise<string> {
  const { body } = await api.as('ben')('POST', '/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: ticketId,
  })
  return (body as { id: string }).id
}

async function makeUpdate(sessionId: string): Promise<string> {
  const { body } = await api.as('ben')('POST', `/ai-sessions/${sessionId}/status-update`, {
    audience: 'ticket_notes',
    length: 'quick',
  })
  return `/ai-sessions/${sessionId}/updates/${(body as { update_id: string }).update_id}`
}

const signIn = (identifier: string) => {
  const session = world.simulator.openMemberSession('acme', identifier)
  const claim = {
    pod_key: who.pod_keys.acme,
    company_id: 'acme',
    member_id: identifier,
    member_hash: session.memberHash,
    member_context: session.memberContext,
    ticket_id: '48291',
  }
  return () => cost(null, 'POST', '/auth/connectwise', claim)
}

test('no act sends more statements than it did', { timeout: 60_000 }, async () => {
  // what a process learns once: its types, its epoch, the shipped flows
  const warm = await makeCase('48288')
  for (const words of ['', 'It began yesterday.', 'Only on Wi-Fi.']) await say(warm, words)
  await cost('ben', 'POST', `${await makeUpdate(warm)}/post`, { intent_key: randomUUID() })

  const id = await makeCase('48291')
  await say(id, '')
  const words = ['It began yesterday.', 'It affects only Lila.', 'She has two devices.']
  const turn = await least(() => say(id, words.pop() ?? ''))
  const update = await makeUpdate(id)
  const posts = ['48297', '48285', '48302']
  const click = async () => {
    const other = await makeCase(posts.pop() ?? '')
    for (const each of ['', 'It began yesterday.', 'Only one.']) await say(other, each)
    return cost('ben', 'POST', `${await makeUpdate(other)}/post`, { intent_key: randomUUID() })
  }
  const again = signIn('ben')
  const found: typeof most = {
    me: await least(() => cost('ben', 'GET', '/me')),
    list: await least(() => cost('ben', 'GET', '/ai-sessions')),
    detail: await least(() => cost('ben', 'GET', `/ai-sessions/${id}`)),
    turn,
    // the first one also learns of the account's flows and of the day's budget
    counted_turn: await least(() => say(id, 'It is slow too.', withModel)),
    preview: await least(() => cost('ben', 'GET', `${update}/post-preview`)),
    click_to_verified: await least(click),
    // each a session that ConnectWise has not confirmed yet
    pod_sign_in: await least(() => signIn('ben')()),
    pod_sign_in_again: await least(again),
  }
  const dearer = Object.entries(found).filter(([name, count]) => count > most[name as keyof typeof most])
  expect(dearer).toEqual([])
})

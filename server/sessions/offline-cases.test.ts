import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { ask } from './ask.ts'
import { changeTriage } from './change-triage.ts'
import { createSession } from './create-session.ts'
import { sessionDetail } from './session-detail.ts'
import { wholeTurn } from './turn-stream.ts'

let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
})
afterAll(() => world?.stop())

const detail = (id: string) => sessionDetail(who.ctxFor('vera'), id)
const openQuestion = ({ questions }: SessionDetail) => questions.find(({ state }) => state === 'open')
async function say(
  id: string,
  content: string,
  more: { answers?: string; by?: PersonName } = {},
): Promise<SessionDetail> {
  const { by = 'ben', ...rest } = more
  await wholeTurn(await ask(who.ctxFor(by), id, { content, ...rest }))
  return detail(id)
}

describe('a whole e-mail case with the offline model', () => {
  let now: SessionDetail
  beforeAll(async () => {
    const made = await createSession(who.ctxFor('ben'), { intake_type: 'psa_ticket', psa_ticket_id: '48291' })
    now = await say(made.id, '')
  })

  test('begins with the flow that fits the ticket, and says who answers', () => {
    expect(now.matched_flow).toBe('E-mail not arriving (Exchange Online)')
    expect(openQuestion(now)?.options?.length).toBeGreaterThan(1)
    expect(now.steps.find(({ kind }) => kind === 'reply')).toMatchObject({
      model_kind: 'offline',
      state: 'complete',
    })
    expect(now).toMatchObject({
      exchanges: 0,
      title: 'Mail from outside not arriving',
      client_name: 'Contoso Dental',
    })
  })

  test('goes by quick replies and own words to the cause and its fix', async () => {
    await changeTriage(who.ctxFor('cleo'), now.id, { asset_name: 'Ann’s mailbox' })
    const first = openQuestion(now)
    expect(first?.text).toMatch(/transport rule/)
    now = await say(now.id, 'Yes, too wide', { answers: first?.id ?? '', by: 'cleo' })
    expect(now.questions.find(({ id }) => id === first?.id)).toMatchObject({
      state: 'answered',
      answer: 'Yes, too wide',
    })
    now = await say(now.id, 'I read the audit log: changed yesterday, just before the first loss')
    expect(openQuestion(now)?.text).toMatch(/test message arrive/)
    now = await say(now.id, 'Narrowed it to the group, mail arrives again. Fixed.')
    expect(openQuestion(now)).toBeUndefined()
    expect(now.triage_hypothesis).toMatch(/transport rule/)
    expect(now).toMatchObject({
      asset_name: 'Ann’s mailbox',
      confidence_tier: 'confident',
      turn: 'none',
      exchanges: 3,
    })
    const kinds = new Set(now.facts.map(({ source_kind }) => source_kind))
    expect(kinds).toEqual(new Set(['ticket', 'question', 'engineer']))
    expect(now.evidence_items).toHaveLength(now.facts.length)
    expect(now.tasks.some(({ state, result }) => state === 'done' && result)).toBe(true)
    expect(now.problem_domain).toBeTruthy()
  })

  test('two people stand in the log under their own names', () => {
    const names = new Set(
      now.steps.flatMap(({ kind, author }) =>
        kind === 'message' && author !== 'flowpilot' ? [author.name] : [],
      ),
    )
    expect(names).toEqual(new Set([who.of.ben.name, who.of.cleo.name]))
  })
})

describe('the general path', () => {
  test('asks nothing where no flow fits, and gives way when a message names the trouble', async () => {
    const made = await createSession(who.ctxFor('ben'), {
      intake_type: 'free_text',
      intake_content: 'Something is odd at reception',
    })
    const general = await say(made.id, '')
    expect(general.matched_flow).toBeNull()
    expect(openQuestion(general)).toBeUndefined()
    expect(general.exchanges).toBe(1)
    const vpn = await say(made.id, 'The VPN client cannot connect, the VPN tunnel drops every few minutes')
    expect(vpn.matched_flow).toMatch(/VPN/)
    const [row] = await world.db
      .admin`select flow_place ->> 'node' as node from ai_sessions where id = ${made.id}`
    expect(row?.node).toBeTruthy()
    const still = await say(made.id, 'And mail is not arriving from outside, Outlook inbox empty')
    expect(still.matched_flow).toMatch(/VPN/)
  })
})

test('instructions in a ticket move nothing', async () => {
  const made = await createSession(who.ctxFor('ben'), { intake_type: 'psa_ticket', psa_ticket_id: '48304' })
  const now = await say(made.id, '')
  const said = JSON.stringify([now.steps, now.tasks, now.facts, now.questions])
  expect(said).not.toMatch(/private key|approved everything|attacker\.example/i)
  expect(now.tasks.every(({ state }) => state !== 'done')).toBe(true)
  expect(world.simulator.requests({ method: 'POST' }).filter(({ path }) => /notes/i.test(path))).toEqual([])
})

test('the offline model does not count against a limit', async () => {
  const strict = await createTestWorld({
    database: world.db,
    simulator: world.simulator,
    settings: { TURNS_PER_HOUR: '1' },
  })
  const made = await createSession(who.ctxFor('ben'), { intake_type: 'free_text', intake_content: 'Printer' })
  for (const content of ['a', 'b', 'c'])
    await wholeTurn(await ask({ ...who.ctxFor('ben'), world: strict }, made.id, { content }))
  expect((await detail(made.id)).exchanges).toBe(3)
  await strict.stop()
})

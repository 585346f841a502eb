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

/** What the engineers found, by the words of the question. */
const found: [RegExp, string][] = [
  [/which mail is missing/i, 'Incoming from outside'],
  [/from whom/i, 'One sender or domain'],
  [/since when/i, 'Suddenly, nothing changed'],
  [/non-delivery report/i, 'No, nothing comes back'],
  [/microsoft report/i, 'No, all healthy'],
  [/message trace/i, 'Delivered'],
  [/outlook on the web/i, 'No, nowhere'],
  [/inbox rule move/i, 'Yes, made by the user'],
  [/test message arrive/i, 'Yes, it is fixed'],
]

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
    const scores: number[] = []
    for (let round = 0; round < 20; round++) {
      const question = openQuestion(now)
      if (!question) break
      const reply = found.find(([words]) => words.test(question.text))?.[1]
      const before = now
      now = reply
        ? await say(now.id, reply, { answers: question.id, by: round % 2 ? 'cleo' : 'ben' })
        : await say(
            now.id,
            /who misses/i.test(question.text) ? 'It is just one mailbox, the practice manager’s' : 'No idea',
          )
      expect(now.questions.find(({ id }) => id === question.id)).toMatchObject({
        state: 'answered',
        answer: expect.any(String),
      })
      expect(now.state_version).toBeGreaterThan(before.state_version)
      expect(now.tasks.filter(({ state }) => state === 'active').length).toBeLessThanOrEqual(1)
      scores.push(now.confidence_score)
    }
    expect(openQuestion(now)).toBeUndefined()
    expect(now.triage_hypothesis).toMatch(/inbox rule/i)
    expect(now).toMatchObject({ asset_name: 'Ann’s mailbox', confidence_tier: 'confident', turn: 'yours' })
    expect(now.exchanges).toBe(scores.length)
    expect(scores.length).toBeGreaterThanOrEqual(8)
    expect(Math.max(...scores)).toBeGreaterThan(scores[0] ?? 100)
    const fromAnswers = now.facts.filter(
      ({ source_kind }) => source_kind === 'question' || source_kind === 'diagnostic_check',
    )
    expect(fromAnswers.length).toBeGreaterThanOrEqual(6)
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
  test('leads where nothing matches, and gives way when a message names the trouble', async () => {
    const made = await createSession(who.ctxFor('ben'), {
      intake_type: 'free_text',
      intake_content: 'Something is odd at reception',
    })
    const general = await say(made.id, '')
    expect(general.matched_flow).toBeNull()
    expect(openQuestion(general)).toBeDefined()
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

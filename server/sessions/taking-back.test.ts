import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { buildUpdate } from '../updates/build-update.ts'
import { writeUpdate } from '../updates/write-update.ts'
import { addCause } from './add-cause.ts'
import { addFact } from './add-fact.ts'
import { ask } from './ask.ts'
import { changeFact } from './change-fact.ts'
import { changeTask } from './change-task.ts'
import { createSession } from './create-session.ts'
import { reopenQuestion } from './reopen-question.ts'
import { sessionDetail } from './session-detail.ts'
import { wholeTurn } from './turn-stream.ts'

let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
})
afterAll(() => world?.stop())

const detail = (id: string) => sessionDetail(who.ctxFor('ben'), id)
const asked = ({ questions }: SessionDetail) => questions.find(({ state }) => state === 'open')?.text ?? ''
async function say(id: string, content: string, by: PersonName = 'ben', answers?: string) {
  await wholeTurn(await ask(who.ctxFor(by), id, { content, ...(answers ? { answers } : {}) }))
  return detail(id)
}
/** A case of its own, whatever stands open for the ticket. */
async function begun(title: string, number?: string): Promise<SessionDetail> {
  if (number) await world.db.admin`update ai_sessions set status = 'resolved' where psa_ticket_id = ${number}`
  const made = await createSession(
    who.ctxFor('ben'),
    number
      ? { intake_type: 'psa_ticket', psa_ticket_id: number }
      : { intake_type: 'free_text', intake_content: title },
  )
  return say(made.id, '')
}
const lastReply = ({ steps }: SessionDetail) => steps.findLast(({ kind }) => kind === 'reply')?.content ?? ''

/** All that an engineer sees of the case, but for the log and the order of steps and facts. */
const shown = (now: SessionDetail) => ({
  asked: asked(now),
  facts: now.facts.map(({ text, status, known }) => `${text} ${status} ${known}`).toSorted(),
  steps: now.tasks.map(({ text, state, result }) => `${text} ${state} ${result}`).toSorted(),
  causes: now.causes.map(({ text, source }) => `${text} ${source}`),
  header: [now.triage_hypothesis, now.client_name, now.asset_name, now.confidence_tier],
  answers: now.questions.filter(({ state }) => state === 'answered').map(({ text }) => text),
})

// Whole cases of up to ten turns
describe('undo in a case', { timeout: 60_000 }, () => {
  test('takes back message by message what each brought, answers of the ticket stay', async () => {
    const first = await begun('', '48291')
    const { id } = first
    const one = await say(
      id,
      'Yes, too wide',
      'ben',
      first.questions.find(({ state }) => state === 'open')?.id,
    )
    const two = await say(id, 'Ann wants it today. The rule is named Block External')
    expect(two.facts.length).toBeGreaterThan(one.facts.length)
    const three = await say(id, 'bingo, fixed')
    expect(asked(three)).toBe('')
    const back = await say(id, 'undo')
    expect(lastReply(back)).toContain('Taken back: “bingo, fixed”')
    expect(shown(back)).toEqual(shown(two))
    expect(shown(await say(id, 'take that back please'))).toEqual(shown(one))
    expect(shown(await say(id, 'rückgängig'))).toEqual(shown(first))
    const none = await say(id, 'undo')
    expect(lastReply(none)).toBe('There is nothing of yours to take back.')
    expect(shown(none)).toEqual(shown(first))
    // The way goes on from where it stood.
    expect(shown(await say(id, 'Yes, too wide'))).toEqual(shown(one))
  })

  test.each([
    "it's not the rule",
    'it was the forklift charger in hall 2',
    'packet loss already at the router',
    'skip',
  ])('takes back “%s”', async (line) => {
    const before = await begun('', '48288')
    await say(before.id, line)
    expect(shown(await say(before.id, 'undo'))).toEqual(shown(before))
  })

  test('leaves what was typed, changed or ticked by hand, and what another person said', async () => {
    const { id } = await begun('', '48297')
    const said = await say(id, 'separator page was on. the tray is empty')
    const kept = said.facts.find(({ text }) => /separator/i.test(text))
    await addFact(who.ctxFor('ben'), id, { text: 'Typed by hand', status: 'confirmed', known: 'told' })
    await addCause(who.ctxFor('ben'), id, { text: 'A cause typed by hand' })
    if (!kept) throw new Error('Nothing kept')
    await changeFact(who.ctxFor('ben'), id, kept.id, {
      text: 'Separator page was on for hall 2',
      revision: kept.revision,
    })
    const back = await say(id, 'undo')
    const texts = back.facts.map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(['Typed by hand', 'Separator page was on for hall 2']))
    expect(texts.some((text) => /tray/i.test(text))).toBe(false)
    expect(back.causes.map(({ text }) => text)).toContain('A cause typed by hand')

    await say(id, 'paper is damp in tray 2', 'cleo')
    const refused = await say(id, 'undo')
    expect(lastReply(refused)).toContain(who.of.cleo.name)
    expect(refused.facts.some(({ text }) => /damp/i.test(text))).toBe(true)
    expect((await say(id, 'undo', 'cleo')).facts.some(({ text }) => /damp/i.test(text))).toBe(false)
  })

  test('the flow that a message had brought leaves with it', async () => {
    const { id, ...first } = await begun('Something is odd at reception')
    const led = await say(id, 'The VPN client cannot connect, the VPN tunnel drops every few minutes')
    expect(led.matched_flow).toMatch(/VPN/)
    const back = await say(id, 'undo')
    expect(back.matched_flow).toBeNull()
    expect(back.problem_domain).toBe(first.problem_domain)
    expect(shown(back)).toEqual(shown({ id, ...first }))
    expect((await say(id, 'the VPN tunnel drops, the VPN client cannot connect')).matched_flow).toMatch(/VPN/)
  })

  test('a ticked step and an answer reopened by hand stay as the hand left them', async () => {
    const first = await begun('', '48291')
    const { id } = first
    const question = first.questions.find(({ state }) => state === 'open')?.id ?? ''
    const one = await say(id, 'Yes, too wide', 'ben', question)
    const step = one.tasks.find(({ state }) => state === 'active')
    if (!step) throw new Error('No step')
    await changeTask(who.ctxFor('ben'), id, step.id, {
      state: 'done',
      result: 'Older',
      revision: step.revision,
    })
    await say(id, 'the rule is older than that')
    await reopenQuestion(who.ctxFor('ben'), id, question)
    const back = await say(id, 'undo')
    expect(asked(back)).toBe(asked(first))
    expect(back.tasks.find((task) => task.id === step.id)).toMatchObject({ state: 'done', result: 'Older' })
  })
})

test('a correction takes the place of what was said, of its facts and of its answer', {
  timeout: 60_000,
}, async () => {
  const first = await begun('', '48291')
  const { id } = first
  await say(id, 'tray 2 of her printer is full')
  const note = await say(id, 'no wait, tray 2 of her printer is empty')
  expect(note.facts.filter(({ text }) => /tray 2/i.test(text)).map(({ text }) => text)).toEqual([
    'Tray 2 of her printer is empty',
  ])
  await say(id, 'Yes, too wide')
  const now = await say(id, 'no, I meant no rule matches')
  expect(now.facts.some(({ text }) => /matches normal mail/i.test(text))).toBe(false)
  expect(now.facts.some(({ text, status }) => text === 'Transport rule' && status === 'ruled_out')).toBe(true)
})

test('“not fixed” opens the case again and withdraws what was written of it', {
  timeout: 60_000,
}, async () => {
  const first = await begun('', '48291')
  await say(first.id, 'Yes, too wide')
  const led = await say(first.id, 'Yes, just before')
  await say(first.id, 'Narrowed it to the group, mail arrives again. Fixed.')
  const open = await say(first.id, 'not fixed, ann calls again')
  expect(asked(open)).toBe(asked(led))
  expect(open.facts.some(({ text }) => /confirmed by the fix|mail arrives again/i.test(text))).toBe(false)
  expect(open.facts.some(({ text }) => /ann calls again/i.test(text))).toBe(true)
  expect(open.facts.some(({ text }) => text === 'Narrowed it to the group')).toBe(true)
  const order = { audience: 'client_update', length: 'quick', context: 'status' } as const
  const built = await buildUpdate(who.ctxFor('ben'), first.id, order)
  const readers = { text: () => {}, restart: () => {} }
  const never = new AbortController().signal
  const { content } = await writeUpdate(who.ctxFor('ben'), first.id, order, built, readers, never)
  expect(content).not.toMatch(/arriving again/)
})

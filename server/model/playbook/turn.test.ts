import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { Flow, FlowNode } from '../../../shared/contracts/flows.ts'
import { flowByKey, nodeAt } from '../../flows/find.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { fixOptions } from '../../flows/walk.ts'
import { turnOutput } from '../protocol.ts'
import { type Rehearsal, rehearse, say } from './rehearsal.ts'
import { waysThrough } from './ways.ts'

const email = flowByKey('email-not-arriving', 1) as Flow
const ticket = JSON.stringify({
  number: '48291',
  summary: 'RE: Mail from outside not arriving, error 5.7.1',
  client: 'Contoso Dental',
  contact: 'Ann Reyes',
  closed: false,
  devices: [{ name: 'CD-FRONT-02' }, { name: 'CD-BACK-01' }],
  notes: [{ text: 'Since 9 this morning nothing comes in on CD-FRONT-02.' }],
})

describe('the first turn', () => {
  const first = say(rehearse(email), '', { told: { ticket, begins: true } })

  test('tells what the ticket says and what comes first', () => {
    expect(first.last?.reply).toContain('Ticket 48291 of Contoso Dental, reported by Ann Reyes')
    expect(first.last?.reply).toContain('E-mail not arriving')
    expect(first.last?.question?.text).toBe('Which mail is missing?')
    expect(first.last?.question?.options).toHaveLength(4)
    expect(first.last?.question?.context).toContain('sounds like “Incoming from outside”')
  })
  test('fills the header from the ticket', () => {
    expect(first.last?.header).toMatchObject({
      title: 'Mail from outside not arriving, error 5.7.1',
      asset_name: 'CD-FRONT-02',
      issue_category: 'E-mail delivery',
    })
  })
  test('brings the first checks and what the report states', () => {
    expect(first.case.tasks.length).toBeGreaterThanOrEqual(3)
    expect(first.case.facts.map(({ text }) => text)).toEqual([
      'Error 5.7.1 is reported',
      'Reported since 9 this morning',
    ])
  })
  test('leaves typed fields alone', () => {
    const before = rehearse(email)
    before.case.typed_fields = ['title', 'asset_name', 'issue_category', 'client_name', 'triage_hypothesis']
    const { last } = say(before, 'x', { told: { ticket, begins: true } })
    expect(Object.values(last?.header ?? {})).toEqual([null, null, null, null, null])
  })
  test('works from nothing at all, and from words alone', () => {
    expect(say(rehearse(email, ''), '').last?.question).not.toBeNull()
    const words = say(rehearse(email), 'Mail is gone. Please help.\nThanks')
    expect(words.last?.header.title).toBe('Mail is gone')
    expect(words.last?.reply).toContain('You write: “Mail is gone.”')
  })
  test('survives a ticket that cannot be read', () => {
    for (const told of ['', 'no json', '[]', '{"summary":7}', `{"summary":"${'x'.repeat(100_000)}"}`])
      expect(v.is(turnOutput, say(rehearse(email), 'help', { told: { ticket: told } }).last)).toBe(true)
  })
})

test('the same input gives the same output', () => {
  const before = start()
  expect(say(before, 'incoming').last).toEqual(say(before, 'incoming').last)
})

test('an answer becomes a fact of its question, ticks its check and activates the next', () => {
  const asked = say(start(), 'Incoming from outside')
  const { last, case: after } = say(asked, 'everyone')
  expect(last?.facts).toEqual([
    {
      op: 'add',
      id: null,
      text: 'All mailboxes are affected',
      status: 'confirmed',
      source_ref: asked.case.question?.id,
    },
  ])
  expect(after.tasks.find(({ text }) => text === 'Find out who is affected')).toMatchObject({
    state: 'done',
    result: 'All mailboxes are affected',
  })
  expect(after.tasks.filter(({ state }) => state === 'active').map(({ text }) => text)).toEqual([
    'Collect two missing examples',
  ])
  expect(last?.flow_option).toBe('Everyone')
})

test('what a person changed stays untouched', () => {
  const asked = say(start(), 'Incoming from outside')
  for (const task of asked.case.tasks) task.by_person = true
  const { last } = say(asked, 'everyone')
  expect(last?.tasks.filter(({ op, state }) => op !== 'add' && state !== 'active')).toEqual([])
})

describe('own words', () => {
  test('in the field of the question lead on and stay as an open fact', () => {
    const after = say(start(), 'hard to say, the client is unreachable')
    expect(after.flow.place.node).toBe('affected')
    expect(after.last?.flow_option).toBeNull()
    expect(after.case.facts.at(-1)).toMatchObject({
      text: 'hard to say, the client is unreachable',
      status: 'pending',
    })
  })
  test('in the composer are kept and the same question stays', () => {
    const before = start()
    const after = say(before, 'the client also has a new printer', { answers: false })
    expect(after.flow.place).toEqual(before.flow.place)
    expect(after.case.question).toEqual(before.case.question)
    expect(after.case.facts.at(-1)?.status).toBe('pending')
  })
  test('that clearly mean an option count as this option from anywhere', () => {
    expect(say(start(), 'it is the incoming mail', { answers: false }).flow.place.node).toBe('affected')
  })
  test.each(['ok, checking', 'one sec', 'thanks'])('“%s” changes nothing', (words) => {
    const before = start()
    const after = say(before, words, { answers: false })
    expect(after.case).toEqual({ ...before.case, confidence: after.case.confidence })
  })
  test('“skip” leaves the question', () => {
    const after = say(start(), 'skip')
    expect(after.flow.place.node).toBe('affected')
    expect(after.case.facts).toEqual(start().case.facts)
  })
  test.each<[string, RegExp]>([
    ['what next?', /Find out who is affected/],
    ['why do you ask?', /different roads/],
    ['Where do I see that?', /different roads/],
    ['Can you check the weather?', /offline model/],
  ])('“%s” is answered and nothing moves', (words, reply) => {
    const before = start()
    const after = say(before, words)
    expect(after.last?.reply).toMatch(reply)
    expect(after.flow.place).toEqual(before.flow.place)
    expect(after.case.facts).toEqual(before.case.facts)
  })
  test('“how” shows the command of the check', () => {
    const after = say(
      walk(email, [
        'Incoming from outside',
        'Everyone',
        'All senders',
        'nothing changed',
        'no bounce',
        'healthy',
      ]),
      'how do I do that?',
    )
    expect(after.last?.reply).toContain('Get-MessageTraceV2')
  })
  test('an answer to a question the flow did not ask moves nothing', () => {
    const before = start()
    const other = {
      ...before,
      case: { ...before.case, question: { id: 'q9', text: 'Is the sun out?', options: ['Yes', 'No'] } },
    }
    const after = say(other, 'Incoming from outside')
    expect(after.flow.place).toEqual(before.flow.place)
    expect(after.last?.question?.text).toBe('Which mail is missing?')
  })
})

describe('a conclusion', () => {
  const rule = [
    'Incoming from outside',
    'Everyone',
    'Several, but not all',
    'A rule or filter was changed',
    'Yes, too wide',
    'Yes, just before',
  ]
  const concluded = walk(email, rule)

  test('names the cause, brings the fix and asks whether it helped', () => {
    expect(concluded.case.triage_hypothesis).toMatch(/transport rule is too wide/i)
    expect(concluded.case.confidence).toEqual({ tier: 'confident', score: 88 })
    expect(concluded.case.tasks.filter(({ state }) => state === 'active').map(({ text }) => text)).toEqual([
      'Narrow the rule’s condition',
    ])
    expect(concluded.case.question?.options).toEqual(Object.values(fixOptions))
  })
  test('not tried yet: the same question stays', () => {
    const after = say(concluded, 'Not tried yet')
    expect(after.flow.place).toEqual(concluded.flow.place)
    expect(after.case.question).toEqual(concluded.case.question)
  })
  test('fixed: the cause is a fact, the rest of the fix stays open', () => {
    const after = say(concluded, 'Yes, it is fixed')
    expect(after.case.facts.at(-1)?.text).toMatch(/^Cause confirmed by the fix/)
    expect(after.case.tasks.filter(({ state }) => state === 'pending').map(({ text }) => text)).toContain(
      'Release the held mail',
    )
    expect(after.case.question).toBeNull()
    const later = say(after, 'One sender still complains, it is back', { answers: false })
    expect(later.flow.place.node).toBe('any-other-device')
    expect(later.case.question?.options).toContain('Not tested')
  })
  test('not fixed: the cause is ruled out and the search goes on', () => {
    const after = say(concluded, 'No, still the same')
    expect(after.case.facts.at(-1)).toMatchObject({ status: 'ruled_out' })
    expect(after.flow.place.node).toBe('sender-auth')
    expect(after.case.tasks.filter(({ text }) => text.includes('rule’s condition'))).toMatchObject([
      { state: 'done', result: 'Did not help' },
    ])
  })
})

test('after the end words are kept and the tests are offered again', () => {
  const ended = {
    ...start(),
    flow: { ...start().flow, place: { node: 'unexplained', trail: [{ node: 'any-logs', option: null }] } },
  }
  const after = say(
    { ...ended, case: { ...ended.case, question: null } },
    'The switch was replaced last week.',
  )
  expect(after.case.facts.at(-1)?.text).toBe('The switch was replaced last week.')
  expect(after.case.question?.options).toHaveLength(2)
  expect(say(after, 'Yes, go through the tests again').flow.place.node).toBe('any-other-device')
  expect(say(after, 'No, leave it as it is').case.question).toBeNull()
})

test('a ticket linked amid the case is acknowledged', () => {
  const before = start()
  before.case.client_name = null
  const after = say(before, 'incoming', { told: { ticket } })
  expect(after.last?.reply).toMatch(/^I have read ticket 48291 of Contoso Dental/)
  expect(after.case.client_name).toBe('Contoso Dental')
  expect(after.flow.place.node).toBe('affected')
})

test('a better flow amid the case takes over and clears the checks of the first', () => {
  const general = say(say(rehearse(flowByKey('general', 1) as Flow), 'something is wrong'), 'One person')
  const switched: Rehearsal = {
    ...general,
    flow: { key: email.key, version: 1, place: { node: email.start, trail: [] } },
  }
  const after = say(switched, 'mails from outside do not arrive', { told: { begins: true } })
  expect(after.case.question?.text).toBe('Which mail is missing?')
  expect(after.case.tasks.map(({ text }) => text)).not.toContain('Watch the problem happen once')
  expect(after.last?.reply).toContain('so we go on with it')
})

describe.each(shippedFlows.map((flow) => [flow.key, flow] as const))('every way through %s', (_key, flow) => {
  test('each option of each node leads on with one active check and no double ones', () => {
    for (const { node, labels } of waysThrough(flow)) {
      const before = walk(flow, labels)
      expect(before.flow.place.node).toBe(node.key)
      for (const label of choicesAt(node)) {
        const after = say(before, label)
        expect(v.is(turnOutput, after.last)).toBe(true)
        checkPanel(after, `${node.key} → ${label}`)
        if (node.kind === 'question')
          expect(after.flow.place.trail.at(-1)).toEqual({ node: node.key, option: label })
      }
    }
  })
})

function choicesAt(node: FlowNode): string[] {
  if (node.kind === 'question') return node.options.map(({ label }) => label)
  return node.kind === 'conclusion' ? [fixOptions.fixed, fixOptions.same] : []
}

function checkPanel({ case: panel, last }: Rehearsal, at: string): void {
  const texts = panel.tasks.map(({ text }) => text)
  expect(new Set(texts).size, at).toBe(texts.length)
  const facts = panel.facts.map(({ text }) => text)
  expect(new Set(facts).size, at).toBe(facts.length)
  expect(panel.tasks.filter(({ state }) => state === 'active').length, at).toBeLessThanOrEqual(1)
  expect(panel.tasks.length, at).toBeLessThanOrEqual(30)
  expect(last?.reply.length ?? 0, at).toBeGreaterThan(10)
  expect(last?.reply, at).not.toMatch(/undefined|null|\.\.|\s{2}/)
}

function start(): Rehearsal {
  return say(rehearse(email), 'Mail does not arrive', { answers: false })
}

function walk(flow: Flow, labels: readonly string[]): Rehearsal {
  let here = say(rehearse(flow), 'It does not work', { answers: false })
  for (const label of labels) here = say(here, label)
  expect(nodeAt(flow, here.flow.place.node)).toBeDefined()
  return here
}

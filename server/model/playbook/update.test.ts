import { describe, expect, test } from 'vitest'
import type { Flow } from '../../../shared/contracts/flows.ts'
import { flowByKey } from '../../flows/find.ts'
import { jargonIn } from '../../flows/jargon.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import type { UpdateInput } from '../protocol.ts'
import { pastTense } from './past-tense.ts'
import { type Rehearsal, rehearse, say, updateOf } from './rehearsal.ts'
import { playUpdate } from './update.ts'
import { waysThrough } from './ways.ts'

const email = flowByKey('email-not-arriving', 1) as Flow
const rule = [
  'Incoming from outside',
  'Everyone',
  'Several, but not all',
  'A rule or filter was changed',
  'Yes, too wide',
  'Yes, just before',
]
const audiences = ['client_update', 'email_draft'] as const
const lengths = ['quick', 'detailed'] as const

describe.each(shippedFlows.map((flow) => [flow.key, flow] as const))('everywhere in %s', (_key, flow) => {
  test('a client reads plain sentences, as many as they asked for', () => {
    for (const { labels, node } of waysThrough(flow)) {
      const here = walk(flow, labels)
      for (const audience of audiences)
        for (const length of lengths)
          for (const more of [{}, followUp(here), { client_first_name: null }]) {
            const { text, subject } = playUpdate(updateOf(here, { audience, length }, more))
            checkClientText(text, length, `${node.key} ${audience} ${length}`)
            expect(subject === null).toBe(audience === 'client_update')
          }
    }
  })

  test('notes for engineers have their parts and no holes', () => {
    for (const { labels, node } of waysThrough(flow)) {
      const here = walk(flow, labels)
      const detailed = playUpdate(
        updateOf(here, { audience: 'ticket_notes', length: 'detailed' }, followUp(here)),
      ).text
      expect(detailed, node.key).toMatch(
        /^\*\*Status: Investigating\*\* · 12 min\n\n\*\*Since 10:31 UTC\*\*\n/,
      )
      expect(detailed, node.key).toContain('**Current diagnosis**')
      expect(detailed, node.key).not.toMatch(/undefined|null|\.\.|: :/)
      const quick = playUpdate(updateOf(here, { audience: 'ticket_notes', length: 'quick' })).text
      expect(quick.split(/(?<=[.?]) (?=\p{Lu})/u).length, quick).toBeLessThanOrEqual(3)
    }
  })
})

test('a finding that an engineer took back or reworded is not told', () => {
  const here = walk(email, rule.slice(0, 2))
  const told = clientText(here)
  expect(told).toContain('All mailboxes are affected.')
  const facts = here.case.facts.filter(({ text }) => text !== 'All mailboxes are affected')
  expect(clientText({ ...here, case: { ...here.case, facts } })).not.toContain('All mailboxes')
  const reworded = here.case.facts.map((fact) => ({ ...fact, text: `${fact.text} of CD-EXCH02` }))
  expect(clientText({ ...here, case: { ...here.case, facts: reworded } })).not.toMatch(/affected\.|CD-EXCH02/)
})

test('free text of people never reaches a client', () => {
  const secret = 'CD-EXCH02 at 10.1.2.3, password hunter2'
  let here = walk(email, rule.slice(0, 3))
  here = say(say(here, secret), secret, { answers: false })
  here.case.title = secret
  here.case.triage_hypothesis = secret
  here.case.asset_name = secret
  for (const task of here.case.tasks) Object.assign(task, { text: secret, result: secret })
  for (const audience of audiences)
    for (const length of lengths) {
      const { text, subject } = playUpdate(updateOf(here, { audience, length }))
      expect(`${subject} ${text}`).not.toMatch(/EXCH02|10\.1|hunter2/)
    }
})

test('the greeting, the sign-off and the subject follow the templates', () => {
  const here = walk(email, rule.slice(0, 1))
  const of = (templates: Partial<UpdateInput['templates']>, more: Partial<UpdateInput> = {}) => {
    const base = updateOf(here, { audience: 'email_draft', length: 'detailed' }, more)
    return playUpdate({ ...base, templates: { ...base.templates, ...templates } })
  }
  expect(of({}).text).toMatch(/^Hello Ann,\n\n[\s\S]+\n\nKind regards,\nBen Okafor\nAcme MSP$/)
  expect(of({ client_tone: 'friendly', include_company_in_signoff: false }).text).toMatch(
    /^Hi Ann,[\s\S]+Best wishes,\nBen Okafor$/,
  )
  expect(of({ client_tone: 'formal' }).text).toMatch(/^Dear Ann,/)
  expect(of({ client_signoff: 'Your helpdesk' }).text).toMatch(/\n\nYour helpdesk$/)
  expect(of({}, { client_first_name: null }).text).toMatch(/^Hello,/)
  expect(of({}).subject).toBe('Update: Problem with e-mail delivery — 48291')
  expect(of({}, { session_status: 'resolved' }).subject).toMatch(/^Resolved: /)
  expect(of({}, { case: { ...here.case, ticket_id: null } }).subject).toBe(
    'Update: Problem with e-mail delivery',
  )
})

test('a follow-up tells what is new, or that nothing is', () => {
  const here = walk(email, rule.slice(0, 3))
  const [first] = here.case.facts
  const nothing = updateOf(
    here,
    { audience: 'client_update', length: 'detailed' },
    { ...followUp(here), new_since_previous: [] },
  )
  expect(playUpdate(nothing).text).toContain('no further findings since our last message')
  const one = { ...nothing, new_since_previous: [first?.id ?? ''] }
  expect(playUpdate(one).text).toContain(
    'Since our last message we have learned the following. Messages from outside',
  )
  const notes = playUpdate({ ...nothing, audience: 'ticket_notes' }).text
  expect(notes).toContain('**Since 10:31 UTC**\nNothing new.')
})

test('the likely cause, the fix and its success are told in turn', () => {
  const concluded = walk(email, rule)
  expect(clientText(concluded)).toMatch(
    /We now know the likely cause\. A rule in the mail system also catches normal messages\.\n\nWe will narrow that rule/,
  )
  const fixed = say(concluded, 'Yes, it is fixed')
  expect(clientText(fixed)).toMatch(
    /We found the following cause: a rule in the mail system[\s\S]+Messages are arriving again\./,
  )
})

test.each([
  ['escalated', /bringing in a further specialist/],
  ['resolved', /is complete/],
])('a case that is %s is told so', (session_status, words) => {
  const here = walk(email, rule.slice(0, 2))
  for (const length of lengths)
    expect(
      playUpdate(updateOf(here, { audience: 'client_update', length }, { session_status })).text,
    ).toMatch(words)
})

test('plain notes have no markdown', () => {
  const base = updateOf(walk(email, rule), { audience: 'ticket_notes', length: 'detailed' })
  const { text } = playUpdate({ ...base, templates: { ...base.templates, ticket_notes_format: 'plain' } })
  expect(text).not.toContain('*')
  expect(text).toMatch(/^Status: Investigating\nTime spent: 12 min\n\nSteps completed:\n1\. Found out/)
  expect(text).toContain('Next steps:\n- Narrow the rule’s condition.')
})

test('a case nobody has worked yet still gives a useful text', () => {
  for (const flow of shippedFlows)
    for (const length of lengths) {
      const here = rehearse(flow)
      checkClientText(
        playUpdate(updateOf(here, { audience: 'client_update', length })).text,
        length,
        flow.key,
      )
      expect(playUpdate(updateOf(here, { audience: 'ticket_notes', length })).text).toMatch(/Investigating/)
    }
})

test('an unknown flow is taken as the general one', () => {
  const here = rehearse(email)
  const input = updateOf(
    here,
    { audience: 'client_update', length: 'quick' },
    { flow: { key: 'fax', version: 7, place: { node: 'x', trail: [] } } },
  )
  expect(playUpdate(input).text).toContain('the problem you reported')
})

test.each([
  ['Check MX records', 'Checked MX records'],
  ['Run a message trace', 'Ran a message trace'],
  ['Identify the person', 'Identified the person'],
  ['Export, then remove rules', 'Exported, then removed rules'],
  ['Renew the certificate and bind it', 'Renewed the certificate and bound it'],
  ['Release the held mail', 'Released the held mail'],
  ['Reboot CD-FRONT-02', 'Reboot CD-FRONT-02'],
  ['set the view', 'set the view'],
  ['', ''],
])('“%s” done is “%s”', (step, done) => {
  expect(pastTense(step)).toBe(done)
})

test('every step of the shipped flows can be told as done', () => {
  const steps = shippedFlows.flatMap(({ nodes }) =>
    nodes.flatMap((node) =>
      node.kind === 'question' ? [node.task] : node.kind === 'conclusion' ? node.fix : [],
    ),
  )
  const same = new Set(['Read', 'Set', 'Reset', 'Let'])
  for (const step of steps)
    if (step && !same.has(step.text.split(' ')[0] ?? '')) expect(pastTense(step.text)).not.toBe(step.text)
})

function checkClientText(text: string, length: 'quick' | 'detailed', at: string): void {
  const paragraphs = text.split('\n\n')
  const body = paragraphs.slice(1, -1)
  const sentences = body.join(' ').split(/(?<=[.!?]) /)
  expect(paragraphs[0], at).toMatch(/^Hello( Ann)?,$/)
  expect(jargonIn(body.join('\n')), `${at}: ${text}`).toEqual([])
  expect(new Set(sentences).size, `${at}: ${text}`).toBe(sentences.length)
  for (const one of sentences) expect(one, `${at}: ${text}`).toMatch(/^\p{Lu}.*[.]$/u)
  expect(body.length, at).toBe(length === 'quick' ? 1 : Math.min(5, Math.max(3, body.length)))
  if (length === 'quick') expect(sentences.length, `${at}: ${text}`).toBeGreaterThanOrEqual(2)
  if (length === 'quick') expect(sentences.length, `${at}: ${text}`).toBeLessThanOrEqual(3)
}

const followUp = ({ case: { facts } }: Rehearsal): Partial<UpdateInput> => ({
  previous: { at: '2026-11-20T10:31:00.000Z', text: 'An earlier update.' },
  new_since_previous: facts.slice(-2).map(({ id }) => id),
})

function clientText(here: Rehearsal): string {
  return playUpdate(updateOf(here, { audience: 'client_update', length: 'detailed' })).text
}

function walk(flow: Flow, labels: readonly string[]): Rehearsal {
  let here = say(rehearse(flow), 'It does not work', { answers: false })
  for (const label of labels) here = say(here, label)
  return here
}

import { describe, expect, test } from 'vitest'
import { newCase, updateCaseOf } from '../../../eval/case-in-memory.ts'
import { open, play, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'
import type { Flow, FlowNode } from '../../../shared/contracts/flows.ts'
import { jargonIn } from '../../flows/jargon.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { playedUpdate } from '../../testing/played-update.ts'
import type { UpdateCase, UpdateOrder } from '../protocol.ts'
import { pastTense } from './past-tense.ts'

const audiences = ['client_update', 'email_draft'] as const
const lengths = ['quick', 'detailed'] as const
const mail = { ticket: seedTicket('48291'), flow: 'email-not-arriving' }
const plotter = { ticket: { summary: 'It rings at night', type: 'Other' }, flow: 'general' }

const order = (more: Partial<UpdateOrder> = {}): UpdateOrder => ({
  audience: 'client_update',
  length: 'detailed',
  context: 'status',
  templates: {
    client_tone: 'professional',
    client_signoff: 'auto',
    include_company_in_signoff: true,
    ticket_notes_format: 'plain',
  },
  ...more,
})
const write = (here: Rehearsal, asked: Partial<UpdateOrder> = {}, more: Partial<UpdateCase> = {}) =>
  playedUpdate(updateCaseOf(here, { client_first_name: 'Ann', ...more }), order(asked), here.flow)
const toClient = (here: Rehearsal, more: Partial<UpdateCase> = {}) => write(here, {}, more).text
const notes = (here: Rehearsal, more: Partial<UpdateCase> = {}) =>
  write(here, { audience: 'ticket_notes' }, more).text

describe.each(shippedFlows().map((flow) => [flow.key, flow] as const))('everywhere in %s', (_key, flow) => {
  test('a client reads plain sentences, as many as they asked for', () => {
    for (const node of flow.nodes)
      for (const audience of audiences)
        for (const length of lengths)
          for (const [context, more] of told) {
            const state = updateCaseOf(standingAt(flow, node), { client_first_name: 'Ann', ...more })
            const { text, subject } = playedUpdate(state, order({ audience, length, context }), flow)
            checkClientText(text, length, `${node.key} ${audience} ${length}`)
            expect(subject === '').toBe(audience === 'client_update')
          }
  })
})

test('a likely cause is not told before somebody checked it, a checked one in the flow’s words', () => {
  const told = play(mail, ['Yes, too wide', 'Cannot tell'])
  expect(toClient(told)).toContain('We have a likely cause and are testing it.')
  expect(toClient(told)).not.toContain('catches normal messages')
  const fixed = say(told, 'Yes, it is fixed')
  expect(toClient(fixed)).toMatch(
    /Our work on .+ was successful\..+\n\nThis was the cause: a rule in the mail system/s,
  )
})

test('what tests a cause is told once it is checked', () => {
  const here = play(mail, ['Yes, too wide', 'Yes, just before'])
  expect(toClient(here)).not.toContain('shortly before the trouble began')
})

test('a laptop is called so where the client does', () => {
  const here = open({ ticket: { summary: 'It wants a key' }, flow: 'boot' })
  expect(toClient(here, { client_words: 'My laptop wants a key' })).toContain('the laptop that')
  expect(toClient(here, { client_words: 'It wants a key' })).toContain('the computer that')
})

test('what was ruled out is no news for a client, and no cause is named that nobody named', () => {
  const here = play(mail, ['No rule matches'])
  expect(toClient(here)).not.toContain('not the cause')
  expect(toClient(say(here, 'fixed'))).not.toContain('This was the cause')
})

test('free text of people never reaches a client', () => {
  const secret = 'CD-EXCH02 at 10.1.2.3, password hunter2'
  const here = play(mail, [`found ${secret} in the log of the gateway`])
  const fields = { title: secret, hypothesis: secret, asset_name: secret, client_words: secret }
  for (const task of here.state.tasks) Object.assign(task, { text: secret, result: secret })
  for (const audience of audiences)
    for (const length of lengths) {
      const { text, subject } = write(here, { audience, length }, fields)
      expect(`${subject} ${text}`).not.toMatch(/EXCH02|10\.1|hunter2/)
    }
})

describe('without a flow', () => {
  test('the problem has the name that the client gave it', () => {
    const here = open(plotter)
    const words = (client_words: string) => toClient(here, { client_words })
    expect(words('The plotter in the hall rings at night')).toContain('the problem with the plotter')
    expect(words('it rings')).toContain('the problem you reported')
  })

  test('one honest sentence says all there is, whether or not more is known than a client hears', () => {
    for (const here of [open(plotter), play(plotter, ['The fax card is set to ring'])])
      expect(toClient(here).split('\n\n')[1]).toBe(
        'We are working on the problem you reported and will write again as soon as we know more.',
      )
  })
})

test('a German ticket gets German where every wording has it', () => {
  const here = play({ ...plotter, language: 'de' }, ['Faxkarte klingelt'])
  expect(toClient(here)).toMatch(
    /^Guten Tag Ann,\n\nWir arbeiten an Ihrem Anliegen[\s\S]+Freundliche Grüße\n/,
  )
  expect(toClient(open({ ...mail, language: 'de' }))).toMatch(/^Hello Ann,/)
})

test('the greeting goes by first name, else by the client, else there is none', () => {
  const here = open(mail)
  expect(toClient(here)).toMatch(/^Hello Ann,\n/)
  expect(toClient(here, { client_first_name: '' })).toMatch(/^Hello Contoso Dental,\n/)
  expect(toClient(here, { client_first_name: '', client_name: '' })).toMatch(/^We are working on/)
})

test('sign-off and subject follow the templates', () => {
  const here = open(mail)
  const of = (templates: Partial<UpdateOrder['templates']>, more: Partial<UpdateCase> = {}) =>
    write(here, { audience: 'email_draft', templates: { ...order().templates, ...templates } }, more)
  expect(of({}).text).toMatch(/\n\nKind regards,\nBen Okafor\nAcme MSP$/)
  expect(of({ client_tone: 'friendly', include_company_in_signoff: false }).text).toMatch(
    /^Hi Ann,[\s\S]+Best wishes,\nBen Okafor$/,
  )
  expect(of({ client_signoff: 'Your helpdesk' }).text).toMatch(/\n\nYour helpdesk$/)
  expect(of({}).subject).toBe('Update: Problem with e-mail delivery — 48291')
  expect(of({}, { session_status: 'resolved' }).subject).toMatch(/^Resolved: /)
  expect(of({}, { ticket: { id: '', summary: '', type: '' } }).subject).toBe(
    'Update: Problem with e-mail delivery',
  )
})

test('a follow-up tells what is new, or that nothing is', () => {
  const here = play(mail, ['Everything is fine inside the office'])
  const again = { ...followUp, new_since_previous: [] as string[] }
  expect(toClient(here, again)).toContain('nothing new to report since our last message')
  const news = here.state.facts.find(({ text }) => text === 'Mail from outside does not arrive')
  expect(toClient(here, { ...again, new_since_previous: [news?.id ?? ''] })).toContain(
    'Since our last message we have learned the following. Messages from outside',
  )
  expect(notes(here, again)).toContain('Nothing new.')
})

describe('ticket notes', () => {
  const worked = play({ title: 'VPN drops', flow: 'vpn' }, [
    'Drops again and again',
    'I checked the logs: at random, no pattern',
    'Only this person',
  ])

  test('part what was reported from what was checked, and list only what was done', () => {
    const text = notes(worked)
    expect(text).toMatch(
      /^Status: Investigating\nTime spent: 12 min\n\nSteps completed:\n1\. Listed the last five drops.+\(checked\)\./,
    )
    expect(text).toContain('- The VPN drops again and again (reported).')
    expect(text).not.toMatch(/Compared with other|\*\*|undefined|null|\.\./)
  })

  test('hold nothing of what was no statement', () => {
    const text = notes(play(mail, ['no idea', 'status update', 'this is ridiculous', 'danke', 'undo']))
    expect(text).not.toMatch(/no idea|status update|ridiculous|danke|undo/i)
  })

  test('every finding begins with a capital', () => {
    const here = play(mail, ['quarantine is empty for all users today'])
    for (const line of notes(here)
      .split('\n')
      .filter((one) => one.startsWith('- ')))
      expect(line).toMatch(/^- [^\p{Ll}]/u)
  })

  test('have Markdown where the team wants it, and a short form', () => {
    const templates = { ...order().templates, ticket_notes_format: 'markdown' }
    expect(write(worked, { audience: 'ticket_notes', templates }).text).toMatch(
      /^\*\*Status: Investigating\*\* · 12 min/,
    )
    const quick = write(worked, { audience: 'ticket_notes', length: 'quick' }).text
    expect(quick).toMatch(/^Investigating, 12 min spent\. .+ Next: test with a cable\.$/)
  })
})

test.each([
  ['Check MX records', 'Checked MX records'],
  ['Run a message trace', 'Ran a message trace'],
  ['Export, then remove rules', 'Exported, then removed rules'],
  ['Renew the certificate and bind it', 'Renewed the certificate and bound it'],
  ['Reboot CD-FRONT-02', 'Reboot CD-FRONT-02'],
  ['', ''],
])('“%s” done is “%s”', (step, done) => {
  expect(pastTense(step)).toBe(done)
})

const followUp: Partial<UpdateCase> = {
  previous: { at: 'Mon 2026-05-04 10:31 Europe/Berlin', text: 'An earlier update.' },
}

const closing = {
  root_cause: 'CD-EXCH02 was full',
  resolution: 'Deleted the logs',
  steps_taken: '',
  recommendations: '',
}
const told: [UpdateOrder['context'], Partial<UpdateCase>][] = [
  ['status', {}],
  ['status', followUp],
  ['status', { language: 'de' }],
  ['resolution', { session_status: 'resolved', closing }],
  ['escalation', { session_status: 'escalated' }],
  ['escalation', { session_status: 'escalated', language: 'de' }],
]

function standingAt(flow: Flow, node: FlowNode) {
  const trail = node.key === flow.start ? [] : [{ node: flow.start, option: null }]
  return newCase(flow, { flow: { key: flow.key, name: flow.name, node: node.key, trail } })
}

function checkClientText(text: string, length: 'quick' | 'detailed', at: string): void {
  const body = text.split('\n\n').slice(1, -1)
  const sentences = body.join(' ').split(/(?<=[.!?]) /)
  expect(jargonIn(body.join('\n')), `${at}: ${text}`).toEqual([])
  expect(new Set(sentences).size, `${at}: ${text}`).toBe(sentences.length)
  for (const one of sentences) expect(one, `${at}: ${text}`).toMatch(/^\p{Lu}.*[.]$/u)
  expect(body.length, at).toBeLessThanOrEqual(length === 'quick' ? 1 : 5)
  if (length === 'quick') expect(sentences.length, `${at}: ${text}`).toBeLessThanOrEqual(3)
}

import { expect, test } from 'vitest'
import { asText } from '../closings/render.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { playBrief } from '../model/playbook/brief.ts'
import type { CaseRows } from '../sessions/case-queries.ts'
import { repeatedWork } from '../sessions/handoff-view.ts'
import { fixture, newTask } from '../testing/documented-case.ts'
import { emptyTurnCase } from '../testing/turn-case.ts'
import { cleaned } from './ask-brief.ts'
import { type BriefRows, basicBrief } from './basic-brief.ts'
import { editedBrief } from './edited-brief.ts'
import { escalationDocument, packageContent, sectionsIn } from './escalation-document.ts'
import { missingItems } from './missing-items.ts'
import { nextStep } from './next-step.ts'

type Fact = CaseRows['facts'][number]
type Cause = CaseRows['causes'][number]
const newFact = (text: string, more: Partial<Fact> = {}) =>
  ({ id: text, text, status: 'confirmed', known: 'told', ...more }) as Fact
const newCause = (text: string, more: Partial<Cause> = {}) =>
  ({ id: text, text, for: [], against: [], test: '', state: 'open', ...more }) as unknown as Cause

const { rows } = fixture()
const told: BriefRows & Pick<CaseRows, 'updates'> = {
  ...rows,
  row: {
    ...rows.row,
    client_name: 'Contoso Dental',
    asset_name: 'LT-07',
    triage_hypothesis: null,
    flow_place: null,
  },
  tasks: [...rows.tasks, newTask({ text: 'Move the laptop', state: 'active' })],
  facts: [
    newFact('It drops on Wi-Fi alone', { known: 'checked' }),
    newFact('The provider has no outage', { status: 'ruled_out' }),
    newFact('The channel may be full', { status: 'pending' }),
  ],
  causes: [
    newCause('The mesh drops packets', { test: 'Use a cable' }),
    newCause('The VPN client is old'),
    newCause('The line is bad', { state: 'struck' }),
  ],
  part: null,
}

test('the basic brief says what the case knows, and nothing twice', () => {
  expect(basicBrief(told)).toEqual({
    summary_prose:
      'VPN drops every few minutes at Contoso Dental, LT-07. One step was done; the last one: Measure loss to the router: 12% lost. Suspected: The mesh drops packets. Fix tried: Use the main router. It worked.',
    what_we_know: ['It drops on Wi-Fi alone (checked)'],
    ruled_out: ['The provider has no outage (reported)', 'The line is bad'],
    likely_cause: 'The mesh drops packets',
    remaining_hypotheses: ['The VPN client is old', 'The channel may be full'],
    suggested_steps: ['Move the laptop', 'Use a cable'],
    environment: ['LT-07'],
    confidence: 'confident',
    kind: 'basic',
  })
})

test('the ground of a long fact stays where its words are cut', () => {
  const long = newFact('word '.repeat(60), { known: 'told' })
  expect(basicBrief({ ...told, facts: [long] }).what_we_know).toEqual([
    expect.stringMatching(/^word .{100,}… \(reported\)$/),
  ])
  expect(written({ what_we_know: [`${'word '.repeat(60)}(reported)`] }).what_we_know).toEqual([
    expect.stringMatching(/^.{150,190} \(reported\)$/),
  ])
})

test('what was only told never stands as checked, whatever a model wrote behind it', () => {
  const { what_we_know, ruled_out, remaining_hypotheses } = written({
    what_we_know: ['it drops on Wi-Fi alone', 'The mesh is new (checked)', 'Since Monday'],
    ruled_out: ['The provider has no outage. (checked)', 'The line is bad'],
    remaining_hypotheses: ['The channel may be full'],
  })
  expect(what_we_know).toEqual([
    'it drops on Wi-Fi alone (checked)',
    'The mesh is new (checked)',
    'Since Monday',
  ])
  expect(ruled_out).toEqual(['The provider has no outage. (reported)', 'The line is bad'])
  expect(remaining_hypotheses).toEqual(['The channel may be full'])
})

/** A brief of these lines, as it is taken from a model. */
function written(lists: Partial<Parameters<typeof cleaned>[0]>) {
  const { kind: _kind, ...brief } = basicBrief(told)
  return cleaned({ ...brief, ...lists }, told.facts) ?? expect.fail('it says something')
}

const escalated = {
  rows: told,
  brief: basicBrief(told),
  reason: 'Nobody here may change the router.',
  from: 'Ben Okafor',
  to: null,
  at: '2026-05-04T15:30:00.000Z',
  active_minutes: 48,
  steps_taken: '',
  include_steps: true,
  content: null,
}

test('the note of an escalation has its parts in their order', () => {
  const text = asText(escalationDocument(escalated))
  expect(text.split('\n').filter((line) => /^[═─]/.test(line))).toEqual([
    '═══ FlowPilot Escalation Documentation ═══',
    '── Problem ──',
    '── Work Completed ──',
    '── What We Know ──',
    '── Ruled Out ──',
    '── Escalation Reason ──',
    '── Remaining Hypotheses ──',
    '── Suggested Next Steps ──',
    '── Environment ──',
    '── Session Timing ──',
    '── Communication ──',
  ])
  expect(text).toContain('Escalated by: Ben Okafor\nEscalated to: Unassigned\nDate: Mon 2026-05-04')
  expect(text).toContain('2. [Action] Measure loss to the router\n   → Result: 12% lost (checked)')
  expect(text).toContain('- The mesh drops packets (likely)\n- The VPN client is old')
  expect(text).toContain('Escalated: Mon 2026-05-04 15:30 UTC\nTotal: 1 h 20 min\nActive: 48 min')
  expect(asText(escalationDocument({ ...escalated, include_steps: false }))).not.toContain('Work Completed')
})

test('the parts can be edited and are read back as they are', () => {
  const content = packageContent(escalated)
  const whole = escalationDocument(escalated).sections
  const edited = escalationDocument({ ...escalated, content }).sections
  expect(edited).toEqual(whole)
  expect(sectionsIn('Just words\n── Problem ──\nIt drops.\n\n── Empty ──\n')).toEqual([
    { name: 'Summary', text: 'Just words' },
    { name: 'Problem', text: 'It drops.' },
  ])
})

test('what a person edited in the note is what the next one reads', () => {
  const content = packageContent(escalated)
  const { brief } = escalated
  expect(editedBrief(brief, content, told.row.title)).toEqual(brief)
  const edited = content
    .replace('- The VPN client is old\n', '')
    .replace('- Use a cable', '- Use a cable\n2. Ask for the old router')
    .replace(/── Ruled Out ──[\s\S]+?\n\n/, '')
    .replace('── Environment ──', '── Careful ──\nNo reboot in the surgery hours.\n\n── Environment ──')
  expect(editedBrief(brief, edited, told.row.title)).toEqual({
    ...brief,
    summary_prose: `${brief.summary_prose}\nNo reboot in the surgery hours.`,
    ruled_out: [],
    remaining_hypotheses: ['The channel may be full'],
    suggested_steps: [...brief.suggested_steps, 'Ask for the old router'],
  })
  expect(editedBrief(brief, 'It drops.', told.row.title)).toMatchObject({
    summary_prose: 'It drops.',
    what_we_know: [],
    likely_cause: '',
  })
})

test('a note of a long case fits, whatever its brief says', () => {
  const line = 'x'.repeat(300)
  const tasks = Array.from({ length: 200 }, () => newTask({ text: line, state: 'done', result: line }))
  const long = { ...told, tasks, facts: Array.from({ length: 60 }, (_, at) => newFact(`${at}${line}`)) }
  const ofLong = { ...escalated, rows: long, brief: basicBrief(long) }
  const text = asText(escalationDocument(ofLong))
  expect(text.length).toBeLessThan(15_000)
  expect(text).toContain('more in FlowPilot')
  // what is shown before a reason is typed goes as it is, with any
  const content = packageContent(ofLong)
  const posted = asText(escalationDocument({ ...ofLong, content, reason: 'r'.repeat(2_000) }))
  expect(posted.length).toBeLessThan(15_000)
})

test('a brief lists as missing what nobody answered, tested or noted', () => {
  const flow = shippedFlows()[0]
  const asked = flow?.nodes.find(({ kind }) => kind === 'question')
  const passed = asked?.kind === 'question' ? asked.ask : ''
  const row = {
    ...told.row,
    client_name: null,
    flow_place: { node: '', trail: [{ node: asked?.key ?? '', option: null }] },
  }
  expect(missingItems({ ...told, row, fix: null }, flow)).toEqual([
    { kind: 'open_question', text: passed },
    { kind: 'untested_cause', text: 'Use a cable' },
    { kind: 'untested_cause', text: 'The VPN client is old' },
    { kind: 'pending_step', text: 'Move the laptop' },
    { kind: 'no_client', text: '' },
  ])
  const bare = { ...told, tasks: [], questions: [], facts: [], causes: [], fix: null }
  expect(missingItems(bare, undefined).map(({ kind }) => kind)).toEqual(['no_cause', 'nothing_checked'])
})

test('continued, the step in hand comes first; begun afresh, what the brief suggests', () => {
  const tasks = [
    { id: '1', text: 'Use a cable', state: 'done' as const },
    { id: '2', text: 'Move the laptop', state: 'active' as const },
  ]
  const brief = {
    ...escalated.brief,
    suggested_steps: ['Use a cable', 'Change the channel', 'Move the laptop'],
  }
  expect(nextStep('continue', tasks, brief)).toEqual({ text: 'Move the laptop', task_id: '2' })
  expect(nextStep('fresh', tasks, brief)).toEqual({ text: 'Change the channel', task_id: null })
  expect(nextStep('fresh', [], { ...brief, suggested_steps: [] })).toBeNull()
})

test('of the work that was handed over, what is done or asked once more is counted, by words or by command', () => {
  const at = (time: string) => `2026-05-04T${time}:00.000Z`
  const work = {
    steps: [
      { id: 'a', text: 'Look at the log.', command: null },
      { id: 'b', text: 'Restart', command: 'Restart-Service x' },
      { id: 'c', text: 'Untouched', command: null },
    ],
    questions: ['When does it drop?'],
  }
  const step = (kind: string, created_at: string, more: object) => ({
    kind,
    created_at,
    ref_id: null,
    ...more,
  })
  const steps = [
    step('question', at('14:00'), { content: 'When does it drop?' }),
    step('action', at('15:00'), { ref_id: 'a', content: '' }),
    step('question', at('15:01'), { content: 'when does it drop' }),
  ] as unknown as CaseRows['steps']
  const tasks = [
    newTask({ id: 'a', text: 'Look at the log', state: 'done' }),
    newTask({ id: 'd', text: 'Restart it', command: 'Restart-Service x', state: 'done' }),
    newTask({ id: 'c', text: 'Untouched', state: 'done' }),
  ]
  expect(repeatedWork({ work, claimed_at: at('14:30') }, { steps, tasks })).toEqual({
    steps: 2,
    questions: 1,
  })
  expect(repeatedWork({ work, claimed_at: null }, { steps, tasks })).toEqual({ steps: 0, questions: 0 })
})

test('the offline model writes a brief from the case alone, and names what was named', () => {
  const flow = shippedFlows().find(({ key }) => key === emptyTurnCase.flow.key)
  if (!flow) throw new Error('no such flow')
  const state = {
    ...emptyTurnCase,
    client_name: 'Contoso Dental',
    hypothesis: 'The connector is off',
    facts: [
      {
        id: 'f1',
        text: 'EX-01 at 10.0.0.5 refuses mail',
        status: 'confirmed',
        known: 'checked',
        source: 'q1',
        by_person: false,
      } as const,
    ],
    said: [],
    devices: ['EX-01'],
  }
  const brief = playBrief(state, flow)
  expect(brief).toMatchObject({
    what_we_know: ['EX-01 at 10.0.0.5 refuses mail (checked)'],
    likely_cause: 'The connector is off',
    environment: ['EX-01', '10.0.0.5'],
    confidence: 'discovery',
  })
  expect(brief.summary_prose).toContain('Checked so far: EX-01 at 10.0.0.5 refuses mail.')
  expect(brief.summary_prose).toContain('Suspected: the connector is off.')
  expect(playBrief(state, flow)).toEqual(brief)
})

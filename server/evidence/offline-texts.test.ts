import { readdirSync, readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { updateCaseOf } from '../../eval/case-in-memory.ts'
import { diagnosisCases } from '../../eval/diagnosis.ts'
import { open, type Rehearsal, say } from '../../eval/rehearse.ts'
import { playBrief } from '../model/playbook/brief.ts'
import { playUpdate } from '../model/playbook/update.ts'
import type { UpdateCase, UpdateOrder } from '../model/protocol.ts'
import { checkText } from './check-text.ts'
import { readMarkers } from './markers.ts'
import type { EvidenceRecord } from './record.ts'

const files = 'eval/cases/diagnosis'
const read = (file: string): unknown => JSON.parse(readFileSync(`${files}/${file}`, 'utf8'))

const none = { done: null, known: null, status: null, outcome: null, who: null, at: null }
const doneOf = { pending: 'no', active: 'doing', done: 'yes', skipped: 'skipped' } as const
const lines = (texts: readonly string[]) => texts.filter(Boolean).join('\n')

/** The rows of a case that stands in memory, as a stored one has them. */
function recordsOf(state: UpdateCase): EvidenceRecord[] {
  const header = [state.title, state.client_name, state.asset_name, state.ticket.summary, state.hypothesis]
  const { closing } = state
  return [
    { ...none, id: 'h1', kind: 'header', text: lines(header) },
    ...state.facts.map(({ id, text, status, known }) => ({
      ...none,
      id,
      kind: 'fact' as const,
      text,
      status,
      known,
    })),
    ...state.tasks.map(({ id, text, state: is, known, result }) => ({
      ...none,
      id,
      kind: 'task' as const,
      text: lines([text, result]),
      done: doneOf[is],
      known: known || null,
    })),
    ...state.questions
      .filter(({ answer }) => answer)
      .map(({ id, text, answer, taken_as }) => ({
        ...none,
        id,
        kind: 'answer' as const,
        text: lines([text, answer, taken_as]),
      })),
    ...state.causes.map(({ id, text, state: is }) => ({
      ...none,
      id,
      kind: 'cause' as const,
      text,
      status: is === 'struck' ? ('ruled_out' as const) : ('pending' as const),
    })),
    ...(closing
      ? [
          {
            ...none,
            id: 'k1',
            kind: 'closing' as const,
            text: Object.values(closing).join('\n'),
            outcome: 'worked' as const,
          },
        ]
      : []),
  ]
}

const templates = {
  client_tone: 'professional',
  client_signoff: 'auto',
  include_company_in_signoff: true,
  ticket_notes_format: 'plain',
}
const closing = {
  root_cause: 'The disk of the server was full.',
  resolution: 'Deleted old logs. Ann confirmed that it works.',
  steps_taken: '1. Looked at the queue\n- Looked at the disk',
  recommendations: 'Watch the disk',
}
const moments: [UpdateOrder['context'], Partial<UpdateCase>][] = [
  ['status', {}],
  [
    'status',
    {
      previous: { at: 'Mon 2026-05-04 10:31 Europe/Berlin', text: 'Before.' },
      new_since_previous: ['f2', 't1'],
    },
  ],
  ['resolution', { session_status: 'resolved', closing }],
  ['escalation', { session_status: 'escalated' }],
]

function marked(here: Rehearsal): string[] {
  const found: string[] = []
  for (const audience of ['ticket_notes', 'client_update', 'email_draft'] as const)
    for (const length of ['quick', 'detailed'] as const)
      for (const [context, more] of moments) {
        const state = updateCaseOf(here, { client_first_name: 'Ann', ...more })
        const { text, cites } = readMarkers(
          playUpdate(state, { audience, length, context, templates }, here.flow).text,
        )
        const records = recordsOf(state)
        const checked = checkText({
          text,
          cites,
          records,
          audience,
          now: '2026-05-04T14:00:00Z',
          time_zone: 'Europe/Berlin',
        })
        for (const { start, end, marks, sources } of checked)
          if (marks.length > 0)
            found.push(
              `${marks.join()} | ${text.slice(start, end)} | ${sources.map((id) => records.find((one) => one.id === id)?.text).join(' / ')}`,
            )
      }
  return found
}

/** The brief that is posted as notes: nobody marked it, what its sentences rest on is found by their words. */
function checkedBrief(here: Rehearsal) {
  const state = updateCaseOf(here)
  const { summary_prose: text } = playBrief({ ...state, said: [], devices: [] }, here.flow)
  return checkText({
    text,
    cites: [],
    records: recordsOf(state),
    audience: 'ticket_notes',
    now: '2026-05-04T14:00:00Z',
    time_zone: 'Europe/Berlin',
  })
}

const briefs: ReturnType<typeof checkText> = []

test.each(readdirSync(files))('what the offline model writes of %s has no mark', (file) => {
  for (const one of v.parse(diagnosisCases, read(file))) {
    const { summary, type, notes } = one.ticket
    const ticket = {
      summary,
      type: type ?? '',
      notes: notes.map(({ by, text }, at) => ({ id: `n${at + 1}`, from: by, text })),
    }
    const opened = open({ ticket })
    const here = one.words.reduce(say, opened)
    for (const standing of [opened, here]) expect.soft(marked(standing)).toEqual([])
    briefs.push(...checkedBrief(here))
  }
})

test('of the sentences of briefs at most one in fifty is marked', () => {
  expect(briefs.length).toBeGreaterThan(200)
  expect(briefs.filter(({ marks }) => marks.length > 0).length).toBeLessThanOrEqual(briefs.length / 50)
})

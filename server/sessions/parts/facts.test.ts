import { describe, expect, test } from 'vitest'
import type { TurnOutput } from '../../model/protocol.ts'
import { mostFacts } from '../caps.ts'
import type { FactRow } from '../fact-queries.ts'
import { planFacts } from './facts.ts'

type Wanted = Pick<TurnOutput, 'new_facts' | 'fact_changes' | 'removed_facts'>

const row = (id: string, more: Partial<FactRow> = {}): FactRow => ({
  id,
  text: `Fact ${id}`,
  status: 'pending',
  known: 'told',
  no: 1,
  source_kind: 'model',
  source_ref: null,
  source_label: 'FlowPilot',
  editable: true,
  created_by: null,
  revision: 1,
  label: 'internal',
  label_by: 'rule',
  touched_by: null,
  ...more,
})
const add = (text: string, more: Partial<Wanted['new_facts'][number]> = {}) => ({
  text,
  status: 'confirmed' as const,
  known: 'told' as const,
  source: 'model',
  ...more,
})
const change = (id: string, more: Partial<Wanted['fact_changes'][number]>) => ({
  id,
  status: 'keep' as const,
  text: '',
  ...more,
})
const plan = (
  facts: FactRow[],
  wanted: Partial<Wanted>,
  removed: { text: string }[] = [],
  takesBack = false,
) => {
  let count = 0
  return planFacts({
    facts,
    wanted: { new_facts: [], fact_changes: [], removed_facts: [], ...wanted },
    removed,
    questions: new Set(['q']),
    tasks: new Set(['t']),
    hasTicket: true,
    userId: 'ben',
    messageId: 'message',
    takesBack,
    labelOf: ({ text }) => (text.startsWith('Theirs') ? 'client' : 'internal'),
    newId: () => `new${++count}`,
  })
}

test.each([
  ['q', 'question', 'q', null],
  ['t', 'diagnostic_check', 't', null],
  ['ticket', 'ticket', null, null],
  ['engineer', 'engineer', 'message', 'ben'],
  ['of another case', 'model', null, null],
  ['', 'model', null, null],
] as const)('a fact that rests on %j comes from %s', (source, source_kind, source_ref, created_by) => {
  expect(plan([], { new_facts: [add('New', { source, known: 'checked' })] }).adds).toEqual([
    {
      id: 'new1',
      text: 'New',
      status: 'confirmed',
      known: 'checked',
      source_kind,
      source_ref,
      created_by,
      label: 'internal',
      label_by: 'rule',
    },
  ])
})

describe('what the model changes', () => {
  test('the same text is the same fact and takes the new status', () => {
    const { adds, updates } = plan([row('a')], { new_facts: [add('fact  A', { status: 'ruled_out' })] })
    expect({ adds, updates }).toEqual({ adds: [], updates: [{ id: 'a', fields: { status: 'ruled_out' } }] })
  })

  test('words and status change, an unknown id changes nothing', () => {
    const fact_changes = [change('a', { text: 'Other' }), change('x', { status: 'confirmed' })]
    const fields = { text: 'Other', label: 'internal', label_by: 'rule' }
    expect(plan([row('a')], { fact_changes }).updates).toEqual([{ id: 'a', fields }])
  })

  test('a removal takes the row, an unknown id nothing', () => {
    expect(plan([row('a')], { removed_facts: ['a', 'x'] }).removes).toEqual(['a'])
  })

  test('of forty facts in one answer only the first ones are kept', () => {
    const many = Array.from({ length: 40 }, (_, n) => add(`Fact ${n}`))
    expect(plan([], { new_facts: many }).adds).toHaveLength(12)
  })

  test('the list ends at its cap', () => {
    const full = Array.from({ length: mostFacts }, (_, n) => row(`${n}`))
    expect(plan(full, { new_facts: [add('One more')] }).adds).toEqual([])
  })
})

test.each([
  ['Theirs', {}, { label: 'client', label_by: 'rule' }],
  ['Other', { label: 'client', label_by: 'person' }, { label: 'internal', label_by: 'rule' }],
  ['Theirs', { label: 'internal', label_by: 'person' }, {}],
] as const)(
  'other words (%s) are labelled anew, unless somebody kept the fact to us',
  (text, label, after) => {
    const fact_changes = [change('a', { text })]
    expect(plan([row('a', label)], { fact_changes }).updates).toEqual([
      { id: 'a', fields: { text, ...after } },
    ])
  },
)

describe('what a person said', () => {
  test.each([{ created_by: 'ben', source_kind: 'engineer' as const }, { touched_by: 'ben' }])(
    'stays as it is: %j',
    (more) => {
      const wanted = {
        new_facts: [add('Fact a', { status: 'ruled_out' })],
        fact_changes: [change('a', { text: 'Other', status: 'ruled_out' })],
        removed_facts: ['a'],
      }
      expect(plan([row('a', more)], wanted)).toEqual({ updates: [], removes: [], adds: [] })
    },
  )

  test('stays away when a person took it away', () => {
    expect(plan([], { new_facts: [add('Fact a')] }, [{ text: 'fact a' }]).adds).toEqual([])
  })
})

test('what was kept from a person’s words goes when they take it back, and nothing else of people', () => {
  const kept = { source_kind: 'engineer', source_ref: 'message', created_by: 'ben' } as const
  const facts = [
    row('kept', kept),
    row('edited', { ...kept, touched_by: 'ben' }),
    row('typed', { ...kept, source_ref: null }),
    row('of Cleo', { ...kept, created_by: 'cleo' }),
    row('answer', { source_kind: 'question', source_ref: 'q', created_by: 'ben' }),
  ]
  const removed_facts = facts.map(({ id }) => id)
  expect(plan(facts, { removed_facts }).removes).toEqual([])
  expect(plan(facts, { removed_facts }, [], true).removes).toEqual(['kept'])
})

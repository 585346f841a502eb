import { describe, expect, test } from 'vitest'
import type { TurnOutput } from '../model/protocol.ts'
import { mostFacts } from './caps.ts'
import type { FactRow } from './fact-queries.ts'
import { planFacts } from './plan-facts.ts'

type Op = TurnOutput['facts'][number]

const row = (id: string, more: Partial<FactRow> = {}): FactRow => ({
  id,
  text: `Fact ${id}`,
  status: 'pending',
  source_kind: 'model',
  source_ref: null,
  source_label: 'FlowPilot',
  editable: true,
  created_by: null,
  revision: 1,
  touched_by: null,
  ...more,
})
const op = (kind: Op['op'], more: Partial<Op>): Op => ({
  op: kind,
  id: null,
  text: null,
  status: null,
  source_ref: null,
  ...more,
})
const plan = (facts: FactRow[], ops: Op[], removed: { text: string }[] = []) => {
  let count = 0
  return planFacts({
    facts,
    ops,
    removed,
    questions: new Set(['q']),
    tasks: new Set(['t']),
    hasTicket: true,
    newId: () => `new${++count}`,
  })
}

test.each([
  ['q', 'question', 'q'],
  ['t', 'diagnostic_check', 't'],
  ['ticket', 'ticket', null],
  ['of another case', 'model', null],
  [null, 'model', null],
] as const)('a fact that rests on %s comes from %s', (source_ref, source_kind, kept) => {
  expect(plan([], [op('add', { text: 'New', status: 'confirmed', source_ref })]).adds).toEqual([
    { id: 'new1', text: 'New', status: 'confirmed', source_kind, source_ref: kept },
  ])
})

describe('what the model changes', () => {
  test('the same text is the same fact and takes the new status', () => {
    const { adds, updates } = plan([row('a')], [op('add', { text: 'fact  A', status: 'ruled_out' })])
    expect({ adds, updates }).toEqual({ adds: [], updates: [{ id: 'a', fields: { status: 'ruled_out' } }] })
  })

  test('a change to the words of another fact makes no second one', () => {
    expect(plan([row('a'), row('b')], [op('change', { id: 'a', text: 'Fact b' })]).updates).toEqual([])
  })

  test('a removal takes the row, an unknown id nothing', () => {
    expect(plan([row('a')], [op('remove', { id: 'a' }), op('remove', { id: 'x' })]).removes).toEqual(['a'])
  })

  test('the list ends at its cap', () => {
    const many = Array.from({ length: mostFacts + 5 }, (_, n) => op('add', { text: `Fact ${n}` }))
    expect(plan([], many).adds).toHaveLength(mostFacts)
  })
})

describe('what a person said', () => {
  test.each([{ created_by: 'ben', source_kind: 'engineer' as const }, { touched_by: 'ben' }])(
    'stays as it is: %j',
    (more) => {
      const ops = [
        op('change', { id: 'a', text: 'Other', status: 'ruled_out' }),
        op('remove', { id: 'a' }),
        op('add', { text: 'Fact a', status: 'ruled_out' }),
      ]
      expect(plan([row('a', more)], ops)).toEqual({ updates: [], removes: [], adds: [] })
    },
  )

  test('stays away when a person took it away', () => {
    expect(plan([], [op('add', { text: 'Fact a' })], [{ text: 'fact a' }]).adds).toEqual([])
  })
})

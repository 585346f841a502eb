import { describe, expect, test } from 'vitest'
import type { CauseRow } from '../cause-queries.ts'
import { planCauses } from './causes.ts'

const row = (id: string, more: Partial<CauseRow> = {}): CauseRow => ({
  id,
  text: `Cause ${id}`,
  for: [],
  against: [],
  test: '',
  rank: 1,
  state: 'open',
  source: 'model',
  no: 1,
  named_by: null,
  ...more,
})
const wants = (text: string, more: { for?: string[]; against?: string[]; test?: string } = {}) => ({
  text,
  for: [],
  against: [],
  test: '',
  ...more,
})
const plan = (
  causes: CauseRow[],
  wanted: ReturnType<typeof wants>[],
  more: { removed?: string[]; takesBack?: boolean; ruledOut?: { text: string; by_person: boolean }[] } = {},
) => {
  let count = 0
  return planCauses({
    causes,
    wanted,
    removed: [],
    userId: 'ben',
    takesBack: false,
    ruledOut: [],
    ...more,
    words: 'I think it is the faulty cable at the desk.',
    refOf: (short) => (short === 'f1' ? { kind: 'fact', id: 'fact' } : undefined),
    newId: () => `new${++count}`,
  })
}

test('the newest causes take the place of the ones before; the same text keeps its row', () => {
  const { adds, updates, removes, leading } = plan(
    [row('a'), row('b', { rank: 2 })],
    [wants('Cause b', { for: ['f1', 'f9'], test: 'Ping it' }), wants('Another')],
  )
  expect(updates).toEqual([
    { id: 'b', fields: { for: [{ kind: 'fact', id: 'fact' }], test: 'Ping it', rank: 1 } },
  ])
  expect(adds).toMatchObject([{ text: 'Another', rank: 2, state: 'open', source: 'model' }])
  expect(removes).toEqual(['a'])
  expect(leading).toBe('Cause b')
})

test('without causes everything stays', () => {
  expect(plan([row('a')], [])).toEqual({ updates: [], removes: [], adds: [], leading: 'Cause a' })
})

test('three stand at most, each once', () => {
  const { adds } = plan(
    [],
    ['A', 'a.', 'B', 'C', 'D'].map((text) => wants(text)),
  )
  expect(adds.map(({ text }) => text)).toEqual(['A', 'B', 'C'])
})

test('a cause that stands in the engineer’s own words is theirs', () => {
  const { adds } = plan([], [wants('The faulty cable at the desk'), wants('The switch')])
  expect(adds.map(({ text, source }) => [text, source])).toEqual([
    ['The faulty cable at the desk', 'engineer'],
    ['The switch', 'model'],
  ])
})

describe('what a person did', () => {
  test('a typed or picked cause leads and keeps its words; it gets its evidence', () => {
    const causes = [row('typed', { source: 'engineer' }), row('a', { rank: 2 })]
    const { adds, updates, removes, leading } = plan(causes, [
      wants('Theirs'),
      wants('Cause typed', { test: 'Prove it' }),
    ])
    expect(leading).toBe('Cause typed')
    expect(updates).toEqual([{ id: 'typed', fields: { test: 'Prove it' } }])
    expect(adds).toMatchObject([{ text: 'Theirs', rank: 2 }])
    expect(removes).toEqual(['a'])
    expect(plan([row('picked', { state: 'picked' })], [wants('Other')]).leading).toBe('Cause picked')
  })

  test('a struck one does not come back', () => {
    const { adds, removes, leading } = plan([row('a', { state: 'struck' })], [wants('cause A')])
    expect({ adds, removes, leading }).toEqual({ adds: [], removes: [], leading: null })
  })
})

test('a cause that does not hold goes; one of a person’s goes when they take back the words that named it', () => {
  const causes = [
    row('own'),
    row('named', { source: 'engineer', named_by: 'ben' }),
    row('typed', { source: 'engineer' }),
    row('of Cleo', { source: 'engineer', named_by: 'cleo' }),
    row('picked', { state: 'picked' }),
  ]
  const removed = causes.map(({ id }) => id)
  expect(plan(causes, [], { removed }).removes).toEqual(['own'])
  const { removes, leading } = plan(causes, [], { removed, takesBack: true })
  expect(removes).toEqual(['own', 'named'])
  expect(leading).toBe('Cause typed')
  expect(plan([row('own')], [], { removed: ['own'] }).leading).toBeNull()
})

test('what was ruled out goes, a person’s cause by a person’s word only', () => {
  const causes = [row('a'), row('b', { state: 'picked', rank: 2 }), row('c', { rank: 3 })]
  const byModel = plan(causes, [], {
    ruledOut: [
      { text: 'cause A.', by_person: false },
      { text: 'Cause b', by_person: false },
    ],
  })
  expect(byModel).toMatchObject({ removes: ['a'], updates: [], leading: 'Cause b' })
  const byPerson = plan(causes, [wants('Cause b'), wants('Cause c')], {
    ruledOut: [{ text: 'Cause b', by_person: true }],
  })
  expect(byPerson).toMatchObject({ removes: ['a'], adds: [], leading: 'Cause c' })
  expect(byPerson.updates).toContainEqual({ id: 'b', fields: { state: 'struck' } })
})

test('a cause that says what the engineer named is theirs', () => {
  const { adds } = plan([], [wants('The cable at the desk is faulty'), wants('The switch is faulty')])
  expect(adds.map(({ source }) => source)).toEqual(['engineer', 'model'])
})

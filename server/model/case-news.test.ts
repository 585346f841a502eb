import { expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { emptyTurnCase } from '../testing/turn-case.ts'
import { newsOf, withNews } from './case-news.ts'
import type { TurnCase } from './protocol.ts'

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 })
const cases = fc.record({ facts: ids, tasks: ids, word: fc.constantFrom('a', 'b'), minutes: fc.nat(5) }).map(
  ({ facts, tasks, word, minutes }): TurnCase => ({
    ...emptyTurnCase,
    minutes,
    facts: facts.map((n) => ({
      id: `f${n}`,
      text: n % 2 ? word : 'same',
      status: 'confirmed',
      known: 'told',
      source: 'ticket',
      by_person: false,
    })),
    tasks: tasks.map((n) => ({
      id: `t${n}`,
      text: `Step ${n}`,
      state: 'pending',
      known: '',
      result: n % 3 ? '' : word,
      by_person: false,
    })),
  }),
)

test('a case is what was told before and its news, whatever changed', () => {
  fc.assert(
    fc.property(cases, cases, (before, after) => {
      expect(withNews(before, JSON.parse(JSON.stringify(newsOf(before, after))))).toEqual(after)
    }),
  )
})

test('news hold what changed and nothing else', () => {
  const fact = { text: 'x', status: 'confirmed', known: 'told', source: 'ticket', by_person: false } as const
  const before = {
    ...emptyTurnCase,
    facts: [
      { id: 'f1', ...fact },
      { id: 'f2', ...fact },
    ],
  }
  const after = {
    ...before,
    minutes: 2,
    facts: [
      { id: 'f2', ...fact, text: 'y' },
      { id: 'f3', ...fact },
    ],
  }
  expect(newsOf(before, after)).toEqual({
    minutes: 2,
    facts: [after.facts[0], after.facts[1]],
    gone: ['f1'],
  })
  expect(newsOf(before, before)).toEqual({})
})

test('the first case is whole', () => {
  expect(withNews(null, emptyTurnCase)).toEqual(emptyTurnCase)
})

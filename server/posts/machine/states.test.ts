import { describe, expect, test } from 'vitest'
import { postState } from '../../../shared/contracts/post-states.ts'
import { repetitions } from '../../testing/chance.ts'
import { copiesOf, createModel, type Fate, type Step, settleS, take } from '../../testing/model-psa.ts'
import { fc } from '../../testing/property.ts'
import { isLegal } from './states.ts'

const fate: fc.Arbitrary<Fate> = fc.record({
  commits_after: fc.option(fc.integer({ min: 0, max: settleS - 1 }), { freq: 3 }),
  shown_after: fc.oneof(fc.constant(0), fc.constant(settleS)),
  answer: fc.constantFrom(
    ...(['done', 'done', 'wrong_id', 'unidentified', 'unknown', 'unknown', 'not_sent', 'busy'] as const),
    ...(['refused', 'keys_refused', 'none'] as const),
  ),
  answers_after: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 30, max: 900 })),
})
const which = fc.nat(20)
const after = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 120 }))
const work = fc.record({
  do: fc.constant('work' as const),
  after,
  which,
  fate,
  read: fc.constantFrom('whole', 'whole', 'stale', 'stale', 'error'),
  slow: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 })),
})
const fog = fc.record({
  do: fc.constant('fog' as const),
  after,
  which,
  lasts: fc.integer({ min: 60, max: 1_200 }),
  read: fc.constantFrom('part', 'error'),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: work, weight: 30 },
  { arbitrary: fog, weight: 2 },
  {
    arbitrary: fc.record({ do: fc.constantFrom('give_back', 'crash', 'cancel', 'discard'), after, which }),
    weight: 3,
  },
  { arbitrary: fc.record({ do: fc.constantFrom('save', 'restore', 'free'), after, which }), weight: 2 },
)
const tickets = fc.array(fc.constantFrom('48291', '48297'), { minLength: 1, maxLength: 4 })

/** A good day follows: everything answers, everything can be read. */
const goodDay: Step = {
  do: 'work',
  after: 20,
  which: 0,
  fate: { commits_after: 0, shown_after: 0, answer: 'done', answers_after: 1 },
  read: 'whole',
  slow: 0,
}
function lived(own: string[], steps: Step[]) {
  const model = createModel(own)
  for (const one of steps) take(model, one)
  for (let i = 0; i < 300; i++) {
    take(model, { ...goodDay, which: i })
    if (i % 20 === 0) take(model, { do: 'free', after: 0, which: 0 })
  }
  return model
}

const runs = { numRuns: repetitions(15_000) }

describe('whatever ConnectWise, the processes and the database do', () => {
  test('no transition is illegal, no post is lost, none stands there twice', () => {
    fc.assert(
      fc.property(tickets, fc.array(step, { maxLength: 60 }), (own, steps) => {
        const model = lived(own, steps)
        expect(model.wrong).toEqual([])
        const rows = [...model.rows.values()]
        const tally = postState.options.map((state) => rows.filter((row) => row.state === state).length)
        expect(tally.reduce((sum, count) => sum + count, 0)).toBe(own.length)
        for (const row of rows) {
          expect(copiesOf(model, row)).toBeLessThanOrEqual(1)
          if (row.state === 'verified') expect(copiesOf(model, row)).toBe(1)
        }
      }),
      runs,
    )
  })

  test('at most one sending between two settled absences', () => {
    const withoutPast = fc.array(
      step.filter((one) => one.do !== 'save' && one.do !== 'restore'),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(tickets, withoutPast, (own, steps) => {
        const model = lived(own, steps)
        for (const events of model.story.values())
          for (const [i, event] of events.entries())
            if (event === 'send') expect(events[i + 1]).not.toBe('send')
      }),
      runs,
    )
  })

  test('after the good day every post is at an end, with a person, or in the ticket', () => {
    fc.assert(
      fc.property(tickets, fc.array(step, { maxLength: 40 }), (own, steps) => {
        const open = ['ready', 'sending', 'uncertain', 'checking', 'blocked']
        for (const row of lived(own, steps).rows.values()) expect(open).not.toContain(row.state)
      }),
      { numRuns: repetitions(5_000) },
    )
  })
})

test('only a person leads out of what waits for a person, only a look out of what is uncertain', () => {
  expect(isLegal('uncertain', 'ready')).toBe(false)
  expect(isLegal('uncertain', 'sending')).toBe(false)
  expect(isLegal('checking', 'sending')).toBe(false)
  expect(isLegal('posted', 'ready')).toBe(false)
  expect(isLegal('verified', 'ready')).toBe(false)
  expect(isLegal('needs_human', 'sending')).toBe(false)
  expect(isLegal('cancelled', 'ready')).toBe(false)
  for (const state of postState.options)
    if (state !== 'ready') expect(isLegal(state, 'sending')).toBe(state === 'sending')
})

import { expect, test } from 'vitest'
import type { EvidenceMark } from '../server/evidence/record.ts'
import type { Check } from './grade-text.ts'
import { sampleCase as one } from './sample-case.ts'
import { updates } from './updates.ts'

/** One finding for the whole text. */
const always =
  (marks: EvidenceMark[], sources: string[] = []): Check =>
  ({ text }) => [{ start: 0, end: text.length, sources, marks }]

test('who marks nothing catches nothing, who marks all has only false alarms', () => {
  const { sum: none } = updates(always([]), [one])
  expect(none).toMatchObject({ right: 0, of: 5, false_alarms: 0, clean: 2, by_hand_false_alarms: 0 })
  const { sum: each } = updates(always(['no_source']), [one])
  expect(each).toMatchObject({ right: 5, of: 5, false_alarms: 2, clean: 2, by_hand_false_alarms: 2 })
})

test('a source that was removed and found again is told apart', () => {
  expect(updates(always([], ['f1']), [one]).parts?.source_removed).toMatchObject({
    right: 0,
    of: 1,
    found_again: 1,
  })
  expect(updates(always([], ['f2']), [one]).parts?.source_removed).toMatchObject({ found_again: 0 })
})

test('what is missed is shown, of a frozen case only counted', () => {
  const shown = JSON.stringify(updates(always([]), [one]).lines)
  expect(shown).toContain('The disk is not full.')
  const frozen = updates(always([]), [{ ...one, frozen: true }])
  expect(JSON.stringify(frozen.lines)).not.toContain('The disk')
  expect(frozen.sum).toMatchObject({ frozen_right: 0, frozen_of: 5 })
})

test('a checker is given the text as a reader has it, and the ids of each sentence', () => {
  const asked: Parameters<Check>[0][] = []
  updates(
    (input) => {
      asked.push(input)
      return []
    },
    [one],
  )
  expect(asked[0]?.text).toBe('Hello Ann,\n\nThe disk is full.')
  expect(asked[0]?.cites).toEqual([
    { start: 0, end: 10, ids: [] },
    { start: 12, end: 29, ids: ['f1'] },
  ])
  expect(asked[1]?.cites).toEqual([])
  expect(asked[0]?.records.map(({ id, kind }) => [id, kind])).toEqual([
    ['f1', 'fact'],
    ['f2', 'fact'],
    ['h1', 'header'],
  ])
})

import { expect, test } from 'vitest'
import type { EvidenceMark } from '../server/evidence/record.ts'
import { fresh } from './fresh.ts'
import type { Check } from './grade-text.ts'
import { sampleCase as one } from './sample-case.ts'

const wrong = {
  case: one.name,
  audience: 'client_update',
  kind: 'antonym',
  text: 'The disk is empty.',
  rests_on: ['f1'],
}
const marksIf =
  (holds: (text: string) => boolean): Check =>
  ({ text }) => [
    {
      start: 0,
      end: text.length,
      sources: [],
      marks: holds(text) ? (['contradicted'] as EvidenceMark[]) : [],
    },
  ]

test('a marked true sentence is a false alarm, an unmarked wrong one is missed', () => {
  const files = [{ cases: [one], wrong: [wrong] }]
  expect(
    fresh(
      marksIf(() => false),
      files,
    ),
  ).toMatchObject({
    sum: { right: 0, of: 1, false_alarms: 0, clean: 2 },
    lines: [{ missed: 'antonym', text: 'The disk is empty.' }],
  })
  expect(
    fresh(
      marksIf((text) => text.includes('full')),
      files,
    ).sum,
  ).toMatchObject({ right: 0, false_alarms: 2 })
})

test('frozen sentences are counted and not shown', () => {
  const report = fresh(
    marksIf(() => true),
    [{ cases: [{ ...one, frozen: true }], wrong: [wrong] }],
  )
  expect(report.lines).toEqual([])
  expect(report.parts?.['fresh frozen']).toEqual({ right: 1, of: 1, false_alarms: 2, clean: 2 })
})

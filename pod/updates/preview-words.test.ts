import { expect, test } from 'vitest'
import { clockTime, dayOf } from '../ui/when.ts'
import { newsWords } from './preview-words.ts'

const now = new Date().toISOString()
const before = '2025-11-03T12:00:00.000Z'

test('what happened since a draft is told by the viewer’s clock, on another day with its date', () => {
  expect(newsWords([{ kind: 'note', who: 'Ann Reyes', from_client: true, at: now }])).toBe(
    `Ann Reyes (client) wrote in the ticket at ${clockTime(now)}.`,
  )
  expect(newsWords([{ kind: 'note', who: 'Cleo Brandt', from_client: false, at: before }])).toBe(
    `Cleo Brandt wrote in the ticket at ${clockTime(before)} on ${dayOf(before)}.`,
  )
})

test('news of the ticket and of the case stand side by side', () => {
  expect(
    newsWords([
      { kind: 'ticket', at: now },
      { kind: 'case', facts: 2, tasks: 1, messages: 0 },
    ]),
  ).toBe(`The ticket was changed at ${clockTime(now)}. The case went on since: 2 findings, 1 step.`)
})

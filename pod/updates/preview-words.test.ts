import { expect, test } from 'vitest'
import type { NoteReaders } from '../../shared/contracts/updates.ts'
import { clockTime, dayOf } from '../ui/when.ts'
import { newsWords, obstacleWords, reachWords, toCopy } from './preview-words.ts'

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

test.each([
  [{ who: 'engineers' }, 'Engineers only. Nobody is e-mailed.'],
  [
    { who: 'client', client_name: 'Contoso Dental', mailed: [] },
    'Contoso Dental can read this. Nobody is e-mailed.',
  ],
  [
    {
      who: 'client',
      client_name: null,
      mailed: [
        { as: 'contact', name: 'ann@contoso.example' },
        { as: 'copy', name: 'it@contoso.example' },
        { as: 'resource', name: 'Cleo' },
      ],
    },
    'The client can read this. E-mails ann@contoso.example, it@contoso.example, Cleo (assigned).',
  ],
  [
    { who: 'client', client_name: 'Contoso Dental', mailed: null },
    'Contoso Dental can read this. Unknown who is e-mailed: ConnectWise cannot be read right now.',
  ],
] as const)('who reads it and who is e-mailed: %j', (read_by, words) => {
  expect(reachWords({ read_by: read_by as NoteReaders })).toBe(words)
})

test('a ticket that went to a company, or to none, is named with it', () => {
  const moved = (company: string | null) => obstacleWords({ code: 'ticket_moved', company }, '48291')
  expect(moved('Fabrikam')).toContain('#48291 belongs to Fabrikam now')
  expect(moved(null)).toContain('belongs to no company now')
})

test('what the ticket says already is to copy, with the note that says it', () => {
  const documented = (psa_id: string | null) => toCopy({ code: 'documented', psa_id }, '48291')
  expect(documented('1712')).toBe('The documentation stands in #48291, note 1712. This text is to copy.')
  expect(documented(null)).toBe('The documentation stands in #48291. This text is to copy.')
  expect(toCopy({ code: 'client_told', psa_id: '9' }, '48291')).toContain('how it ended, note 9.')
  expect(toCopy({ code: 'ticket_closed' }, '48291')).toBeNull()
})

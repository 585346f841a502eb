import { expect, test } from 'vitest'
import { type ConnectionRight, rightCodes } from '../../shared/contracts/connections.ts'
import { groupOfRight, rightWords, wordsOf } from './right-words.ts'

const right = (more: Partial<ConnectionRight>): ConnectionRight => ({
  code: 'tickets_read',
  kind: 'read',
  need: 'Service Desk > Service Tickets: Inquire',
  have: 'yes',
  used_for: '',
  ...more,
})

test.each<[Partial<ConnectionRight>, string | null]>([
  [{}, 'works'],
  [{ have: 'no' }, 'missing'],
  [{ have: 'unknown' }, 'unclear'],
  [{ kind: 'write', have: 'unknown' }, 'untried'],
  [{ kind: 'beyond' }, 'too_much'],
  [{ kind: 'beyond', have: 'no' }, null],
  [{ kind: 'beyond', have: 'unknown' }, null],
])('%j stands under %s', (more, group) => {
  expect(groupOfRight(right(more))).toBe(group)
})

test('a missing right says what it costs, one too many what to do', () => {
  const beyond = ['invoices_read', 'purchases_read', 'api_members_read']
  for (const code of rightCodes.filter((each) => !beyond.includes(each)))
    expect(wordsOf(right({ code, have: 'no' }), 'missing'), code).toMatch(/^[A-Z].*\.$/)
  expect(Object.keys(rightWords)).toEqual([...rightCodes])
  expect(wordsOf(right({ code: 'invoices_read', kind: 'beyond' }), 'too_much')).toContain('Take this away')
})

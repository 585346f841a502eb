import { expect, test } from 'vitest'
import { boardLine, boardRows, statusChoices } from './closing-settings-words.ts'

const statuses = [
  { id: '21', name: 'Resolved' },
  { id: '22', name: 'Escalated' },
]

test.each([
  [null, null, statuses, 'no change'],
  ['21', null, statuses, 'after resolve: Resolved'],
  ['21', '22', statuses, 'after resolve: Resolved, after escalate: Escalated'],
  ['99', null, statuses, 'after resolve: status 99'],
  [null, '22', null, 'after escalate: status 22'],
])('a folded board with %j and %j says in one line what is set', (resolved, escalated, known, line) => {
  expect(boardLine({ resolved, escalated }, known)).toBe(line)
})

test('no change is the first choice, and a status that is gone stays one', () => {
  expect(statusChoices(statuses, '22').map(({ value }) => value)).toEqual(['', '21', '22'])
  expect(statusChoices(statuses, '99').at(-1)).toEqual({
    value: '99',
    label: 'Status 99, not on this board any more',
  })
})

test('a board that something is set for is listed though the PSA does not name it any more', () => {
  const set = { resolved_status_by_board: { 1: '21', 7: '71' }, escalated_status_by_board: { 7: '72' } }
  expect(boardRows([{ id: '1', name: 'Service Desk' }], set)).toEqual([
    { id: '1', name: 'Service Desk', gone: false },
    { id: '7', name: 'Board 7', gone: true },
  ])
})

import { expect, test } from 'vitest'
import type { Closing } from '../../shared/contracts/closings.ts'
import { atLocal, localOf } from '../ui/form/local-time.ts'
import { clockTime } from '../ui/when.ts'
import { bookedWords, hoursWords, leftUndone, statusChoice, writesWords } from './closing-words.ts'

test.each([
  [[], 'Nothing is written to #48288'],
  [['note'], 'One write to #48288: note'],
  [['note', 'status'], '2 writes to #48288: note, then status'],
  [['note', 'time', 'status'], '3 writes to #48288: note, time, then status'],
] as const)('%j is told as "%s"', (parts, words) => {
  expect(writesWords(parts, '48288')).toBe(words)
})

test('hours say what was active and what is booked', () => {
  const time = { active_minutes: 48, rounding: '15' as const, minutes: 45, overlaps: null, ...span }
  expect(bookedWords(time, 45)).toBe('48 min active, nearest 15: 0:45 h')
  expect(hoursWords(125)).toBe('2:05 h')
})
const span = { started_at: '2026-05-04T14:10:00.000Z', ended_at: '2026-05-04T14:58:00.000Z' }

test('what a closing left undone is said, and what a person left out of hours is not', () => {
  const closing = { time_entry_skipped_reason: 'left_out', status_transition_skipped_reason: null } as Closing
  expect(leftUndone(closing)).toEqual([])
  expect(
    leftUndone({
      ...closing,
      time_entry_skipped_reason: 'member_not_mapped',
      status_transition_skipped_reason: 'not_set_for_board',
    }),
  ).toEqual([
    expect.stringContaining('Map your ConnectWise account in Settings'),
    'The ticket keeps its status: none is set for its board.',
  ])
})

test('an instant comes back from a field of date and time, to the minute', () => {
  expect(atLocal(localOf('2026-05-04T14:10:20.000Z'))).toBe('2026-05-04T14:10:00.000Z')
})

test('a status that the account set can go while the PSA is away, one to be asked for cannot', () => {
  const place = { ticket_id: '1', psa: 'ConnectWise', status: null, board: null }
  const away = { place, statuses: null, statuses_as_of: null }
  expect(statusChoice({ ...away, status_target: '2119', prompt_status: false })).toMatchObject({
    off: undefined,
    options: [{ value: '' }, { value: '2119', label: 'As set for its board' }],
  })
  expect(statusChoice({ ...away, status_target: null, prompt_status: true })?.off).toMatch(/keeps its status/)
})

test('what was read before says its time, and that it is checked again', () => {
  const at = new Date()
  at.setHours(14, 5)
  const known = { statuses: [{ id: '21', name: 'Closed' }], statuses_as_of: at.toISOString() }
  const place = { ticket_id: '1', psa: 'ConnectWise', status: null, board: null }
  const asked = { place, status_target: null, prompt_status: true }
  expect(statusChoice({ ...asked, ...known })).toMatchObject({
    off: undefined,
    known: `ConnectWise cannot be read right now. Statuses as of ${clockTime(at)}, checked again when the status is set.`,
  })
  expect(statusChoice({ ...asked, ...known, statuses_as_of: null })?.known).toBe('')
})

import { expect, test } from 'vitest'
import type { MyDay } from '../../shared/contracts/days.ts'
import { dateOf, dayBeside, hoursOf, inPsa, minutesBetween, totalsOf } from './day-words.ts'
import { middleOf, momentAt, placeOf, scaleOf } from './timeline-place.ts'

test('minutes are those between the clock times that are shown', () => {
  expect(minutesBetween({ from: '2026-11-30T10:35:00.000Z', to: '2026-11-30T10:46:29.000Z' })).toBe(11)
  expect([hoursOf(5), hoursOf(60), hoursOf(605)]).toEqual(['0:05', '1:00', '10:05'])
})

test('the day beside another one is on the calendar, also where clocks change', () => {
  expect(dayBeside('2026-03-28', 1)).toBe('2026-03-29')
  expect(dayBeside('2026-03-29', 1)).toBe('2026-03-30')
  expect(dayBeside('2026-10-25', -1)).toBe('2026-10-24')
  expect(dayBeside('2027-01-01', -1)).toBe('2026-12-31')
  expect(dateOf(new Date(2026, 10, 5, 23))).toBe('2026-11-05')
})

const day = (started_at: string, ended_at: string) =>
  ({
    from: '2026-11-30T00:00:00.000Z',
    to: '2026-12-01T00:00:00.000Z',
    activity: [{ from: started_at, to: ended_at }],
    entries: [],
    booked: null,
  }) as unknown as MyDay

test('the line is of eight hours at least, and of all that is on it', () => {
  const hours = (of: MyDay) => {
    const { from, to } = scaleOf(of)
    return [new Date(from).toISOString().slice(11, 16), (to - from) / 3600_000]
  }
  expect(hours(day('2026-11-30T09:10:00.000Z', '2026-11-30T11:00:00.000Z'))).toEqual(['09:00', 8])
  expect(hours(day('2026-11-30T00:05:00.000Z', '2026-11-30T23:59:00.000Z'))).toEqual(['00:00', 24])
  expect(hours(day('2026-11-30T22:00:00.000Z', '2026-11-30T23:59:00.000Z'))).toEqual(['09:00', 15])
})

test('a moment has its place, and a place its moment on a whole minute', () => {
  const scale = scaleOf(day('2026-11-30T09:00:00.000Z', '2026-11-30T17:00:00.000Z'))
  expect(placeOf('2026-11-30T13:00:00.000Z', scale)).toBe(50)
  expect(momentAt(0.5, scale)).toBe('2026-11-30T13:00:00.000Z')
  expect(momentAt(0.5011, scale)).toBe('2026-11-30T13:01:00.000Z')
  expect(momentAt(7, scale)).toBe('2026-11-30T17:00:00.000Z')
  expect(middleOf('2026-11-30T10:00:00.000Z', '2026-11-30T10:25:00.000Z')).toBe('2026-11-30T10:13:00.000Z')
})

test('only what stands in the PSA counts as being there', () => {
  const booked_from = '2026-11-30T09:05:00.000Z'
  const entries = [
    { minutes: 15, booked_from, post: null },
    { minutes: 30, booked_from, post: { state: 'rejected', psa_id: null } },
    { minutes: 45, booked_from, post: { state: 'verified', psa_id: '54010' } },
  ] as unknown as MyDay['entries']
  const whole = { ...day('2026-11-30T09:00:00.000Z', '2026-11-30T10:00:00.000Z'), entries, gaps: [] }
  expect(inPsa(whole)).toMatchObject([
    { psa_id: '54010', started_at: booked_from, ended_at: '2026-11-30T09:50:00.000Z', minutes: 45 },
  ])
  expect(totalsOf(whole)).toEqual({ active: 60, proposed: 45, sent: 45, without: 0 })
})

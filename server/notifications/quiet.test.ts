import { expect, test } from 'vitest'
import { quietUntil } from './quiet.ts'

const until = (from: string, to: string, time_zone: string, now: string) =>
  quietUntil({ from, to, time_zone }, new Date(now))?.toISOString() ?? null

test.each([
  ['over midnight, before it', '22:00', '07:00', 'UTC', '2026-11-30T23:30:20Z', '2026-12-01T07:00:00.000Z'],
  ['over midnight, after it', '22:00', '07:00', 'UTC', '2026-11-30T06:59:59Z', '2026-11-30T07:00:00.000Z'],
  ['at their end', '22:00', '07:00', 'UTC', '2026-11-30T07:00:00Z', null],
  ['at their beginning', '12:00', '13:00', 'UTC', '2026-11-30T12:00:00Z', '2026-11-30T13:00:00.000Z'],
  ['by day', '12:00', '13:00', 'UTC', '2026-11-30T11:59:59Z', null],
  [
    'in the person’s zone',
    '22:00',
    '07:00',
    'America/New_York',
    '2026-11-30T04:00:00Z',
    '2026-11-30T12:00:00.000Z',
  ],
  ['of half an hour', '22:00', '07:00', 'Asia/Kolkata', '2026-11-30T17:00:00Z', '2026-12-01T01:30:00.000Z'],
  // 02:00 becomes 03:00: the night is an hour shorter
  ['as summer begins', '22:00', '07:00', 'Europe/Berlin', '2027-03-27T22:00:00Z', '2027-03-28T05:00:00.000Z'],
  ['as summer ends', '22:00', '07:00', 'Europe/Berlin', '2027-10-30T21:00:00Z', '2027-10-31T06:00:00.000Z'],
])('%s', (_what, from, to, zone, now, end) => {
  expect(until(from, to, zone, now)).toBe(end)
})

test('none were chosen', () => expect(quietUntil(null, new Date())).toBeNull())

import { expect, test } from 'vitest'
import { localDate, localDay } from './local-day.ts'

const words = (date: string, zone: string) => {
  const { from, to } = localDay(date, zone)
  return [new Date(from).toISOString(), (to - from) / 3600_000]
}

test.each([
  ['2026-11-17', 'UTC', '2026-11-17T00:00:00.000Z', 24],
  ['2026-11-17', 'Europe/Berlin', '2026-11-16T23:00:00.000Z', 24],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', 25],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', 23],
  ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', 25],
  ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z', 23],
  ['2026-11-18', 'Asia/Kolkata', '2026-11-17T18:30:00.000Z', 24],
  ['2026-12-31', 'Pacific/Kiritimati', '2026-12-30T10:00:00.000Z', 24],
  ['2026-12-31', 'Pacific/Pago_Pago', '2026-12-31T11:00:00.000Z', 24],
])('%s in %s', (date, zone, from, hours) => {
  expect(words(date, zone)).toEqual([from, hours])
})

test('where the clocks go forward at midnight the day begins an hour later', () => {
  expect(words('2026-04-24', 'Africa/Cairo')).toEqual(['2026-04-23T22:00:00.000Z', 23])
})

test('a moment has its date by the zone', () => {
  const at = Date.parse('2026-11-17T23:30:00Z')
  expect([localDate(at, 'UTC'), localDate(at, 'Europe/Berlin')]).toEqual(['2026-11-17', '2026-11-18'])
})

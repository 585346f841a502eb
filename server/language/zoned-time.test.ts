import { expect, test } from 'vitest'
import { instantOf, wallOf } from './zoned-time.ts'

const wall = (text: string) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number)
  return { year, month, day, hour, minute }
}

test.each([
  ['2026-11-30 15:00', 'Europe/Berlin', '2026-11-30T14:00:00.000Z'],
  ['2026-07-01 15:00', 'Europe/Berlin', '2026-07-01T13:00:00.000Z'],
  ['2026-07-01 15:00', 'America/New_York', '2026-07-01T19:00:00.000Z'],
  ['2026-07-01 15:00', 'Asia/Kolkata', '2026-07-01T09:30:00.000Z'],
  ['2026-12-32 09:00', 'UTC', '2027-01-01T09:00:00.000Z'],
  // left out by the clocks
  ['2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-03-08 02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  // shown twice
  ['2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-11-01 01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
])('%s in %s', (text, zone, at) => expect(new Date(instantOf(wall(text), zone)).toISOString()).toBe(at))

test('what the clocks leave out is shown that much later', () => {
  const at = instantOf(wall('2026-03-29 02:30'), 'Europe/Berlin')
  expect(wallOf(at, 'Europe/Berlin')).toMatchObject({ hour: 3, minute: 30, weekday: 6 })
})

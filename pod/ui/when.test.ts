import { expect, test } from 'vitest'
import { createWhen, plural, relativeTime } from './when.ts'

const newYork = createWhen({ language: 'en-US', zone: 'America/New_York' })
const berlin = createWhen({ language: 'de-DE', zone: 'Europe/Berlin' })
/** Some builds write a narrow space before AM and PM. */
const plain = (words: string) => words.replace(/\s/g, ' ')
const ms = (at: string) => Date.parse(at)

const now = new Date(2026, 10, 20, 14, 10, 7).getTime()

test.each([
  [0, 'now'],
  [-59, 'now'],
  [-60, '1 min ago'],
  // our clock ticks every quarter of a minute, and a server's may be ahead
  [14, 'now'],
  [59, 'now'],
  [-59 * 60, '59 min ago'],
])('%i s from now reads "%s"', (seconds, words) => {
  expect(relativeTime(now + seconds * 1000, now)).toBe(words)
})

test('an American in New York reads 12 hours and the month first', () => {
  expect(plain(newYork.clockTime('2026-11-30T19:41:05Z'))).toBe('2:41 PM')
  expect(plain(newYork.clockTime('2026-11-30T05:00:09Z', true))).toBe('12:00:09 AM')
  expect(newYork.dayOf('2026-11-03T12:00:00Z', ms('2026-11-30T12:00:00Z'))).toBe('Nov 3')
  expect(newYork.dayOf('2025-11-03T12:00:00Z', ms('2026-11-30T12:00:00Z'))).toBe('Nov 3, 2025')
  expect(plain(newYork.exactTime('2026-11-30T06:45:33Z'))).toBe('Monday, November 30, 2026 at 1:45:33 AM EST')
  expect(newYork.number(1234567)).toBe('1,234,567')
})

test('a German in Berlin reads 24 hours and the day first, in English words', () => {
  expect(berlin.clockTime('2026-11-30T13:41:05Z')).toBe('14:41')
  expect(berlin.clockTime('2026-11-29T23:00:09Z', true)).toBe('00:00:09')
  expect(berlin.dayOf('2026-11-03T12:00:00Z', ms('2026-11-30T12:00:00Z'))).toBe('3 Nov')
  expect(berlin.longDay('2026-11-30T12:00:00Z')).toMatch(/^Monday,? 30 November$/)
  expect(berlin.exactTime('2026-11-30T06:45:33Z')).toMatch(
    /^Monday,? 30 November 2026(,| at) 07:45:33 (CET|GMT\+1)$/,
  )
  expect(berlin.number(1234567)).toBe('1.234.567')
})

test('a region without an English of its own reads the day first as most of the world does', () => {
  expect(createWhen({ language: 'pt-BR', zone: 'UTC' }).dayOf('2026-11-03T12:00:00Z', now)).toBe('3 Nov')
})

test('yesterday is the day before on the calendar, also over the night that lacks an hour', () => {
  // 29 March, 02:00 is 03:00: 24 hours before 00:30 of the 30th is 23:30 of the 28th
  const afterMidnight = ms('2026-03-29T22:30:00Z')
  expect(berlin.clockTime(afterMidnight)).toBe('00:30')
  expect(berlin.relativeTime('2026-03-29T06:00:00Z', afterMidnight)).toBe('yesterday 08:00')
  expect(berlin.relativeTime('2026-03-28T22:45:00Z', afterMidnight)).toBe('28 Mar')
  // the short day itself
  expect(berlin.relativeTime('2026-03-28T22:59:00Z', ms('2026-03-29T21:59:00Z'))).toBe('yesterday 23:59')
})

test('yesterday is the day before on the calendar, also over the night that has an hour twice', () => {
  // 25 October, 03:00 is 02:00: 24 hours before 23:30 of the 25th is 00:30 of the same day
  const lateAtNight = ms('2026-10-25T22:30:00Z')
  expect(berlin.clockTime(lateAtNight)).toBe('23:30')
  expect(berlin.relativeTime('2026-10-24T22:15:00Z', lateAtNight)).toBe('00:15')
  expect(berlin.relativeTime('2026-10-24T21:59:00Z', lateAtNight)).toBe('yesterday 23:59')
  // both of the hours that are called 02
  expect(berlin.clockTime('2026-10-25T00:30:00Z')).toBe('02:30')
  expect(berlin.clockTime('2026-10-25T01:30:00Z')).toBe('02:30')
  expect(berlin.exactTime('2026-10-25T00:30:00Z')).not.toBe(berlin.exactTime('2026-10-25T01:30:00Z'))
})

test('a day is the person’s, not that of UTC', () => {
  expect(plain(newYork.relativeTime('2026-11-30T03:00:00Z', ms('2026-11-30T15:00:00Z')))).toBe(
    'yesterday 10:00 PM',
  )
  expect(berlin.relativeTime('2026-11-30T03:00:00Z', ms('2026-11-30T15:00:00Z'))).toBe('04:00')
  expect(berlin.isToday('2026-11-29T23:30:00Z', ms('2026-11-30T15:00:00Z'))).toBe(true)
})

test('one of a thing has other words than none or many', () => {
  expect([0, 1, 2].map((count) => plural(count, '1 line', `${count} lines`))).toEqual([
    '0 lines',
    '1 line',
    '2 lines',
  ])
})

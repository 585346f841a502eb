import { describe, expect, test } from 'vitest'
import { makeDay } from '../../bench/my-day/days.ts'
import { seeded } from '../../e2e/faults/random.ts'
import { repetitions, seed } from '../testing/chance.ts'
import type { Booked, Entry } from './compose.ts'
import { activeMinutes, layOut, type Placed } from './lay-out.ts'
import { propose } from './propose.ts'

const minute = 60_000
const date = '2026-11-17'
const ms = (clock: string) => Date.parse(`${date}T${clock}:00Z`)
const iso = (at: number) => new Date(at).toISOString()
const whole = { from: ms('00:00'), to: ms('00:00') + 24 * 60 * minute }

const entry = (from: number, to: number, more: Partial<Entry> = {}) =>
  ({
    id: iso(from),
    started_at: iso(from),
    ended_at: iso(to),
    state: 'kept',
    minutes: null,
    ...more,
  }) as Entry
const row = (words: string, more: Partial<Entry> = {}) => {
  const [from = '', to = ''] = words.split('-')
  return entry(ms(from), to === '24:00' ? whole.to : ms(to), more)
}
const there = (clock: string, minutes: number) =>
  ({ started_at: iso(ms(clock)), minutes, ours: false }) as unknown as Booked
type Day = Parameters<typeof layOut>[0]
const laidOut = (entries: Entry[], more: Partial<Day> = {}) => {
  const places = layOut({
    ...{ entries, sent: new Map<string, Placed>(), booked: [], rounding: '15' },
    ...{ span: whole, now: whole.to },
    ...more,
  } as Day)
  return entries.map(({ id }) => {
    const { from, minutes } = places.get(id) ?? expect.fail('each has a place')
    return `${iso(from).slice(11, 16)} ${minutes}`
  })
}

describe('what rounding adds to an entry', () => {
  test('pushes the next one behind it, and a gap takes it up', () => {
    expect(laidOut([row('09:07-09:33'), row('09:33-09:55'), row('11:00-11:10')])).toEqual([
      '09:07 30',
      '09:37 15',
      '11:00 15',
    ])
  })

  test('ends where something is booked already; without room for the work it goes behind that', () => {
    expect(laidOut([row('09:07-09:33')], { booked: [there('09:35', 20)] })).toEqual(['09:07 28'])
    expect(laidOut([row('09:00-09:08'), row('09:08-09:31')], { booked: [there('09:31', 20)] })).toEqual([
      '09:00 15',
      '09:51 30',
    ])
  })

  test('leaves what was sent where it is', () => {
    const sent = row('09:00-09:08')
    const places = new Map([[sent.id, { from: ms('09:00'), minutes: 15 }]])
    expect(laidOut([sent, row('09:08-09:30')], { sent: places })).toEqual(['09:00 15', '09:15 15'])
  })

  test('never leaves the day; a day without room for it books the work as it was', () => {
    expect(laidOut([row('22:00-22:26'), row('23:50-24:00')])).toEqual(['22:00 30', '23:45 15'])
    const booked = [there('23:00', 40)]
    expect(laidOut([row('23:40-23:44'), row('23:44-23:52'), row('23:52-24:00')], { booked })).toEqual([
      '23:40 4',
      '23:44 8',
      '23:52 8',
    ])
  })

  test('goes before the work where it would lie ahead of now, as far as there is room', () => {
    const rows = [row('09:00-09:30'), row('10:00-10:04'), row('10:04-10:09')]
    expect(laidOut(rows, { now: ms('10:09') })).toEqual(['09:00 30', '09:39 15', '09:54 15'])
    expect(laidOut(rows.slice(2), { now: ms('10:09'), booked: [there('09:30', 34)] })).toEqual(['10:04 5'])
    const ahead = row('11:00-11:25', { by_hand: true })
    expect(laidOut([...rows, ahead], { now: ms('10:09') }).at(-1)).toBe('11:00 30')
  })

  test('counts for minutes that somebody typed as well', () => {
    expect(laidOut([row('09:00-09:10', { minutes: 40 }), row('09:10-09:20')])).toEqual([
      '09:00 40',
      '09:40 15',
    ])
  })
})

test('over days of all kinds no two entries overlap as they are sent, nor what is booked', () => {
  for (let n = 0; n < repetitions(1000); n++) {
    const random = seeded(seed + n)
    const made = makeDay(seed + n)
    const acts = made.seen.map(({ ticket, at }) => ({ at, place: ticket }))
    const entries = propose(acts, made).map(({ from, to }) => entry(from, to))
    const takenBy = random.below(3)
    // work of the day is booked nowhere else: only what lies beside it can be
    const booked = entries.splice(0, takenBy).map(({ started_at, ended_at }) => ({
      started_at,
      minutes: activeMinutes({ started_at, ended_at }),
    })) as unknown as Booked[]
    const rounding = random.pick(['15', '30', 'exact', 'none'] as const)
    const places = layOut({ entries, sent: new Map(), booked, rounding, span: made, now: made.to })
    const spans = [
      ...places.values(),
      ...booked.map(({ started_at, minutes }) => ({ from: Date.parse(started_at), minutes })),
    ].toSorted((a, b) => a.from - b.from)
    let end = made.from
    for (const { from, minutes } of spans) {
      expect([n, from >= end, minutes >= 1]).toEqual([n, true, true])
      end = from + minutes * minute
    }
    expect([n, end <= made.to]).toEqual([n, true])
  }
})

import { describe, expect, test } from 'vitest'
import { makeDay } from '../../bench/my-day/days.ts'
import { repetitions, seed } from '../testing/chance.ts'
import { type Act, breakMs, propose } from './propose.ts'

const minute = 60_000
const at = (clock: string) => Date.parse(`2026-11-17T${clock}:00Z`)
const day = { from: at('00:00'), to: at('23:59') + minute }
const acts = (...rows: [clock: string, place: string, rests?: 'rests'][]): Act[] =>
  rows.map(([clock, place, rests]) => ({ at: at(clock), place, ...(rests ? { rests: true } : {}) }))
const words = (rows: readonly Act[], within = day) =>
  propose(rows, within).map(
    ({ place, from, to }) =>
      `${place} ${[from, to].map((ms) => new Date(ms).toISOString().slice(11, 16)).join('-')}`,
  )

describe('work is proposed from acts', () => {
  test('acts one after the other in one case are one interval, with a little before and after it', () => {
    expect(words(acts(['09:10', 'a'], ['09:20', 'a'], ['09:31', 'a']))).toEqual(['a 09:07-09:33'])
  })

  test('a break longer than the limit ends an interval, one as long as it does not', () => {
    const later = new Date(at('12:00') + breakMs).toISOString().slice(11, 16)
    expect(words(acts(['12:00', 'a'], [later, 'a']))).toHaveLength(1)
    expect(words(acts(['12:00', 'a'], ['12:50', 'a']))).toEqual(['a 11:57-12:02', 'a 12:47-12:52'])
  })

  test('two cases at once are divided and never overlap', () => {
    expect(words(acts(['10:00', 'a'], ['10:04', 'b'], ['10:10', 'a'], ['10:12', 'b']))).toEqual([
      'a 09:57-10:02',
      'b 10:02-10:07',
      'a 10:07-10:11',
      'b 10:11-10:14',
    ])
  })

  test('a case that was put aside ends there, whatever follows', () => {
    expect(words(acts(['10:00', 'a'], ['10:10', 'a', 'rests'], ['10:14', 'b']))).toEqual([
      'a 09:57-10:10',
      'b 10:12-10:16',
    ])
  })

  test('work over midnight is cut there, and both days have their part', () => {
    const rows = [...acts(['23:40', 'a'], ['23:58', 'a']), { at: day.to + 6 * minute, place: 'a' }]
    expect(words(rows)).toEqual(['a 23:37-00:00'])
    const next = { from: day.to, to: day.to + 24 * 60 * minute }
    expect(words(rows, next)).toEqual(['a 00:00-00:08'])
  })

  test('a case that was left within its first minute has a minute of what lies beside it', () => {
    const busy = acts(['10:00', 'a'], ['10:09', 'a'])
    const short = [{ at: at('10:09') + 10_000, place: 'b', rests: true }]
    expect(words([...busy, ...short])).toEqual(['a 09:57-10:08', 'b 10:08-10:09'])
    expect(words([...busy, ...short, { at: at('10:12'), place: 'b' }])).toEqual([
      'a 09:57-10:09',
      'b 10:11-10:14',
    ])
  })

  test('a day without activity proposes no entries', () => {
    expect(words([])).toEqual([])
  })
})

test('over days of all kinds nothing overlaps, nothing lies outside of its day and none of it is empty', () => {
  for (let n = 0; n < repetitions(1000); n++) {
    const made = makeDay(seed + n)
    const proposed = propose(
      made.seen.map(({ ticket, at: when }) => ({ at: when, place: ticket })),
      made,
    )
    let end = made.from
    for (const { from, to } of proposed) {
      expect([n, from >= end, to > from]).toEqual([n, true, true])
      end = to
    }
    expect(end).toBeLessThanOrEqual(made.to)
    expect(new Set(proposed.map(({ place }) => place)).size).toBeLessThanOrEqual(14)
  }
})

import { expect, test } from 'vitest'
import type { TimeRounding } from '../../shared/contracts/flowpilot-settings.ts'
import { proposedTime } from './proposed-time.ts'

const at = (time: string, day = '04') => `2026-05-${day}T${time}:00.000Z`
/** An act every eight minutes, so that none of it is a break. */
const worked = (minutes: number) =>
  Array.from({ length: Math.ceil(minutes / 8) }, (_, i) =>
    new Date(Date.parse(at('14:10')) + i * 8 * 60_000).toISOString(),
  )
const now = (minutes: number) => new Date(Date.parse(at('14:10')) + minutes * 60_000).toISOString()

test.each<[number, TimeRounding, number | null]>([
  [48, '15', 45],
  [53, '15', 60],
  [4, '15', 15],
  [48, '30', 60],
  [48, 'exact', 48],
  [48, 'none', null],
])('%i minutes of work, rounded to %s, are booked as %s', (minutes, rounding, booked) => {
  const proposed = proposedTime(worked(minutes), [], rounding, now(minutes))
  expect(proposed?.minutes ?? null).toBe(booked)
  if (proposed) {
    expect(proposed.active_minutes).toBe(minutes)
    expect([proposed.started_at, proposed.ended_at]).toEqual([at('14:10'), now(minutes)])
  }
})

test('pauses and breaks are no work', () => {
  const acts = [at('14:10'), at('14:16'), at('15:30'), at('15:34')]
  const pauses = [{ from: at('14:12'), to: at('14:15') }]
  expect(proposedTime(acts, pauses, 'exact', at('15:35'))).toMatchObject({ active_minutes: 8, minutes: 8 })
})

test('without activity no time is proposed', () => {
  expect(proposedTime([], [], '15', at('15:35'))).toBeNull()
})

test('work over days is one entry of a day at most, at its end', () => {
  const proposed = proposedTime([at('14:10'), at('14:15'), at('09:00', '07')], [], '15', at('09:05', '07'))
  expect(proposed).toMatchObject({
    minutes: 15,
    started_at: at('08:50', '07'),
    ended_at: at('09:05', '07'),
  })
})

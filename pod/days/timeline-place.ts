import type { MyDay } from '../../shared/contracts/days.ts'
import { inPsa } from './day-words.ts'

const hourMs = 3600_000
const fewestHours = 8

export type Scale = { from: number; to: number; hours: number[] }

/** From the whole hour before the first to the one after the last, and eight hours at least. */
export function scaleOf({ from, to, entries, activity, booked }: MyDay): Scale {
  const day = { from: Date.parse(from), to: Date.parse(to) }
  const shown = [...entries, ...inPsa({ booked, entries })]
  const starts = shown.map(({ started_at }) => Date.parse(started_at))
  const ends = shown.map(({ ended_at }) => Date.parse(ended_at))
  const first = Math.min(...starts, ...activity.map((span) => Date.parse(span.from)), day.from + 9 * hourMs)
  const last = Math.max(...ends, ...activity.map((span) => Date.parse(span.to)), first)
  const whole = (ms: number, round: (hours: number) => number) =>
    day.from + round((ms - day.from) / hourMs) * hourMs
  const begin = Math.max(day.from, whole(first, Math.floor))
  const end = Math.min(day.to, Math.max(whole(last, Math.ceil), begin + fewestHours * hourMs))
  const hours = Array.from({ length: Math.floor((end - begin) / hourMs) + 1 }, (_, n) => begin + n * hourMs)
  return { from: begin, to: end, hours }
}

/** Where a moment stands, in hundredths of the width. */
export const placeOf = (at: string | number, { from, to }: Scale): number =>
  (100 * (new Date(at).getTime() - from)) / (to - from)

/** Whether words of two lines have room in a part of the line, on a wide screen and on a narrow one. */
export function wordsLook(widthShare: number): string {
  if (widthShare < 3.5) return 'hidden'
  if (widthShare < 7) return 'hidden wide:inline'
  return widthShare < 14 ? 'narrow:hidden' : ''
}

/** The whole minute at a share of the width, within what is shown. */
export function momentAt(share: number, { from, to }: Scale): string {
  const ms = from + Math.min(1, Math.max(0, share)) * (to - from)
  return new Date(Math.round(ms / 60_000) * 60_000).toISOString()
}

/** The moment in the middle, on a whole minute. */
export const middleOf = (started: string, ended: string): string =>
  new Date(Math.round((Date.parse(started) + Date.parse(ended)) / 2 / 60_000) * 60_000).toISOString()

import type { Interval } from '../../server/days/propose.ts'
import type { WorkDay, Worked } from './days.ts'

const minute = 60_000
/** Further from all work of its ticket than this, a proposed minute is invented and belongs to no interval. */
const nearMinutes = 30

export type DayErrors = {
  /** Of each true interval, minutes proposed for it beside what it had. */
  errors: { off: number; missed: boolean; traced: boolean }[]
  inventedMinutes: number
  overlaps: number
}

/**
 * Minute by minute: a proposed one goes to the true interval of its ticket that is nearest. What was not proposed at all
 * counts whole, and so does what never was.
 */
export function errorsOf(day: WorkDay, proposed: readonly Interval[]): DayErrors {
  const truth = day.worked
    .map((each) => ({ ...each, from: Math.max(each.from, day.from), to: Math.min(each.to, day.to) }))
    .filter(({ from, to }) => to - from >= minute)
  const given = truth.map(() => 0)
  let inventedMinutes = 0
  for (const { place, from, to } of proposed)
    for (let at = from; at < to; at += minute) {
      const share = Math.min(minute, to - at) / minute
      const nearest = nearestOf(truth, place, at + minute / 2)
      if (nearest === null) inventedMinutes += share
      else given[nearest] = (given[nearest] ?? 0) + share
    }
  const errors = truth.map((each, n) => {
    const minutes = (each.to - each.from) / minute
    return {
      off: Math.abs(minutes - (given[n] ?? 0)),
      missed: given[n] === 0,
      traced: day.seen.some(({ ticket, at }) => ticket === each.ticket && at >= each.from && at < each.to),
    }
  })
  return { errors, inventedMinutes, overlaps: overlapsIn(proposed) }
}

function nearestOf(truth: readonly Worked[], ticket: string, at: number): number | null {
  let best: { n: number; away: number } | null = null
  truth.forEach((each, n) => {
    if (each.ticket !== ticket) return
    const away = Math.max(each.from - at, at - each.to, 0)
    if (away <= nearMinutes * minute && (best === null || away < best.away)) best = { n, away }
  })
  return (best as { n: number } | null)?.n ?? null
}

function overlapsIn(proposed: readonly Interval[]): number {
  const rows = [...proposed].sort((a, b) => a.from - b.from)
  return rows.filter(({ from }, n) => n > 0 && from < (rows[n - 1]?.to ?? 0)).length
}

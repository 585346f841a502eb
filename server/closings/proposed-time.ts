import type { ClosingProposal } from '../../shared/contracts/closings.ts'
import type { TimeRounding } from '../../shared/contracts/flowpilot-settings.ts'
import { activeMinutes, type Pause } from '../../shared/durations.ts'

type Proposed = Omit<NonNullable<ClosingProposal['time_entry']>, 'overlaps'>

/** The PSA takes no longer entry. */
const longestMinutes = 24 * 60

/** Hours from when a person did something in a case until now; null where there is nothing to book. */
export function proposedTime(
  acts: readonly string[],
  pauses: readonly Pause[],
  rounding: TimeRounding,
  now: string,
): Proposed | null {
  const [first] = acts
  if (first === undefined || rounding === 'none') return null
  const active_minutes = activeMinutes([...acts, now], pauses)
  const minutes = Math.min(longestMinutes, rounded(active_minutes, rounding))
  const endMs = Date.parse(now)
  // over days, work is booked as if it had been done at the end: one entry is a day at most
  const isLong = endMs - Date.parse(first) > longestMinutes * 60_000
  const startMs = Math.min(isLong ? endMs - minutes * 60_000 : Date.parse(first), endMs - 60_000)
  return {
    started_at: new Date(startMs).toISOString(),
    ended_at: now,
    active_minutes,
    minutes,
    rounding,
  }
}

/** To the nearest step, and to one at least: work that was done is never nothing. */
export function rounded(minutes: number, rounding: Exclude<TimeRounding, 'none'>): number {
  if (rounding === 'exact') return Math.max(1, minutes)
  const step = Number(rounding)
  return Math.max(step, Math.round(minutes / step) * step)
}

import type { QuietHours } from '../../shared/contracts/notifications.ts'

const dayMinutes = 24 * 60
const minuteMs = 60_000

/** When these hours end, where they last now; null where they do not. */
export function quietUntil(quiet: QuietHours | null, now: Date): Date | null {
  if (quiet === null) return null
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)]
  const at = clockAt(now, quiet.time_zone)
  const isQuiet = from < to ? at >= from && at < to : at >= from || at < to
  if (!isQuiet) return null
  const left = (to - at + dayMinutes) % dayMinutes
  const end = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs + left * minuteMs)
  // where the clocks change in between, the end is nearer or farther by that
  const off = ((clockAt(end, quiet.time_zone) - to + dayMinutes * 1.5) % dayMinutes) - dayMinutes / 2
  return new Date(end.getTime() - off * minuteMs)
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

function clockAt(at: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return minutesOf(format.format(at))
}

const minute = 60_000
/** Zones are at most 14 hours away from UTC. */
const farthestMs = 15 * 60 * minute

/** From when to when (ms) a calendar day lasts somewhere: 23 or 25 hours where the clocks change. */
export function localDay(date: string, timeZone: string): { from: number; to: number } {
  const next = new Date(Date.parse(date) + 24 * 60 * minute).toISOString().slice(0, 'YYYY-MM-DD'.length)
  const dateAt = calendarOf(timeZone)
  return { from: beginOf(date, dateAt), to: beginOf(next, dateAt) }
}

/** The day on the calendar at a moment. */
export const localDate = (ms: number, timeZone: string): string => calendarOf(timeZone)(ms)

function calendarOf(timeZone: string): (ms: number) => string {
  // Sweden writes dates as ISO does
  const calendar = new Intl.DateTimeFormat('sv', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return (ms) => calendar.format(ms)
}

/** The first minute whose date is this one; where a zone leaves a day out, of the next. */
function beginOf(date: string, dateAt: (ms: number) => string): number {
  let [before, from] = [Date.parse(date) - farthestMs, Date.parse(date) + farthestMs]
  while (from - before > minute) {
    const middle = before + Math.floor((from - before) / 2 / minute) * minute
    if (dateAt(middle) >= date) from = middle
    else before = middle
  }
  return from
}

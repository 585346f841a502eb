/** Writes instants as "Mon 2026-05-04 14:02 Europe/Berlin"; in UTC where the zone is none that is known. */
export function timesIn(timeZone: string): (instant: string | null) => string | null {
  const [format, zone] = formatOf(timeZone)
  return (instant) => {
    const at = new Date(instant ?? '')
    if (Number.isNaN(at.getTime())) return null
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    return `${part.weekday} ${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute} ${zone}`
  }
}

function formatOf(timeZone: string): [Intl.DateTimeFormat, string] {
  const parts = {
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const
  try {
    return [new Intl.DateTimeFormat('en-GB', { ...parts, timeZone }), timeZone]
  } catch {
    return [new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' }), 'UTC']
  }
}

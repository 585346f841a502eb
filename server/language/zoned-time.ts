/** A time as a clock on the wall shows it. `weekday`: 0 is Monday. */
export type WallTime = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  weekday: number
}
export type WallMinute = Omit<WallTime, 'weekday'>

const dayMs = 24 * 3600_000
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
  formats.set(timeZone, made)
  return made
}

export function wallOf(ms: number, timeZone: string): WallTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  )
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    weekday: weekdays.indexOf(parts.get('weekday') ?? ''),
  }
}

const asUtc = ({ year, month, day, hour, minute }: WallMinute) => Date.UTC(year, month - 1, day, hour, minute)

/** How far the clocks of a zone are ahead of UTC. */
function aheadMs(ms: number, timeZone: string): number {
  const whole = Math.floor(ms / 60_000) * 60_000
  return asUtc(wallOf(whole, timeZone)) - whole
}

/**
 * When the clocks of a zone show this. Where they show it twice, the first time; where they leave it out, what they show
 * that much later: 03:30 for 02:30. Days and hours beyond the calendar count on.
 */
export function instantOf(wall: WallMinute, timeZone: string): number {
  const plain = asUtc(wall)
  const [before, after] = [plain - dayMs, plain + dayMs].map((ms) => plain - aheadMs(ms, timeZone)) as [
    number,
    number,
  ]
  const shows = (ms: number) => ms + aheadMs(ms, timeZone) === plain
  const found = [before, after].filter(shows)
  return found.length > 0 ? Math.min(...found) : before
}

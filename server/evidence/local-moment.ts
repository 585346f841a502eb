export const dayMs = 86_400_000
const halfYearMs = 183 * dayMs

/** Names of weekdays in small letters, Sunday as 0. */
export const weekdays: Record<string, number> = {
  sunday: 0,
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sonntag: 0,
  montag: 1,
  dienstag: 2,
  mittwoch: 3,
  donnerstag: 4,
  freitag: 5,
  samstag: 6,
  sonnabend: 6,
}

export const dateOf = (month: number, day: number): string => `${month}-${day}`

/** A moment as it is told in a zone; `date`: month and day; `ms`: since 1970. */
export type Local = { clock: string; date: string; weekday: number; ms: number; zone: string }

const formats = new Map<string, Intl.DateTimeFormat>()
export function localOf(at: string, zone: string): Local {
  const known = formats.get(zone)
  const format = known ?? formatOf(zone)
  if (!known) formats.set(zone, format)
  const ms = Date.parse(at)
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]))
  return {
    clock: `${Number(part.hour) % 24}:${part.minute}`,
    date: dateOf(Number(part.month), Number(part.day)),
    weekday: weekdays[(part.weekday ?? '').toLowerCase()] ?? 0,
    ms,
    zone,
  }
}
const formatOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    month: 'numeric',
    day: 'numeric',
    weekday: 'long',
  })

export const shifted = (from: Local, days: number): Local =>
  days === 0 ? from : localOf(new Date(from.ms + days * dayMs).toISOString(), from.zone)

/** A date without its year is the one of this year, or of the last where that is still to come. */
export function dayOfDate(date: string, today: Local): Local | null {
  const [month = 0, day = 0] = date.split('-').map(Number)
  const year = new Date(today.ms).getUTCFullYear()
  const at = Date.UTC(year, month - 1, day, 12)
  if (Number.isNaN(at)) return null
  return localOf(
    new Date(at - today.ms > halfYearMs ? Date.UTC(year - 1, month - 1, day, 12) : at).toISOString(),
    'UTC',
  )
}

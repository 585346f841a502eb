import { endOfDayHour, type TimeWord, timeRows } from './time-words.ts'
import { instantOf, type WallTime, wallOf } from './zoned-time.ts'

/** Where a time is named, from `start` to `end`; `at` null: it is over, or none that exists. */
export type When = { start: number; end: number; at: number | null }

type Placed = { start: number; end: number; word: TimeWord }

const minuteMs = 60_000
/** A bare time that passed so lately is over; one that passed longer ago is of tomorrow: "by 8:00", written at 17:00. */
const overForMs = 2 * 60 * minuteMs
/** What may stand between the words of one time: "Friday at 10", "15:00 on Monday", "bis Freitag um 10 Uhr". */
const glue = /^(?:[\s,]|\b(?:at|by|on|before|around|about|in|the|um|bis|gegen|am|ab|spätestens|von)\b)*$/iu
const furthestGlue = 24

/** The times that a sentence names, in their order. */
export function readWhen(text: string, { now, timeZone }: { now: number; timeZone: string }): When[] {
  return grouped(text, placed(text)).map((words) => ({
    start: words[0]?.start ?? 0,
    end: words.at(-1)?.end ?? 0,
    at: resolve(
      words.map(({ word }) => word),
      now,
      timeZone,
    ),
  }))
}

/** Of two that share a place the longer one stands: "half an hour" over "an hour". */
function placed(text: string): Placed[] {
  const all: Placed[] = []
  for (const { shape, read } of timeRows)
    for (const found of text.matchAll(shape)) {
      const word = read(found.groups ?? {})
      if (word) all.push({ start: found.index, end: found.index + found[0].length, word })
    }
  all.sort((a, b) => a.start - b.start || b.end - a.end)
  let free = 0
  return all.filter(({ start, end }) => {
    if (start < free) return false
    free = end
    return true
  })
}

function grouped(text: string, words: readonly Placed[]): Placed[][] {
  const groups: Placed[][] = []
  for (const word of words) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && goesWith(text, group, last, word)) group.push(word)
    else groups.push([word])
  }
  return groups.filter((group) => group.some(({ word }) => word.kind !== 'part' || word.isToday))
}

const rankOf: Record<TimeWord['kind'], string> = {
  duration: 'lasting',
  days: 'lasting',
  clock: 'clock',
  part: 'part',
  day: 'day',
  weekday: 'day',
  date: 'date',
}

function goesWith(text: string, group: readonly Placed[], last: Placed, next: Placed): boolean {
  const between = text.slice(last.end, next.start)
  if (between.length > furthestGlue || !glue.test(between)) return false
  const ranks = group.map(({ word }) => rankOf[word.kind])
  return (
    !ranks.includes('lasting') &&
    !ranks.includes(rankOf[next.word.kind]) &&
    rankOf[next.word.kind] !== 'lasting'
  )
}

function resolve(words: readonly TimeWord[], now: number, timeZone: string): number | null {
  const of = <K extends TimeWord['kind']>(kind: K) =>
    words.find((word): word is Extract<TimeWord, { kind: K }> => word.kind === kind)
  const lasting = of('duration')
  if (lasting) return now + lasting.minutes * minuteMs
  const today = wallOf(now, timeZone)
  const days = of('days')
  if (days) return instantOf({ ...today, day: today.day + days.days }, timeZone)
  const clock = clockOf(of('clock'), of('part'))
  const day = dayOf(today, of('date'), of('weekday') ?? of('day'))
  const isBare = day === null && !of('part')
  const wall = { ...today, ...(day ?? {}), ...clock }
  const at = instantOf(wall, timeZone)
  if (at > now) return at
  const weekday = of('weekday')
  if (weekday && !of('date')) return instantOf({ ...wall, day: wall.day + 7 }, timeZone)
  if (isBare && now - at > overForMs) return instantOf({ ...wall, day: wall.day + 1 }, timeZone)
  return null
}

type Clock = Extract<TimeWord, { kind: 'clock' }>
type Part = Extract<TimeWord, { kind: 'part' }>

/** A day alone is over at the end of work. "At 3", and "10 in the evening", are after noon. */
function clockOf(clock: Clock | undefined, part: Part | undefined): { hour: number; minute: number } {
  if (!clock) return { hour: part?.hour ?? endOfDayHour, minute: 0 }
  const { hour, minute, half, isExact } = clock
  if (half) return { hour: (hour % 12) + (half === 'pm' ? 12 : 0), minute }
  const isLate = part ? part.hour > 12 && hour < 12 : hour > 0 && hour < 7
  return { hour: isLate && !isExact ? hour + 12 : hour, minute }
}

function dayOf(
  today: WallTime,
  date: Extract<TimeWord, { kind: 'date' }> | undefined,
  named: Extract<TimeWord, { kind: 'weekday' | 'day' }> | undefined,
): { year: number; month: number; day: number } | null {
  const { year, month, day } = today
  if (date) {
    const isOver = date.month < month || (date.month === month && date.day < day)
    return { year: year + (isOver ? 1 : 0), month: date.month, day: date.day }
  }
  if (!named) return null
  if (named.kind === 'day') return { year, month, day: day + named.ahead }
  const { weekday, isNextWeek } = named
  const ahead = isNextWeek ? 7 - today.weekday + weekday : (weekday - today.weekday + 7) % 7
  return { year, month, day: day + ahead }
}

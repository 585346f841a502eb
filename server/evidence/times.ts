import { fold } from '../language/normalize.ts'
import { readOnce } from '../language/read-once.ts'
import { regexOf } from '../language/regex-of.ts'
import { dateOf, dayMs, dayOfDate, type Local, localOf, shifted, weekdays } from './local-moment.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'
import { hoursInDigits, isSameHalfDay, spokenTimesIn, withoutSpokenTimes } from './spoken-times.ts'

const clock = regexOf(
  String.raw`
  \b([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.][0-5]\d)?\s?(am|pm|uhr|h)?(?!\.?\d)|\b(1[0-2]|0?[1-9])\s?(am|pm
  |a\.m\.|p\.m\.)(?!\w)|\b([01]?\d|2[0-3])\s?uhr\b|\b(?:at|since|until|by|um|seit|bis|gegen|ab) ([01]?\d
  |2[0-3])(?=\s*(?:o['’]clock|[,;)]|\.(?!\d)|$))`,
  'gi',
)
const isoDate = /\b(20\d\d)-(\d\d)-(\d\d)\b/g
const months =
  'jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|mär(?:z)?|maer(?:z)?|apr(?:il)?|mai|may|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?'
const dayAndMonth = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s?(?:of )?(${months})\\b|\\b(${months})\\b\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)`,
  'giu',
)
const numericDate = regexOf(
  String.raw`
  (?:\b(\d{1,2})[./](\d{1,2})[./](?:20)?\d\d|\b(\d{1,2})\.(\d{1,2})\b|(?<=\b(?:on|since|until|by|of|from
  |am|seit|bis|vom|den|ab) )(\d{1,2})\/(\d{1,2})\b)\.?(?!\d|\s?%|\s(?:of|von|[kmgt]b|h|ms|s|min)\b)`,
  'g',
)
const weekday = new RegExp(`\\b(${Object.keys(weekdays).join('|')})(?:s|abend|morgen|mittag)?\\b`, 'gi')
const relative = regexOf(
  String.raw`
  \b(?:(day before yesterday|vorgestern)|(yesterday|last night|gestern)|(tomorrow|morgen(?! (?:frueh)?s))
  |(today|tonight|this (?:morning|afternoon|evening)|heute))\b`,
  'gi',
)
const parts = regexOf(
  String.raw`
  \b(?:(?:this|in the|every|yesterday|tomorrow|each|heute|gestern|am) )(morning|afternoon|evening|noon
  |night|vormittag|nachmittag|abend|mittag|nacht)\b`,
  'gi',
)

const weekMs = 7 * dayMs

export type Moments = {
  clocks: string[]
  /** Said in words: minutes of a half day. */
  spoken: number[]
  days: number[]
  dates: string[]
  relatives: number[]
  parts: string[]
}

/** Times of day, weekdays, dates and "yesterday" of a text, each once. */
export const momentsIn = readOnce(readMoments)

function readMoments(text: string): Moments {
  const folded = fold(text)
  const plain = hoursInDigits(withoutSpokenTimes(folded))
  const clocks = [...plain.matchAll(clock)].flatMap((found) => clockOf(found) ?? [])
  const dates = [
    ...[...plain.matchAll(isoDate)].map(([, , month, day]) => dateOf(Number(month), Number(day))),
    ...[...plain.matchAll(dayAndMonth)].map(([, d1, m1, m2, d2]) =>
      dateOf(monthOf(m1 ?? m2 ?? ''), Number(d1 ?? d2)),
    ),
    ...[...plain.replace(clock, ' ').matchAll(numericDate)].flatMap(([, a, b, c, d, e, f]) =>
      dateParts(Number(a ?? c ?? e), Number(b ?? d ?? f)),
    ),
  ]
  return {
    clocks: unique(clocks),
    spoken: unique(spokenTimesIn(folded)),
    dates: unique(dates),
    days: unique([...plain.matchAll(weekday)].map(([, name = '']) => weekdays[name.toLowerCase()] ?? 0)),
    relatives: unique(
      [...plain.matchAll(relative)].map(([, before, last, next]) => (before ? -2 : last ? -1 : next ? 1 : 0)),
    ),
    parts: unique([...plain.matchAll(parts)].map(([, part = '']) => part)),
  }
}
const unique = <T>(all: readonly T[]): T[] => [...new Set(all)]

function clockOf(found: RegExpMatchArray): string | null {
  const [, hour, minute, half, hour12, half12, hourUhr, hourBare] = found
  const own = hour ?? hour12 ?? hourUhr ?? hourBare
  if (own === undefined) return null
  // "1.5 GB", "version 2.10": a number, unless a colon or a word makes it a time.
  if (hour !== undefined && found[0].includes('.') && !/uhr|am|pm/i.test(half ?? '')) return null
  const sign = half ?? half12 ?? ''
  const shift = /^p/i.test(sign) && Number(own) < 12 ? 12 : 0
  return `${Number(own) + shift}:${minute ?? '00'}`
}

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const german: Record<string, string> = { mae: 'mar', mai: 'may', okt: 'oct', dez: 'dec' }
const monthOf = (name: string): number => {
  const short = name.slice(0, 3).toLowerCase()
  return monthNames.indexOf(german[short] ?? short) + 1
}
const monthAlone = regexOf(
  String.raw`
  \b(?:january|february|april|june|july|august|september|october|november|december|januar|februar|maerz
  |juni|juli|oktober|dezember)\b`,
  'g',
)
/** The months that a text in small letters names; "may" and "march" may be other words. */
const monthsIn = (plain: string): number[] => (plain.match(monthAlone) ?? []).map(monthOf)

const dateParts = (a: number, b: number): string[] => {
  const own = [
    b >= 1 && b <= 12 && a <= 31 ? dateOf(b, a) : '',
    a >= 1 && a <= 12 && b <= 31 ? dateOf(a, b) : '',
  ]
  return own.filter(Boolean).slice(0, 1)
}

/** "15.06.", "04.03.2027": no amount. */
const shortDate = /(?<![\d.])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)?(?!\d)/g

/** A text without what says when: what is left are amounts. */
export const withoutTimes = (text: string): string =>
  hoursInDigits(withoutSpokenTimes(fold(text)))
    .replace(isoDate, ' ')
    .replace(clock, (found) => (/^\d+\.\d+$/.test(found.trim()) ? found : ' '))
    .replace(dayAndMonth, ' ')
    .replace(shortDate, ' ')

type Clock = { now: string; time_zone: string }

/** Whether a sentence holds a time that none of its sources holds, in its words or as the time of the row. */
export function hasOtherTime(said: Said, cited: readonly Source[], { now, time_zone }: Clock): boolean {
  const own = momentsIn(said.text)
  const ownMonths = monthsIn(said.plain)
  const isEmpty =
    ownMonths.length === 0 &&
    !span.test(said.plain) &&
    [own.clocks, own.spoken, own.days, own.dates, own.relatives, own.parts].every(
      ({ length }) => length === 0,
    )
  if (isEmpty) return false
  const known = cited.map(({ words, at }) => ({
    ...momentsIn(words),
    at: at ? localOf(at, time_zone) : null,
    stood: at ?? now,
  }))
  const today = localOf(now, time_zone)
  const isAbout =
    /\b(?:about|around|roughly|approximately|shortly (?:before|after)|gegen|etwa|ca|circa|ungefaehr|kurz)\b/.test(
      said.plain,
    )
  const clocks = known.flatMap((one) => [...one.clocks, ...(one.at ? [one.at.clock] : [])])
  const spoken = known.flatMap((one) => one.spoken)
  const within = isAbout ? aboutMinutes : 0
  const isHeld = (minutes: number) =>
    [...spoken, ...clocks.map(minutesOf)].some((other) => isSameHalfDay(minutes, other, within))
  if (own.spoken.some((one) => !isHeld(one))) return true
  if (
    own.clocks.some(
      (one) =>
        !clocks.some((other) => isSameClock(one, other, isAbout)) &&
        !(isOfEitherHalf(one) && spoken.some((other) => isSameHalfDay(minutesOf(one), other, within))),
    )
  )
    return true
  if (
    own.parts.some(
      (part) =>
        known.every(({ parts: all, at }) => !all.includes(part) && !at) &&
        known.some(({ parts: all }) => all.length > 0),
    )
  )
    return true
  const dayOf = (offset: number, from: Local) => shifted(from, offset)
  const days = known.flatMap((one) => [
    ...(one.at ? [one.at] : []),
    ...one.relatives.map((offset) => dayOf(offset, localOf(one.stood, time_zone))),
    ...one.dates.flatMap((date) => dayOfDate(date, today) ?? []),
  ])
  if (
    own.dates.some(
      (date) => !known.some(({ dates }) => dates.includes(date)) && !days.some((day) => day.date === date),
    )
  )
    return true
  if (
    own.days.some(
      (name) =>
        !known.some(({ days: all }) => all.includes(name)) && !days.some(({ weekday: of }) => of === name),
    )
  )
    return true
  if (hasOtherSpan(said.plain, cited, known, today)) return true
  const knownMonths = known.flatMap(({ dates, at }, n) => [
    ...monthsIn(cited[n]?.plain ?? ''),
    ...[...dates, at?.date ?? ''].map((date) => Number(date.split('-')[0])),
  ])
  const isDated = cited.some(({ plain }, n) => monthsIn(plain).length > 0 || known[n]?.dates.length)
  if (isDated && ownMonths.some((month) => !knownMonths.includes(month))) return true
  return own.relatives.some((offset) => isOtherDay(offset, dayOf(offset, today), { known, days }))
}

/** "Last week", "in August": a span that only its own words can name. */
const span = regexOf(String.raw`
  \b(?:(?:last|this|next) (?:week|month|year|spring|summer|autumn|fall|winter|weekend)|letzte\w? (?:woche
  |monat|jahr|sommer|winter)|(?:in|until|since|im|bis|seit) (?:january|february|march|april|may|june|july
  |august|september|october|november|december|januar|februar|maerz|mai|juni|juli|oktober|dezember))\b`)
const hasOtherSpan = (
  plain: string,
  cited: readonly Source[],
  known: readonly Known[],
  today: Local,
): boolean => {
  const [own] = span.exec(plain) ?? []
  if (!own) return false
  if (/this week/.test(own) && known.some(({ at }) => at && today.ms - at.ms < weekMs)) return false
  const word = own.split(' ').at(-1) ?? own
  return !cited.some((source) => source.plain.includes(word))
}

type Known = Moments & { at: Local | null }
function isOtherDay(offset: number, day: Local, { known, days }: { known: Known[]; days: Local[] }): boolean {
  if (known.some(({ relatives }) => relatives.includes(offset))) return false
  if (days.some(({ date }) => date === day.date)) return false
  if (known.some(({ dates, days: names }) => dates.includes(day.date) || names.includes(day.weekday)))
    return false
  return offset !== 0 || known.some(({ relatives }) => relatives.length > 0)
}

const aboutMinutes = 20
export const minutesOf = (text: string): number => {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}
/** Words may mean it in either half of the day; "20:40" is what it is. */
const isOfEitherHalf = (clock: string): boolean => minutesOf(clock) < 780

function isSameClock(a: string, b: string, isAbout: boolean): boolean {
  const apart = Math.abs(minutesOf(a) - minutesOf(b))
  return isAbout ? apart <= aboutMinutes : apart === 0
}

/** Where a person is: the language of their browser, and their time zone where it is not the one of this machine. */
type Place = { language: string; zone?: string }
type Moment = string | number | Date

/**
 * Times, dates and numbers as a person reads them: the words are English like all others on the screen, their region
 * decides the order of a date, 12 or 24 hours and the marks in a number.
 */
export function createWhen({ language, zone }: Place) {
  const locale = englishOf(language)
  /** Made when it is first needed, as each costs more than it writes. */
  const format = (options: Intl.DateTimeFormatOptions) => {
    let made: Intl.DateTimeFormat | undefined
    return (at: Moment) => {
      made ??= new Intl.DateTimeFormat(locale, { ...options, ...(zone ? { timeZone: zone } : {}) })
      return made.format(new Date(at))
    }
  }
  const { hourCycle } = new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions()
  const halfDays = hourCycle === 'h12' || hourCycle === 'h11'
  const hours = {
    hour: halfDays ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle: halfDays ? 'h12' : 'h23',
  } as const
  const exactDay = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const

  const minutesOf = format(hours)
  const secondsOf = format({ ...hours, second: '2-digit' })
  const shortDay = format({ day: 'numeric', month: 'short' })
  const dayAndYear = format({ day: 'numeric', month: 'short', year: 'numeric' })
  const calendar = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    ...(zone ? { timeZone: zone } : {}),
  })
  /** Year and number of a day on the person's calendar, where a day of 23 or 25 hours is one as well. */
  const onCalendar = (at: Moment) => {
    const [month = 1, day = 1, year = 1970] = calendar.format(new Date(at)).split('/').map(Number)
    return { year, number: Date.UTC(year, month - 1, day) / 86_400_000 }
  }

  /** 10:41 or 10:41 AM. */
  const clockTime = (at: Moment, withSeconds = false) => (withSeconds ? secondsOf : minutesOf)(at)
  /** 3 Nov or Nov 3; with its year where that is another one. */
  const dayOf = (at: Moment, nowMs = Date.now()) =>
    onCalendar(at).year === onCalendar(nowMs).year ? shortDay(at) : dayAndYear(at)
  const isToday = (at: Moment, nowMs = Date.now()) => onCalendar(at).number === onCalendar(nowMs).number
  /** "now", "4 min ago", "10:41", "yesterday 10:41", "3 Nov". */
  const relativeTime = (at: Moment, nowMs: number) => {
    const minutes = Math.floor((nowMs - new Date(at).getTime()) / 60_000)
    if (minutes < 1 && minutes >= -1) return 'now'
    if (minutes >= 1 && minutes < 60) return `${minutes} min ago`
    const daysAgo = onCalendar(nowMs).number - onCalendar(at).number
    if (daysAgo === 0) return clockTime(at)
    return daysAgo === 1 ? `yesterday ${clockTime(at)}` : dayOf(at, nowMs)
  }
  return {
    halfDays,
    clockTime,
    dayOf,
    isToday,
    relativeTime,
    /** A moment in a sentence: 10:41, on another day with its date. */
    momentOf: (at: Moment) => (isToday(at) ? clockTime(at) : `${clockTime(at)} on ${dayOf(at)}`),
    /** Monday, 30 November, as the head of what was said on that day. */
    longDay: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    /** Mon 30 Nov. */
    weekdayAndDay: format({ weekday: 'short', day: 'numeric', month: 'short' }),
    /** Everything, with the name of the zone. */
    exactTime: format({ ...exactDay, ...hours, second: '2-digit', timeZoneName: 'short' }),
    /** 1,234 or 1.234. */
    number: (count: number) => count.toLocaleString(locale),
    dollars: (amount: number) => amount.toLocaleString(locale, { style: 'currency', currency: 'USD' }),
  }
}

/** Of whoever sits before this browser. */
export const {
  halfDays,
  clockTime,
  dayOf,
  isToday,
  relativeTime,
  momentOf,
  longDay,
  weekdayAndDay,
  exactTime,
  number,
  dollars,
} = createWhen({
  language: globalThis.navigator?.language ?? new Intl.DateTimeFormat().resolvedOptions().locale,
})

const rules = new Intl.PluralRules('en')

/** The words for one, or those for many, by the rules of the language that the screen is written in. */
export const plural = (count: number, one: string, many: string): string =>
  rules.select(count) === 'one' ? one : many

/** English as it is written in the region of a language; where that has no English of its own, as in most of the world. */
function englishOf(language: string): string {
  const { region = 'US' } = new Intl.Locale(language).maximize()
  const wanted = `en-${region}`
  const { locale } = new Intl.DateTimeFormat(wanted).resolvedOptions()
  return locale === 'en' && region !== 'US' ? 'en-001' : wanted
}

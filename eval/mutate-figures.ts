import { drawn, likeWord, type Mutator, replaced, wordsOf } from './mutate-text.ts'

const counts: Record<'en' | 'de', readonly string[]> = {
  en: ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'],
  de: ['zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf'],
}
const months = 'January|February|March|April|May|June|July|August|September|October|November|December'
const monthName = new RegExp(`\\b(?:${months})\\b`, 'u')
const weekdays: Record<'en' | 'de', readonly string[]> = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  de: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
}
/** Figures that are no time of day, no part of a name, a date or an address, and nothing hexadecimal. */
const figure = new RegExp(
  `(?<![\\p{L}\\d.:+#/-])(?!\\d+\\.\\d+\\.\\d{4})\\d[\\d,.]*(?![\\d:]|[\\p{L}/-]|\\.\\d| (?:${months})| Uhr)(?<![.,])`,
  'u',
)

/** Another number, which none of the records it rests on holds. */
export const number: Mutator = ({ sentence: { text }, language, cited }) => {
  const held = wordsOf(cited)
  const inFigures = replaced(text, figure, ([value]) => {
    if (new RegExp(`(?:${months}) $`).test(text.slice(0, text.indexOf(value)))) return null
    return otherFigure(value, held)
  })
  if (inFigures) return inFigures
  const words = counts[language]
  return replaced(text, new RegExp(`\\b(?:${words.join('|')})\\b`, 'iu'), ([word]) => {
    const at = words.indexOf(word.toLowerCase())
    const other = [words[(at + 2) % words.length], words[(at + 5) % words.length]].find(
      (one) => !held.includes(one ?? ''),
    )
    return other ? likeWord(word, other) : null
  })
}

function otherFigure(value: string, held: string): string | null {
  for (const by of [3, 4, 7]) {
    const last = Number(value.at(-1))
    const other = value.slice(0, -1) + String((last + by) % 10)
    if (other !== '0' && !held.includes(other)) return other
  }
  return null
}

/** Another hour, weekday, date or part of the day. */
export const time: Mutator = ({ sentence: { text }, language, cited, time_zone }) => {
  const held = `${wordsOf(cited)}\n${cited.map(({ at }) => (at ? localOf(at, time_zone) : '')).join('\n')}`
  return (
    replaced(text, /\b([01]\d|2[0-3]):([0-5]\d)\b/u, ([, hour, minute]) => {
      const other = `${String((Number(hour) + 2) % 24).padStart(2, '0')}:${minute}`
      return held.includes(other) ? null : other
    }) ??
    replaced(text, /\b(\d{1,2})(?= Uhr\b)/u, ([hour]) => String((Number(hour) + 3) % 24)) ??
    replaced(text, /\b(\d{1,2})(?=\.\d{1,2}\.\d{4})/u, ([day]) => String(((Number(day) + 9) % 27) + 1)) ??
    replaced(text, monthName, ([month]) =>
      drawn(
        months.split('|').filter((one) => one !== month && !held.includes(one)),
        text,
      ),
    ) ??
    replaced(text, new RegExp(`\\b(?:${weekdays[language].join('|')})\\b`, 'u'), ([day]) => {
      const days = weekdays[language]
      const at = days.indexOf(day)
      return [2, 3, 4].map((by) => days[(at + by) % 7] ?? '').find((one) => !heldDay(held, one)) ?? null
    }) ??
    relative(text, language)
  )
}

const heldDay = (held: string, day: string): boolean => {
  const english = weekdays.en[weekdays.de.indexOf(day)] ?? day
  return held.includes(day) || held.includes(english)
}

const localOf = (at: string, time_zone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: time_zone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at))

const relatives: Record<'en' | 'de', readonly (readonly [string, string])[]> = {
  en: [
    ['this morning', 'last week'],
    ['yesterday', 'three weeks ago'],
    ['today', 'last Tuesday'],
    ['during the night', 'at noon'],
    ['during lunch', 'before dawn'],
    ['in the afternoon', 'in the morning'],
    ['the weekend', 'last summer'],
  ],
  de: [
    ['gestern', 'vor drei Wochen'],
    ['heute früh', 'letzte Woche'],
    ['heute', 'letzte Woche'],
    ['nachts', 'mittags'],
    ['In der Nacht', 'Am Mittag'],
  ],
}

function relative(text: string, language: 'en' | 'de') {
  for (const [from, to] of relatives[language]) {
    const wrong = replaced(text, new RegExp(`(?<![\\p{L}])${from}(?![\\p{L}])`, 'u'), () => to)
    if (wrong) return wrong
  }
  return null
}

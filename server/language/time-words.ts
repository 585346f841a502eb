import { regexOf } from './regex-of.ts'
/** Words that say when, in English and German; `read` says what they mean. */
export type TimeWord =
  | { kind: 'duration'; minutes: number }
  | { kind: 'days'; days: number }
  | { kind: 'clock'; hour: number; minute: number; half: 'am' | 'pm' | null; isExact: boolean }
  | { kind: 'day'; ahead: number }
  | { kind: 'weekday'; weekday: number; isNextWeek: boolean }
  | { kind: 'date'; day: number; month: number }
  | { kind: 'part'; hour: number; isToday: boolean }

type Row = { shape: RegExp; read: (groups: Record<string, string | undefined>) => TimeWord | null }

const numbers: Record<string, number> = {
  a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, ten: 10, fifteen: 15, twenty: 20, thirty: 30,
  'forty-five': 45, sixty: 60, ninety: 90, ein: 1, eine: 1, einer: 1, einem: 1, zwei: 2, drei: 3, vier: 4, fünf: 5,
  sechs: 6, zehn: 10, fünfzehn: 15, zwanzig: 20, dreißig: 30, fünfundvierzig: 45, sechzig: 60, neunzig: 90,
} // biome-ignore format: a table
const amount = `\\d{1,3}|${Object.keys(numbers)
  .sort((a, b) => b.length - a.length)
  .join('|')}`
const amountOf = (word: string) => numbers[word.toLowerCase()] ?? Number(word)

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const tage = ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so']
const months = [
  'jan',
  'feb',
  'm[aä]r',
  'apr',
  'ma[iy]',
  'jun',
  'jul',
  'aug',
  'sep',
  'o[ck]t',
  'nov',
  'de[cz]',
].map((month) => new RegExp(`^${month}`, 'i'))
const monthWords =
  'january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec'

export const endOfDayHour = 17
const parts: readonly (readonly [RegExp, number])[] = [
  [/^(?:morning|first thing|früh|morgen|vormittag)/i, 9],
  [/^(?:noon|midday|lunch|mittag)/i, 12],
  [/^(?:afternoon|nachmittag)/i, 15],
  [/^(?:evening|tonight|night|abend)/i, 18],
  [/./, endOfDayHour],
]
const partHour = (word: string) => parts.find(([shape]) => shape.test(word))?.[1] ?? endOfDayHour

function lasting(count: number, unit: string): TimeWord | null {
  if (!(count > 0)) return null
  if (/^(?:d|t)/i.test(unit)) return { kind: 'days', days: count }
  return { kind: 'duration', minutes: /^(?:h|s)/i.test(unit) ? count * 60 : count }
}

const clock = (
  hour: number,
  minute: number,
  more: { half?: 'am' | 'pm' | null; isExact: boolean },
): TimeWord | null =>
  hour <= 24 && minute < 60
    ? { kind: 'clock', hour, minute, half: more.half ?? null, isExact: more.isExact }
    : null

/** "02:30" and "14:00" say which half of the day; "3:00" and "at 3" do not. */
const isExact = (hour: string) => hour.startsWith('0') || Number(hour) > 12

const units = 'minutes?|mins?|hours?|hrs?|days?|minuten?|std\\.?|stunden?|tag(?:en|es|e)?'
const about = '(?:about |around |roughly |approximately |etwa |ungefähr |rund |ca\\.? )?'
const bareEnd =
  '(?=\\s*(?:[.,;:!?)]|$|today|tomorrow|tonight|on\\b|this\\b|and\\b|or\\b|in the\\b|at the latest|heute|morgen|am\\b|und\\b))'

export const timeRows: readonly Row[] = [
  {
    shape: new RegExp(
      `\\b(?:within|in|innerhalb|binnen)(?: von)? ${about}(?:half an|(?:einer |der nächsten )?halben) (?:hour|stunde)\\b`,
      'giu',
    ),
    read: () => ({ kind: 'duration', minutes: 30 }),
  },
  {
    shape: new RegExp(
      `\\b(?:within|in|innerhalb|binnen)(?: von)? ${about}(?:(?:the |den |der |die )?(?:next |nächsten |kommenden ))?(?<n>${amount})(?: ?(?:-|–|to|or|bis|oder) ?(?<m>\\d{1,3}))? ?(?<unit>${units})(?![\\p{L}\\d])`,
      'giu',
    ),
    read: ({ n = '', m, unit = '' }) => lasting(Math.max(amountOf(n), Number(m ?? 0)), unit),
  },
  {
    shape:
      /\b(?:within|in|innerhalb|binnen) (?:the|der) (?:next |nächsten |kommenden )?(?:hour|stunde)(?![\p{L}\d])/giu,
    read: () => ({ kind: 'duration', minutes: 60 }),
  },
  {
    shape: /(?<![\d.:,])(?<h>\d{1,2})(?:[:.](?<min>\d{2}))? ?(?<half>[ap]\.m\.|[ap]m\b)/giu,
    read: ({ h = '', min, half = '' }) =>
      clock(Number(h), Number(min ?? 0), { half: /^a/i.test(half) ? 'am' : 'pm', isExact: true }),
  },
  {
    shape:
      /(?<![\d.:,])(?<h>\d{1,2})(?:[:.](?<min>\d{2}))? ?(?:uhr(?: (?<more>[0-5]\d)(?!\d))?|o['’]clock)(?![\p{L}\d])/giu,
    read: ({ h = '', min, more }) => clock(Number(h), Number(min ?? more ?? 0), { isExact: isExact(h) }),
  },
  {
    shape: /(?<![\d.:,/])(?<h>\d{1,2}):(?<min>\d{2})(?![\d:])/gu,
    read: ({ h = '', min }) => clock(Number(h), Number(min), { isExact: isExact(h) }),
  },
  {
    shape: new RegExp(`(?<=\\b(?:by|before|at|until|till|bis|um|gegen) )(?<h>\\d{1,2})${bareEnd}`, 'giu'),
    read: ({ h = '' }) => clock(Number(h), 0, { isExact: isExact(h) }),
  },
  {
    shape: /(?<![\p{L}\d])(?:noon|midday)(?![\p{L}\d])|(?<=\bbis )mittag(?![\p{L}\d])/giu,
    read: () => clock(12, 0, { isExact: true }),
  },
  {
    shape: /(?<![\p{L}\d])(?:midnight|mitternacht)(?![\p{L}\d])/giu,
    read: () => clock(24, 0, { isExact: true }),
  },
  {
    shape: new RegExp(
      `(?<![\\p{L}\\d.])(?<d>\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?(?<word>${monthWords})(?![\\p{L}\\d])|(?<![\\p{L}\\d])(?<word2>${monthWords})\\.? (?<d2>\\d{1,2})(?:st|nd|rd|th)?(?![\\p{L}\\d:])|(?<![\\p{L}\\d.])(?<d3>\\d{1,2})\\. ?(?<m3>\\d{1,2})\\.`,
      'giu',
    ),
    read: ({ d, word, d2, word2, d3, m3 }) => {
      const name = word ?? word2
      const month = name ? months.findIndex((shape) => shape.test(name)) + 1 : Number(m3)
      const day = Number(d ?? d2 ?? d3)
      return day >= 1 && day <= 31 && month >= 1 && month <= 12 ? { kind: 'date', day, month } : null
    },
  },
  {
    shape: /(?<![\p{L}\d])(?:the day after tomorrow|übermorgen)(?![\p{L}\d])/giu,
    read: () => ({ kind: 'day', ahead: 2 }),
  },
  {
    shape:
      /(?<![\p{L}\d])(?<!\b(?:guten|am|jeden|heute|gestern|day after) )(?:tomorrow|morgen)(?![\p{L}\d])/giu,
    read: () => ({ kind: 'day', ahead: 1 }),
  },
  { shape: /(?<![\p{L}\d])(?:today|heute)(?![\p{L}\d])/giu, read: () => ({ kind: 'day', ahead: 0 }) },
  {
    shape: regexOf(
      String.raw`
        (?<![\p{L}\d])(?:(?<which>this|next|coming|diesen|nächsten|kommenden) )?(?<word>monday|tuesday|wednesday
        |thursday|friday|saturday|sunday)(?<later> next week)?(?![\p{L}\d])`,
      'giu',
    ),
    read: ({ which, word = '', later }) => ({
      kind: 'weekday',
      weekday: days.indexOf(word.slice(0, 3).toLowerCase()),
      isNextWeek: later !== undefined || which?.toLowerCase() === 'next',
    }),
  },
  {
    shape: regexOf(
      String.raw`
        (?<![\p{L}\d])(?:(?<which>diesen|nächsten|kommenden) )?(?<word>montag|dienstag|mittwoch|donnerstag
        |freitag|samstag|sonnabend|sonntag)(?<later> nächster woche)?(?=früh|morgen|vormittag|mittag|nachmittag
        |abend|[^\p{L}\d]|$)`,
      'giu',
    ),
    read: ({ which, word = '', later }) => ({
      kind: 'weekday',
      weekday: /^sonna/i.test(word) ? 5 : tage.indexOf(word.slice(0, 2).toLowerCase()),
      isNextWeek: later !== undefined || which?.toLowerCase() === 'nächsten',
    }),
  },
  {
    shape: /(?<![\p{L}\d])(?:the )?(?:end of (?:the |this )?week|ende der woche|wochenende)(?![\p{L}\d])/giu,
    read: () => ({ kind: 'weekday', weekday: 4, isNextWeek: false }),
  },
  {
    shape: regexOf(
      String.raw`
        (?<![\p{L}\d])(?:(?<today>this )(?<word>morning|afternoon|evening)|(?<tonight>tonight)
        |(?:the )?(?<end>(?:end|close) of (?:the |this |business )?(?:day|business)|eod\b|cob\b|ende des tages
        |tagesende|feierabend|dienstschluss))(?![\p{L}\d])`,
      'giu',
    ),
    read: ({ word, tonight, end = '' }) => ({
      kind: 'part',
      hour: partHour(word ?? tonight ?? end),
      isToday: true,
    }),
  },
  {
    shape: regexOf(
      String.raw`
        (?:(?<=(?:day|tomorrow|today)(?: in the)? |tomorrow, )(?<en>morning|afternoon|evening|night|lunchtime
        |first thing)|(?:(?<=(?:morgen|heute|tag|mittwoch|abend) |am )|(?<=(?:tag|mittwoch|abend)))(?<de>früh
        |morgen|vormittag|mittag|nachmittag|abend))(?![\p{L}\d])`,
      'giu',
    ),
    read: ({ en, de }) => ({ kind: 'part', hour: partHour(en ?? de ?? ''), isToday: false }),
  },
]

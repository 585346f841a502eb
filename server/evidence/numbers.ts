import { fold } from '../language/normalize.ts'
import { readOnce } from '../language/read-once.ts'
import { regexOf } from '../language/regex-of.ts'
import { numberWords, numberWordsPattern } from './number-words.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'
import { minutesOf, momentsIn, withoutTimes } from './times.ts'

type Amount = { value: number; unit: string; isRough: boolean }

const units: Record<string, [unit: string, factor: number]> = {
  s: ['time', 1],
  sec: ['time', 1],
  secs: ['time', 1],
  second: ['time', 1],
  seconds: ['time', 1],
  sekunde: ['time', 1],
  sekunden: ['time', 1],
  ms: ['time', 0.001],
  min: ['time', 60],
  mins: ['time', 60],
  minute: ['time', 60],
  minutes: ['time', 60],
  minuten: ['time', 60],
  h: ['time', 3600],
  hour: ['time', 3600],
  hours: ['time', 3600],
  stunde: ['time', 3600],
  stunden: ['time', 3600],
  std: ['time', 3600],
  day: ['time', 86_400],
  days: ['time', 86_400],
  tag: ['time', 86_400],
  tage: ['time', 86_400],
  tagen: ['time', 86_400],
  week: ['time', 604_800],
  weeks: ['time', 604_800],
  woche: ['time', 604_800],
  wochen: ['time', 604_800],
  month: ['month', 1],
  months: ['month', 1],
  monat: ['month', 1],
  monate: ['month', 1],
  monaten: ['month', 1],
  year: ['month', 12],
  years: ['month', 12],
  jahr: ['month', 12],
  jahre: ['month', 12],
  jahren: ['month', 12],
  k: ['', 1000],
  kb: ['size', 1e-6],
  mb: ['size', 1e-3],
  gb: ['size', 1],
  tb: ['size', 1000],
  '%': ['share', 1],
  percent: ['share', 1],
  prozent: ['share', 1],
}

const digits = regexOf(
  String.raw`
  (?<![\p{L}\p{N}._/\\@-])[-+~]?(\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)(?:\s?(%
  |\p{L}{1,9}))?(?![\p{N}_@])(?!-\p{L}{0,3}\d)`,
  'gu',
)
const words = new RegExp(`\\b(${numberWordsPattern}|twice|zweimal)\\b(?:[ -]([a-z%]{1,9}))?`, 'g')
const halves = /\b(?:half an?|(?:eine? )?halbe[nr]?) ([a-z]{3,8})\b/g
/** "One", said of few things, is an article; "1st", versions and addresses are names. */
const listNumber = /^\s*\d{1,3}[.)]\s+/

/** The amounts of a text, spelt ones too, each in the smallest unit of its kind. */
export const amountsIn = readOnce(readAmounts)

function readAmounts(text: string): readonly Amount[] {
  const clean = fold(withoutTimes(text.replace(listNumber, '')))
  const found: Amount[] = []
  const push = (value: number, unit: string | undefined, at: number) =>
    found.push({ ...amount(value, unit), isRough: rough.test(clean.slice(Math.max(0, at - roughReach), at)) })
  for (const { 1: number = '', 2: unit, index } of clean.matchAll(digits)) push(numberIn(number), unit, index)
  for (const { 1: unit, index } of clean.matchAll(halves)) push(0.5, unit, index)
  for (const { 1: word = '', 2: unit, index } of clean.matchAll(words))
    push(numberWords.get(word) ?? 2, unit, index)
  return found
}

/** "One second" of a row is an amount too; said of anything else it is an article. */
const single = /\b(?:one|eine[rn]?) ([a-z]{3,8})\b/g
const amountsWithOnes = (text: string): Amount[] => [
  ...amountsIn(text),
  ...[...fold(text).matchAll(single)].flatMap(([, unit = '']) =>
    units[unit] ? { ...amount(1, unit), isRough: false } : [],
  ),
]

const numberIn = (number: string): number =>
  Number(
    /^\d{1,3}(?:[.,]\d{3})+$/.test(number) && !/^0/.test(number)
      ? number.replace(/[.,]/g, '')
      : number.replace(',', '.'),
  )

function amount(value: number, unit: string | undefined): Omit<Amount, 'isRough'> {
  const [kind, factor] = units[unit ?? ''] ?? ['', 1]
  return { value: value * factor, unit: kind }
}

const distinct = (all: readonly Amount[]): Amount[] => [
  ...new Map(all.map((one) => [`${one.value} ${one.unit} ${one.isRough}`, one])).values(),
]

/** Whether a sentence holds an amount that none of its sources holds. */
export function hasOtherNumber(said: Said, cited: readonly Source[], all: readonly Source[]): boolean {
  const own = amountsIn(said.text)
  if (own.length === 0) return false
  const known = distinct(cited.flatMap(({ words: text }) => text.split('\n').flatMap(amountsWithOnes)))
  const isOfSteps = /\b(?:steps?|schritte?n?)\b/.test(said.plain)
  const listed = cited.map(({ text }) => momentsIn(text).days.length)
  const isPair = cited.some(({ plain }) => /\b(?:and|both|und|beide\w*)\b/.test(plain))
  const counted = [
    ...(isPair ? [2] : []),
    ...listed,
    cited.length,
    ...kindsCounted(cited),
    ...(isOfSteps ? kindsCounted(all) : []),
  ]
  const isName = (value: number) => isPartOfName(value, said, all)
  const values = new Set(known.map((one) => one.value))
  const isShare = shares.test(said.plain)
  // A figure may stand there as a part of something: of a date, of "Tunnel4-RW".
  const figures = new Set(cited.flatMap(({ words: text }) => (text.match(/\d+/g) ?? []).map(Number)))
  return own.some(
    ({ value, unit, isRough }) =>
      !known.some(
        (one) =>
          (same(one.value, value) || (isRough && isNear(one.value, value))) &&
          (one.unit === unit || unit === '' || one.unit === ''),
      ) &&
      !(unit === '' && (((value > 1 || isOfSteps) && counted.includes(value)) || figures.has(value))) &&
      !(unit === '' && isName(value)) &&
      !(isShare && unit === '' && [...values].some((whole) => values.has(whole - value))) &&
      !(unit === 'time' && isBetween(value, cited)),
  )
}

/** "Aisle 9", "Tunnel 4", "port 14": as the case names it elsewhere. */
function isPartOfName(value: number, { text }: Said, all: readonly Source[]): boolean {
  const [phrase] = new RegExp(`\\p{L}+[ -]${value}(?!\\d)`, 'u').exec(text) ?? []
  return (
    phrase !== undefined && all.some(({ words: own }) => own.toLowerCase().includes(phrase.toLowerCase()))
  )
}

/** "About", "more than" right before it: within a tenth. */
const rough = regexOf(
  String.raw`
  (?:\b(?:about|around|roughly|approximately|approx|some|nearly|almost|more than|over|less than|under
  |below|up to|close to|etwa|rund|ungefaehr|knapp|fast|gut|ueber|mehr als|weniger als|unter|circa|ca)\b\.?
  |[~<>])\s*(?:\p{L}{1,12}\s)?$`,
  'u',
)
const roughReach = 32
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= Math.abs(a) * 0.1
/** "Three out of ten", of seven that went well. */
const shares = /\b(?:out of|of|von)\b/

/** "Ten minutes later": the time between two of the rows. */
const minute = 60
function isBetween(seconds: number, cited: readonly Source[]): boolean {
  const times = cited.flatMap(({ at, text }) => [
    ...(at ? [Date.parse(at) / 1000] : []),
    ...momentsIn(text).clocks.map((clock) => minutesOf(clock) * minute),
  ])
  return (
    seconds >= minute &&
    times.some((one) => times.some((other) => one > other && Math.abs(one - other - seconds) <= minute))
  )
}

const same = (a: number, b: number): boolean => Math.abs(a - b) <= Math.abs(a) * 1e-9
const kindsCounted = (cited: readonly Source[]): number[] => {
  const done = cited.filter(({ kind, done: is }) => kind === 'task' && is === 'yes').length
  return [done, cited.filter(({ kind }) => kind === 'fact').length]
}

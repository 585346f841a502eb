import type { Bond } from './gap.ts'
import { lookOf } from './look.ts'
import { isFunctionWord, isProseWord, mayFollowValue } from './prose.ts'

export type Span = { start: number; end: number }

/** How short and how plain a value may be; `phrase`: several plain words, too; `serial`: groups of letters and digits;
 * `random`: long and without order. */
export type Demand = 'any' | 'mixed' | 'long' | 'phrase' | 'serial' | 'random'

const longest = 400
const mostWords = 8
const mostWholeWords = 5
const token = /[^\s\ue000|␞]{1,400}/y
const quotes: Record<string, string> = { '"': '"', "'": "'", '`': '`' }
/** Ends a value where another setting follows: `;User=…`, `,user=…`, `&x=…`. */
const nextSetting = /[;,&][ \t]{0,3}["']?[A-Za-z][\w .-]{0,30}["']?[:=]|<\/|["']\s{0,3}[,}\]]/

/** The value at this place, or null where it reads as a state or a sentence. */
export function valueAt(text: string, at: number, bond: Bond, demand: Demand): Span | null {
  const escaped = text[at] === '\\' && quotes[text[at + 1] ?? ''] ? 1 : 0
  const close = quotes[text[at + escaped] ?? '']
  if (close) {
    const quoted = quotedAt(text, at + escaped + 1, escaped ? `\\${close}` : close)
    if (quoted) return judgeQuoted(text, quoted, bond, demand) ? quoted : null
    return plainAt(text, at + escaped + 1, bond, demand)
  }
  return plainAt(text, at, bond, demand)
}

function quotedAt(text: string, start: number, close: string): Span | null {
  const line = text.slice(start, start + longest)
  const stop = line.search(/\n|\ue000/)
  const end = line.slice(0, stop < 0 ? longest : stop).indexOf(close)
  if (end <= 0) return null
  const inner = line.slice(0, end)
  return { start: start + inner.length - inner.trimStart().length, end: start + inner.trimEnd().length }
}

function judgeQuoted(text: string, { start, end }: Span, bond: Bond, demand: Demand): boolean {
  const words = text.slice(start, end).trim().split(/\s+/).slice(0, mostWords)
  const looks = words.map(lookOf)
  if (demand === 'serial') return words.length === 1 && isSerial(words[0] ?? '', bond)
  if (demand === 'phrase') return words.length >= 3 && looks.includes('word')
  if (looks.every((look) => look === 'prose' || look === 'fact')) return false
  const isGiven = bond === 'assign' || bond === 'colon'
  if (demand === 'mixed' && isGiven) return end - start >= 8
  if (bond === 'blank' || bond === 'aside' || demand !== 'any')
    return words.some((word) => meets(word, demand, 'blank'))
  return looks.includes('strong') || looks.includes('digits') || !words.some(isProseWord)
}

function plainAt(text: string, at: number, bond: Bond, demand: Demand): Span | null {
  const words = demand === 'phrase' ? wordsAt(text, at, bond) : null
  if (words || demand === 'phrase') return words
  const first = tokenAt(text, at, bond)
  if (!first) return null
  const word = text.slice(first.start, first.end)
  if (demand === 'serial') return isSerial(word, bond) ? first : null
  const look = lookOf(word)
  if (look === 'fact' || look === 'prose') return null
  const whole = demand === 'any' && !first.ended ? wholeLine(text, at, bond) : null
  if (whole) return whole
  if (bond === 'assign' && first.ended) return meets(word, demand, bond) ? first : null
  if ((bond === 'break' || bond === 'line') && !isAlone(text, first.end)) return null
  if (look === 'word' && demand === 'any') return phraseAt(text, first, bond)
  if (!meets(word, demand, bond)) return null
  return demand === 'any' && bond !== 'blank' ? withMore(text, first) : first
}

/** One word, without the sentence's own signs at its end. */
function tokenAt(text: string, at: number, bond: Bond): (Span & { ended: boolean }) | null {
  token.lastIndex = at
  let word = token.exec(text)?.[0]
  if (!word) return null
  const setting = word.search(nextSetting)
  const isSettings = bond === 'assign' && (setting > 0 || /[;&]/.test(word))
  if (setting > 0) word = word.slice(0, setting)
  if (bond === 'assign') word = word.replace(/[;&].{0,400}$/, '')
  // A connection string's value ends at its semicolon, blanks included.
  if (bond === 'assign' && !isSettings) {
    const rest = /^[^\s;"']{0,80}(?: [^\s;="']{1,80}){1,4};/.exec(text.slice(at, at + longest))?.[0]
    if (rest && lookOf(word) !== 'prose' && /;[^\n]{0,200}$/.test(text.slice(Math.max(0, at - 200), at)))
      return { start: at, end: at + rest.length - 1, ended: true }
  }
  word = word
    .replace(/[*_~`]{1,3}$/, '')
    .replace(/[.,;:)\]}"'`>]{1,6}$/, (signs) => (balanced(word, signs) ? signs : ''))
  return word ? { start: at, end: at + word.length, ended: isSettings } : null
}

/** A bracket that the word itself opened is part of it. */
const balanced = (word: string | undefined, signs: string) =>
  (signs === ')' && word?.includes('(')) ||
  (signs === ']' && word?.includes('[')) ||
  (signs === '}' && word?.includes('{'))

const isAlone = (text: string, end: number) =>
  /^[ \t.,;*_`"'|]{0,12}(?:[\r\n␞]|$)/.test(text.slice(end, end + 14))

function meets(word: string, demand: Demand, bond: Bond): boolean {
  const look = lookOf(word)
  const hasDigit = /\d/.test(word)
  if (demand === 'random') return look === 'strong' && hasDigit && isRandom(word)
  if (demand === 'long') return look === 'strong' && word.length >= 8 && (hasDigit || word.length >= 20)
  if (demand === 'mixed') {
    if (bond === 'assign' || bond === 'colon' || bond === 'cell')
      return (
        word.length >= 4 && (look === 'strong' || look === 'word' || (look === 'digits' && word.length >= 6))
      )
    if (look === 'digits') return word.length >= 8 && bond !== 'blank' && bond !== 'aside' && bond !== 'dash'
    return look === 'strong' && word.length >= 5
  }
  if (bond === 'aside')
    return look === 'strong' && word.length >= 6 && hasDigit && /[!@#$%^&*?~+=]/.test(word)
  if (look === 'digits')
    return word.length >= (bond === 'blank' ? 7 : bond === 'dash' ? 99 : bond === 'copula' ? 4 : 3)
  if (bond === 'blank') return look === 'strong' && ((word.length >= 6 && hasDigit) || hasSignInside(word))
  return look === 'strong' && word.length >= 3
}

/** Two words that a sign joins as passwords do: "coffee&cake". */
const hasSignInside = (word: string) =>
  /^\p{L}{3,20}[!#$%^&*~]\p{L}{3,20}[!]?$/u.test(word) && !word.split(/[!#$%^&*~]/).some(isProseWord)

/** Letters and digits take turns far more often than in names and dates. */
function isRandom(word: string): boolean {
  const turns = word.match(/[a-z](?![a-z])|[A-Z](?![A-Z])|\d(?!\d)/g)?.length ?? 0
  return word.length >= 12 && turns >= word.length * 0.28
}

const serial = /^[A-Za-z0-9]{1,30}(?:[-.][A-Za-z0-9]{2,30}){0,9}$/

/** Hosts look like short keys: with nothing but a blank before it, a key has three groups or ten signs in one. */
function isSerial(word: string, bond: Bond): boolean {
  if (!serial.test(word) || !/\d/.test(word) || /^(?:kb|v)?\d{1,4}[.-]\d/i.test(word)) return false
  const groups = word.split('-').length
  if (bond === 'blank' || bond === 'aside' || bond === 'line')
    return groups > 2 || (groups === 1 && word.length >= 10)
  return word.length >= 8
}

/** Seed phrases have twelve words or more, and by chance a few that also hold sentences together in some language. */
const isSentence = (words: string[]) => words.filter(isFunctionWord).length > (words.length >= 12 ? 2 : 0)

/** Three to 24 plain words that hold no word of a sentence. */
function wordsAt(text: string, at: number, bond: Bond): Span | null {
  if (bond === 'blank' || bond === 'aside' || bond === 'dash') return null
  const line = /^["'`]?(?<words>\p{L}{2,20}(?:[ -]\p{L}{2,20}){2,23})(?=["'`.,;!]{0,2}(?:\s|$))/u.exec(
    text.slice(at, at + 600),
  )
  const words = line?.groups?.words ?? ''
  if (!words || isSentence(words.split(/[ -]/))) return null
  const start = at + (line?.[0].indexOf(words) ?? 0)
  return { start, end: start + words.length }
}

/** The rest of a line where it is a value with blanks and signs in it: "Gravel, Moon; 18!", "Blue & Lamp 42 (…)". */
function wholeLine(text: string, at: number, bond: Bond): Span | null {
  if (!['colon', 'break', 'assign', 'said'].includes(bond)) return null
  const line =
    /^[^\n\ue000|␞"':=(]{3,60}(?=[\n\r]|[ \t]\(|$)/.exec(text.slice(at, at + 62))?.[0].trimEnd() ?? ''
  const words = line.split(/\s+/)
  const isSign = (word: string) => /^[&+@#%*!?~]{1,3}$/.test(word)
  const looks = words.map((word) => (isSign(word) ? 'strong' : lookOf(word)))
  if (words.length < 2 || words.length > mostWholeWords) return null
  // One word that could tell a state is part of the value where a digit meets a sign: "Copper field, 7!".
  const most = words.some((word) => /\d[!?#$%&*]|[!#$%&*?]\d/.test(word)) ? 1 : 0
  if (
    looks.includes('fact') ||
    looks.filter((look) => look === 'prose').length > most ||
    words.some(mayFollowValue) ||
    words.some((word) => word.includes('@') && word.length > 3)
  )
    return null
  const tells = looks
    .slice(1)
    .some((look, index) => look === 'strong' || (look === 'digits' && (index > 0 || words.length > 2)))
  return tells ? { start: at, end: at + line.replace(/[.,;]{1,3}$/, '').length } : null
}

/** A value of plain letters: one word, or several that do not read as a sentence. */
function phraseAt(text: string, first: Span, bond: Bond): Span | null {
  const word = text.slice(first.start, first.end)
  if (bond === 'blank' || bond === 'aside' || bond === 'far' || bond === 'line') return null
  const line = /^[^\n\ue000|␞]{0,160}/.exec(text.slice(first.end, first.end + 160))?.[0] ?? ''
  const isLast = /^(?:[.,;!?)\]"'`*_ \t]{0,8}$|[,;.](?=\s))/.test(line)
  const isShouted = /[!?]$/.test(word)
  const goesOn = isShouted && mayFollowValue(/^\s{1,4}(\S{1,20})/.exec(line)?.[1] ?? '')
  if (bond === 'copula' || bond === 'dash')
    return (isLast || goesOn) &&
      (isShouted || /^\p{Lu}/u.test(word)) &&
      !/-\p{Ll}{3,}$/u.test(word) &&
      word.length >= 4
      ? first
      : null
  if (bond === 'said') return word.length >= 4 && /^[.,;!?)\]"'`*_ \t]{0,8}$/.test(line) ? first : null
  if (word.length < 3) return null
  const following = line
    .trim()
    .split(/\s+/)
    .slice(0, mostWords - 1)
  if (isLast || mayFollowValue(following[0] ?? '')) return first
  if (bond === 'break') return null
  const strong = following.findIndex((one) => lookOf(one) === 'strong')
  const words = strong >= 0 && strong < 4 ? following.slice(0, strong + 1) : following
  if (words.some(isProseWord) || line.trim().split(/\s+/).length > mostWords) return null
  return { start: first.start, end: first.end + lengthOf(line, words.length) }
}

/** Further words that look like a part of the secret: "P@ss w0rd 12!". */
function withMore(text: string, first: Span): Span {
  const line = /^[^\n\ue000|␞]{0,160}/.exec(text.slice(first.end, first.end + 160))?.[0] ?? ''
  if (!line.startsWith(' ') || /[,;.]$/.test(text.slice(first.start, first.end))) return first
  const more = line.trim().split(/\s+/)
  let count = 0
  while (
    count < 4 &&
    lookOf(more[count] ?? '') === 'strong' &&
    !/^[-/]/.test(more[count] ?? '') &&
    !/[:=\\@].{3}/.test(more[count] ?? '')
  )
    count++
  return count ? { start: first.start, end: first.end + lengthOf(line, count) } : first
}

function lengthOf(line: string, words: number): number {
  const found = new RegExp(`^\\s{0,20}(?:\\S{1,160}\\s{1,20}){${words - 1}}\\S{1,160}`).exec(line)?.[0] ?? ''
  return found.replace(/[.,;:)\]"'`]{1,4}$/, '').length
}

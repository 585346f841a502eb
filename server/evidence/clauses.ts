import { normalize, tokenize } from '../language/normalize.ts'
import { readOnce } from '../language/read-once.ts'
import { regexOf } from '../language/regex-of.ts'
import { type Sides, sidesOf } from './antonyms.ts'
import { contentOf } from './content.ts'
import { piecesOf } from './pieces.ts'
import type { Source } from './source.ts'

/** Each of them turns what is said around. */
export const turning = regexOf(
  String.raw`
  \b(?:not|no(?! longer)|no longer|never|none|nobody|nothing|nowhere|nor|neither|without|0|zero|cannot
  |out of order|nicht(?! nur)|kein\w*|nie|niemals|niemand|nichts|ohne|weder)\b`,
  'g',
)
/** And so do words that tell of trouble or of something that is off, closed, gone or too much. */
export const bad = regexOf(
  String.raw`
  \b(?:fail(?:s|ed|ing|ure)?|missing|absent|lacks?|lost|loses?|loss|losing|wrong|incorrect|broken|broke
  |damaged|defekt\w*|defective|faulty|faults?|errors?|offline|off|disabled?|disables|stopped|stops?
  |blocked|blocks?|refus\w+|reject\w*|denied|denies|expired?|invalid|full(?! (?:access|backup|copy))|slow
  |stuck|down|empty|blank|unreadable|incomplete|non compliant|infected|malware|virus|harmful|forgery
  |disconnect\w*|drops?|dropped|outage|overloaded|unavailable|unreachable|worn|leaves out|left out
  |out of date|outdated|impaired|beeintraechtigt|bounced?|bad|dead|killed|locked|lockout|kaputt|falsch
  |fehl\w*|gesperrt|blockiert|abgelaufen|deaktiviert|langsam|leer|voll|schaedlich|schadsoftware
  |ausgefallen|ausfall|abbr\w+|bricht|abgelehnt|verweigert|ueberlastet|verschwunden|trennt)\b`,
  'g',
)

/** "No problem", "without a gap": nothing is wrong. */
const well = regexOf(
  String.raw`
  \b(?:no (?:problem|trouble|issue|doubt|wonder)s?|kein(?:e|en)? (?:problem\w*|zweifel)|not (?:only|just)
  |no cause for \w+|without (?:an? |any |further )?(?:gaps?|interruptions?|problems?|trouble|issues?
  |hitch(?:es)?|delays?|breaks?|errors?|faults?|exceptions?)|ohne (?:\w+ )?(?:problem|fehler|unterbrech
  |ausnahme|luecke|stoerung)\w*)\b`,
  'g',
)
/** "Not to blame", "never an issue", "nothing suggested that": it says of something that it was not the reason. */
const acquitting = regexOf(String.raw`
  \b(?:(?:not|never|nor)(?: \w+){0,5} to blame|(?:not|never) (?:the |an? )?(?:trouble|problem|issue|cause
  |culprit|reason)|nothing (?:suggest|point|indicat|hint)\w*|nothing to do with|no connection with
  |nichts (?:\w+ ){0,4}zu tun|nicht (?:der |die )?(?:grund|ursache|schuld))\b`)
export const isAcquitting = (plain: string): boolean => acquitting.test(plain)

const isOdd = (plain: string, shape: RegExp): boolean => (plain.match(shape)?.length ?? 0) % 2 === 1

/** Whether a text says that something is so and well, or not: by how often it turns around. */
export const isDeniedIn = (plain: string): boolean => isOdd(plain, turning)
export const isTurned = (plain: string): boolean => isOdd(plain, turning) !== isOdd(plain, bad)

/** The name of a rule or a device says nothing of how things are, "Block-Attach", and neither does an address. */
const names =
  /(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}\p{N}]*(?:-[\p{L}\p{N}]+)+|\d+(?:[./:-]\d+)+|[Nn]o\.(?= ?\d| \p{Ll}))/gu
const days = /day$|tag$|woch$|^week/

/** A part of a text that says one thing. */
export type Part = {
  text: string
  plain: string
  /** Its words without names and phrases that turn nothing around. */
  signs: string
  /** The stems that carry it; and all its stems, with its numbers and days. */
  content: readonly string[]
  stems: ReadonlySet<string>
  sides: () => Sides
  isDenied: boolean
  isTurned: boolean
}

const prefixed = /\b(?:un(?=[a-z]{3,}(?:able|ible)\b)|non[- ](?=[a-z]))/gi
const readPart = readOnce(readNewPart)

function readNewPart(written: string): Part {
  const text = written.replace(prefixed, 'not ')
  const plain = normalize(text)
  const signs = normalize(text.replace(names, ' '))
    .replace(well, ' ')
    .replace(/\b(neither .{1,60}?)\bnor\b/g, '$1')
  let sides: Sides | undefined
  return {
    text,
    plain,
    signs,
    content: contentOf(text).filter((stem) => !days.test(stem)),
    stems: stemsIn(text),
    sides: () => {
      sides ??= sidesOf(signs)
      return sides
    },
    isDenied: isOdd(signs, turning),
    isTurned: isTurned(signs),
  }
}

/** The parts of a sentence, or of a line of a record. */
export const partsOf = (text: string): Part[] => piecesOf(text).map(readPart)

export const stemsIn = (text: string): ReadonlySet<string> => new Set(tokenize(text).map(({ stem }) => stem))

/**
 * What a record tells, part by part. `all`: the words that may be meant, of a result those of its step too. A step that
 * nobody did yet tells what is to come, and an order to look tells nothing of how things are: its result does.
 */
export type Line = Part & { all: ReadonlySet<string>; tells: 'so' | 'under_way' | 'to_come'; of: Source }

const known = new WeakMap<Source, Line[]>()
export function linesOf(source: Source): Line[] {
  const found = known.get(source) ?? readLines(source)
  known.set(source, found)
  return found
}

const isLook = regexOf(String.raw`
  ^(?:check|look|test|compare|measure|ping|try|read|run|scan|search|verify|inspect|open|watch|call|copy
  |print|pruefen|ansehen)\b|\b(?:pruefen|ansehen|vergleichen|messen|lesen|anpingen|testen|durchfuehren)$`)

function readLines(of: Source): Line[] {
  const { kind, text, status, done, outcome } = of
  if (kind === 'answer' || kind === 'header') return []
  const rows = text.split('\n').filter((line) => line.trim() !== '')
  const isOut = status === 'ruled_out'
  const whole = stemsIn(text)
  const isLooked = kind === 'task' && rows.length > 1 && isLook.test(normalize(rows[0] ?? ''))
  const tells = done === 'doing' ? 'under_way' : done === 'no' || done === 'skipped' ? 'to_come' : 'so'
  const told = (isLooked ? rows.slice(1) : rows).flatMap((line, at) =>
    partsOf(line).map((part) => ({
      ...part,
      of,
      tells: tells as Line['tells'],
      all: isLooked || at > 0 ? whole : part.stems,
      isDenied: part.isDenied !== isOut,
      isTurned: part.isTurned !== isOut,
    })),
  )
  if (outcome === null || outcome === 'partly') return told
  const isFailed = outcome === 'failed'
  const came = {
    ...readPart(''),
    of,
    all: whole,
    tells: 'so' as const,
    isDenied: isFailed,
    isTurned: isFailed,
  }
  return [...told, came]
}

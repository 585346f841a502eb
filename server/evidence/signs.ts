import { normalize, tokenize } from '../language/normalize.ts'
import { areOpposed, type Sides, sidesOf } from './antonyms.ts'
import { contentOf } from './content.ts'
import type { Said } from './said.ts'
import type { Source } from './source.ts'

/** Each of them turns what is said around. */
const turning =
  /\b(?:not|no(?! longer)|no longer|never|none|nobody|nothing|nowhere|nor|neither|without|0|zero|cannot|out of order|nicht(?! nur)|kein\w*|nie|niemals|niemand|nichts|ohne|weder)\b/g
/** And so do words that tell of trouble or of something that is off, closed, gone or too much. */
const bad =
  /\b(?:fail(?:s|ed|ing|ure)?|missing|absent|lacks?|lost|loses?|loss|losing|wrong|incorrect|broken|broke|damaged|defekt\w*|defective|faulty|faults?|errors?|offline|off|disabled?|disables|stopped|stops?|blocked|blocks?|refus\w+|reject\w*|denied|denies|expired?|invalid|full(?! (?:access|backup|copy))|slow|stuck|down|empty|blank|unreadable|incomplete|non compliant|infected|malware|virus|harmful|forgery|disconnect\w*|drops?|dropped|outage|overloaded|unavailable|unreachable|worn|leaves out|left out|bounced?|bad|dead|killed|locked|lockout|kaputt|falsch|fehl\w*|gesperrt|blockiert|abgelaufen|deaktiviert|langsam|leer|voll|schaedlich|schadsoftware|ausgefallen|ausfall|abbr\w+|bricht|abgelehnt|verweigert|ueberlastet|verschwunden|trennt)\b/g

const isOdd = (plain: string, shape: RegExp): boolean => (plain.match(shape)?.length ?? 0) % 2 === 1

/** Whether a text says that something is so and well, or not: by how often it turns around. */
export const isTurned = (plain: string): boolean => isOdd(plain, turning) !== isOdd(plain, bad)

const parts =
  /(?:[;:–—]\s+|,\s+(?:(?:and|but|so|which|while|although|hence|und|aber|weil|deshalb|dass)\s+)?|\s+(?:and|but|while|whereas|because|although|und|aber|weil|nachdem|dass)\s+|(?<=\b(?:us|told|reported|said|says|wrote|found|confirmed|shows?|showed|saw))\s+that\s+)/
const hedged =
  /\b(?:if|whether|once|unless|until|should|would|may|might|could|probably|likely|maybe|perhaps|falls|wenn|ob|sobald|sollte|koennte|vermutlich|only|nur|not yet|noch nicht|still to|has to|to be|plan\w*|propos\w+|recommend\w*|ruled out|ausgeschlossen|excluded|one of them|other than)\b/
const underWay =
  /\b(?:(?:am|is|are|being|still) (?:not )?(?:\w+ )?\w+ing|under way|in progress|zurzeit|gerade|derzeit|wird|werden)\b/

type Line = {
  plain: string
  sides: () => Sides
  said: ReadonlySet<string>
  stems: ReadonlySet<string>
  isDenied: boolean
  isTurned: boolean
}

/** What a record tells, part by part: an order to look says nothing of how things are, its result does. */
const linesKnown = new WeakMap<Source, Line[]>()
function linesOf(source: Source, isOngoing: boolean): Line[] {
  if (source.done === 'doing' && !isOngoing) return []
  const found = linesKnown.get(source) ?? readLines(source)
  linesKnown.set(source, found)
  return found
}

function readLines({ kind, text, status, done, outcome }: Source): Line[] {
  if (kind === 'answer' || (done !== null && done !== 'yes' && done !== 'doing')) return []
  const all = text.split('\n').filter((line) => line.trim() !== '')
  const isOut = status === 'ruled_out'
  const whole = stemsIn(text)
  const isLooked = kind === 'task' && all.length > 1 && isLook.test(normalize(all[0] ?? ''))
  const told = (isLooked ? all.slice(1) : all).flatMap((line, at) =>
    line.split(parts).map((part) => {
      const plain = normalize(part)
      return {
        plain,
        sides: onceSides(plain),
        said: stemsIn(part),
        stems: isLooked || at > 0 ? whole : stemsIn(part),
        isDenied: isOdd(plain, turning) !== isOut,
        isTurned: isTurned(plain) !== isOut,
      }
    }),
  )
  if (outcome === null || outcome === 'partly') return told
  const isFailed = outcome === 'failed'
  return [
    ...told,
    {
      plain: '',
      sides: onceSides(''),
      said: new Set(),
      stems: whole,
      isDenied: isFailed,
      isTurned: isFailed,
    },
  ]
}
const onceSides = (plain: string): (() => Sides) => {
  let sides: Sides | undefined
  return () => {
    sides ??= sidesOf(plain)
    return sides
  }
}
const stemsIn = (text: string): ReadonlySet<string> => new Set(tokenize(text).map(({ stem }) => stem))
const isLook =
  /^(?:check|look|test|compare|measure|ping|try|read|run|scan|search|verify|inspect|open|watch|call|copy|print|pruefen|ansehen)\b|\b(?:pruefen|ansehen|vergleichen|messen|lesen|anpingen|testen|durchfuehren)$/

/** Whether a part of a sentence says the opposite of all lines that tell of the same. */
export function isTurnedAround(said: Said, cited: readonly Source[]): boolean {
  if ((said.section !== null && said.section !== 'done') || /\?$/.test(said.text)) return false
  if (cited.some(({ status, outcome }) => status === 'pending' || outcome === 'partly')) return false
  const isOngoing = underWay.test(said.plain)
  if (deniesTelling(said, cited) || deniesAlone(said, cited)) return true
  const lines = cited.flatMap((source) => (source.kind === 'header' ? [] : linesOf(source, isOngoing)))
  return (
    lines.length > 0 &&
    said.text
      .replace(ground, '')
      .split(parts)
      .some((part) => isOpposite(part, lines))
  )
}

const toldNot =
  /\b(?:never|not) (?:told|reported|said|wrote|confirmed|found|see|saw|checked|measured)\b|\bnicht (?:\w+ )?(?:gemeldet|festgestellt|gesagt|bestaetigt|berichtet)\b/
const deniesTelling = ({ plain }: Said, cited: readonly Source[]): boolean =>
  toldNot.test(plain) &&
  cited.some(({ known, done }) => known !== null && done !== 'no') &&
  cited.every(({ plain: own }) => !toldNot.test(own))

/** It denies something, and nothing that it rests on denies, is in trouble, was struck or is yet to come. */
function deniesAlone({ text }: Said, cited: readonly Source[]): boolean {
  const isWorking = cited.some(({ outcome }) => outcome === 'worked')
  const hasGround = cited.some(
    ({ plain, status, done, outcome, kind }) =>
      isIn(plain, turning) ||
      isIn(plain, bad) ||
      status === 'ruled_out' ||
      kind === 'answer' ||
      kind === 'note' ||
      kind === 'header' ||
      (done !== null && done !== 'yes') ||
      outcome === 'failed' ||
      outcome === 'partly',
  )
  return text.split(parts).some((part) => {
    const plain = normalize(part)
    if (hedged.test(plain) || !isIn(plain, turning)) return false
    const count = plain.match(turning)?.length ?? 0
    if (
      count > 1 &&
      !/\b(?:neither|weder|nor)\b/.test(plain) &&
      !cited.some(({ plain: own }) => (own.match(turning)?.length ?? 0) > 1)
    )
      return true
    if (isWorking && isTurned(plain) && comesBack.test(plain)) return true
    return !hasGround && isTurned(plain) && sharesHalf(part, cited)
  })
}
const sharesHalf = (part: string, cited: readonly Source[]): boolean => {
  const own = contentOf(part)
  return own.filter((stem) => cited.some(({ stems }) => stems.has(stem))).length * 2 >= own.length
}
const isIn = (plain: string, shape: RegExp): boolean => plain.search(shape) >= 0
const comesBack = /\b(?:again|back|wieder)\b/

function isOpposite(part: string, lines: readonly Line[]): boolean {
  const plain = normalize(part)
  const own = contentOf(part).filter((stem) => !days.test(stem))
  if (own.length === 0 || hedged.test(plain)) return false
  const isDenied = isOdd(plain, turning)
  const shared = lines.map(
    ({ stems, said }) => own.filter((stem) => (isDenied ? stems : said).has(stem)).length,
  )
  const most = Math.max(...shared)
  if (most === 0 || lines.some((line) => line.plain.includes(plain))) return false
  const nearest = lines.filter((_, at) => shared[at] === most)
  const turned = isTurned(plain)
  if (most * 2 < own.length || (!isDenied && most < 2)) return false
  return (
    nearest.every((line) => line.isTurned !== turned && line.isDenied !== isDenied) ||
    nearest.every((line) => line.isDenied === isDenied && areOpposed(sidesOf(plain), line.sides()))
  )
}
const ground = /\((?:checked|reported|geprüft|berichtet)\)/gi
const days = /day$|tag$|woch$|^week/

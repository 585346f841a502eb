import { regexOf } from '../language/regex-of.ts'
import { areOpposed, type Sides, sidesOf } from './antonyms.ts'
import { bad, isAcquitting, isTurned, type Line, linesOf, type Part, partsOf, turning } from './clauses.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'

const hedged = regexOf(String.raw`
  \b(?:if|whether|once|unless|until|should|would|may|might|could|probably|likely|maybe|perhaps|falls|wenn
  |ob|sobald|sollte|koennte|vermutlich|only|nur|not yet|noch nicht|still to|has to|to be|plan\w*|propos\w+
  |recommend\w*|ruled out|ausgeschlossen|excluded|one of them|other than)\b`)
const underWay =
  /\b(?:(?:am|is|are|being|still) (?:not )?(?:\w+ )?\w+ing|under way|in progress|zurzeit|gerade|derzeit|wird|werden)\b/
/** It tells of what is to come, and of nothing that is. */
const toCome = regexOf(String.raw`
  \b(?:will|shall|going to|would like to|next|(?:still )?(?:has|have|needs?) to|still to|to be|to do
  |should|recommend|suggest|propose|open|pending|(?<!\b(?:the|a|your|our|this) )plan(?:ned)?|werden|soll
  |sollte|sollten|naechste\w*|offen|empfehlen|moechten|schlagen|noch zu)\b`)

/** Whether a part of a sentence says the opposite of what its sources tell of the same. */
export function isTurnedAround(said: Said, cited: readonly Source[]): boolean {
  if (said.section === 'ruled_out' || said.section === 'open' || /\?$/.test(said.text)) return false
  const rests = cited.filter(({ kind }) => kind !== 'header')
  const parts = partsOf(said.text)
  const isPlan = said.section === 'next' || toCome.test(parts[0]?.plain ?? '')
  const lines = rests.flatMap(linesOf)
  if (parts.some((part) => saysOtherSide(part, lines, isPlan || toCome.test(part.plain)))) return true
  if (said.section === 'next') return false
  if (rests.some(({ status, outcome }) => status === 'pending' || outcome === 'partly')) return false
  if (deniesTelling(said, cited) || parts.some((part) => deniesAlone(part, cited))) return true
  const isOngoing = underWay.test(said.plain)
  const told = lines.filter(({ tells }) => tells === 'so' || (isOngoing && tells === 'under_way'))
  return told.length > 0 && parts.some((part) => isOpposite(part, told))
}

const asks = /\b(?:if|whether|ob|falls|wenn|should you|sollten sie)\b/

/** One side of a pair of opposites, where those lines that tell most of the same have but the other one. */
function saysOtherSide(part: Part, lines: readonly Line[], isPlan: boolean): boolean {
  if (asks.test(part.plain)) return false
  const own = lines.filter(({ tells }) => (tells === 'so') !== isPlan)
  const shared = own.map(({ stems }) => [...part.stems].filter((stem) => stems.has(stem)).length)
  const most = Math.max(0, ...shared)
  if (most === 0) return false
  const nearest = own.filter((_, at) => shared[at] === most)
  if (!nearest.every((line) => line.isDenied === part.isDenied)) return false
  const sources = [...new Set(nearest.map(({ of }) => of))]
  return (
    sources.every((source) => areOpposed(part.sides(), joined(nearest.filter(({ of }) => of === source)))) &&
    areOpposed(part.sides(), joined(most > 1 ? own.filter(({ of }) => sources.includes(of)) : own))
  )
}
const joined = (lines: readonly Line[]): Sides => sidesOf(lines.map(({ plain }) => plain).join(' '))

const toldNot = regexOf(String.raw`
  \b(?:never|not) (?:told|reported|said|wrote|confirmed|found|see|saw|checked|measured)\b
  |\bnicht (?:\w+ )?(?:gemeldet|festgestellt|gesagt|bestaetigt|berichtet)\b`)
const deniesTelling = ({ plain }: Said, cited: readonly Source[]): boolean =>
  toldNot.test(plain) &&
  cited.some(({ known, done }) => known !== null && done !== 'no') &&
  cited.every(({ plain: own }) => !toldNot.test(own))

/** It denies something, and nothing that it rests on denies, is in trouble, was struck or is yet to come. */
function deniesAlone(part: Part, cited: readonly Source[]): boolean {
  const { plain } = part
  if (/\b(?:never|not) (?:do|does|did|is|has)$|\b(?:do|does|did|is|has) not$/.test(plain)) return false
  if (hedged.test(plain) || isAcquitting(plain) || !isIn(plain, turning)) return false
  const count = plain.replace(/\b(?:without|ohne|0|zero)\b/g, ' ').match(turning)?.length ?? 0
  if (
    count > 1 &&
    !/\b(?:neither|weder|nor)\b/.test(plain) &&
    !cited.some(({ plain: own }) => (own.match(turning)?.length ?? 0) > 1)
  )
    return true
  const isWorking = cited.some(({ outcome }) => outcome === 'worked')
  if (isWorking && isTurned(plain) && comesBack.test(plain)) return true
  return isTurned(plain) && !cited.some(mayDeny) && sharesHalf(part, cited)
}
const mayDeny = ({ plain, status, done, outcome, kind }: Source): boolean =>
  isIn(plain, turning) ||
  isIn(plain, bad) ||
  status === 'ruled_out' ||
  kind === 'answer' ||
  kind === 'note' ||
  kind === 'header' ||
  (done !== null && done !== 'yes') ||
  outcome === 'failed' ||
  outcome === 'partly'
const sharesHalf = ({ content }: Part, cited: readonly Source[]): boolean =>
  content.filter((stem) => cited.some(({ stems }) => stems.has(stem))).length * 2 >= content.length
const isIn = (plain: string, shape: RegExp): boolean => plain.search(shape) >= 0
const comesBack = /\b(?:again|back|wieder)\b/

function isOpposite(part: Part, lines: readonly Line[]): boolean {
  const { plain, content: own, isDenied } = part
  if (own.length === 0 || hedged.test(plain) || isAcquitting(plain)) return false
  const shared = lines.map(
    ({ stems, all }) => own.filter((stem) => (isDenied ? all : stems).has(stem)).length,
  )
  const most = Math.max(...shared)
  if (most === 0 || lines.some((line) => line.plain.includes(plain))) return false
  const nearest = lines.filter((_, at) => shared[at] === most)
  // What stands beside the cause that was ruled out may be what was found instead of it.
  const isOut = (line: Line) => line.of.status === 'ruled_out'
  if (
    nearest.every(isOut) &&
    lines.some((line, at) => !isOut(line) && (shared[at] ?? 0) >= Math.max(1, most - 1))
  )
    return false
  if (most * 3 < own.length * 2 || (!isDenied && most < 2)) return false
  return (
    nearest.every(
      (line) => line.isTurned !== part.isTurned && line.isDenied !== isDenied && !(isDenied && isOut(line)),
    ) || nearest.every((line) => line.isDenied === isDenied && areOpposed(part.sides(), line.sides()))
  )
}

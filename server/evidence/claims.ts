import { normalize } from '../language/normalize.ts'
import { regexOf } from '../language/regex-of.ts'
import { isAcquitting, isTurned, partsOf } from './clauses.ts'
import { contentOf } from './content.ts'
import { isOtherSide, isPlanDenied, isRuledOutAfterAll } from './denials.ts'
import { negation } from './negation.ts'
import { piecesOf } from './pieces.ts'
import type { EvidenceMark } from './record.ts'
import type { Said } from './sentences.ts'
import { nearestByWords, type Source } from './source.ts'
import { stateOf } from './states.ts'

/**
 * What a sentence claims in so many words (that something is certain, is ruled out, goes on, never happened, came before)
 * against the fields of what it rests on.
 */
export function marksOfClaims(said: Said, cited: readonly Source[]): EvidenceMark[] {
  const rests = cited.filter(({ kind }) => kind !== 'header')
  if (rests.length === 0 || said.section === 'next' || /\?$/.test(said.text)) return []
  return claims.flatMap(([mark, ...rules]) => (rules.some((isWrong) => isWrong(said, rests)) ? mark : []))
}

type Rule = (said: Said, cited: readonly Source[]) => boolean

const settled = ({ kind, outcome }: Source): boolean =>
  kind === 'closing' || (kind === 'fix' && outcome === 'worked')

/** "This is certain" of what is open. */
const sure = regexOf(String.raw`
  \b(?:(?:this|that|it|which) is (?:now )?(?:certain|confirmed|proven|clear|definite)|it is certain
  |for (?:certain|sure)|definitely|certainly|undoubtedly|without (?:any |a )?doubt|the confirmed|(?:steht
  |stand) (?:nun |jetzt )?fest|mit sicherheit|eindeutig|zweifellos|zweifelsfrei)\b`)
const isSureOfOpen = ({ plain }: Said, cited: readonly Source[]): boolean =>
  sure.test(plain) &&
  !/\b(?:cannot|not|nicht|kein\w*)\b(?: \w+){0,5} (?:for sure|for certain|fest|sicher)\b/.test(plain) &&
  !/\bnot (?:\w+ )?(?:certain|confirmed|proven|clear|sure|definite)\b|\bnicht (?:\w+ )?(?:fest|sicher|eindeutig)\b/.test(
    plain,
  ) &&
  cited.some(({ status }) => status === 'pending') &&
  !cited.some(settled)

/** "The cable is confirmed" of a cable that was ruled out. */
const confirmed = /^(.{2,60}?) (?:(?:is|are|was|were|ist|sind|wurde) )?(?:now )?(?:confirmed|bestaetigt)$/
function isSureOfRuledOut(said: Said, cited: readonly Source[]): boolean {
  const out = cited.filter(({ status }) => status === 'ruled_out')
  if (out.length === 0) return false
  return piecesOf(said.text).some((part) => {
    const [, subject] = confirmed.exec(normalize(part)) ?? []
    if (subject === undefined || negation.test(subject)) return false
    return contentOf(subject).some((stem) => out.some(({ stems }) => stems.has(stem)))
  })
}

/** "Not under way", "never": of what is under way, or was done. */
const notGoingOn = regexOf(String.raw`
  \b(?:am|is|are) (?:not|no longer) (?:(?:currently|now|yet|being) ){0,2}\w+(?:ing|ed)\b
  |\bnot (?:on (?:its|the) way|under way|in progress)\b|\b(?:laeuft|laufen) (?:\w+ ){0,2}nicht\b`)
const never = /\b(?:never|nie|niemals)\b/
function isDeniedDeed({ plain, text }: Said, cited: readonly Source[]): boolean {
  if (cited.some((source) => negation.test(source.plain))) return false
  if (notGoingOn.test(plain) && cited.some(({ done }) => done === 'doing')) return true
  if (!never.test(plain) || isAcquitting(plain)) return false
  const part = piecesOf(text).find((one) => never.test(normalize(one))) ?? text
  const stems = contentOf(part)
  const near = cited.filter((source) => stems.some((stem) => source.stems.has(stem)))
  return (
    near.length > 0 && near.every(({ kind, done }) => kind === 'task' && (done === 'yes' || done === 'doing'))
  )
}

/** A check that found nothing, and a sentence in which it found something. */
const nothing =
  /^(?:(?:there (?:is|are|was|were) )?(?:none|nothing|nobody|no (?!longer|change|difference)\w+)|nichts|keine?[nrs]?\b|niemand)/
const isClear = regexOf(String.raw`
  \b(?:held|holds|stable|steady|stabil|gehalten|haelt|clean|clear|free of|fine|ok|okay|normal|healthy
  |in order|only|except|other than|besides|unremarkable|sauber|frei von|unauffaellig|in ordnung
  |einwandfrei|fehlerfrei|nur|ausser|without|ruled out|excluded|ausgeschlossen|whether|ob|if|looked for
  |searched for|checked for|gesucht)\b`)
function isOfNoResult({ plain }: Said, cited: readonly Source[]): boolean {
  if (negation.test(plain) || isClear.test(plain) || cited.length > 2) return false
  const [first] = cited.filter(({ kind, done }) => kind === 'task' && done === 'yes')
  if (!first || cited.some((source) => source !== first && source.status !== 'ruled_out')) return false
  const [, result = ''] = first.plain.split('\n')
  return (
    nothing.test(result) &&
    /\b(?:found|see|saw|seen|is|are|was|were|has|have|had|there|shows?|showed|gefunden|ist|sind|war|waren|hat|haben|gab|gibt|zeigt)\b/.test(
      plain,
    )
  )
}

/** "Still slow", where what was done worked. */
const goesOn = regexOf(String.raw`
  \b(?:still|again|now|continues?|keeps?|remains?|from now on|weiterhin|immer noch|noch immer|erneut
  |wieder|jetzt|nach wie vor)\b`)
const wasSo =
  /\b(?:was|were|had|kept|war|waren|hatte|hatten|wurde|since|until|before|bis|bevor|if|should|falls|sollte)\b/
function isStillIll({ text, section }: Said, cited: readonly Source[]): boolean {
  if (section === 'open' || !cited.some(settled)) return false
  if (
    cited.some(
      ({ outcome, done }) =>
        outcome === 'failed' || outcome === 'partly' || done === 'no' || done === 'doing',
    )
  )
    return false
  return partsOf(text).some(({ plain, signs }) => {
    if (!goesOn.test(plain) || wasSo.test(plain)) return false
    const state = stateOf(signs)
    return (
      state === 'ill' ||
      (state === null &&
        /\b(?:cannot|can not|unable|kann nicht|koennen nicht)\b/.test(plain) &&
        isTurned(signs))
    )
  })
}

/** "Moving it failed" of a step that was done, and whose result tells of no trouble. */
const failing =
  /\b(?:failed|did not (?:work|succeed)|unsuccessful|fehlgeschlagen|schlug fehl|misslang|misslungen)\b/
const saysDoneFailed = ({ plain }: Said, cited: readonly Source[]): boolean =>
  failing.test(plain) &&
  cited.every(
    ({ kind, done, outcome, plain: own }) =>
      kind === 'task' && done === 'yes' && outcome === null && !isTurned(own) && !negation.test(own),
  )

/** "Ruled out" needs something that was ruled out, or a check whose result speaks against it. */
const rulesOut = regexOf(String.raw`
  \b(?:ruled out|excluded|ausgeschlossen|(?:is|was|are|were) not (?:the )?(?:cause|reason|culprit|issue)
  |not to blame|had nothing to do with)\b`)
const rulesOutWithout = ({ plain }: Said, cited: readonly Source[]): boolean =>
  rulesOut.test(plain) &&
  !/\b(?:not|cannot|nicht) (?:\w+ )?(?:ruled out|rule out|excluded|ausgeschlossen)\b/.test(plain) &&
  cited.every(
    ({ kind, done, outcome }) => (done !== null && done !== 'yes') || (kind === 'fix' && outcome !== null),
  )

/** A step that nobody did holds nothing of how things are. */
const toCome = regexOf(String.raw`
  \b(?:will|shall|would|should|could|might|may|going to|(?<!\b(?:the|a|your|our|this) )plan\w*|next|later
  |still|yet|once|until|if|when|as soon as|open|pending|outstanding|remain\w*|need\w*|ha(?:s|ve) to|to be
  |to do|want\w*|suggest\w*|recommend\w*|propos\w*|idea|left|skip\w*|ask\w*|please|werden|wird|wollen
  |moechten|soll\w*|noch|spaeter|danach|anschliessend|sobald|wenn|falls|offen|ausstehend|empfehl\w*
  |vorschlag\w*|schlagen|geplant|steht|stehen|muss|muessen|uebersprungen|verzichtet|ansteh\w*)\b`)
const restsOnUndone = ({ plain, text, section }: Said, cited: readonly Source[]): boolean =>
  section !== 'open' &&
  cited.every(({ kind, done }) => kind === 'task' && done === 'no') &&
  !toCome.test(plain) &&
  !negation.test(plain) &&
  !/^[^:]{1,40}:/.test(text) &&
  /\b(?:is|are|was|were|has|have|had|ist|sind|war|waren|hat|haben|wurde|wurden)\b/.test(plain)

/** "Before that we …": the steps stand the other way round. */
const order = /\b(before|after|bevor|nachdem)\s+(?:that\s+)?((?:\w+\s+){2,12}?\w+?)(?:\s*,\s*|\s*$)/
function isWrongOrder({ text }: Said, cited: readonly Source[]): boolean {
  const found = order.exec(text.toLowerCase())
  if (!found) return false
  const [, word = '', inner = ''] = found
  const timed = cited.filter(({ at, done }) => at !== null && (done === null || done === 'yes'))
  const outer = text.slice(0, found.index) + text.slice(found.index + found[0].length)
  const [one, other] = [nearestTo(inner, timed), nearestTo(outer, timed)]
  if (!one || !other || one === other || !one.at || !other.at) return false
  const isBefore = Date.parse(other.at) < Date.parse(one.at)
  return one.at !== other.at && isBefore !== (word === 'before' || word === 'bevor')
}

/** The one row that shares most words with a text; null where two share as many, or none any. */
function nearestTo(text: string, cited: readonly Source[]): Source | null {
  const [nearest, ...more] = nearestByWords(text, cited)
  const isShared = nearest && contentOf(text).some((stem) => nearest.stems.has(stem))
  return isShared && more.length === 0 ? nearest : null
}

const claims: readonly [EvidenceMark, ...Rule[]][] = [
  [
    'contradicted',
    isSureOfOpen,
    isSureOfRuledOut,
    isDeniedDeed,
    isOfNoResult,
    isWrongOrder,
    isRuledOutAfterAll,
    isPlanDenied,
    isOtherSide,
  ],
  ['outcome', isStillIll, saysDoneFailed],
  ['no_source', rulesOutWithout],
  ['only_suggested', restsOnUndone],
]

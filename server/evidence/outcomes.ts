import { isSuccess } from '../language/outcome.ts'
import { regexOf } from '../language/regex-of.ts'
import type { EvidenceRecord } from './record.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'

type Outcome = NonNullable<EvidenceRecord['outcome']>

const failed = regexOf(String.raw`
  \b(?:did|has|have|had) not (?:\w+ )?(?:cure|cured|mend|mended|remedy|remedied)\b|\b(?:is|are|do
  |does) not work(?:ing)? (?:again|now)\b|\b(?:did|does|do|has|have|had|was|is) not (?:\w+ )?(?:help
  |helped|work|worked|solve|solved|fix|fixed|resolve|resolved|succeed|improve|improved|successful
  |effective)\b|\b(?:no|without) (?:success|effect|change|improvement|luck|result)\b|\bunsuccessful
  |\bpersists?\b|\bun(?:resolved|solved)\b|\bnot (?:yet )?(?:been )?(?:solved|fixed|resolved|gone|over)\b
  |\bunchanged\b|\bas before\b|\bstill (?:fails?|failing|broken|drops?|occurs?|happens?|the same|there
  |present|not|does not|do not)\b|\bmade no difference\b|\bnicht (?:\w+ )?(?:geholfen|behoben|geloest
  |gewirkt|erfolgreich)|\bhalf nicht\b|\bohne (?:erfolg|wirkung)\b|\bbesteht (?:weiterhin|noch|weiter
  |fort)\b|\bnach wie vor\b|\bunveraendert\b|\bkeine? (?:besserung|aenderung|wirkung|erfolg)\b
  |\bfehlgeschlagen\b|\b(?:geht|funktioniert|laeuft) (?:\w+ ){0,2}nicht\b`)
const partly = regexOf(String.raw`
  \b(?:(?:ganz|vollstaendig|completely|fully|entirely) (?:geloest|behoben|solved|fixed
  |resolved) (?:\w+ ){0,6}(?:nicht|not)|partly|partially|in part|half|halb|(?:few|some|wenige
  |einige) (?:\w+ )?(?:work|are (?:working|back)|funktionieren|laufen)|only some|for some|most of|not all
  |not completely|not entirely|mostly|teilweise|zum teil|groesstenteils|nicht alle|nicht vollstaendig)\b`)
const partialSuccess = /\bpartial (?:improvement|success|fix)\b|\bteilerfolg\b|\bteilweise besserung\b/
const worked = regexOf(String.raw`
  \b(?:has|have|had|hat|haben) (?:\w+ ){0,3}(?:solved|fixed|resolved|geloest|behoben)\b
  |\bcompletely (?:solved|fixed|resolved)\b|\b(?:ganz|vollstaendig|komplett) (?:geloest|behoben)\b
  |\bdid (?:indeed )?(?:help|work)\b|\b(?:works?|working|running|runs|prints|connects|syncs
  |arrives?) (?:(?:fine|normally|properly|correctly|reliably|well) )?(?:again|now|as (?:it should
  |expected))\b|\b(?:is|are|was|were|been) (?:now |fully |completely |again |all ){0,2}(?:resolved|solved
  |fixed|repaired|restored|successful|over(?! \w+ \w)|gone|back to normal|back online|back(?! (?:in|on
  |with|at|to)\b))\b|\b(?:helped|worked|succeeded|cured)\b|\b(?:fixed|solved|resolved) (?:it|this|that
  |the)\b|\b(?:funktioniert|laeuft|druckt|geht) (?:\w+ ){0,2}(?:wieder|jetzt|nun|einwandfrei|normal)\b
  |\b(?:ist|sind|wurde|war) (?:\w+ ){0,3}(?:behoben|geloest|erfolgreich|wiederhergestellt)\b
  |\bhat (?:\w+ )?geholfen\b|\bfunktionieren wieder\b`)
const notYet = regexOf(String.raw`
  \b(?:will|would|should|could|may|might|must|until|if|whether|once|to be|to see|not yet|hope|expect|wird
  |werden|soll|sollte|ob|falls|sobald|bis|hoffen|working on|try|trying)\b`)

/** What a sentence says came of it; null: nothing, or only what may come. */
export function saysOutcome(plain: string): Outcome | null {
  if (notYet.test(plain)) return null
  if (partialSuccess.test(plain)) return 'partly'
  if (partly.test(plain) && (worked.test(plain) || failed.test(plain))) return 'partly'
  if (failed.test(plain)) return 'failed'
  return worked.test(plain) ? 'worked' : null
}

/** Whether a sentence says another outcome than what it rests on, or one that nothing of it tells. */
export function isOtherOutcome(said: Said, cited: readonly Source[]): boolean {
  const outcome = saysOutcome(said.plain)
  if (!outcome || said.section === 'next') return false
  if (cited.every(({ kind }) => kind === 'header')) return false
  const known = cited.flatMap((source) => source.outcome ?? textOutcome(source) ?? [])
  if (known.length > 0) return !known.includes(outcome)
  return outcome !== 'failed' && !cited.some(saysSuccess)
}

function textOutcome({ kind, plain, status }: Source): Outcome | null {
  if (kind === 'cause' || kind === 'header' || status === 'ruled_out' || status === 'pending') return null
  // A question asks for an outcome; the answer behind it tells one.
  return saysOutcome(kind === 'answer' ? plain.slice(plain.indexOf('\n') + 1) : plain)
}

/** "Mail arrives since ten": no word of an outcome, and yet one. */
const saysSuccess = ({ kind, plain }: Source): boolean =>
  kind !== 'cause' &&
  kind !== 'header' &&
  (confirmed.test(plain) || plain.split('\n').some((line) => isSuccess(line)))
const confirmed = /\bconfirmed by the fix\b|\n(?:yes|ja)\b/

import { regexOf } from '../language/regex-of.ts'
import type { Said } from './sentences.ts'
import { nearestByWords, type Source } from './source.ts'

const ours =
  '(?:we|i|our (?:\\w+ ){0,2}?(?:team|engineers?|technicians?|tests?|checks?|measurements?|analysis|investigation|review))'
const finding =
  '(?:found|find|saw|see|checked|verified|confirmed|confirm|measured|tested|determined|established|observed|noticed|identified|discovered|detected|reproduced|validated|inspected|heard|verify|reproduce|can see|could see|showed|shows|show|revealed|proved|know)'
const found = new RegExp(
  `\\b${ours} (?:(?:have|has|had|also|already|now|then|just|could|can|were able to|clearly) ){0,3}${finding}\\b|\\b(?:was|were|been|is|are) (?:\\w+ly )?(?:checked|verified|measured|tested|observed|found (?:to|that|out)|confirmed|proven|reproduced|established)\\b(?! by (?:the |your |a )?(?:client|customer|user|caller|you\\b))|\\b(?:the |our )?(?:logs?|tests?|measurements?|check|analysis) (?:\\w+ )?(?:shows?|showed|confirms?|confirmed|revealed?s?|proved?)\\b|^(?:checked|verified|measured|tested|found|confirmed|observed|established)\\b|\\bproven\\b`,
)
const foundGerman = regexOf(String.raw`
  \b(?:wir|ich)\b(?: \w+){0,12} (?:festgestellt|gefunden|geprueft|ueberprueft|gesehen|gemessen|getestet
  |bestaetigt|ermittelt|nachgewiesen|beobachtet|verifiziert)\b|\b(?:wir|ich) (?:fanden|sahen|stellten
  |stellte|sehen|sehe|pruefte|prueften|wissen)\b|\b(?:wurde|wurden|ist|sind)(?: \w+){0,8} (?:geprueft
  |ueberprueft|festgestellt|gemessen|getestet|bestaetigt|nachgewiesen|verifiziert)\b(?! (?:vom|von der
  |durch den|durch die) (?:kunde\w*|anwender\w*|benutzer\w*))|\b(?:unsere|die) (?:tests?|pruefung|messung
  |analyse|protokolle|logs) (?:\w+ )?(?:zeigt|zeigen|ergab|ergaben|bestaetigt)\b
  |\bnach unserer (?:pruefung|messung|analyse|kenntnis|untersuchung)\b|^(?:(?:selbst
  |eigenhaendig) )?(?:getestet|geprueft|nachgeprueft|festgestellt|gemessen|bestaetigt|gefunden)\b`)
const groundNamed = /\((?:checked|verified|confirmed|geprüft|überprüft|bestätigt|gemessen)\)/i
const groundTold = /\((?:reported|berichtet)\)/i
const reported = regexOf(String.raw`
  \b(?:report|reports|reported|according to|told|tells|says|said|states|stated|mentions|mentioned
  |describes|described|claims|claimed|by the (?:client|customer|user|caller)|by you|laut|berichtet
  |berichteten|berichten|meldet|gemeldet|melden|sagt|sagte|angegeben|gibt an|geschildert|heard|learned
  |understand|erfahren)\b`)
const caseWords = /\b(?:found|know|identified|established) (?:the|a|its) (?:root |likely )?cause\b/

/** Whether a sentence says as checked or found by us what somebody only told. */
export function isOnlyTold(said: Said, cited: readonly Source[]): boolean {
  if (said.section === 'next') return false
  const isFinding = groundNamed.test(said.text) || found.test(said.plain) || foundGerman.test(said.plain)
  if (!isFinding || groundTold.test(said.text) || (reported.test(said.plain) && !groundNamed.test(said.text)))
    return false
  const rests = cited.filter(({ kind }) => kind !== 'header' && kind !== 'cause')
  const grounds = nearestByWords(said.text, rests)
  return (
    grounds.length > 0 &&
    grounds.every((source) => isTold(source) && !isOurDeed(source)) &&
    !caseWords.test(said.plain)
  )
}

/** A step that we did was done, whoever told what came of it. */
const isOurDeed = ({ kind, done, text }: Source): boolean =>
  kind === 'task' && done === 'yes' && !text.includes('\n')
const isTold = ({ kind, known }: Source): boolean => known === 'told' || (known === null && kind === 'note')

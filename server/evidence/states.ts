import { isDeniedIn, linesOf, type Part, partsOf } from './parts.ts'
import type { Said } from './said.ts'
import type { Source } from './source.ts'

/** How a thing is said to be. */
export type State = 'well' | 'ill'

const ill =
  /\b(?:broken|faulty|faults?|defective|damaged|corrupt|dead|wrong|incorrect|forge(?:d|ry)|fake|harmful|infected|out of order|down|offline|slow|stuck|blank|missing|fail(?:s|ed|ing|ure)?|errors?|bounced?|bounces|unsuccessful|denied|declined|refus(?:es|ed|ing)|reject(?:s|ed|ing)?|crash(?:es|ed|ing)?|freez(?:es|ing)|hangs|overloaded|unstable|problems?|outage|defekt\w*|kaputt|falsch|fehlerhaft|fehler|langsam|schaedlich|ausgefallen|ausfall|ueberlastet|gestoert|instabil|haengt)\b/g
const well =
  /\b(?:works?|working|worked|runs|running|fine|ok|okay|in order|normal|normally|correct|correctly|genuine|accepted|readable|clear|clearly|clean|healthy|intact|ready|valid|compliant|reachable|answers?|responds?|online|arrive[sd]?|opens|opened|succeed(?:s|ed)|successful|successfully|passed|passes|harmless|in ordnung|funktioniert|funktionieren|laeuft|laufen|fehlerfrei|einwandfrei|intakt|harmlos|erreichbar|antwortet|antworten|gueltig|erfolgreich|stabil|unauffaellig)\b/g

/** In order or not, as the words of a part say it; null where they say neither, or both. */
export function stateOf(plain: string): State | null {
  const [isIll, isWell] = [plain.search(ill) >= 0, plain.search(well) >= 0]
  if (isIll === isWell) return null
  return isIll !== isDeniedIn(plain) ? 'ill' : 'well'
}

const open =
  /\b(?:if|whether|once|unless|until|should|would|may|might|could|can|probably|likely|maybe|perhaps|falls|wenn|ob|sobald|sollte|koennte|vermutlich|wahrscheinlich|to be|will|shall|going to|werden|soll|only|nur|first|zuerst|instead|than|als)\b/
const past = /\b(?:was|were|had|been|war|waren|hatte|hatten|before|earlier|vorher|zuvor)\b/

/** Whether a part of a sentence tells of something in order what all that it rests on tells of it the other way. */
export function isOtherState(said: Said, cited: readonly Source[]): boolean {
  if (said.section === 'next' || said.section === 'open' || /\?$/.test(said.text)) return false
  const rests = cited.filter(({ kind, status }) => kind !== 'header' && status !== 'pending')
  const lines = rests.flatMap(linesOf).filter(({ tells }) => tells === 'so')
  const isMended = rests.some(({ kind, done }) => kind === 'fix' || kind === 'closing' || done === 'yes')
  return partsOf(said.text).some((part) => {
    const state = open.test(part.plain) ? null : stateOf(part.signs)
    if (!state) return false
    // What was done since may have mended what was ill before.
    if (isMended && (state === 'well' || past.test(part.plain))) return false
    const told = statesOf(part, lines)
    return told.length > 0 && told.every((one) => one.state !== state)
  })
}

function statesOf(part: Part, lines: ReturnType<typeof linesOf>) {
  const told = lines.flatMap((line) => {
    const isCome = line.text === ''
    const state = isCome ? (line.isTurned ? 'ill' : 'well') : stateOf(line.signs)
    if (!state) return []
    const isOut = line.of.status === 'ruled_out' && !isCome
    return [{ line, state: isOut ? (state === 'ill' ? 'well' : 'ill') : state }]
  })
  return told.filter(({ line }) => part.content.some((stem) => line.all.has(stem)))
}

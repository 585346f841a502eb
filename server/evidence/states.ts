import { regexOf } from '../language/regex-of.ts'
import { bad, isDeniedIn, linesOf, type Part, partsOf } from './clauses.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'

/** How a thing is said to be. */
type State = 'well' | 'ill'

const ill = new RegExp(bad.source)
const well = regexOf(String.raw`
  \b(?:works?|working|worked|runs|running|fine|ok|okay|in order|normal|normally|correct|correctly|genuine
  |accepted|readable|clear|clearly|clean|healthy|intact|ready|valid|compliant|reachable|answers?|responds?
  |online|arrive[sd]?|opens|opened|succeed(?:s|ed)|successful|successfully|passed|passes|harmless
  |in ordnung|funktioniert|funktionieren|laeuft|laufen|fehlerfrei|einwandfrei|intakt|harmlos|erreichbar
  |antwortet|antworten|gueltig|erfolgreich|stabil|unauffaellig)\b`)

/** In order or not, as the words of a part say it; null where they say neither, or both. */
export function stateOf(plain: string): State | null {
  const [isIll, isWell] = [ill.test(plain), well.test(plain)]
  if (isIll === isWell) return null
  return isIll !== isDeniedIn(plain) ? 'ill' : 'well'
}

const open = regexOf(String.raw`
  \b(?:if|whether|once|unless|until|should|would|may|might|could|can|probably|likely|maybe|perhaps|falls
  |wenn|ob|sobald|sollte|koennte|vermutlich|wahrscheinlich|to be|will|shall|going to|werden|soll|only|nur
  |first|zuerst|instead|than|als|ruled out|excluded|ausgeschlossen)\b`)
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
    return told.length > 0 && told.every((one) => one !== state)
  })
}

/** What rows tell of the words of a part; a cause that was ruled out tells the opposite of its words. */
function statesOf(part: Part, lines: ReturnType<typeof linesOf>): State[] {
  return lines
    .filter(({ all }) => part.content.some((stem) => all.has(stem)))
    .flatMap((line) => {
      // the line of an outcome has no words of its own
      if (line.text === '') return [line.isTurned ? 'ill' : 'well']
      const state = stateOf(line.signs)
      return state && line.of.status === 'ruled_out' ? [opposite[state]] : (state ?? [])
    })
}
const opposite = { well: 'ill', ill: 'well' } as const

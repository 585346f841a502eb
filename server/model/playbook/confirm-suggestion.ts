import { holdsMostOf } from '../../language/content-stems.ts'
import { fold, tokenize } from '../../language/normalize.ts'
import { yesWords } from '../../language/yes-no.ts'
import { meantAsk, neither } from './answers.ts'
import type { Here } from './here.ts'

const ordinals: readonly RegExp[] = [
  /^(?:(?:the|das|die|den|der) )?(?:first|1st|1|former|upper|top|erste[nrs]?|obere[nrs]?)(?: (?:one|option|answer|antwort))?$/,
  /^(?:(?:the|das|die|den|der) )?(?:second|2nd|2|latter|other|lower|last|zweite[nrs]?|untere[nrs]?|letztere[nrs]?)(?: (?:one|option|answer|antwort))?$/,
]
/** What a yes may bring along without saying more. */
const beside =
  /^(?:that|thats|this|it|its|is|was|what|which|i|ich|we|wir|typed|wrote|said|say|meant|mean|one|ja|genau|richtig|korrekt|so|das|war|ist|es|meine|meinte|gemeint|geschrieben|gesagt|hab|habe|have|right|correct|true|please|bitte|ok|okay|obviously|course|of|just|as|already|schon|doch|natuerlich|klar|exakt|exactly|the|option|take|nimm)$/
const no =
  /^(?:no|nope|nein|nee|ne|neither|none|keins|keine|keines|weder noch|none of (?:these|them|those))(?: (?:of them|of these|davon|thanks|danke|beides))?$/

/** The button of "Did you mean …?" that the words press: the first for a yes, else the one they name. */
export function meantBy({ met, words }: Here): string | null {
  if (!met?.text.startsWith(meantAsk)) return null
  const labels = met.options.filter((label) => label !== neither)
  const said = tokenize(words).map(({ word }) => word)
  const line = said.join(' ')
  if (no.test(line)) return neither
  const [first = '', ...rest] = said
  const isYes = yesWords.has(first) || /^(?:right|richtig|korrekt|exakt|ok|okay)$/.test(first)
  const behind = (isYes ? rest : said).filter((word) => !yesWords.has(word))
  const at = ordinals.findIndex((one) => one.test(behind.join(' ')))
  if (at >= 0) return labels[at] ?? null
  if (/\?\s*$/.test(words) || behind.length > mostWords) return null
  if (isYes && behind.every((word) => beside.test(word))) return labels[0] ?? null
  if (
    /^(?:(?:that|this)(?: is|s) what|das habe? ich|that one|thats it|exactly that|genau das|das meinte|i did|i do)\b/.test(
      fold(line),
    )
  )
    return behind.every((word) => beside.test(word)) ? (labels[0] ?? null) : null
  const named = labels.filter((label) =>
    holdsMostOf(label, behind.filter((word) => !beside.test(word)).join(' ')),
  )
  return isYes && named.length === 1 ? (named[0] ?? null) : null
}

const mostWords = 8

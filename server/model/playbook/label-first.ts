import type { FlowNode, FlowOption } from '../../../shared/contracts/flows.ts'
import { contentStems } from '../../language/content-stems.ts'
import { normalize, tokenize } from '../../language/normalize.ts'
import { understand } from '../../language/understand.ts'
import type { Said } from './progress.ts'

type Question = Extract<FlowNode, { kind: 'question' }>

const clauseEnd = /(?<!\d)[.](?=\s)|(?<=\d)[.](?=\s+\p{L})|[!;:,…]+(?=\s|$)|\s+[-–—]+\s+|\n/u
/** So many words of a label in a row say the label: "everything older than ~7 days". */
const wordsInARow = 3

/**
 * An option's own words at the beginning answer, whatever comes behind: "Failed. 550 5.7.1 …", "random, only her". Null
 * where what follows says another option.
 */
export function labelFirst(node: Question, words: string): { option: FlowOption; said: Said } | null {
  const [first = '', ...others] = words
    .split(clauseEnd)
    .map((part) => part.trim())
    .filter(Boolean)
  if (others.length === 0 || /\?\s*$/.test(first)) return null
  const option = optionSaid(node, first)
  if (!option) return null
  const isTakenBack = others.some((other) => {
    const said = optionSaid(node, other) ?? understand(node, other, { asked: false }).option
    return said !== null && said !== option
  })
  return isTakenBack || turns.test(words) ? null : { option, said: { text: first, checked: false } }
}

const turns =
  /\b(?:no wait|nein|sorry|wrong|falsch|quatsch|i mean|i meant|ich meinte|or rather|bzw|maybe|vielleicht|not sure)\b|\?/i

function optionSaid({ ask, options }: Question, part: string): FlowOption | null {
  const said = normalize(part).replace(/^(?:it |its |they |is |es |ist |just |only )+(?=\S+)/, '')
  if (said === '') return null
  const whole = options.filter(({ label }) => partsOf(label).includes(said))
  if (whole.length === 1) return whole[0] ?? null
  const begun = options.filter(({ label }) => beginsAlike(label, said, ask))
  return begun.length === 1 && whole.length === 0 ? (begun[0] ?? null) : null
}

/** "Failed, with a reason" is "failed"; "At random" is "random". */
const partsOf = (label: string): string[] =>
  [label, ...label.split(/,|\(|\)| or /)]
    .map((part) => normalize(part))
    .flatMap((part) => [part, part.replace(/^(?:at|in|on|the|a) /, '')])
    .filter(
      (part) =>
        part !== '' &&
        !(/,\s*but\b/i.test(label) && normalize(label).startsWith(`${part} but`)) &&
        !/^(?:yes|no|not|only|one|none|all|other)$/.test(part),
    )

/** Words of the question in a row say no option yet: "Secure Boot is on" is not "Secure Boot is switched off". */
function beginsAlike(label: string, said: string, ask: string): boolean {
  const [own, other] = [tokenize(label), tokenize(said)]
  let same = 0
  while (same < own.length && own[same]?.word === other[same]?.word) same += 1
  const asked = new Set(contentStems(ask))
  const tells = contentStems(said).some(
    (stem) => !asked.has(stem) && own.slice(0, same).some((one) => one.stem === stem),
  )
  return same >= wordsInARow && (tells || same === own.length)
}

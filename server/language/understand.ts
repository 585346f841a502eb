import type { FlowOption } from '../../shared/contracts/flows.ts'
import { measuredPart, sayAmounts } from './amounts.ts'
import { type Clause, readClauses } from './clauses.ts'
import { normalize } from './normalize.ts'
import type { FlowQuestion } from './polarity.ts'
import { readingOf } from './reading.ts'
import { type Score, settleDenials, weighClause, weighOverheard, weighYesNo } from './weigh.ts'

export type { FlowQuestion } from './polarity.ts'

export type Understood = {
  /** Only where the words leave no doubt. */
  option: FlowOption | null
  /** Without an option: up to two that may be meant. */
  candidates: FlowOption[]
}

const readAtMost = 1000
const nothing: Understood = { option: null, candidates: [] }

/** How much evidence an option needs, and how many times that of the next one. */
const asked = { least: 0.4, margin: 1.5 }
const overheard = { least: 1.2, margin: 1.5 }

/**
 * The option that words mean. `asked`: they answer exactly this question, so that a bare yes, a number or "him" count;
 * without it they are a sentence of a ticket or a message that may happen to answer it and must say so explicitly.
 */
export function understand(
  question: FlowQuestion,
  words: string,
  opts: { asked?: boolean } = {},
): Understood {
  const direct = opts.asked ?? true
  const text = words.slice(0, readAtMost).trim()
  if (text === '' || question.options.length === 0) return nothing
  const chosen = direct ? byNumberOrLabel(question, text) : null
  if (chosen) return { option: chosen, candidates: [] }
  const reading = readingOf(question)
  const clauses = completed(readClauses(sayAmounts(measuredPart(text))))
  const scores = question.options.map(() => ({ said: 0, denied: 0 }))
  for (const clause of clauses) (direct ? weighClause : weighOverheard)(reading, clause, scores)
  if (direct) {
    weighYesNo(question, clauses, scores)
    settleDenials(reading, scores)
  }
  return decide(question, scores, direct ? asked : overheard)
}

const shortEnd = /^(?:.* )?(?:do|does|did|is|are|was|were|has|have|can|could|tut|ist|geht) (?:not|nicht)$/

/** "Wi-Fi drops, cable doesn't": what the second clause leaves out is taken from the first, denied. */
const completed = (clauses: Clause[]): Clause[] =>
  clauses.map((clause, at) => {
    const before = clauses[at - 1]
    if (
      !before ||
      clause.words.length > 2 ||
      clause.words.length === 0 ||
      !shortEnd.test(clause.bare.join(' '))
    )
      return clause
    const verbs = before.words.slice(1).map((word) => ({ ...word, negated: !word.negated }))
    return { ...clause, words: [...clause.words.map((word) => ({ ...word, negated: false })), ...verbs] }
  })

function byNumberOrLabel({ options }: FlowQuestion, text: string): FlowOption | null {
  const number = /^(?:option |nr\.? |#)?(\d)[.)]?$/i.exec(text)?.[1]
  if (number) return options[Number(number) - 1] ?? null
  const plain = normalize(text)
  return options.find(({ label }) => normalize(label) === plain) ?? null
}

function decide(
  { options }: FlowQuestion,
  scores: Score[],
  need: { least: number; margin: number },
): Understood {
  const ranked = options
    .map((option, at) => ({ option, said: scores[at]?.said ?? 0 }))
    .filter(({ said }) => said > 0.15)
    .toSorted((a, b) => b.said - a.said)
  const [best, next] = ranked
  if (best && best.said >= need.least && best.said >= (next?.said ?? 0) * need.margin)
    return { option: best.option, candidates: [] }
  return { option: null, candidates: ranked.slice(0, 2).map(({ option }) => option) }
}

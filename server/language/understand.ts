import type { FlowOption } from '../../shared/contracts/flows.ts'
import { measuredPart, sayAmounts } from './amounts.ts'
import { type Clause, readClauses } from './clauses.ts'
import { normalize } from './normalize.ts'
import { weightOf } from './phrases.ts'
import { type FlowQuestion, senseOf } from './polarity.ts'
import { type Reading, readingOf } from './reading.ts'
import { regexOf } from './regex-of.ts'
import { tellsCommon } from './scope.ts'
import { refuteMissing, type Score, settleDenials, weighClause, weighOverheard, weighYesNo } from './weigh.ts'

export type { FlowQuestion } from './polarity.ts'

export type Understood = {
  /** Only where the words leave no doubt. */
  option: FlowOption | null
  /** Without an option: up to two that may be meant. */
  candidates: FlowOption[]
}

/** Of an answer no more is read. */
export const answerCharactersAtMost = 1000
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
  const text = words.slice(0, answerCharactersAtMost).trim()
  if (text === '' || question.options.length === 0) return nothing
  const chosen = direct ? byNumberOrLabel(question, text) : null
  if (chosen) return { option: chosen, candidates: [] }
  const reading = readingOf(question)
  const clauses = completed(readClauses(sayAmounts(measuredPart(text)))).filter(
    (clause, _, all) =>
      (all.length === 1 || !aWayRound.test(clause.bare.join(' '))) &&
      !(reading.scoped && tellsCommon(clause)) &&
      !(tellsAge.test(clause.bare.join(' ')) && !asksAge.test(question.ask)),
  )
  const scores = question.options.map(() => ({ said: 0, denied: 0 }))
  for (const clause of clauses) (direct ? weighClause : weighOverheard)(reading, clause, scores)
  refuteMissing(reading, clauses, scores)
  if (!direct) return withoutLimited(decide(question, scores, overheard), text)
  weighYesNo(question, clauses, scores)
  const claims = scores.map(({ said }) => said)
  settleDenials(reading, scores)
  const taken = decide(question, scores, asked)
  if (isDisputed(question, taken, claims, scores)) return nothing
  const named = taken.option || taken.candidates.length > 0 ? null : byPartOfLabel(reading, clauses)
  return named ? { option: named, candidates: [] } : withoutLimited(taken, text)
}

/** "The second factor" is "The second factor fails": all that was said stands in one label. */
function byPartOfLabel(
  { question, labelTopic, topic }: Reading,
  clauses: readonly Clause[],
): FlowOption | null {
  const [clause, ...more] = clauses
  const said = clause?.words.filter(({ stem }) => weightOf(stem) >= 0.5) ?? []
  if (more.length > 0 || said.length === 0 || said.length > partWords) return null
  if (said.some(({ negated, stem }) => negated || labelTopic.has(stem))) return null
  if (!said.some(({ stem }) => weightOf(stem) === 1 && !topic.has(stem))) return null
  const holding = question.options.filter((option) => {
    const own = readClauses(option.label).flatMap(({ words }) => words)
    return (
      senseOf(option) === null &&
      said.every(({ stem }) => own.some((word) => word.stem === stem && !word.negated))
    )
  })
  return holding.length === 1 ? (holding[0] ?? null) : null
}
const partWords = 3

const withoutLimited = (taken: Understood, text: string): Understood =>
  saysWhole(taken.option) && allBut.test(normalize(text)) ? nothing : taken

/** "All of it except the phone": not all of it. */
const allBut =
  /\b(?:except|besides|apart from|other than|(?:all|everything|everyone) but|bis auf|ausser|abgesehen von) (?:for )?\w/
const saysWhole = (option: FlowOption | null): boolean =>
  option !== null && (senseOf(option) === 'works' || /^(?:all|everything)\b/i.test(option.label))

/** "lte stick läuft solange": it says nothing of what was asked. */
const aWayRound = regexOf(`
  (?:^| )(?:solange|so lange|derweil|zwischenzeitlich|meanwhile|in the meantime)$|^(?:meanwhile|derweil
  |in the meantime|zwischenzeitlich)(?: |$)`)

/** "The switch is from 2019" tells of the switch, and answers only who asks how old it is. */
const tellsAge = regexOf(String.raw`
  \b(?:is|are|ist|sind|was|war|bought|built|installed|gekauft|gebaut)(?: \w+)? (?:from|of|in|since|von|aus
  |seit) (?:19|20)\d\d$|\b\d+ (?:years?|jahre) (?:old|alt)$`)
const asksAge = /\b(?:old|age|when)\b/i

/** "fails on hers, works on mine": it works in one clause and fails in another, so neither answers. */
function isDisputed({ options }: FlowQuestion, { option }: Understood, claims: number[], scores: Score[]) {
  const said = option ? (scores[options.indexOf(option)]?.said ?? 0) : 0
  return options.some(
    (other, at) =>
      option !== null &&
      other !== option &&
      senseOf(other) === 'works' &&
      (scores[at]?.denied ?? 0) > 0 &&
      (claims[at] ?? 0) >= said,
  )
}

const shortEnd = /^(?:.* )?(?:do|does|did|is|are|was|were|has|have|can|could|tut|ist|geht) (?:not|nicht)$/

/** "Wi-Fi drops, cable doesn't": what the second clause leaves out is taken from the first, denied. */
const completed = (clauses: readonly Clause[]): Clause[] =>
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

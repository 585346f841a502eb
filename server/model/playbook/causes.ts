import { decisiveFor, decisives, reachable } from '../../flows/decisive.ts'
import { isGeneral } from '../../flows/general.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { confirmedCause } from '../../flows/walk.ts'
import { contentStems, withoutEmpty } from '../../language/content-stems.ts'
import type { FlowConclusion } from '../../language/rank-causes.ts'
import { rankCauses } from '../../language/rank-causes.ts'
import type { TurnOutput } from '../protocol.ts'
import type { Here } from './here.ts'
import type { Progress } from './progress.ts'
import { same } from './words.ts'

const causesAtMost = 3
const refsAtMost = 6

export type Ranked = { conclusion: FlowConclusion; score: number; words: string[] }

/** One common word makes no cause; neither does a share of what speaks for the best one. */
const wordsAtLeast = 2
const scoreAtLeast = 4
const shareOfBest = 0.5

/** Causes that the words fit well enough to name them. */
export function fittingCauses(found: readonly Ranked[]): Ranked[] {
  const most = found[0]?.score ?? 0
  return found.filter(
    ({ words, score }) =>
      (words.length >= wordsAtLeast || words.some((word) => code.test(word))) &&
      score >= Math.max(scoreAtLeast, most * shareOfBest),
  )
}

const clear = { lead: 1.6, words: 3, score: 6 }

/** The cause that one of the sentences points to beyond doubt, the first such sentence's; null where none does. */
export function clearCause(here: Here, sentences: readonly string[]): Ranked | null {
  for (const text of sentences) {
    const [first, second] = causesFor(here, [{ text, weight: 1 }])
    if (!first || first.score < clear.score) continue
    if (first.words.length < clear.words && !first.words.some((word) => code.test(word))) continue
    if (!second || first.score >= second.score * clear.lead) return first
  }
  return null
}

/** Error codes and names of programs say more than words. */
export const code = /\d{3}|\d[.x]|\p{L}\d|\d\p{L}|[._]\w/u

/** Nodes that several flows share say nothing about one of them; only the walk leads there. */
let common: ReadonlySet<string> | undefined
function commonNodes(): ReadonlySet<string> {
  common ??= new Set(
    shippedFlows()
      .find(isGeneral)
      ?.nodes.map(({ key }) => key),
  )
  return common
}

/** Causes that the words fit, without those somebody struck or ruled out; the best first. */
export function causesFor(here: Here, texts: { text: string; weight: number }[]): Ranked[] {
  if (isGeneral(here.flow)) return []
  return rankCauses(
    here.flow,
    texts.map(({ text, weight }) => ({ text: withoutEmpty(text), weight })),
  )
    .map((one) => ({ ...one, words: [...new Set(one.words.map((word) => word.toLowerCase()))] }))
    .filter(({ conclusion }) => !commonNodes().has(conclusion.key) && !isRefuted(here, conclusion.hypothesis))
}

/** Somebody struck this cause or ruled it out. */
export const isRefuted = (here: Here, cause: string): boolean =>
  refuted(here).some((text) => same(text, cause))

/** Answers led away from every question that decides about it, and the way comes to it no more. */
function isAnsweredAgainst({ flow, case: { flow: place } }: Here, { key }: FlowConclusion): boolean {
  const answered = decisives(flow, key).flatMap(({ question, labels }) => {
    const option = place.trail.findLast(({ node }) => node === question.key)?.option
    return option ? [labels.includes(option)] : []
  })
  return answered.length > 0 && !answered.includes(true) && !reachable(flow, place.node).has(key)
}

const refuted = ({ case: { causes, facts } }: Pick<Here, 'case'>): string[] => [
  ...causes.filter(({ state }) => state === 'struck').map(({ text }) => text),
  ...facts.filter(({ status }) => status === 'ruled_out').map(({ text }) => text),
]

/** What the whole case says: title and newest words weigh more than what was said before. */
export function ranked(here: Here): Ranked[] {
  const texts = [
    { text: here.case.ticket.summary || here.case.title, weight: 1.5 },
    { text: here.words, weight: 3 },
    ...here.evidence
      .slice(0, 40)
      .map(({ text, source }) => ({ text, weight: source === 'engineer' ? 2 : 1 })),
    ...here.case.facts
      .filter(({ status, source }) => status === 'confirmed' && source !== 'engineer')
      .map(({ text }) => ({ text, weight: 1 })),
  ]
  return causesFor(here, texts).filter(
    ({ conclusion, words }) => words.length >= clear.words || !isAnsweredAgainst(here, conclusion),
  )
}

/** The conclusion that a person picked or typed, when the flow has it. */
export function leadingByPerson(here: Here): FlowConclusion | null {
  const {
    case: { causes },
    flow,
  } = here
  const led = causes.find(
    ({ source, state, text }) =>
      (state === 'picked' || (source === 'engineer' && state === 'open')) && !isRefuted(here, text),
  )
  return led ? conclusionNamed(flow.nodes, led.text) : null
}

/** The cause that the engineer named in words that no flow knows; null without one. */
export function ownWords({ case: { causes, facts } }: Pick<Here, 'case'>): string | null {
  return (
    causes.find(
      ({ source, state, text }) =>
        source === 'engineer' &&
        state !== 'struck' &&
        !facts.some((fact) => fact.status === 'ruled_out' && same(fact.text, text)),
    )?.text ?? null
  )
}

export function conclusionNamed(nodes: Here['flow']['nodes'], text: string): FlowConclusion | null {
  const start = text.replace(/…$/, '')
  for (const node of nodes)
    if (
      node.kind === 'conclusion' &&
      (same(node.hypothesis, text) || (start !== text && node.hypothesis.startsWith(start)))
    )
      return node
  return null
}

/** Up to three causes with what speaks for and against each, the one in hand or a person's own first. */
export function causesTold(here: Here, { place }: Progress, found: Ranked[]): TurnOutput['causes'] {
  const inHand = here.flow.nodes.find(({ key }) => key === place.node)
  const lead =
    inHand?.kind === 'conclusion' ? inHand : (here.lead ?? leadingByPerson(here) ?? tested(here, place))
  const rest = fittingCauses(found).filter(({ conclusion }) => conclusion.key !== lead?.key)
  const all: Ranked[] = [
    ...(lead
      ? [
          found.find(({ conclusion }) => conclusion.key === lead.key) ?? {
            conclusion: lead,
            score: 0,
            words: [],
          },
        ]
      : []),
    ...rest,
  ]
  return all.slice(0, causesAtMost).map((one) => causeTold(here, place, one))
}

/** At the end the cause whose fix helped stands alone; without one the causes stay as they are. */
export function causeProven(here: Here, { place }: Progress): TurnOutput['causes'] {
  const conclusion = confirmedCause(here.flow, place.trail)
  return conclusion ? [causeTold(here, place, { conclusion, score: 0, words: [] })] : []
}

/** The leading cause stays the leading one while its proof is asked. */
function tested(here: Here, place: Progress['place']): FlowConclusion | null {
  const {
    flow,
    case: { causes },
  } = here
  const cause =
    causes[0] && !isRefuted(here, causes[0].text) ? conclusionNamed(flow.nodes, causes[0].text) : null
  const isAsked = cause && decisives(flow, cause.key).some(({ question }) => question.key === place.node)
  return isAsked && causes[0]?.state !== 'struck' ? cause : null
}

function causeTold(
  here: Here,
  place: Progress['place'],
  { conclusion, words }: Ranked,
): TurnOutput['causes'][number] {
  const decisive = decisiveFor(here.flow, conclusion, place)
  const options = decisive?.question.options ?? []
  const leads = options.filter(({ label }) => decisive?.labels.includes(label))
  const others = options.filter(({ label }) => !decisive?.labels.includes(label))
  const stems = new Set(words.flatMap((word) => contentStems(word)))
  const least = Math.min(2, stems.size)
  const speaks = (text: string) =>
    least > 0 && contentStems(text).filter((stem) => stems.has(stem)).length >= least
  const { facts } = here.case
  const isFound = (text: string, options: typeof others) =>
    options.some(({ finding }) => finding !== null && same(finding.text, text))
  const against = facts.filter(({ text, status }) => status === 'ruled_out' && isFound(text, others))
  const standing = facts.filter(
    ({ text, status }) => status === 'confirmed' && (isFound(text, leads) || speaks(text)),
  )
  const notes = here.ticket?.notes.filter(({ text }) => speaks(text)) ?? []
  return {
    text: conclusion.hypothesis,
    for: [...standing, ...notes]
      .map(({ id }) => id)
      .filter(Boolean)
      .slice(0, refsAtMost),
    against: against.map(({ id }) => id).slice(0, refsAtMost),
    test: testOf(here, conclusion, place),
  }
}

/** The cheapest check that proves or refutes a cause. */
export function testOf({ flow }: Here, conclusion: FlowConclusion, place: Progress['place']): string {
  const decisive = decisiveFor(flow, conclusion, place)?.question
  return decisive?.task?.text ?? decisive?.ask ?? conclusion.fix[0]?.text ?? ''
}

import type { Flow } from '../../../shared/contracts/flows.ts'
import { nodeAt } from '../../flows/find.ts'
import { isGeneral } from '../../flows/general.ts'
import { type Closing, type ClosingKind, closingOf } from '../../language/closing.ts'
import { closedWithout, endKindOf, endLabels } from '../../language/ended-fact.ts'
import { outcomeOf } from '../../language/outcome.ts'
import { noHypothesis, type TurnOutput, type UpdateCase } from '../protocol.ts'
import { answersIn } from './answers.ts'
import { ownWords } from './causes.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { clip, escaped, lowerFirst, sentence, withoutStop } from './words.ts'

const reasonCharacters = 200

/** "Its spam": the reason is the spam. */
const plainly =
  /^(?:(?:it['’]?s|it is|it was|das ist|das war|ist|this is) )?(?:(?:just|only|nur) )?(?:an? |ein )?/i

/** Said without an order to close, these may as well be what a question was answered by. */
const findings = new Set<ClosingKind>(['explained', 'no_fault', 'unnamed'])

/** "Spam, close it": the case ends without a repair, and nothing says that it works. Null where the words end nothing. */
export function closed(here: Here): TurnOutput | null {
  const closing = closingOf(here.words)
  if (!closing || (here.node.kind === 'end' && here.node.outcome === 'fixed')) return null
  if (closing.kind === 'unnamed' && !closing.sure) return null
  if (!closing.sure && (isAnswer(here) || (findings.has(closing.kind) && !isGeneral(here.flow)))) return null
  return ended(here, closing)
}

function isAnswer(here: Here): boolean {
  const { answers, unsure } = answersIn(here)
  return answers.size > 0 || unsure.length > 0
}

function ended(here: Here, { kind, reason }: Closing): TurnOutput {
  const text = `${closedWithout}: ${lowerFirst(withoutStop(clip(reason.replace(plainly, '') || endLabels[kind], reasonCharacters)))}`
  const end = openEnd(here.flow)
  const own = ownWords(here)
  const told =
    end && end.key !== here.node.key
      ? goOn(here, { jump: { from: here.node.key, to: end.key } }, { keeps: false })
      : stay(here, '')
  const standing = here.case.causes.filter(({ source, state }) => source === 'model' && state === 'open')
  return {
    ...told,
    reply: `${sentence(escaped(text))} The updates say so, and nothing about a repair. “Undo” opens it again.`,
    question: { text: '', context: '', options: [], keep: false },
    new_facts: [{ text, status: 'confirmed', known: 'told', source: 'engineer' }],
    causes: [],
    removed_causes: standing.map(({ id }) => id),
    header: { ...told.header, hypothesis: own || !here.case.hypothesis ? '' : noHypothesis },
    confidence: { tier: 'discovery' },
  }
}

/** "Close it" alone says nothing about the trouble. */
export const howClosed = (here: Here): TurnOutput =>
  stay(
    here,
    'Tickets are closed in ConnectWise. Where it works again, say “fixed”; where nothing was repaired, say why: “spam”, “duplicate”, “not our job”, “no longer needed”.',
  )

/** "He can print, close it" */
export const endedWell = ({ words }: Here): boolean => outcomeOf(words)?.works === true

const openEnd = (flow: Flow) =>
  flow.nodes.find((one) => one.kind === 'end' && one.outcome === 'unexplained') ?? null

/** Why the case ended without a repair, as its fact says it; null where it did not. */
export function closingFact<F extends { text: string }>(
  facts: readonly F[],
  flow: Flow,
  node: string,
): F | null {
  const { kind, ...at } = nodeAt(flow, node)
  const isEnded = kind === 'end' ? !('outcome' in at) || at.outcome !== 'fixed' : openEnd(flow) === null
  return (isEnded && facts.findLast(({ text }) => text.startsWith(`${closedWithout}: `))) || null
}

export function closingKindOf({ facts, flow: { node } }: UpdateCase, flow: Flow): ClosingKind | null {
  const fact = closingFact(facts, flow, node)
  return fact && endKindOf(fact.text)
}

import { fixedEnd, fixOptions } from '../../flows/walk.ts'
import type { FlowConclusion } from '../../language/rank-causes.ts'
import type { TurnOutput } from '../protocol.ts'
import { causesFor, leadingByPerson, ownWords, type Ranked } from './causes.ts'
import { contentStems } from './content.ts'
import { decisiveFor, sureCause } from './decisive.ts'
import { statementsKept } from './facts.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import type { Change, Said } from './progress.ts'
import { lowerFirst, same, sentence, upperFirst, withoutStop } from './words.ts'

const clearLead = 1.5

/** The cause that the words name for sure; null when two could be meant, or none. */
export function causeNamed(here: Here, text: string, wordsAtLeast = 2): FlowConclusion | null {
  const [first, second] = causesFor(here, [{ text, weight: 1 }])
  return first && isClear(first, second, wordsAtLeast) ? first.conclusion : null
}

/** Of several causes the best one, where it explains at least half of the words. */
function causeCovering(here: Here, text: string): FlowConclusion | null {
  const [first] = causesFor(here, [{ text, weight: 1 }])
  return first && first.words.length * 2 >= contentStems(text).length ? first.conclusion : null
}

const isClear = (first: Ranked, second: Ranked | undefined, wordsAtLeast: number): boolean =>
  first.words.length >= wordsAtLeast && (!second || first.score >= second.score * clearLead)

/** Straight to a cause: to the question that proves it while that is open, else to its fix. */
export function jumpTo(here: Here, cause: FlowConclusion): Change {
  const place = here.case.flow
  const decisive = decisiveFor(here.flow, cause, place)
  const answered = decisive && place.trail.find(({ node }) => node === decisive.question.key)?.option
  const isProof = decisive !== null && decisive.question.task !== null && !answered
  const to = isProof ? decisive.question.key : cause.key
  return to === here.node.key ? {} : { jump: { from: here.node.key, to } }
}

/** A button with a cause, or one that a person leads with. */
export function pickCause(here: Here, cause: FlowConclusion): TurnOutput {
  return {
    ...goOn({ ...here, lead: cause }, jumpTo(here, cause), { says: testOf(here, cause) }),
    answer_to_question: here.words,
  }
}

function testOf(here: Here, cause: FlowConclusion): string {
  const decisive = decisiveFor(here.flow, cause, here.case.flow)
  const why = decisive ? ` What decides it: ${lowerFirst(decisive.question.ask)}` : ''
  return `Then we test this cause: ${lowerFirst(withoutStop(cause.hypothesis))}.${why}`
}

/** The engineer's own cause leads: its proof comes next, an earlier answer against it falls. */
export function ownCause(here: Here, slot: string): TurnOutput {
  const cause = causeNamed(here, slot, 1) ?? causeCovering(here, slot)
  if (here.node.kind === 'end') return causeAfterEnd(here, cause, slot)
  if (!cause) {
    const text = upperFirst(withoutStop(slot))
    const told = stay(
      here,
      `“${text}” leads now as your cause. The flow has no test for it: tell me what proves or refutes it.`,
    )
    return {
      ...told,
      causes: [{ text, for: [], against: [], test: '' }, ...told.causes].slice(0, 3),
      header: { ...told.header, hypothesis: text },
      confidence: { tier: 'exploring' },
    }
  }
  const decisive = decisiveFor(here.flow, cause, here.case.flow)
  const before = decisive && here.case.flow.trail.find(({ node }) => node === decisive.question.key)?.option
  const [label] = decisive?.labels ?? []
  if (decisive && label && before && !decisive.labels.includes(before)) {
    const said: Said = { text: here.words, checked: false }
    return goOn(here, { answers: new Map([[decisive.question.key, { label, said }]]) }, { keeps: false })
  }
  return goOn({ ...here, lead: cause }, jumpTo(here, cause), { says: testOf(here, cause), keeps: false })
}

function causeAfterEnd(here: Here, cause: FlowConclusion | null, slot: string): TurnOutput {
  const last = here.case.flow.trail.at(-1)
  if (!cause || !last || here.node.kind !== 'end' || here.node.outcome !== 'fixed') {
    const text = upperFirst(withoutStop(slot))
    const fact = {
      text: `Cause: ${text}`,
      status: 'confirmed' as const,
      known: 'told' as const,
      source: 'engineer',
    }
    return stay(here, `Noted as the cause: ${sentence(text)}`, { new_facts: [fact] })
  }
  return goOn(here, confirmed(here, cause, last.node), {
    says: `Cause noted: ${sentence(cause.hypothesis)}`,
    keeps: false,
  })
}

const confirmed = (here: Here, cause: FlowConclusion, from: string): Change => ({
  jump: { from, to: cause.key },
  answers: new Map([[cause.key, { label: fixOptions.fixed, said: { text: here.words, checked: true } }]]),
})

const namesCause =
  /\b(?:it was|was the|were the|war (?:der|die|das)|lag an|because|cause|caused by|ursache)\b/i

/** The answer that led to the cause in hand was the engineer's, to a question they had before them. */
function wasAsked({ flow, case: { flow: place, questions } }: Here): boolean {
  const last = place.trail.findLast(({ option }) => option !== null)
  const node = last && flow.nodes.find(({ key }) => key === last.node)
  return (
    node?.kind === 'question' &&
    questions.some(({ state, text }) => state === 'answered' && same(text, node.ask))
  )
}

const unconfirmed = (cause: FlowConclusion | null): string =>
  cause
    ? `I had suspected this: ${lowerFirst(sentence(cause.hypothesis))} Say “it was that” or what it was, and the note has its cause.`
    : 'No cause is named yet: “it was …” puts it into the note.'

/**
 * It works again, wherever the way stands. `isPressed`: by the button under the cause. The cause is the one in hand or the one these words name; nothing becomes
 * the cause only because the search stood near it.
 */
export function fixed(here: Here, isPressed = false): TurnOutput {
  const end = fixedEnd(here.flow)
  const inHand = here.node.kind === 'conclusion' ? here.node : sureCause(here.flow, here.case.flow)
  const named = namesCause.test(here.words) ? causeNamed(here, here.words) : null
  const cause = named ?? leadingByPerson(here) ?? (inHand && (isPressed || wasAsked(here)) ? inHand : null)
  const from = here.node.key
  const noQuestion = { text: '', context: '', options: [], keep: false }
  if (here.node.kind === 'end' || !end) {
    const told = stay(here, 'Good. It stands as fixed.', { question: noQuestion })
    return { ...told, new_facts: statementsKept(here, []) }
  }
  const own = ownWords(here)
  if (!cause)
    return goOn(
      here,
      { jump: { from, to: end.key } },
      {
        says: own
          ? `Good. Cause as you named it: ${lowerFirst(sentence(own))}`
          : ['Good, noted as fixed.', unconfirmed(inHand)].join(' '),
      },
    )
  const change =
    cause.key === from ? { ...confirmed(here, cause, from), jump: undefined } : confirmed(here, cause, from)
  return goOn(here, change as Change, { says: `Good. Cause: ${lowerFirst(sentence(cause.hypothesis))}` })
}

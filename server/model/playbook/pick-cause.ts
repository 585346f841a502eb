import { decisiveFor } from '../../flows/decisive.ts'
import { confirmedCause, fixedEnd, fixOptions } from '../../flows/walk.ts'
import { contentStems, holdsMostOf } from '../../language/content-stems.ts'
import { namesCause } from '../../language/names-cause.ts'
import type { FlowConclusion } from '../../language/rank-causes.ts'
import type { TurnOutput } from '../protocol.ts'
import { causesFor, conclusionNamed, type Ranked } from './causes.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { causeMeant, isPronoun, wholeSlot } from './meant.ts'
import { noted } from './noted.ts'
import type { Change, Said } from './progress.ts'
import { escaped, lowerFirst, quoted, same, sentence, upperFirst, withoutStop } from './words.ts'

const clearLead = 1.5

/** The cause that the words name for sure; null when two could be meant, or none. */
export function causeNamed(here: Here, text: string, wordsAtLeast = 2): FlowConclusion | null {
  const [first, second] = causesFor(here, [{ text, weight: 1 }])
  return first && isClear(first, second, wordsAtLeast) ? first.conclusion : null
}

/** Of several causes the best one, where it explains such a share of the words. */
function causeCovering(here: Here, text: string, share: number): FlowConclusion | null {
  const [first] = causesFor(here, [{ text, weight: 1 }])
  return first && first.words.length >= contentStems(text).length * share ? first.conclusion : null
}

/** "It was the PoE budget" states what "it is the switch" or "I think the switch" suspect. */
const statesCause = /\b(?:was|were|wars|war|lag|found|identified|turned out|caused by|culprit|ursache)\b/i

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
    ...goOn({ ...here, lead: cause }, jumpTo(here, cause), { says: testAnnounced(here, cause) }),
    answer_to_question: here.words,
  }
}

function testAnnounced(here: Here, cause: FlowConclusion): string {
  const decisive = decisiveFor(here.flow, cause, here.case.flow)
  const why = decisive ? ` What decides it: ${lowerFirst(decisive.question.ask)}` : ''
  return `Then we test this cause: ${lowerFirst(withoutStop(cause.hypothesis))}.${why}`
}

/** "The rule" is the one that leads, where its name fits. */
export function standingCause({ case: state, flow }: Here, slot: string): FlowConclusion | null {
  const standing = state.causes.filter((one) => one.state !== 'struck').map(({ text }) => text)
  const meant = [state.hypothesis, ...standing].find((text) => text !== '' && holdsMostOf(text, slot))
  return meant === undefined ? null : conclusionNamed(flow.nodes, meant)
}

/**
 * The engineer's own cause leads: its proof comes next, an earlier answer against it falls. `strict`: a cause of the flow is
 * it only where its name holds what was named.
 */
export function ownCause(here: Here, named: string, strict = false): TurnOutput {
  const slot = isPronoun(named) ? causeMeant(here) : wholeSlot(here.words, named)
  if (!slot)
    return stay(here, noted(here, 'No cause leads yet: “it was …” with its name puts it into the note.'))
  if (isPronoun(named)) return pronounCause(here, slot)
  const isStated = statesCause.test(here.words)
  const standing = standingCause(here, slot)
  const cause =
    standing ??
    (strict
      ? causeFitting(here, slot)
      : isStated
        ? (causeNamed(here, slot) ?? causeCovering(here, slot, 2 / 3))
        : (causeNamed(here, slot, 1) ?? causeCovering(here, slot, 1 / 2)))
  if (here.node.kind === 'end')
    return causeAfterEnd(here, cause && namesCause(here.words, cause.hypothesis) ? cause : null, slot)
  if (!cause) {
    const text = upperFirst(withoutStop(slot))
    const told = stay(
      here,
      `${quoted(text)} leads now as your cause. The flow has no test for it: tell me what proves or refutes it.`,
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
  const told = goOn({ ...here, lead: cause }, jumpTo(here, cause), {
    says: testAnnounced(here, cause),
    keeps: false,
  })
  return standing || !isStated || namesCause(here.words, cause.hypothesis)
    ? told
    : inOwnWords(told, cause, slot)
}

/** "It was that": the cause spoken of is theirs. */
function pronounCause(here: Here, text: string): TurnOutput {
  const cause = conclusionNamed(here.flow.nodes, text)
  if (here.node.kind === 'end') return causeAfterEnd(here, cause, text)
  if (cause) return pickCause(here, cause)
  return stay(here, noted(here, `Leading cause: ${sentence(escaped(text))}`))
}

/** The engineer's words lead, with the proof that the flow has for that cause. */
function inOwnWords(told: TurnOutput, { hypothesis }: FlowConclusion, slot: string): TurnOutput {
  const text = upperFirst(withoutStop(slot))
  return {
    ...told,
    causes: told.causes.map((one) => (one.text === hypothesis ? { ...one, text } : one)),
    header: { ...told.header, hypothesis: text },
  }
}

function causeAfterEnd(here: Here, cause: FlowConclusion | null, slot: string): TurnOutput {
  const { trail } = here.case.flow
  const last = trail.at(-1)
  const end = fixedEnd(here.flow)
  const isFixed = isOver(here.node)
  const before = isFixed ? confirmedCause(here.flow, trail) : null
  const isAgain = before !== null && before.key === cause?.key
  if (cause && last && isFixed && !isAgain) {
    const from = before?.key ?? last.node
    const told = goOn(here, confirmed(here, cause, from), {
      says: `Cause noted: ${sentence(cause.hypothesis)}`,
      keeps: false,
    })
    return { ...told, removed_facts: [...told.removed_facts, ...confirmationOf(here, before)] }
  }
  const text = cause?.hypothesis ?? upperFirst(withoutStop(slot))
  const reply = `Noted as the cause: ${sentence(escaped(text))}`
  const told =
    before && end && !isAgain
      ? { ...goOn(here, { jump: { from: before.key, to: end.key } }, { keeps: false }), reply }
      : stay(here, reply)
  return {
    ...told,
    removed_facts: [...told.removed_facts, ...(isAgain ? [] : confirmationOf(here, before))],
    causes: [{ text, for: [], against: [], test: '' }],
    header: { ...told.header, hypothesis: text },
    confidence: { tier: isFixed ? 'confident' : 'exploring' },
  }
}

/** The fact that had confirmed a cause which holds no longer. */
const confirmationOf = ({ case: { facts } }: Here, cause: FlowConclusion | null): string[] =>
  facts
    .filter(({ text }) => cause && same(text, `Confirmed by the fix: ${lowerFirst(cause.hypothesis)}`))
    .map(({ id }) => id)

export const confirmed = (here: Here, cause: FlowConclusion, from: string): Change => ({
  jump: { from, to: cause.key },
  answers: new Map([[cause.key, { label: fixOptions.fixed, said: { text: here.words, checked: true } }]]),
})

/** The flow's cause, where its name holds what was named. */
export function causeFitting(here: Here, text: string): FlowConclusion | null {
  const cause = causeNamed(here, text, 1)
  return cause && holdsMostOf(cause.hypothesis, text) ? cause : null
}

/** The end that says it works again. */
export const isOver = (node: Here['node']): boolean => node.kind === 'end' && node.outcome === 'fixed'

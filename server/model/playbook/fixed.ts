import { sureCause } from '../../flows/decisive.ts'
import { confirmedCause, fixedEnd } from '../../flows/walk.ts'
import { causeBeside } from '../../language/cause-beside.ts'
import { contentStems } from '../../language/content-stems.ts'
import type { FlowConclusion } from '../../language/rank-causes.ts'
import { noHypothesis, type TurnOutput } from '../protocol.ts'
import { conclusionNamed, leadingByPerson, ownWords } from './causes.ts'
import { causeOfDeed, deedOf, mayFix } from './deed.ts'
import { statementsKept } from './facts.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { causeMeant } from './meant.ts'
import { causeFitting, causeNamed, confirmed, isOver, ownCause, standingCause } from './pick-cause.ts'
import type { Change } from './progress.ts'
import { escaped, lowerFirst, quoted, same, sentence, upperFirst, withoutStop } from './words.ts'

const saysCause =
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

/** No cause is confirmed: what it was solved by, and which cause stands to be confirmed. */
const unconfirmed = (deed: string, cause: FlowConclusion | null): string =>
  [
    deed ? `Good, noted as fixed by this: ${quoted(deed)}.` : 'Good, noted as fixed.',
    cause
      ? `${deed ? 'That would fit this cause' : 'I had suspected this'}: ${lowerFirst(sentence(cause.hypothesis))} Say “it was that” or what it was, and the note has its cause.`
      : 'No cause is named yet: “it was …” puts it into the note.',
  ].join(' ')

/** "That was it", said after the end, is about the cause. */
const saysThat =
  /^(?:(?:yes|yep|ja|jep|genau|exactly|right),? )?(?:das war['’]?s|das war es|that was it|it was that|genau das|daran lag es|daran lags)[.! ]*$/i

/** The engineer's own cause stands with the end. */
const namedBy = (told: TurnOutput, text: string): TurnOutput => ({
  ...told,
  causes: [{ text, for: [], against: [], test: '' }],
  header: { ...told.header, hypothesis: text },
  confidence: { tier: 'confident' },
})

/** "Moved her, the wifi is stable": the words have a word of the cause's name. */
function speaksOf({ words }: Here, { hypothesis }: FlowConclusion): boolean {
  const said = new Set(contentStems(words))
  return contentStems(hypothesis).some((stem) => said.has(stem))
}

const plainYes = /^(?:yes|yep|yeah|ja|jep)\b/i

/** The cause that "it was that" means from now on leads; where the deed belongs to none, none does. */
function suspecting(
  { case: { hypothesis, causes } }: Here,
  { header }: TurnOutput,
  cause: FlowConclusion | null,
): Pick<TurnOutput, 'header' | 'causes' | 'removed_causes'> {
  const name = cause?.hypothesis ?? (hypothesis ? noHypothesis : '')
  const others = causes.filter(({ source, state }) => source === 'model' && state === 'open')
  return {
    header: { ...header, hypothesis: name === hypothesis ? '' : name },
    causes: cause ? [{ text: cause.hypothesis, for: [], against: [], test: '' }] : [],
    removed_causes: cause ? [] : others.map(({ id }) => id),
  }
}

/**
 * It works again, wherever the way stands. `isAnswer`: said where it was asked whether the fix of the cause in hand
 * helped. Else the cause is the one that these words or a person named before; nothing becomes the cause only because
 * the search stood near it.
 */
export function fixed(here: Here, isAnswer = false): TurnOutput {
  const end = fixedEnd(here.flow)
  const inHand = here.node.kind === 'conclusion' ? here.node : sureCause(here.flow, here.case.flow)
  const said = causeBeside(here.words)
  const byName = said ? (standingCause(here, said) ?? causeFitting(here, said)) : null
  const named = said ? byName : saysCause.test(here.words) ? causeNamed(here, here.words) : null
  const own = said ? (named ? null : upperFirst(withoutStop(said))) : ownWords(here)
  const deed = deedOf(here)
  const mayBe = inHand && (plainYes.test(here.words) || deed === '' || mayFix(inHand, deed))
  const suspect = !own && mayBe && (isAnswer || wasAsked(here)) ? inHand : null
  const cause = named ?? (said ? null : leadingByPerson(here)) ?? suspect
  const from = here.node.key
  const noQuestion = { text: '', context: '', options: [], keep: false }
  if (isOver(here.node) || !end) {
    if (end && said && !confirmedCause(here.flow, here.case.flow.trail)) return ownCause(here, said)
    if (end && saysThat.test(here.words) && causeMeant(here)) return ownCause(here, 'that')
    const told = stay(here, 'Good. It stands as fixed.', { question: noQuestion })
    return { ...told, new_facts: statementsKept(here, []) }
  }
  if (!cause) {
    const leading = conclusionNamed(here.flow.nodes, here.case.hypothesis)
    const suspected = deed
      ? (causeOfDeed(here, deed) ?? (mayBe ? inHand : leading && speaksOf(here, leading) ? leading : null))
      : (inHand ?? leading)
    const says = own
      ? `Good. Cause as you named it: ${lowerFirst(sentence(escaped(own)))}`
      : unconfirmed(deed, suspected)
    const told = goOn(here, { jump: { from, to: end.key } }, { says })
    if (own) return said ? namedBy(told, own) : told
    return { ...told, reply: says, ...suspecting(here, told, suspected) }
  }
  const change =
    cause.key === from ? { ...confirmed(here, cause, from), jump: undefined } : confirmed(here, cause, from)
  return goOn(here, change as Change, { says: `Good. Cause: ${lowerFirst(sentence(cause.hypothesis))}` })
}

import { decisives } from '../../flows/decisive.ts'
import { nodeOf } from '../../flows/find.ts'
import { deniesThing } from '../../language/contrast.ts'
import { readMessage } from '../../language/read-message.ts'
import { type Correction, correctionIn, repeats } from '../../language/taking-back.ts'
import { understand } from '../../language/understand.ts'
import type { TurnOutput } from '../protocol.ts'
import { answersIn, meantAsk } from './answers.ts'
import { corrected } from './by-intent.ts'
import { topicOf, type Wrong, wrongIn } from './contradicted.ts'
import { answerFound, evidenceOf } from './evidence.ts'
import { statementsKept } from './facts.ts'
import { goOn } from './go-on.ts'
import { type Here, peopleOf } from './here.ts'
import { isFlowLeft } from './left-flow.ts'
import { causeNamed, ownCause } from './pick-cause.ts'
import type { Said } from './progress.ts'
import { quoted } from './words.ts'

/**
 * "No, I meant …": what follows takes the place of what it contradicts, a statement of the engineer or an answer that was
 * taken. That goes, and the new words are read in its place by `read`. What contradicts nothing is said anew, and nothing
 * goes. Null where nothing is corrected.
 */
export function correct(here: Here, read: (here: Here) => TurnOutput): TurnOutput | null {
  const correction = correctionIn(here.words)
  if (!correction || !says(correction) || isFlowLeft(here) || deniesThing(here.words)) return null
  const { rest } = correction
  if (correction.isDenial && answersIn(here).answers.has(here.node.key)) return null
  const found = wrongIn(here, correction)
  const wrong = found && repeats(rest) ? (found.node ? { ...found, facts: [] } : null) : found
  if (found && repeats(rest) && !isReadAnew(here, wrong, rest)) return null
  if (!wrong) return saysAnew(here, correction, read)
  const facts = here.case.facts.filter(({ id }) => !wrong.facts.includes(id))
  const causes = here.case.causes.filter(({ id }) => !wrong.causes.includes(id))
  const state = { ...here.case, facts, causes }
  const heard = readMessage(rest, peopleOf(here))
  const without: Here = {
    ...here,
    words: rest,
    heard,
    case: state,
    evidence: evidenceOf({ ...here, case: state }),
  }
  const output = withStatement(without, answeredAnew(without, wrong) ?? read(without))
  return {
    ...output,
    reply: `Corrected: ${quoted(wrong.text)} counts no longer. ${output.reply}`,
    removed_facts: [...new Set([...output.removed_facts, ...wrong.facts])],
    removed_causes: [...new Set([...output.removed_causes, ...wrong.causes])],
  }
}

/** Said once more it gives another answer than the one that was taken from it. */
function isReadAnew(here: Here, wrong: Wrong | null, rest: string): boolean {
  const node = wrong?.node ? nodeOf(here.flow, wrong.node) : null
  const before = here.case.flow.trail.findLast((step) => step.node === wrong?.node)?.option
  return node?.kind === 'question' && understand(node, rest, { asked: true }).option?.label !== before
}

/** A correction of something that the case does not know ("correction: the new part is on its way") only states it. */
function saysAnew(
  here: Here,
  { rest, isPlain, isOfLast }: Correction,
  read: (here: Here) => TurnOutput,
): TurnOutput | null {
  const { intent, statements } = readMessage(rest, peopleOf(here))
  if (!isPlain || isOfLast || intent !== null || corrected(here, rest)) return null
  if (!statements.some(({ kind }) => kind === 'statement')) return null
  return read({ ...here, words: rest, heard: { intent, statements } })
}

/** Where it is asked how the new words are meant, they stand meanwhile: what they correct is gone. */
const withStatement = (here: Here, output: TurnOutput): TurnOutput =>
  output.question.text.startsWith(meantAsk) && output.new_facts.length === 0
    ? { ...output, new_facts: statementsKept(here, []) }
    : output

/** The answer that rested on the statement is given anew by the new words, or its question asks again. */
function answeredAnew(here: Here, { node: key }: Wrong): TurnOutput | null {
  const node = key ? nodeOf(here.flow, key) : null
  if (!node) return null
  const before = here.case.flow.trail.findLast((step) => step.node === key)?.option
  const option = node.kind === 'question' ? understand(node, here.words, { asked: true }).option : null
  if (option?.label === before) return null
  if (!option) return ownCauseAt(here, node.key) ?? goOn(here, { reopen: node.key })
  // What was said before speaks for a third answer: the question asks again.
  const known = node.kind === 'question' ? answerFound(node, [], here.evidence) : null
  if (known && known.option !== option && known.option.label !== before)
    return goOn(here, { reopen: node.key })
  const checked = here.heard.statements.some((one) => one.checked)
  const said: Said = { text: here.words, checked }
  return goOn(here, { answers: new Map([[node.key, { label: option.label, said }]]) })
}

/** "It IS the transport rule": the cause that this question decides about. */
function ownCauseAt(here: Here, key: string): TurnOutput | null {
  const cause = causeNamed(here, here.words, 1)
  const isDecided = cause && decisives(here.flow, cause.key).some(({ question }) => question.key === key)
  return isDecided ? ownCause(here, here.words) : null
}

/** Whether something stands behind the word that corrects: "no wait, let me check" corrects nothing yet. */
function says({ rest, isDenial }: Correction): boolean {
  if (topicOf(rest).length === 0 && !isDenial) return false
  const { statements, intent } = readMessage(rest)
  return statements.some(({ kind }) => kind === 'statement') || (intent !== null && claims.has(intent.intent))
}
const claims = new Set(['cause_is', 'not_that', 'fixed', 'still_broken'])

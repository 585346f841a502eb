import { decisives } from '../../flows/decisive.ts'
import { nodeAt } from '../../flows/find.ts'
import { isGeneral } from '../../flows/general.ts'
import { fixOptions } from '../../flows/walk.ts'
import { asksBack, leavesOpen } from '../../language/intent-kinds.ts'
import { isUndo } from '../../language/taking-back.ts'
import type { TurnOutput } from '../protocol.ts'
import { answerBack } from './answer-back.ts'
import {
  answersIn,
  decisiveAnswer,
  isAsked,
  isCorrection,
  meantAsk,
  neither,
  statementsIn,
} from './answers.ts'
import { asksForFix, byIntent, corrected, worksOnlyInPart } from './by-intent.ts'
import { causesFor, clearCause, conclusionNamed, fittingCauses, type Ranked, testOf } from './causes.ts'
import { meantBy } from './confirm-suggestion.ts'
import { correct } from './correct.ts'
import { statementsKept } from './facts.ts'
import { withFix } from './fix.ts'
import { fixed } from './fixed.ts'
import { withFork } from './fork.ts'
import { goOn, stay, understood } from './go-on.ts'
import { type Here, hereOf, type Told } from './here.ts'
import { inNotebook, isLed } from './notebook.ts'
import { noted } from './noted.ts'
import { opening } from './opening.ts'
import { jumpTo, pickCause } from './pick-cause.ts'
import { proceed } from './progress.ts'
import { reopen } from './reopen.ts'
import { stillBroken } from './rule-out.ts'
import { questionAt } from './standing.ts'
import { undo } from './undo.ts'
import { asLabel, escaped, lowerFirst, quoted, same, sentence } from './words.ts'

const noneOfThese = 'None of these'
const causeAsk = 'Which of these causes do we test?'

/** One turn of a case, led by its flow: the same input gives the same output. */
export function playTurn(told: Told): TurnOutput {
  const here = hereOf(told)
  const output = withTicket(here, withFork(here, withFix(here, withoutMenu(here, outputOf(here)))))
  if (output.reply !== '' && output.reply !== here.last_reply) return output
  return { ...output, reply: noted(here, '') }
}

function outputOf(here: Here): TurnOutput {
  // A button means its option, whatever its label would mean as a message: "Wrong PIN too often" corrects nothing.
  const meant = here.flow_is_new ? null : meantBy(here)
  const button = here.flow_is_new ? null : pressed(meant ? { ...here, words: meant } : here)
  if (button) return button
  if (isUndo(here.words)) return undo(here)
  return reopen(here) ?? correct(here, readOnce) ?? readOnce(here)
}

/** The words as they stand, not as a correction: what is left of one is read by this too, so it ends. */
function readOnce(here: Here): TurnOutput {
  if (here.words === '' && !here.flow_is_new)
    return here.ticket_is_new ? ticketRead(here) : stay(here, noted(here, ''))
  if (isGeneral(here.flow) && !isLed(here)) return inNotebook(here)
  if (here.flow_is_new) return opening(here)
  return pressed(here) ?? byIntent(here) ?? fromWords(here)
}

const asking = new Set<string>([...asksBack, ...leavesOpen, 'tell_client', 'update'])

/** Which cause to test, or what was meant, is asked once: who says something else meanwhile is asked what the flow asks. */
function withoutMenu(here: Here, output: TurnOutput): TurnOutput {
  const isMenu = here.met?.text === causeAsk || here.met?.text.startsWith(meantAsk)
  if (!isMenu || !output.question.keep || isUndo(here.words)) return output
  if (statementsIn(here).length === 0 && asking.has(here.heard.intent?.intent ?? '')) return output
  return { ...output, question: questionAt(nodeAt(here.flow, output.flow.node || here.node.key)) }
}

/** A ticket that came amid the case: what it says is read against the flow at once. */
const ticketRead = (here: Here): TurnOutput => goOn(here, {}, { says: ticketWords(here) })

/** Words that came with another ticket than the last ones: the ticket is named before they are answered. */
function withTicket(here: Here, output: TurnOutput): TurnOutput {
  const before = here.past.at(-1)?.case.ticket.id
  const isLinked = here.ticket_is_new && before !== undefined && before !== here.case.ticket.id
  return isLinked && here.words !== '' ? { ...output, reply: `${ticketWords(here)} ${output.reply}` } : output
}

function ticketWords({ ticket }: Here): string {
  const from = ticket?.client ? ` of ${escaped(ticket.client)}` : ''
  return `I have read ticket ${ticket?.number ?? ''}${from}: ${quoted(ticket?.summary ?? '')}.`
}

/** A button of the open question, by its label or its number. */
function pressed(here: Here): TurnOutput | null {
  const { met, node, words, flow } = here
  const number = /^#?(\d)[.)]?$/.exec(words)?.[1]
  const label = number ? met?.options[Number(number) - 1] : met?.options.find((one) => same(one, words))
  if (!met || !label) return null
  if (
    (label === noneOfThese && met.text === causeAsk) ||
    (label === neither && met.text.startsWith(meantAsk))
  )
    return stay(here, 'Then back to the question.', { question: questionAt(node), answer_to_question: label })
  const option =
    isAsked(here) && node.kind === 'question' && node.options.find((one) => same(one.label, label))
  if (option) {
    const answers = new Map([[node.key, { label: option.label, said: { text: words, checked: false } }]])
    return { ...goOn(here, { answers }, { keeps: false }), answer_to_question: label }
  }
  if (node.kind === 'conclusion' && label === fixOptions.fixed) return fixed(here, true)
  if (node.kind === 'conclusion' && label === fixOptions.same) return stillBroken(here)
  if (label === fixOptions.open) return stay(here, noted(here, 'Then the fix comes first.'))
  const cause = conclusionNamed(flow.nodes, label)
  return cause ? pickCause(here, cause) : null
}

/** Everything that the words say, read against the whole way; what no question takes is kept as it was said. */
function fromWords(here: Here): TurnOutput {
  const correction = isCorrection(here.words) ? corrected(here, here.words) : null
  if (correction) return correction
  const { answers, unsure } = answersIn(here)
  const statements = statementsIn(here)
  const progress = proceed(here, { answers, statements })
  const back = worksOnlyInPart(here)
    ? 'That works now, but not everywhere, so the case stays open.'
    : answerBack(here)
  const isMoved = progress.news.length > 0 || progress.place.node !== here.node.key
  if (isMoved) {
    const says = [back, understood(here, progress.news)].filter(Boolean).join(' ')
    return goOn(here, { answers }, { says, progress })
  }
  const decisive = decisiveAnswer(here)
  if (decisive) {
    const given = new Map([[decisive.question.key, { label: decisive.label, said: decisive.said }]])
    const to = { from: here.node.key, to: decisive.question.key }
    return goOn(here, { answers: given, jump: to })
  }
  const clear = clearCause(
    here,
    statements.map(({ text }) => text),
  )
  if (clear && !decides(here, clear.conclusion)) return pointedTo(here, clear, back)
  if (back && statements.length === 0) return stay(here, back)
  const kept = statementsKept(here, [])
  const meant = unsure.length > 0 ? unsure.map(({ label }) => label) : labelsFitting(here)
  if (meant.length > 0) return didYouMean(here, meant, kept)
  const fitting = fits(here, kept, back)
  if (fitting) return fitting
  const { node } = here
  if (node.kind === 'question' && node.options.length === 0 && isAsked(here) && statements.length > 0)
    return { ...goOn(here, { leave: true }), answer_to_question: here.words }
  return stay(here, back ? `${back} ${noted(here, '')}` : noted(here, kept.length > 0 ? 'Noted.' : ''), {
    new_facts: kept,
  })
}

const decides = ({ flow, node }: Here, cause: Ranked['conclusion']): boolean =>
  node.key === cause.key || decisives(flow, cause.key).some(({ question }) => question.key === node.key)

/** One cause stands out: its proof comes next, and the words are kept. */
function pointedTo(here: Here, { conclusion, words }: Ranked, back: string): TurnOutput {
  const says = `Your words point to this: ${lowerFirst(sentence(conclusion.hypothesis))} (${quotedWords(words)})`
  return goOn({ ...here, lead: conclusion }, jumpTo(here, conclusion), {
    says: [back, says].filter(Boolean).join(' '),
  })
}

const quotedWords = (words: readonly string[]): string =>
  words
    .slice(0, 3)
    .map((word) => `‘${escaped(word)}’`)
    .join(', ')

/** Words that fit one cause best, while the question in hand decides about it: the answers that lead there. */
function labelsFitting(here: Here): string[] {
  if (asksForFix(here) && /^(?:no|nope|nein|nee)\b/i.test(here.words)) return [fixOptions.same]
  const texts = statementsIn(here).map(({ text }) => ({ text, weight: 1 }))
  const [best] = isAsked(here) ? fittingCauses(causesFor(here, texts)) : []
  const deciding = best ? decisives(here.flow, best.conclusion.key) : []
  return (deciding.find(({ question }) => question.key === here.node.key)?.labels ?? []).slice(0, 2)
}

/** Two readings compete, or one is not sure: a person decides, and short words are filed nowhere meanwhile. */
function didYouMean(here: Here, labels: string[], kept: TurnOutput['new_facts']): TurnOutput {
  const named = labels.map((label) => `“${label}”`).join(' or ')
  return stay(here, 'I am not sure how you mean that.', {
    question: { text: `${meantAsk} ${named}?`, context: '', options: [...labels, neither], keep: false },
    new_facts: kept.filter(({ text }) => text.split(' ').length > 5),
  })
}

/** The message answers nothing that was asked, and points to causes. */
function fits(here: Here, kept: TurnOutput['new_facts'], back: string): TurnOutput | null {
  if (here.node.kind === 'end' || statementsIn(here).length === 0) return null
  const found = fittingCauses(
    causesFor(
      here,
      statementsIn(here).map(({ text }) => ({ text, weight: 1 })),
    ),
  ).slice(0, 3)
  if (found.length === 0 || here.met?.text === causeAsk || here.node.kind === 'conclusion') return null
  const named = found.map(({ conclusion, words }) => `${conclusion.hypothesis} (${quotedWords(words)})`)
  const test = found[0] ? testOf(here, found[0].conclusion, here.case.flow) : ''
  const first = test ? ` Check first: ${sentence(test)}` : ''
  const reply = [back, `Your words fit: ${named.join(' · ')}.${first}`].filter(Boolean).join(' ')
  if (found.length === 1) return stay(here, reply, { new_facts: kept })
  return {
    ...stay(here, '', { new_facts: kept }),
    reply,
    question: {
      text: causeAsk,
      context: '',
      options: [...found.map(({ conclusion }) => asLabel(conclusion.hypothesis)), noneOfThese],
      keep: false,
    },
  }
}

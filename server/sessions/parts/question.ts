import { v7 as newId } from 'uuid'
import type { Question } from '../../../shared/contracts/questions.ts'
import { sameText } from '../../language/same-text.ts'
import type { TurnOutput } from '../../model/protocol.ts'
import { lengths, storable } from '../caps.ts'
import type { QuestionWrite } from '../question-queries.ts'
import { rowsAdded } from './rows.ts'

type Asked = Pick<Question, 'text' | 'context' | 'options'>

/** What becomes of the question that the words met, and of the one that is asked next. Null changes nothing. */
export type QuestionPlan = {
  met:
    | { id: string; act: 'answer'; words: string; taken_as: string | null }
    | { id: string; act: 'take'; taken_as: string | null }
    | { id: string; act: 'drop' }
    | null
  next:
    | ({ id: string; act: 'reopen' | 'update' } & Pick<Asked, 'context' | 'options'>)
    | { id: string; act: 'reopen_as_it_was' }
    | ({ id: string; act: 'ask' } & Asked)
    | null
}

type Input = {
  questions: readonly Question[]
  wanted: Pick<TurnOutput, 'question' | 'answer_to_question'>
  /** The question the words were typed at: answered with them when the turn was taken. */
  answering: string | null
  words: string
}

/**
 * The question that stood when the words came stays open when it is kept or asked again; words that were no answer to
 * it leave no answer. The text of an earlier question opens that one again: an answer was taken back.
 */
export function planQuestion({ questions, wanted, answering, words }: Input): QuestionPlan {
  const met =
    questions.find(({ id }) => id === answering) ?? questions.find(({ state }) => state === 'open') ?? null
  const asked = askedIn(wanted.question)
  const isKept = met !== null && (asked ? sameText(asked.text) === sameText(met.text) : wanted.question.keep)
  if (isKept) return { met: null, next: staysOpen(met, asked) }
  const closed = met && closedBy(met, wanted.answer_to_question, words)
  if (!asked) return { met: closed, next: null }
  const before = questions.findLast(
    ({ id, text }) => id !== met?.id && sameText(text) === sameText(asked.text),
  )
  if (before) return { met: closed, next: { id: before.id, act: 'reopen', ...asked } }
  return { met: closed, next: { id: newId(), act: 'ask', ...asked } }
}

function staysOpen(met: Question, asked: Asked | null): QuestionPlan['next'] {
  if (asked) return { id: met.id, act: met.state === 'open' ? 'update' : 'reopen', ...asked }
  return met.state === 'open' ? null : { id: met.id, act: 'reopen_as_it_was' }
}

/** A pressed button is an answer whatever the model says; own words are one when the model took them as one. */
function closedBy(met: Question, takenAs: string, words: string): QuestionPlan['met'] {
  const isButton = (met.options ?? []).some((option) => sameText(option) === sameText(words))
  const taken = storable(takenAs, lengths.option)
  const taken_as = taken && sameText(taken) !== sameText(words) ? taken : null
  if (!taken && !isButton) return { id: met.id, act: 'drop' }
  const said = storable(words, lengths.result)
  if (met.state === 'open')
    return said ? { id: met.id, act: 'answer', words: said, taken_as } : { id: met.id, act: 'drop' }
  return { id: met.id, act: 'take', taken_as }
}

function askedIn(question: TurnOutput['question']): Asked | null {
  const text = storable(question.text, lengths.question)
  if (!text) return null
  const options = question.options.flatMap((option) => storable(option, lengths.option) ?? [])
  const distinct = [...new Set(options)].slice(0, lengths.options)
  return {
    text,
    context: storable(question.context, lengths.detail),
    options: distinct.length > 0 ? distinct : null,
  }
}

/** The question that the words met comes before the one that is asked next: one at most is open at a time. */
export function questionRows(
  questions: readonly Question[],
  { met, next }: QuestionPlan,
  userId: string,
): QuestionWrite[] {
  const row = (id: string, fields: Partial<QuestionWrite>): QuestionWrite[] => {
    const before = questions.find((question) => question.id === id)
    if (!before) return []
    const { created_at: _, ...kept } = before
    return [{ ...kept, answered_by: null, ...fields }]
  }
  const open = { state: 'open' as const, answer: null, taken_as: null }
  const closed = !met
    ? []
    : met.act === 'answer'
      ? row(met.id, { state: 'answered', answer: met.words, taken_as: met.taken_as, answered_by: userId })
      : met.act === 'take'
        ? row(met.id, { taken_as: met.taken_as }).filter(({ state }) => state === 'answered')
        : row(met.id, { state: 'dropped', answer: null })
  if (!next) return closed
  if (next.act === 'ask') {
    const { id, text, context, options } = next
    return [...closed, { id, text, context, options, ...open, answered_by: null }]
  }
  if (next.act === 'reopen_as_it_was') return [...closed, ...row(next.id, open)]
  const asked = { context: next.context, options: next.options }
  return [...closed, ...row(next.id, next.act === 'reopen' ? { ...open, ...asked } : asked)]
}

/** The list as people see it afterwards. */
export function questionsAfter(
  questions: readonly Question[],
  writes: readonly QuestionWrite[],
  at: string,
): Question[] {
  const view = ({ answered_by: _, ...question }: QuestionWrite, created_at: string): Question => ({
    ...question,
    created_at,
  })
  const kept = questions.map((question) => {
    const write = writes.find(({ id }) => id === question.id)
    return write ? view(write, question.created_at) : question
  })
  return [...kept, ...rowsAdded(questions, writes).map((write) => view(write, at))]
}

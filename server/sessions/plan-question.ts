import { v7 as newId } from 'uuid'
import type { Question } from '../../shared/contracts/questions.ts'
import type { TransactionSql } from '../db/connect.ts'
import { sameText } from '../language/same-text.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { clip, lengths } from './caps.ts'
import {
  answerQuestion,
  dropQuestion,
  insertQuestion,
  noteTakenAs,
  reopenQuestionRow,
  updateQuestion,
} from './question-queries.ts'

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
  const taken = clip(takenAs, lengths.option)
  const taken_as = taken && sameText(taken) !== sameText(words) ? taken : null
  if (!taken && !isButton) return { id: met.id, act: 'drop' }
  const said = clip(words, lengths.result)
  if (met.state === 'open')
    return said ? { id: met.id, act: 'answer', words: said, taken_as } : { id: met.id, act: 'drop' }
  return { id: met.id, act: 'take', taken_as }
}

function askedIn(question: TurnOutput['question']): Asked | null {
  const text = clip(question.text, lengths.question)
  if (!text) return null
  const options = question.options.flatMap((option) => clip(option, lengths.option) ?? [])
  const distinct = [...new Set(options)].slice(0, lengths.options)
  return {
    text,
    context: clip(question.context, lengths.detail),
    options: distinct.length > 0 ? distinct : null,
  }
}

/** In this order: one question at most is open at a time. */
export function writeQuestion(
  sql: TransactionSql,
  { user_id, ...by }: { account_id: string; session_id: string; user_id: string },
  { met, next }: QuestionPlan,
): Promise<void>[] {
  const written: Promise<void>[] = []
  if (met?.act === 'answer') {
    written.push(answerQuestion(sql, met.id, met.words, user_id), noteTakenAs(sql, met.id, met.taken_as))
  } else if (met?.act === 'take') written.push(noteTakenAs(sql, met.id, met.taken_as))
  else if (met) written.push(dropQuestion(sql, met.id))
  if (next?.act === 'ask') written.push(insertQuestion(sql, { ...by, ...next }))
  else if (next?.act === 'update') written.push(updateQuestion(sql, next.id, next))
  else if (next) written.push(reopenQuestionRow(sql, next.id, next.act === 'reopen' ? next : undefined))
  return written
}

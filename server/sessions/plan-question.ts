import { v7 as newId } from 'uuid'
import type { Question } from '../../shared/contracts/questions.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { clip, lengths, sameText } from './caps.ts'
import { answerQuestion, dropQuestion, insertQuestion, updateQuestion } from './question-queries.ts'

type Asked = Pick<Question, 'text' | 'context' | 'options'>
export type QuestionPlan = {
  keep: ({ id: string } & Asked) | null
  /** `answer`: what the engineer's own words said to it, when they led on. */
  close: { id: string; answer: string | null } | null
  ask: ({ id: string } & Asked) | null
}

/** The same text keeps the open question and its id; another one closes it and is asked in its place. */
export function planQuestion(
  questions: readonly Question[],
  wanted: TurnOutput['question'],
  answer: string | null,
): QuestionPlan {
  const asked = askedIn(wanted)
  const open = questions.find(({ state }) => state === 'open')
  if (open && asked && sameText(open.text) === sameText(asked.text))
    return { keep: { id: open.id, ...asked }, close: null, ask: null }
  return { keep: null, close: open ? { id: open.id, answer } : null, ask: asked && { id: newId(), ...asked } }
}

function askedIn(question: TurnOutput['question']): Asked | null {
  const text = clip(question?.text, lengths.question)
  if (!question || !text) return null
  const options = (question.options ?? []).flatMap((option) => clip(option, lengths.option) ?? [])
  const distinct = [...new Set(options)].slice(0, lengths.options)
  return {
    text,
    context: clip(question.context, lengths.detail),
    options: distinct.length > 0 ? distinct : null,
  }
}

export function writeQuestion(
  sql: TransactionSql,
  { user_id, ...by }: { account_id: string; session_id: string; user_id: string },
  { keep, close, ask }: QuestionPlan,
): Promise<void>[] {
  const written: Promise<void>[] = []
  if (keep) written.push(updateQuestion(sql, keep.id, keep))
  if (close)
    written.push(
      close.answer === null
        ? dropQuestion(sql, close.id)
        : answerQuestion(sql, close.id, close.answer, user_id),
    )
  if (ask) written.push(insertQuestion(sql, { ...by, ...ask }))
  return written
}

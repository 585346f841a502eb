import { v7 as newId } from 'uuid'
import type { TransactionSql } from '../db/connect.ts'
import type { ModelKind } from '../model/gateway.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { clip, lengths, sameText } from './caps.ts'
import {
  answerQuestion,
  dropQuestion,
  insertQuestion,
  openQuestion,
  updateQuestion,
} from './question-queries.ts'
import { addStep } from './timeline.ts'

type Input = {
  account_id: string
  session_id: string
  question: TurnOutput['question']
  /** What the engineer's own words said to the open question, when they led on. */
  answer: string | null
  user_id: string
  model_kind: ModelKind
}

/** The same text keeps the open question and its id; another one closes it and is asked in its place. */
export async function applyQuestion(sql: TransactionSql, input: Input): Promise<void> {
  const asked = questionOf(input.question)
  const open = await openQuestion(sql, input.session_id)
  if (open && asked && sameText(open.text) === sameText(asked.text))
    return updateQuestion(sql, open.id, asked)
  if (open && input.answer) await answerQuestion(sql, open.id, input.answer, input.user_id)
  else if (open) await dropQuestion(sql, open.id)
  if (!asked) return
  const { account_id, session_id, model_kind } = input
  const id = newId()
  await insertQuestion(sql, { account_id, session_id, id, ...asked })
  await addStep(sql, {
    account_id,
    session_id,
    kind: 'question',
    content: asked.text,
    model_kind,
    ref_id: id,
  })
}

function questionOf(question: TurnOutput['question']) {
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

import { expect, test } from 'vitest'
import type { Question } from '../../../shared/contracts/questions.ts'
import { noTurn } from '../../model/protocol.ts'
import { planQuestion } from './question.ts'

const row = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  text: `Question ${id}?`,
  context: null,
  options: ['Yes', 'No', 'Only one person'],
  answer: null,
  taken_as: null,
  state: 'open',
  created_at: '2026-05-04T12:00:00.000Z',
  ...more,
})
const answered = (id: string, answer: string) => row(id, { state: 'answered', answer })
const asks = (text: string, keep = false) => ({ text, context: '', options: [], keep })
const plan = (
  questions: Question[],
  words: string,
  said: { question: ReturnType<typeof asks>; taken?: string },
  answering: string | null = null,
) =>
  planQuestion({
    questions,
    wanted: { ...noTurn(), question: said.question, answer_to_question: said.taken ?? '' },
    answering,
    words,
  })

test('own words that are taken as an option answer the question, and say how', () => {
  const { met, next } = plan([row('a')], 'just Kim', {
    question: asks('Since when?'),
    taken: 'Only one person',
  })
  expect(met).toEqual({ id: 'a', act: 'answer', words: 'just Kim', taken_as: 'Only one person' })
  expect(next).toMatchObject({ act: 'ask', text: 'Since when?' })
})

test('a pressed button is an answer, whatever the model says of it', () => {
  const { met } = plan([answered('a', 'Yes')], 'Yes', { question: asks('Since when?') }, 'a')
  expect(met).toEqual({ id: 'a', act: 'take', taken_as: null })
})

test('words that were no answer leave none: the question is open again, or dropped for another one', () => {
  const questions = [answered('a', 'what would you check first?')]
  const words = 'what would you check first?'
  expect(plan(questions, words, { question: asks('', true) }, 'a')).toEqual({
    met: null,
    next: { id: 'a', act: 'reopen_as_it_was' },
  })
  expect(plan(questions, words, { question: asks('Question a?') }, 'a').next).toMatchObject({
    id: 'a',
    act: 'reopen',
  })
  expect(plan(questions, words, { question: asks('Since when?') }, 'a').met).toEqual({ id: 'a', act: 'drop' })
})

test('the text of an earlier question opens that one again', () => {
  const { met, next } = plan([answered('a', 'No'), row('b')], 'undo', { question: asks('question A?') })
  expect(met).toEqual({ id: 'b', act: 'drop' })
  expect(next).toMatchObject({ id: 'a', act: 'reopen' })
})

test('the open question is kept, asked anew, or closed with nothing after it', () => {
  expect(plan([row('a')], '', { question: asks('', true) })).toEqual({ met: null, next: null })
  expect(plan([row('a')], '', { question: asks('Question  a') }).next).toMatchObject({
    id: 'a',
    act: 'update',
  })
  expect(plan([row('a')], 'fixed', { question: asks('') })).toEqual({
    met: { id: 'a', act: 'drop' },
    next: null,
  })
})

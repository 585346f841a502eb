import { expect, test } from 'vitest'
import type { Question } from '../../shared/contracts/questions.ts'
import type { Step } from '../../shared/contracts/sessions.ts'
import { answersByMessage } from './answers-in-log.ts'

const step = (id: string, kind: Step['kind'], content: string, ref_id: string | null = null): Step => ({
  id,
  seq: 1,
  kind,
  author: 'flowpilot',
  content,
  state: 'complete',
  model_kind: null,
  remark: null,
  ref_id,
  images: [],
  created_at: '2026-11-20T10:00:00.000Z',
})
const question = (id: string, answer: string | null): Question => ({
  id,
  text: `${id}?`,
  context: null,
  options: null,
  answer,
  taken_as: null,
  state: answer === null ? 'open' : 'answered',
  created_at: '2026-11-20T10:00:00.000Z',
})
const found = (steps: Step[], questions: Question[]) =>
  [...answersByMessage(steps, questions)].map(([message, { id }]) => `${message} answers ${id}`)

test('a pressed option names its question', () => {
  const steps = [
    step('m0', 'message', 'Yes'),
    step('asked', 'question', 'q1?', 'q1'),
    step('m1', 'message', 'Yes', 'q1'),
  ]
  expect(found(steps, [question('q1', 'Yes')])).toEqual(['m1 answers q1'])
})

test('own words are found by what they say, each for the question that stood then', () => {
  const steps = [
    step('a1', 'question', 'q1?', 'q1'),
    step('m1', 'message', ' only her '),
    step('a2', 'question', 'q2?', 'q2'),
    step('m2', 'message', 'only her'),
    step('m3', 'message', 'only her'),
  ]
  expect(found(steps, [question('q1', 'only her'), question('q2', 'only her')])).toEqual([
    'm1 answers q1',
    'm2 answers q2',
  ])
})

test('an answer that was taken back is none; the one given after it is', () => {
  const steps = [
    step('a1', 'question', 'q1?', 'q1'),
    step('m1', 'message', 'Yes', 'q1'),
    step('back', 'system', 'Took back the answer', 'q1'),
  ]
  expect(found(steps, [question('q1', null)])).toEqual([])
  expect(found([...steps, step('m2', 'message', 'yes')], [question('q1', 'yes')])).toEqual(['m2 answers q1'])
})

test('a message that answers another question is not taken for this one', () => {
  const steps = [step('a1', 'question', 'q1?', 'q1'), step('m1', 'message', 'Yes', 'q0')]
  expect(found(steps, [question('q1', 'Yes')])).toEqual([])
})

import { expect, test } from 'vitest'
import type { Fact } from '../../shared/contracts/facts.ts'
import type { Question } from '../../shared/contracts/questions.ts'
import type { Task } from '../../shared/contracts/tasks.ts'
import { clockTime } from '../ui/when.ts'
import { evidenceOf, stepOfTest } from './evidence.ts'

const noted = '2026-11-20T10:19:00.000Z'
const task = (id: string, change: Partial<Task> = {}): Task => ({
  id,
  text: `Step ${id}`,
  detail: null,
  command: null,
  state: 'pending',
  known: null,
  result: null,
  position: 1,
  revision: 1,
  source: 'flow',
  ...change,
})
const fact = (id: string, change: Partial<Fact> = {}): Fact => ({
  id,
  text: `Fact ${id}`,
  status: 'confirmed',
  known: 'told',
  source_kind: 'ticket',
  source_ref: null,
  source_label: 'Ticket',
  editable: true,
  created_by: null,
  revision: 1,
  label: 'internal',
  label_by: 'rule',
  ...change,
})
const question: Question = {
  id: 'q',
  text: 'Who?',
  context: null,
  options: null,
  answer: 'only her laptop',
  taken_as: 'Only one person',
  state: 'answered',
  created_at: noted,
}
const known = {
  tasks: [
    task('t1', { state: 'done', known: 'checked', result: '12 % loss' }),
    task('t2', { state: 'skipped', known: 'told', result: 'Four of five bars' }),
    task('t3', { state: 'active' }),
  ],
  facts: [
    fact('f1'),
    fact('f2', { source_kind: 'diagnostic_check', source_ref: 't1', known: 'checked' }),
    fact('f3', { status: 'ruled_out' }),
    fact('f4', { status: 'pending' }),
    fact('f5', { source_kind: 'diagnostic_check', source_ref: 'gone', known: 'checked' }),
  ],
  questions: [question],
  cited_notes: [{ id: '77', author: 'Ann Reyes', created_at: noted, text: 'Since the weekend' }],
}
const read = (kind: 'fact' | 'task' | 'note' | 'answer', id: string) =>
  evidenceOf([{ kind, id }], known).map(({ words, from, row_id }) => [words, from, row_id])

test('a fact says on what ground it stands', () => {
  expect(read('fact', 'f1')).toEqual([['Fact f1', 'told', 'f1']])
  expect(read('fact', 'f2')).toEqual([['Fact f2', 'step 1', 'f2']])
  expect(read('fact', 'f3')).toEqual([['Fact f3', 'ruled out', 'f3']])
  expect(read('fact', 'f4')).toEqual([['Fact f4', 'not checked', 'f4']])
  expect(read('fact', 'f5')).toEqual([['Fact f5', 'checked', 'f5']])
})

test('a step speaks by its result, an answer by how it was taken, a note by its author', () => {
  expect(read('task', 't1')).toEqual([['12 % loss', 'step 1', 't1']])
  expect(read('task', 't2')).toEqual([['Four of five bars', 'step 2, told', 't2']])
  expect(read('task', 't3')).toEqual([['Step t3', 'step 3', 't3']])
  expect(read('answer', 'q')).toEqual([['Only one person', 'answer', 'q']])
  expect(read('note', '77')).toEqual([['Since the weekend', `ann ${clockTime(noted)}`, null]])
})

test('what is gone from the case, or was taken back, is left out', () => {
  expect(read('fact', 'x')).toEqual([])
  expect(read('note', 'x')).toEqual([])
  expect(
    evidenceOf([{ kind: 'answer', id: 'q' }], { ...known, questions: [{ ...question, answer: null }] }),
  ).toEqual([])
})

test('a test that is a step of the checklist names it', () => {
  expect(stepOfTest('step  T3', known.tasks)).toEqual({ id: 't3', words: 'step 3, now' })
  expect(stepOfTest('Step t1', known.tasks)).toEqual({ id: 't1', words: 'step 1' })
  expect(stepOfTest('Swap the cable', known.tasks)).toBeNull()
})

import { expect, test } from 'vitest'
import type { Fact } from '../../shared/contracts/facts.ts'
import type { Task } from '../../shared/contracts/tasks.ts'
import { knownWords } from './fact-words.ts'

const fact = (change: Partial<Fact>): Fact => ({
  id: 'f',
  text: 'Mailbox full',
  status: 'confirmed',
  known: 'checked',
  source_kind: 'engineer',
  source_ref: null,
  source_label: 'Cleo Marsh',
  editable: true,
  created_by: 'cleo',
  revision: 1,
  label: 'internal',
  label_by: 'rule',
  ...change,
})
const task: Task = {
  id: 't2',
  text: 'Read the quota',
  detail: null,
  command: null,
  state: 'done',
  known: 'checked',
  result: null,
  position: 1,
  revision: 1,
  source: 'flow',
}
const words = (change: Partial<Fact>) => knownWords(fact(change), [{ ...task, id: 't1' }, task], 'ben')

test('the ground stands before the source', () => {
  expect(words({ source_kind: 'diagnostic_check', source_ref: 't2' })).toBe('checked, step 2')
  expect(words({ source_kind: 'diagnostic_check', source_ref: 'gone' })).toBe('checked')
  expect(words({ known: 'told', source_kind: 'ticket' })).toBe('told, ticket')
  expect(words({})).toBe('checked, cleo')
  expect(words({ created_by: 'ben', known: 'told' })).toBe('told, you')
})

test('what is ruled out or not checked says so first', () => {
  expect(words({ status: 'ruled_out', known: 'told', source_kind: 'question' })).toBe(
    'ruled out, told, answer',
  )
  expect(words({ status: 'pending' })).toBe('not checked')
})

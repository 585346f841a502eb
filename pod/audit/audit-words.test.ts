import * as v from 'valibot'
import { expect, test } from 'vitest'
import { auditFilters } from '../../shared/contracts/audit.ts'
import { auditActions } from '../../shared/contracts/audit-actions.ts'
import { actionChoices, actionWords, isRefusal, noFilters, queryOf, resultWords } from './audit-words.ts'

test('days are whole days of the viewer, the last one included', () => {
  const query = queryOf({ ...noFilters, from: '2026-11-28', to: '2026-11-29' })
  expect(query).toEqual({
    from: new Date(2026, 10, 28).toISOString(),
    to: new Date(2026, 10, 30).toISOString(),
  })
  expect(queryOf({ ...noFilters, from: 'soon', to: '2026-2-1' })).toEqual({})
})

test('who and action go along where they are chosen', () => {
  expect(queryOf(noFilters)).toEqual({})
  expect(queryOf({ ...noFilters, who: 'u1', action: 'sign_in' })).toEqual({ who: 'u1', action: 'sign_in' })
})

test('a result reads as a word', () => {
  expect(['ok', 'done', 'refused', 'on_hold'].map(resultWords)).toEqual([
    'done',
    'done',
    'refused',
    'on hold',
  ])
})

test('an action without words is shown as it is called', () => {
  expect(actionWords('sign_in.password')).toBe('Signed in by password')
  expect(actionWords('brand.new')).toBe('brand.new')
  expect(isRefusal('refused')).toBe(true)
  expect(isRefusal('ok')).toBe(false)
})

test('every action has words of its own, and a choice that finds it', () => {
  const said = auditActions.map(actionWords)
  expect(new Set(said).size).toBe(auditActions.length)
  expect(said.filter((words) => /[._]/.test(words))).toEqual([])
  const nouns = new Set(auditActions.map((action) => action.split('.')[0]))
  expect(actionChoices.map(([choice]) => choice).toSorted()).toEqual(['', ...nouns].toSorted())
})

test('every choice is one that the server takes', () => {
  for (const [action] of actionChoices)
    expect(v.safeParse(auditFilters, queryOf({ ...noFilters, action })).issues).toBeUndefined()
})

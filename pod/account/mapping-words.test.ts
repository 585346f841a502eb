import { expect, test } from 'vitest'
import type { MemberMapping } from '../../shared/contracts/connections.ts'
import { mappingWords } from './mapping-words.ts'

const mapping = (more: Partial<MemberMapping>): MemberMapping => ({
  user_id: 'u',
  user_name: 'Ben',
  member_id: '102',
  member_identifier: 'ben',
  member_name: 'Ben Okafor',
  source: 'hand',
  state: 'identity',
  signs_in: true,
  linked_by: 'Ada',
  linked_at: null,
  ...more,
})

test.each([
  [undefined, 'Not linked', 'muted'],
  [mapping({}), 'Linked', 'good'],
  [mapping({ source: 'password' }), 'Linked', 'good'],
  [mapping({ signs_in: false }), 'Owner confirms', 'ask'],
  [mapping({ state: 'confirm', signs_in: false }), 'Confirm once', 'ask'],
  [mapping({ state: 'name', signs_in: false, source: 'email' }), 'Name only', 'muted'],
] as const)('a mapping says what it is good for (%#)', (given, label, tone) => {
  expect(mappingWords(given)).toMatchObject({ label, tone })
})

test('only what signs in is said to', () => {
  for (const state of ['name', 'confirm'] as const)
    expect(mappingWords(mapping({ state, signs_in: false })).says).toContain('signs nobody in')
  expect(mappingWords(mapping({ source: 'password' })).says).toBe('By their own password.')
  expect(mappingWords(mapping({})).says).toBe('By Ada.')
})

test('what is missing without a link is said only where there is none', () => {
  const cost = 'Their time entries are not created; notes name them in the first line.'
  expect(mappingWords(undefined).says).toContain(cost)
  for (const state of ['identity', 'confirm', 'name'] as const)
    expect(mappingWords(mapping({ state })).says).not.toContain(cost)
})

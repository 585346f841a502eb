import { expect, test } from 'vitest'
import type { Update } from '../../shared/contracts/updates.ts'
import { clockTime } from '../ui/when.ts'
import { updateStanding, updateWords } from './update-words.ts'

const at = '2026-11-20T10:41:00.000Z'
const draft: Pick<Update, 'post' | 'copied_at' | 'state'> = { post: null, copied_at: null, state: 'complete' }
const posted = (state: NonNullable<Update['post']>['state']) =>
  updateStanding({ ...draft, post: { id: 'p', state, psa_id: '1712', posted_at: at } })

test('for whom and how long', () => {
  expect(updateWords({ audience: 'client_update', length: 'quick' })).toBe('Update for the client, quick')
  expect(updateWords(undefined)).toBe('Update')
})

test('what became of it', () => {
  expect(updateStanding(draft)).toBe('draft')
  expect(updateStanding({ ...draft, state: 'partial' })).toBe('draft, cut short')
  expect(updateStanding({ ...draft, copied_at: at })).toBe(`copied ${clockTime(at)}`)
  expect(posted('verified')).toBe(`posted ${clockTime(at)} as note 1712`)
  expect(posted('checking')).toBe('not settled yet')
  expect(posted('cancelled')).toBe('taken back')
})

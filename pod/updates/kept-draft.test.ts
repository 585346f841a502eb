import { expect, test } from 'vitest'
import type { SessionDetail, Step } from '../../shared/contracts/sessions.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { keptDrafts, usualPair } from './kept-draft.ts'

const at = '2026-11-20T10:00:00.000Z'
const now = Date.parse(at) + 60_000
const written = (
  update_id: string,
  user_id: string,
  post: Update['post'] = null,
  content = 'Written.',
  audience: Update['audience'] = 'ticket_notes',
) => ({
  step: {
    kind: 'status_update',
    author: { user_id, name: user_id },
    ref_id: update_id,
    content: 'Written.',
  } as Step,
  update: {
    update_id,
    post,
    content,
    audience,
    context: 'status',
    length: 'quick',
    generated_at: at,
  } as Update,
})
const caseOf = (...all: ReturnType<typeof written>[]) => ({
  status: 'active' as SessionDetail['status'],
  steps: all.map(({ step }) => step),
  updates: all.map(({ update }) => update),
})
const post = (state: NonNullable<Update['post']>['state']): Update['post'] => ({
  id: 'p',
  state,
  psa_id: null,
  posted_at: null,
})

test('my newest draft that was not posted', () => {
  const two = caseOf(written('a', 'ben'), written('b', 'ben'), written('c', 'cleo'))
  expect(keptDrafts(two, 'ben', now)[0]?.update.update_id).toBe('b')
  expect(keptDrafts(two, 'vera', now)).toEqual([])
  expect(keptDrafts(caseOf(written('a', 'ben', post('cancelled'))), 'ben', now)[0]?.update.update_id).toBe(
    'a',
  )
})

test('not one that was posted, nor an older one before it, nor one of this morning', () => {
  const posted = caseOf(written('a', 'ben'), written('b', 'ben', post('verified')))
  expect(keptDrafts(posted, 'ben', now)).toEqual([])
  expect(keptDrafts(caseOf(written('a', 'ben')), 'ben', now + 3 * 60 * 60 * 1000)).toEqual([])
})

test('knows whether a person worded it anew', () => {
  expect(keptDrafts(caseOf(written('a', 'ben')), 'ben', now)[0]?.is_edited).toBe(false)
  expect(keptDrafts(caseOf(written('a', 'ben', null, 'Reworded.')), 'ben', now)[0]?.is_edited).toBe(true)
})

test('one for each readers and length, the newest first', () => {
  const both = caseOf(
    written('a', 'ben'),
    written('b', 'ben', null, 'Dear Ann.', 'client_update'),
    written('c', 'ben', post('verified'), 'Dear Ann.', 'email_draft'),
    written('d', 'ben'),
  )
  expect(keptDrafts(both, 'ben', now).map(({ update }) => update.update_id)).toEqual(['d', 'b'])
})

test('not one that tells how the case stood before it was closed', () => {
  const before = caseOf(written('a', 'ben'))
  expect(keptDrafts({ ...before, status: 'resolved' }, 'ben', now)).toEqual([])
})

test('my last choice in the case stands preselected, else the length of the account', () => {
  const posted = caseOf(
    written('a', 'ben', post('verified'), 'Written.', 'email_draft'),
    written('b', 'cleo'),
  )
  const detail = { ...posted, default_length: 'detailed' as const }
  expect(usualPair(detail, 'ben')).toEqual({ audience: 'email_draft', length: 'quick' })
  expect(usualPair(detail, 'vera')).toEqual({ audience: 'ticket_notes', length: 'detailed' })
  expect(usualPair({ ...detail, default_length: 'quick' }, 'vera').length).toBe('quick')
})

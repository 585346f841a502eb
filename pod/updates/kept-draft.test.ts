import { expect, test } from 'vitest'
import type { Step } from '../../shared/contracts/sessions.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { keptDraft } from './kept-draft.ts'

const at = '2026-11-20T10:00:00.000Z'
const now = Date.parse(at) + 60_000
const written = (update_id: string, user_id: string, post: Update['post'] = null, content = 'Written.') => ({
  step: {
    kind: 'status_update',
    author: { user_id, name: user_id },
    ref_id: update_id,
    content: 'Written.',
  } as Step,
  update: { update_id, post, content, generated_at: at } as Update,
})
const caseOf = (...all: ReturnType<typeof written>[]) => ({
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
  expect(keptDraft(two, 'ben', now)?.update.update_id).toBe('b')
  expect(keptDraft(two, 'vera', now)).toBeNull()
  expect(keptDraft(caseOf(written('a', 'ben', post('cancelled'))), 'ben', now)?.update.update_id).toBe('a')
})

test('not one that was posted, nor an older one before it, nor one of this morning', () => {
  const posted = caseOf(written('a', 'ben'), written('b', 'ben', post('verified')))
  expect(keptDraft(posted, 'ben', now)).toBeNull()
  expect(keptDraft(caseOf(written('a', 'ben')), 'ben', now + 3 * 60 * 60 * 1000)).toBeNull()
})

test('knows whether a person worded it anew', () => {
  expect(keptDraft(caseOf(written('a', 'ben')), 'ben', now)?.is_edited).toBe(false)
  expect(keptDraft(caseOf(written('a', 'ben', null, 'Reworded.')), 'ben', now)?.is_edited).toBe(true)
})

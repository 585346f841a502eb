import { expect, test } from 'vitest'
import { at, shownPost as post } from '../../server/testing/shown-posts.ts'
import type { PostState } from '../../shared/contracts/post-states.ts'
import type { Candidate } from '../../shared/contracts/posts.ts'
import { groupOf } from './post-groups.ts'
import { askOf, signOf, wordOf } from './post-words.ts'

const candidate = (more: Partial<Candidate> = {}): Candidate => ({
  psa_id: '7',
  author: 'Ben Okafor',
  created_at: at,
  excerpt: 'Status',
  match: 'tag',
  visibility: 'internal',
  ...more,
})

test('"Posted" is said of what was read back as it was sent, and of nothing else', () => {
  const states: PostState[] = [
    'ready',
    'sending',
    'posted',
    'uncertain',
    'checking',
    'needs_human',
    'rejected',
    'blocked',
    'cancelled',
  ]
  for (const state of states)
    for (const next_look_at of [at, null])
      expect(wordOf(post({ state, next_look_at, psa_id: '7' }))).not.toMatch(/^Posted/)
  expect(wordOf(post({ state: 'verified', psa_id: '7' }))).toBe('Posted')
})

test('a taken note is under way while it is read back, then done, and said when it came out otherwise', () => {
  const reading = post({ psa_id: '7', next_look_at: at, reason: { code: 'taken', at } })
  expect([groupOf(reading), wordOf(reading), signOf(reading).spinning]).toEqual([
    'under_way',
    'Sent, reading back',
    true,
  ])
  const differs = post({ psa_id: '7', reason: { code: 'differs', at, differences: [{ part: 'placement' }] } })
  expect([groupOf(differs), wordOf(differs), signOf(differs).tone]).toEqual(['done', 'Sent', 'amber'])
})

test.each([
  ['client_reads_internal_note', 'Client can read it', 'The client can read this internal note'],
  ['client_cannot_read_note', 'Engineers only', 'The client cannot read this note'],
  ['client_reads_other_words', 'Needs a decision', 'The client reads other words than were sent'],
] as const)('%s is an alarm, not a question which note it is', (code, word, question) => {
  const alarm = post({ state: 'needs_human', reason: { code, at }, candidates: [candidate()] })
  expect([wordOf(alarm), askOf(alarm), signOf(alarm).tone]).toEqual([word, question, 'red'])
})

test('a refused name is a question to its author, not an alarm', () => {
  const refused = post({ state: 'needs_human', reason: { code: 'member_refused', at, line: 'Ben Okafor:' } })
  expect([wordOf(refused), askOf(refused), signOf(refused).tone]).toEqual([
    'Needs a decision',
    'The author’s name can only go into the first line',
    'amber',
  ])
})

test.each([
  [[], 'What becomes of this note?'],
  [[candidate({ match: 'near' })], 'Is it this note?'],
  [
    [candidate({ match: 'near' }), candidate({ match: 'near', visibility: 'client_visible' })],
    'Is it one of these notes?',
  ],
  [[candidate(), candidate()], '2 notes could be it. Which one stays?'],
])('the question fits what was found, %#', (candidates, question) => {
  expect(askOf(post({ state: 'needs_human', candidates }))).toBe(question)
})

test('discarded is not taken back, and a note that came after all is not passed over', () => {
  expect(
    wordOf(
      post({ state: 'cancelled', reason: { code: 'taken_back', at, by: 'Ben Okafor', was_sent: false } }),
    ),
  ).toBe('Taken back')
  const after = post({ state: 'cancelled', psa_id: '7', reason: { code: 'taken_twice', at } })
  expect([wordOf(after), signOf(after).tone]).toEqual(['Discarded', 'amber'])
})

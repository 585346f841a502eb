import { expect, test } from 'vitest'
import { at, postsByReason, shownKinds, shownPost } from '../../server/testing/shown-posts.ts'
import { clockTime, dayOf } from '../ui/when.ts'
import { knownOf } from './reason-words.ts'

/** Their state says all of it. */
const silent = ['waiting', 'sending', 'read_back']

test.each(postsByReason.map((post) => [post.reason?.code ?? '', post.kind, post] as const))(
  '%s has words for a %s',
  (code, kind, post) => {
    const words = knownOf(post)
    expect(words === '').toBe(silent.includes(code))
    expect(words).not.toMatch(/undefined|null|NaN|_|\[object|UTC|Invalid/)
    if (kind !== 'note' && code !== 'waits_for_post') expect(words).not.toMatch(/\bnotes?\b/i)
  },
)

test('a moment is told by the viewer’s clock, on another day with its date', () => {
  const told = (since: string) => knownOf(shownPost({ reason: { code: 'not_read_back', at, since } }))
  const now = new Date()
  const before = '2025-11-03T12:00:00.000Z'
  expect(told(now.toISOString())).toContain(`since ${clockTime(now)};`)
  expect(told(before)).toContain(`since ${clockTime(before)} on ${dayOf(before)};`)
})

test('what waits for a post that needs a person says so', () => {
  const waits = (post_state: 'needs_human' | 'checking') =>
    knownOf(
      shownPost({
        ...shownKinds.status,
        state: 'ready',
        reason: { code: 'waits_for_post', at, post_id: '1', post_kind: 'time_entry', post_state },
      }),
    )
  expect(waits('needs_human')).toBe(
    'Waits for the time entry before it on this ticket, which needs a decision first.',
  )
  expect(waits('checking')).toBe('Waits until the time entry before it on this ticket is there.')
})

test('one finished by an earlier version keeps its sentence', () => {
  expect(knownOf(shownPost({ explanation: 'Posted as note 7.' }))).toBe('Posted as note 7.')
})

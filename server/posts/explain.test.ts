import * as v from 'valibot'
import { expect, test } from 'vitest'
import { postReason } from '../../shared/contracts/post-reasons.ts'
import { at, postsByReason, shownPost } from '../testing/shown-posts.ts'
import { explain } from './explain.ts'

test.each(postsByReason.map((post) => [post.reason?.code ?? '', post.kind, post] as const))(
  '%s of a %s is a whole sentence',
  (_, __, post) => {
    if (!post.reason) throw new Error('no reason')
    expect(v.parse(postReason, post.reason)).toEqual(post.reason)
    const sentence = explain(post, post.reason)
    expect(sentence).toMatch(/^[A-Za-z0-9“].{8,}\.$/)
    expect(sentence).not.toMatch(/undefined|null|NaN|_|\[object|Invalid/)
  },
)

test('what was looked for says how often, and by which try', () => {
  const post = shownPost({ state: 'needs_human', attempt: 3, sent_at: '2026-11-20T10:00:00.000Z' })
  expect(explain(post, { code: 'tries_used_up', at, looks: 4 })).toBe(
    'ConnectWise did not confirm it at 10:00 UTC. We looked 4 times until 10:41 UTC and did not find it. That was try 3. Nothing was posted twice.',
  )
})

// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, test } from 'vitest'
import { at, shownPost } from '../../server/testing/shown-posts.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { type Pod, PodContext } from '../pod.ts'
import { PostActions } from './PostActions.tsx'
import type { PostActs } from './post-acts.ts'
import { wordOf } from './post-words.ts'
import { knownOf } from './reason-words.ts'

const nothing = async () => {}
const model: PostActs = {
  problems: signal({}),
  busy: signal(null),
  cancel: nothing,
  lookNow: nothing,
  decide: nothing,
}

async function buttonsOf(post: Post): Promise<string[]> {
  const box = document.body.appendChild(document.createElement('div'))
  const pod = { host: { openTicket: () => {} } } as unknown as Pod
  await act(() =>
    render(
      <PodContext.Provider value={pod}>
        <PostActions post={post} model={model} />
      </PodContext.Provider>,
      box,
    ),
  )
  return [...box.querySelectorAll('button')].map((button) => button.textContent ?? '')
}

const cases: [string, Partial<Post>, string[]][] = [
  [
    'waits for another try',
    {
      state: 'ready',
      may: ['cancel'],
      next_look_at: '2026-11-20T10:46:07.000Z',
      reason: { code: 'psa_busy', at, says: 'Busy.', next_at: '2026-11-20T10:46:07.000Z' },
    },
    ['Take back'],
  ],
  ['may be undone', { state: 'ready', may: ['cancel'], undo_until: '2026-11-20T10:41:15.000Z' }, ['Undo']],
  ['is held back by its connection', { state: 'ready', reason: { code: 'connection_stopped', at } }, []],
  [
    'waits for its next try',
    { state: 'ready', next_look_at: at, may: ['look_now', 'cancel'] },
    ['Try now', 'Take back'],
  ],
  ['is looked for', { state: 'checking', may: ['look_now'] }, ['Look now']],
  ['is read back', { state: 'posted', psa_id: '7', next_look_at: at, may: ['look_now'] }, []],
  ['was refused', { state: 'rejected', may: ['retry', 'discard'] }, ['Retry', 'Discard']],
  ['is on hold', { state: 'blocked', may: ['discard'] }, ['Discard']],
  ['asks', { state: 'needs_human', may: ['it_is_there', 'post_again', 'discard'] }, []],
  ['is shown to who only reads', { state: 'rejected' }, []],
]

test.each(cases)('one that %s has its buttons, whatever sentence comes with it', async (_, more, buttons) => {
  const sentences = [
    '',
    'Taken back by Ben Okafor before it was sent. The next try is at 12:00 UTC.',
    'Posted as note 7. Nothing is sent again before anything else.',
  ]
  for (const explanation of sentences)
    expect(await buttonsOf(shownPost({ ...more, explanation }))).toEqual(buttons)
})

test('no word of a post comes from a sentence of the server', () => {
  const odd = { explanation: 'Taken back as note 9. The next try is at 12:00 UTC.' }
  const post = shownPost({
    state: 'cancelled',
    reason: { code: 'discarded', at, by: 'Ben', may_be_there: false },
  })
  expect([wordOf({ ...post, ...odd }), knownOf({ ...post, ...odd })]).toEqual([
    'Discarded',
    'Discarded by Ben.',
  ])
})

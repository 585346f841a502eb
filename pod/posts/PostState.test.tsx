// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, test } from 'vitest'
import { shownPost } from '../../server/testing/shown-posts.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { type Pod, PodContext } from '../pod.ts'
import { PostState } from './PostState.tsx'
import type { PostsModel } from './posts-model.ts'

const box = document.body.appendChild(document.createElement('div'))
afterEach(() => render(null, box))
const model = { problems: signal({}), busy: signal(null), clockOffsetMs: signal(0) } as unknown as PostsModel

const show = (post: Post, reach?: string) =>
  act(() =>
    render(
      <PodContext.Provider value={{ host: {} } as unknown as Pod}>
        <PostState post={post} model={model} reach={reach} />
      </PodContext.Provider>,
      box,
    ),
  )

test('while it can be undone it says who will read it and who is e-mailed', async () => {
  const post = shownPost({
    state: 'ready',
    visibility: 'client_visible',
    may: ['cancel'],
    created_at: new Date().toISOString(),
    undo_until: new Date(Date.now() + 60_000).toISOString(),
  })
  const reach = 'Contoso Dental can read this. E-mails ann@contoso.example.'
  await show(post, reach)
  expect(box.textContent).toMatch(/^Sends to the client in \d+ s/)
  expect(box.textContent).toContain(reach)
  await show({ ...post, state: 'sending', undo_until: null, may: [] }, reach)
  expect(box.textContent).not.toContain(reach)
})

test('what is not a note is named by what happens, not as a note is sent', async () => {
  const ahead = new Date(Date.now() + 60_000).toISOString()
  const work = { state: 'ready', visibility: null, placement: null, undo_until: null } as const
  const titles = async (kind: Exclude<Post['kind'], 'note'>) => {
    const post = shownPost({ ...work, may: [], kind, now: new Date().toISOString(), next_look_at: null })
    await show(post)
    const now = box.textContent
    await show({ ...post, next_look_at: ahead })
    return [now, box.textContent]
  }
  const [[books, waits], [changes], [assigns]] = [
    await titles('time_entry'),
    await titles('status'),
    await titles('assignment'),
  ]
  expect([books, changes, assigns]).toEqual([
    expect.stringMatching(/^Booking the time/),
    expect.stringMatching(/^Changing the status/),
    expect.stringMatching(/^Changing the assignment/),
  ])
  expect(waits).toMatch(/^Time to be booked.*Next try/)
})

test('what waits for the post before it is not said to go now', async () => {
  const reason = {
    code: 'waits_for_post',
    post_kind: 'note',
    post_state: 'ready',
    at: new Date().toISOString(),
  } as unknown as Post['reason']
  const work = { kind: 'time_entry', visibility: null, placement: null, undo_until: null } as const
  await show(shownPost({ ...work, state: 'ready', next_look_at: null, reason, may: [] }))
  expect(box.textContent).toMatch(
    /^Time to be booked.*Waits until the note before it on this ticket is there/,
  )
})

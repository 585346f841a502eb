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

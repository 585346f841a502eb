import { signal } from '@preact/signals'
import type { Post } from '../../shared/contracts/posts.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import { createPostActs } from '../posts/post-acts.ts'
import { groupOf } from '../posts/post-groups.ts'
import { newId } from '../ui/new-id.ts'

/** While it is on its way we also look by ourselves, should an event have been lost. */
const lookEveryMs = 3000

/** The note that tries a connection, and what became of it. */
export function createNoteModel({ api, live }: Pick<Pod, 'api' | 'live'>, onPosted: () => void) {
  const client = api.client.posts
  const post = signal<Post | null>(null)
  const clockOffsetMs = signal(0)
  const busy = signal(false)
  const problem = signal<ApiProblem | null>(null)
  /** One click, however often it is sent. */
  let click: { ticket_id: string; intent_key: string } | null = null

  const accept = (next: Post) => {
    const known = post.value
    if (known?.id === next.id && known.now > next.now) return
    clockOffsetMs.value = Date.parse(next.now) - Date.now()
    post.value = next
    if (next.state === 'verified' && known?.state !== 'verified') onPosted()
  }
  const read = async (id: string) => accept(await bodyOf(client[':id'].$get({ param: { id } })))
  const again = async () => {
    if (post.value) await read(post.value.id).catch(() => {})
  }
  return {
    ...createPostActs({ api }, accept, again),
    post,
    clockOffsetMs,
    posting: busy,
    problem,
    /** The one of an earlier visit. */
    read: (id: string) => read(id).catch(() => {}),
    send: async (ticket_id: string) => {
      if (busy.value) return
      busy.value = true
      problem.value = null
      if (click?.ticket_id !== ticket_id) click = { ticket_id, intent_key: newId() }
      try {
        accept(await bodyOf(client['test-note'].$post({ json: click })))
        click = null
      } catch (error) {
        problem.value = asProblem(error)
      } finally {
        busy.value = false
      }
    },
    /** Back to choosing a ticket. */
    leave: () => {
      post.value = null
      problem.value = null
    },
    follow: () => {
      const unfollow = live.follow(['post.changed'], again, {
        when: ({ post_id }) => post_id === post.value?.id,
      })
      const timer = setInterval(() => {
        if (post.value && groupOf(post.value) === 'under_way') void again()
      }, lookEveryMs)
      return () => {
        clearInterval(timer)
        unfollow()
      }
    },
  }
}
export type NoteModel = ReturnType<typeof createNoteModel>

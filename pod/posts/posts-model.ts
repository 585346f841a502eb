import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Post } from '../../shared/contracts/posts.ts'
import { bodyOf } from '../line/api.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import type { Pod } from '../pod.ts'
import { createPostActs, type PostActs } from './post-acts.ts'
import { groupOf } from './post-groups.ts'

/** While something is on its way we also look by ourselves: soon where no events come, late should one have been lost. */
const lookEveryMs = 3000
const lookLateMs = 15_000

/** The posts of one case, newest first, as the server sees them. */
export type PostsModel = PostActs & {
  posts: ReadonlySignal<Post[]>
  /** Those whose end is open. Refused ones are over: their text is offered anew. */
  unsettled: ReadonlySignal<readonly Post[]>
  of(post_id: string): Post | undefined
  /** Server clock minus ours, so that an undo counts down right on any machine. */
  clockOffsetMs: ReadonlySignal<number>
  refresh(): Promise<void>
  accept(post: Post): void
  dispose(): void
}

export function createPostsModel(pod: Pick<Pod, 'api' | 'live' | 'host'>, session_id: string): PostsModel {
  const posts = signal<Post[]>([])
  const clockOffsetMs = signal(0)
  let readAt = 0

  const accept = (post: Post) => {
    const known = posts.value.find((each) => each.id === post.id)
    // answers may overtake each other
    if (known && Date.parse(known.now) > Date.parse(post.now)) return
    clockOffsetMs.value = Date.parse(post.now) - Date.now()
    const arrived = ['posted', 'verified'].includes(post.state)
    if (known && arrived && !['posted', 'verified'].includes(known.state)) pod.host.refreshScreen()
    if (!known && arrived) pod.host.refreshScreen()
    posts.value = [post, ...posts.value.filter((each) => each.id !== post.id)].toSorted((a, b) =>
      b.created_at.localeCompare(a.created_at),
    )
  }

  const refresh = oneAtATime(async () => {
    readAt = Date.now()
    const { items } = await bodyOf(pod.api.client.posts.$get({ query: { session_id } }))
    const first = posts.value.length === 0
    if (first) posts.value = items
    else for (const post of items) accept(post)
    if (items[0]) clockOffsetMs.value = Date.parse(items[0].now) - Date.now()
  })
  const quietly = () => refresh().catch(() => {})

  const unfollow = pod.live.follow(['post.changed'], refresh, {
    when: (event) => event.session_id === session_id,
  })
  const timer = setInterval(() => {
    const isLate = pod.live.state.peek().status !== 'live' || Date.now() - readAt > lookLateMs
    if (isLate && posts.value.some((post) => groupOf(post) === 'under_way')) void quietly()
  }, lookEveryMs)
  void quietly()

  return {
    ...createPostActs(pod, accept, quietly),
    posts,
    unsettled: computed(() => posts.value.filter(isUnsettled)),
    of: (post_id) => posts.value.find(({ id }) => id === post_id),
    clockOffsetMs,
    refresh,
    accept,
    dispose: () => {
      clearInterval(timer)
      unfollow()
    },
  }
}

const isUnsettled = (post: Post) => groupOf(post) !== 'done' && post.state !== 'rejected'

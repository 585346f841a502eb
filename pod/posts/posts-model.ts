import { type ReadonlySignal, signal } from '@preact/signals'
import type { Post } from '../../shared/contracts/posts.ts'
import { take } from '../api.ts'
import { type ApiProblem, asProblem } from '../api-problem.ts'
import type { Pod } from '../pod.ts'

/** While something is on its way we also look by ourselves, should the event stream be cut. */
const lookEveryMs = 3000

const inMotion = ['ready', 'sending', 'posted', 'uncertain', 'checking']

/** The posts of one case, newest first, as the server sees them. */
export type PostsModel = {
  posts: ReadonlySignal<Post[]>
  /** What went wrong with the newest act on a post, by post id. */
  problems: ReadonlySignal<Record<string, ApiProblem>>
  busy: ReadonlySignal<string | null>
  /** Server clock minus ours, so that an undo counts down right on any machine. */
  clockOffsetMs: ReadonlySignal<number>
  refresh(): Promise<void>
  accept(post: Post): void
  cancel(post: Post): Promise<void>
  lookNow(post: Post): Promise<void>
  decide(post: Post, decision: 'it_is_there' | 'post_again' | 'discard', psaId?: string): Promise<void>
  dispose(): void
}

export function createPostsModel(pod: Pick<Pod, 'api' | 'live' | 'host'>, session_id: string): PostsModel {
  const posts = signal<Post[]>([])
  const problems = signal<Record<string, ApiProblem>>({})
  const busy = signal<string | null>(null)
  const clockOffsetMs = signal(0)
  const client = pod.api.client.posts

  const accept = (post: Post) => {
    const known = posts.value.find((each) => each.id === post.id)
    clockOffsetMs.value = Date.parse(post.now) - Date.now()
    const arrived = ['posted', 'verified'].includes(post.state)
    if (known && arrived && !['posted', 'verified'].includes(known.state)) pod.host.refreshScreen()
    if (!known && arrived) pod.host.refreshScreen()
    posts.value = [post, ...posts.value.filter((each) => each.id !== post.id)].toSorted((a, b) =>
      b.created_at.localeCompare(a.created_at),
    )
  }

  const refresh = async () => {
    const { items } = await take(client.$get({ query: { session_id } }))
    const first = posts.value.length === 0
    if (first) posts.value = items
    else for (const post of items) accept(post)
    if (items[0]) clockOffsetMs.value = Date.parse(items[0].now) - Date.now()
  }
  const quietly = () => refresh().catch(() => {})

  const act = async (post: Post, call: () => Promise<Post>) => {
    if (busy.value) return
    busy.value = post.id
    const { [post.id]: _, ...others } = problems.value
    problems.value = others
    try {
      accept(await call())
    } catch (error) {
      problems.value = { ...problems.value, [post.id]: asProblem(error) }
      await quietly()
    } finally {
      busy.value = null
    }
  }

  const stops = [
    pod.live.on('post.changed', (event) => {
      if (event.session_id === session_id) void quietly()
    }),
    pod.live.on('reset', () => void quietly()),
  ]
  const timer = setInterval(() => {
    if (posts.value.some((post) => inMotion.includes(post.state))) void quietly()
  }, lookEveryMs)
  void quietly()

  const param = (post: Post) => ({ param: { id: post.id } })
  return {
    posts,
    problems,
    busy,
    clockOffsetMs,
    refresh,
    accept,
    cancel: (post) => act(post, () => take(client[':id'].cancel.$post(param(post)))),
    lookNow: (post) => act(post, () => take(client[':id'].look.$post(param(post)))),
    decide: (post, decision, psaId) =>
      act(post, () =>
        take(
          client[':id'].decision.$post({
            ...param(post),
            json: { decision, ...(psaId ? { psa_id: psaId } : {}) },
          }),
        ),
      ),
    dispose: () => {
      clearInterval(timer)
      for (const stop of stops) stop()
    },
  }
}

import { type ReadonlySignal, signal } from '@preact/signals'
import type { Post } from '../../shared/contracts/posts.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'

/** What a person can do about a post. */
export type PostActs = {
  /** What went wrong with the newest act on a post, by post id. */
  problems: ReadonlySignal<Record<string, ApiProblem>>
  busy: ReadonlySignal<string | null>
  cancel(post: Post): Promise<void>
  lookNow(post: Post): Promise<void>
  decide(post: Post, decision: 'it_is_there' | 'post_again' | 'discard', psaId?: string): Promise<void>
}

/** One act at a time. What it made of the post goes to `accept`; after a failure the truth is read again. */
export function createPostActs(
  { api }: Pick<Pod, 'api'>,
  accept: (post: Post) => void,
  readAgain: (post: Post) => Promise<void>,
): PostActs {
  const problems = signal<Record<string, ApiProblem>>({})
  const busy = signal<string | null>(null)
  const client = api.client.posts

  const act = async (post: Post, call: () => Promise<Post>) => {
    if (busy.value) return
    busy.value = post.id
    const { [post.id]: _, ...others } = problems.value
    problems.value = others
    try {
      accept(await call())
    } catch (error) {
      problems.value = { ...problems.value, [post.id]: asProblem(error) }
      await readAgain(post)
    } finally {
      busy.value = null
    }
  }
  const param = (post: Post) => ({ param: { id: post.id } })
  return {
    problems,
    busy,
    cancel: (post) => act(post, () => bodyOf(client[':id'].cancel.$post(param(post)))),
    lookNow: (post) => act(post, () => bodyOf(client[':id'].look.$post(param(post)))),
    decide: (post, decision, psaId) =>
      act(post, () =>
        bodyOf(
          client[':id'].decision.$post({
            ...param(post),
            json: { decision, ...(psaId ? { psa_id: psaId } : {}) },
          }),
        ),
      ),
  }
}

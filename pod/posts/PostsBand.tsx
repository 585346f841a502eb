import { mayWork, usePod } from '../pod.ts'
import { PostState } from './PostState.tsx'
import type { PostsModel } from './posts-model.ts'

const wanting = ['ready', 'sending', 'posted', 'uncertain', 'checking', 'needs_human', 'rejected', 'blocked']

/** What is on its way or waits for a person, above the work; nothing when all is well. */
export function PostsBand({ model }: { model: PostsModel }) {
  const { me } = usePod()
  const posts = model.posts.value.filter((post) => wanting.includes(post.state))
  if (posts.length === 0) return null
  return (
    <section
      aria-label="Posts on their way"
      class="flex-none grid gap-2 px-3 py-2 wide:px-5 b-b b-b-solid b-line max-h-50% overflow-y-auto"
    >
      {posts.map((post) => (
        <PostState key={post.id} post={post} model={model} canAct={mayWork(me.value)} />
      ))}
    </section>
  )
}

import type { Delivery } from '../../shared/contracts/connections.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { useRemembered } from '../ui/remember.ts'
import { PostState } from './PostState.tsx'
import { groupOf } from './post-groups.ts'
import { isHeld } from './post-words.ts'
import type { PostsModel } from './posts-model.ts'
import { WaitingPosts } from './WaitingPosts.tsx'

const seenLimit = 50

/** What is on its way, waits for a person or came out otherwise, above the work; nothing when all is well. */
export function PostsBand(props: {
  model: PostsModel
  delivery: Delivery | null
  /** An open sheet shows the posts: here they would stand a second time. */
  isSheetOpen?: boolean
}) {
  const { model, delivery, isSheetOpen = false } = props
  const [seen, setSeen] = useRemembered<string>('seen_posts', '')
  const wanting = model.posts.value.filter((post) => isWanting(post) && !seen.includes(post.id))
  const waiting = delivery === null ? [] : wanting.filter(isHeld)
  const posts = isSheetOpen ? [] : wanting.filter((post) => !waiting.includes(post))
  const see = (post: Post) => setSeen([post.id, ...seen.split(' ')].slice(0, seenLimit).join(' '))
  if (posts.length === 0 && delivery === null) return null
  return (
    <section
      aria-label="Posts on their way"
      class="flex-none grid gap-2 px-3 py-2 wide:px-5 b-b b-b-solid b-line max-h-50% low:py-1 low:max-h-44px overflow-y-auto"
    >
      {delivery && <WaitingPosts model={model} delivery={delivery} posts={waiting} />}
      {posts.map((post) => (
        <PostState
          key={post.id}
          post={post}
          model={model}
          {...(groupOf(post) === 'done' ? { onSeen: () => see(post) } : {})}
        />
      ))}
    </section>
  )
}

/** A note that was sent but never read back as it was sent is told of until somebody has seen it. */
function isWanting(post: Post): boolean {
  return groupOf(post) !== 'done' || post.state === 'posted'
}

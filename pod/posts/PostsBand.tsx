import type { Delivery } from '../../shared/contracts/connections.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { DeliveryNotice } from '../frame/DeliveryNotice.tsx'
import { mayWork, usePod } from '../pod.ts'
import { useRemembered } from '../ui/remember.ts'
import { PostState } from './PostState.tsx'
import { groupOf } from './post-groups.ts'
import type { PostsModel } from './posts-model.ts'

const seenLimit = 50

/** What is on its way, waits for a person or came out otherwise, above the work; nothing when all is well. */
export function PostsBand({ model, delivery }: { model: PostsModel; delivery: Delivery | null }) {
  const { me } = usePod()
  const [seen, setSeen] = useRemembered<string>('seen_posts', '')
  const posts = model.posts.value.filter((post) => isWanting(post) && !seen.includes(post.id))
  const see = (post: Post) => setSeen([post.id, ...seen.split(' ')].slice(0, seenLimit).join(' '))
  if (posts.length === 0 && delivery === null) return null
  return (
    <section
      aria-label="Posts on their way"
      class="flex-none grid gap-2 px-3 py-2 wide:px-5 b-b b-b-solid b-line max-h-50% overflow-y-auto"
    >
      {delivery && <DeliveryNotice card delivery={delivery} />}
      {posts.map((post) => (
        <PostState
          key={post.id}
          post={post}
          model={model}
          canAct={mayWork(me.value)}
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

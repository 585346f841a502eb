import { ChevronDown, ChevronRight } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { Delivery } from '../../shared/contracts/connections.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { DeliveryNotice } from '../frame/DeliveryNotice.tsx'
import { mayWork, usePod } from '../pod.ts'
import { IconButton } from '../ui/Button.tsx'
import { kindNouns } from './kind-nouns.ts'
import { PostState } from './PostState.tsx'
import type { PostsModel } from './posts-model.ts'

/** What holds a connection back, said once for all that waits for it; opens to the posts themselves. */
export function WaitingPosts(props: { model: PostsModel; delivery: Delivery; posts: readonly Post[] }) {
  const { model, delivery, posts } = props
  const { me } = usePod()
  const [open, setOpen] = useState(false)
  if (posts.length === 0) return <DeliveryNotice card delivery={delivery} />
  const count = waitingWords(posts)
  return (
    <DeliveryNotice
      card
      delivery={delivery}
      count={count}
      action={
        <IconButton
          icon={open ? ChevronDown : ChevronRight}
          size={14}
          label={open ? 'Hide what waits' : 'Show what waits'}
          expanded={open}
          onPress={() => setOpen(!open)}
        />
      }
    >
      {open && (
        <div class="grid gap-2 pb-1">
          {posts.map((post) => (
            <PostState key={post.id} post={post} model={model} canAct={mayWork(me.value)} />
          ))}
        </div>
      )}
    </DeliveryNotice>
  )
}

/** "2 notes wait": of several kinds, "3 posts wait". */
export function waitingWords(posts: readonly Pick<Post, 'kind'>[]): string {
  const kinds = new Set(posts.map(({ kind }) => kind))
  const [kind] = kinds
  const one = kinds.size === 1 && (kind === 'note' || kind === 'time_entry') ? kindNouns[kind] : null
  if (posts.length === 1) return `1 ${one?.name ?? 'post'} waits`
  return `${posts.length} ${one?.many ?? 'posts'} wait`
}

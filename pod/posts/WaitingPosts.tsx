import { ChevronDown, ChevronRight } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { Delivery } from '../../shared/contracts/connections.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { DeliveryNotice } from '../frame/DeliveryNotice.tsx'
import { IconButton } from '../ui/Button.tsx'
import { plural } from '../ui/when.ts'
import { kindNouns } from './kind-nouns.ts'
import { PostState } from './PostState.tsx'
import type { PostsModel } from './posts-model.ts'

/** What holds a connection back, said once for all that waits for it; opens to the posts themselves. */
export function WaitingPosts(props: { model: PostsModel; delivery: Delivery; posts: readonly Post[] }) {
  const { model, delivery, posts } = props
  const [open, setOpen] = useState(false)
  if (posts.length === 0) return <DeliveryNotice card delivery={delivery} />
  return (
    <DeliveryNotice
      card
      delivery={delivery}
      waiting={waitingWords(posts)}
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
            <PostState key={post.id} post={post} model={model} />
          ))}
        </div>
      )}
    </DeliveryNotice>
  )
}

/** What waits, counted by its kind; several kinds are posts. */
export function waitingWords(posts: readonly Pick<Post, 'kind'>[]): string {
  const kinds = new Set(posts.map(({ kind }) => kind))
  const [kind] = kinds
  const nouns = kinds.size === 1 && (kind === 'note' || kind === 'time_entry') ? kindNouns[kind] : null
  return plural(
    posts.length,
    `1 ${nouns?.name ?? 'post'} waits and goes out by itself.`,
    `${posts.length} ${nouns?.many ?? 'posts'} wait and go out by themselves.`,
  )
}

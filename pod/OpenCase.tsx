import { useEffect } from 'preact/hooks'
import type { Post } from '../shared/contracts/posts.ts'
import { mayWork, usePod } from './pod.ts'
import { PostState } from './posts/PostState.tsx'
import { PostsBand } from './posts/PostsBand.tsx'
import { groupOf } from './posts/post-groups.ts'
import { usePosts } from './posts/use-posts.ts'
import { Cockpit } from './sessions/Cockpit.tsx'
import { later } from './ui/later.tsx'

const fetchShare = () => import('./updates/ShareSheet.tsx').then((module) => module.ShareSheet)
const ShareSheet = later(fetchShare)
const prefetchAfterMs = 2000
/** Refused ones are over for the sheet: it offers their text anew. */
const isUnsettled = (post: Post) => groupOf(post) !== 'done' && post.state !== 'rejected'

/** A case at work: the cockpit, the posts under way, and the update sheet it opens. */
export function OpenCase(props: { session_id: string; onGone: () => void }) {
  const { me } = usePod()
  const posts = usePosts(props.session_id)
  useEffect(() => {
    const timer = setTimeout(() => void fetchShare().catch(() => {}), prefetchAfterMs)
    return () => clearTimeout(timer)
  }, [])
  const renderPost = (postId: string) => {
    const post = posts.posts.value.find((each) => each.id === postId)
    return post && <PostState key={postId} post={post} model={posts} canAct={mayWork(me.value)} />
  }
  return (
    <Cockpit
      session_id={props.session_id}
      onGone={props.onGone}
      band={<PostsBand model={posts} />}
      renderShare={({ session, onClose }) => (
        <ShareSheet
          session={session}
          session_id={props.session_id}
          onPost={posts.accept}
          onClose={onClose}
          waiting={posts.posts.value.filter(isUnsettled)}
          postStateOf={(postId) => posts.posts.value.find((each) => each.id === postId)?.state}
          renderPost={renderPost}
        />
      )}
    />
  )
}

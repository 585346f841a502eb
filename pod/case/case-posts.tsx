import type { ReadonlySignal } from '@preact/signals'
import type { Post } from '../../shared/contracts/posts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { mayWork, usePod } from '../pod.ts'
import { PostState } from '../posts/PostState.tsx'
import { groupOf } from '../posts/post-groups.ts'
import type { PostsModel } from '../posts/posts-model.ts'
import { ShareSheet } from '../updates/ShareSheet.tsx'

/** Stands over the work; travels with the sheet, which shows the same posts. */
export { PostsBand } from '../posts/PostsBand.tsx'

/** Refused ones are over for the sheet: it offers their text anew. */
const isUnsettled = (post: Post) => groupOf(post) !== 'done' && post.state !== 'rejected'

/** The update sheet of a case, with what became of its posts. */
export function ShareUpdate(props: {
  session: ReadonlySignal<SessionDetail | null>
  session_id: string
  posts: PostsModel
  onClose: () => void
}) {
  const { me } = usePod()
  const { posts } = props
  const all = posts.posts.value
  const renderPost = (postId: string) => {
    const post = all.find((each) => each.id === postId)
    return post && <PostState key={postId} post={post} model={posts} canAct={mayWork(me.value)} />
  }
  return (
    <ShareSheet
      session={props.session}
      session_id={props.session_id}
      onPost={posts.accept}
      onClose={props.onClose}
      waiting={all.filter(isUnsettled)}
      postStateOf={(postId) => all.find((each) => each.id === postId)?.state}
      renderPost={renderPost}
    />
  )
}

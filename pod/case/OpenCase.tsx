import { useEffect } from 'preact/hooks'
import { useDelivery } from '../frame/DeliveryNotice.tsx'
import { usePosts } from '../posts/use-posts.ts'
import { lazily } from '../ui/lazily.tsx'
import { Cockpit } from './Cockpit.tsx'

const fetchPosts = () => import('./case-posts.tsx')
const PostsBand = lazily(() => fetchPosts().then((part) => part.PostsBand))
const ShareUpdate = lazily(() => fetchPosts().then((part) => part.ShareUpdate))
const prefetchAfterMs = 2000

/** A case at work: the cockpit, the posts under way, and the update sheet it opens. */
export function OpenCase(props: { session_id: string; onGone: () => void }) {
  const posts = usePosts(props.session_id)
  const delivery = useDelivery()
  const hasBand = delivery !== null || posts.posts.value.length > 0
  useEffect(() => {
    const timer = setTimeout(() => void fetchPosts().catch(() => {}), prefetchAfterMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Cockpit
      session_id={props.session_id}
      onGone={props.onGone}
      band={hasBand && <PostsBand model={posts} delivery={delivery} />}
      renderShare={({ session, onClose }) => (
        <ShareUpdate session={session} session_id={props.session_id} posts={posts} onClose={onClose} />
      )}
    />
  )
}

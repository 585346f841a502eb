import { ExternalLink, RefreshCw, Undo2 } from 'lucide-preact'
import type { Post } from '../../shared/contracts/posts.ts'
import { usePod } from '../pod.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import type { PostActs } from './post-acts.ts'
import { canBeTakenBack } from './post-words.ts'

/** What a person can do about a post in its state; the three choices of one that asks stand with its candidates. */
export function PostActions({ post, model }: { post: Post; model: PostActs }) {
  const { host } = usePod()
  const busy = model.busy.value === post.id
  const discard = (
    <Button kind="quiet" onPress={() => model.decide(post, 'discard')}>
      Discard
    </Button>
  )
  if (canBeTakenBack(post))
    return (
      <Button icon={Undo2} busy={busy} onPress={() => model.cancel(post)}>
        {post.undo_until ? 'Undo' : 'Take back'}
      </Button>
    )
  if (post.state === 'uncertain' || post.state === 'checking')
    return (
      <Button busy={busy} onPress={() => model.lookNow(post)}>
        Look now
      </Button>
    )
  if (post.state === 'rejected')
    return (
      <>
        <Button icon={RefreshCw} busy={busy} onPress={() => model.decide(post, 'post_again')}>
          Retry
        </Button>
        {discard}
      </>
    )
  if (post.state === 'blocked') return discard
  if (post.state === 'verified')
    return (
      <IconButton
        icon={ExternalLink}
        label={`Open ticket #${post.ticket_id}`}
        onPress={() => host.openTicket(post.ticket_id, post.url ?? undefined)}
      />
    )
  return null
}

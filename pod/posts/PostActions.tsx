import { ExternalLink, RefreshCw, Undo2 } from 'lucide-preact'
import type { Post, PostAct } from '../../shared/contracts/posts.ts'
import { usePod } from '../pod.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import type { PostActs } from './post-acts.ts'

/** What a person can do about a post in its state; the three choices of one that asks stand with its candidates. */
export function PostActions({ post, model }: { post: Post; model: PostActs }) {
  const { host } = usePod()
  const busy = model.busy.value === post.id
  const discard = (
    <Button kind="quiet" onPress={() => model.decide(post, 'discard')}>
      Discard
    </Button>
  )
  const may = (act: PostAct) => post.may.includes(act)
  // one that was taken is read back within moments
  const look = may('look_now') && post.state !== 'posted' && (
    <Button busy={busy} onPress={() => model.lookNow(post)}>
      {post.state === 'ready' ? 'Try now' : 'Look now'}
    </Button>
  )
  if (may('cancel'))
    return (
      <>
        {look}
        <Button icon={Undo2} busy={busy} onPress={() => model.cancel(post)}>
          {post.undo_until ? 'Undo' : 'Take back'}
        </Button>
      </>
    )
  if (look) return look
  if (may('retry'))
    return (
      <>
        <Button icon={RefreshCw} busy={busy} onPress={() => model.decide(post, 'post_again')}>
          Retry
        </Button>
        {discard}
      </>
    )
  // what asks has it beside its candidates
  if (may('discard') && !may('it_is_there')) return discard
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

import {
  Ban,
  Check,
  CircleHelp,
  Clock,
  ExternalLink,
  LoaderCircle,
  type LucideIcon,
  RefreshCw,
  TriangleAlert,
  Undo2,
} from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { Post } from '../../shared/contracts/posts.ts'
import { usePod } from '../pod.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Notice, type Tone } from '../ui/Notice.tsx'
import { inLocalTime, Time } from '../ui/Time.tsx'
import { Candidates } from './Candidates.tsx'
import type { PostsModel } from './posts-model.ts'

type Sign = { icon: LucideIcon; tone: Tone; spinning?: boolean }
const signs: Record<Post['state'], Sign> = {
  ready: { icon: Clock, tone: 'amber' },
  sending: { icon: LoaderCircle, tone: 'muted', spinning: true },
  posted: { icon: LoaderCircle, tone: 'muted', spinning: true },
  verified: { icon: Check, tone: 'green' },
  uncertain: { icon: CircleHelp, tone: 'amber' },
  checking: { icon: CircleHelp, tone: 'amber' },
  needs_human: { icon: TriangleAlert, tone: 'amber' },
  rejected: { icon: TriangleAlert, tone: 'red' },
  blocked: { icon: Ban, tone: 'red' },
  cancelled: { icon: Ban, tone: 'muted' },
}

/** One post, whatever its state: sign, what is true now, what happens next, one action at the right. */
export function PostState(props: { post: Post; model: PostsModel; canAct: boolean }) {
  const { post, model } = props
  const sign = signs[post.state]
  const problem = model.problems.value[post.id]
  return (
    <Notice
      card
      icon={sign.icon}
      tone={sign.tone}
      spinning={sign.spinning ?? false}
      edge={post.state === 'needs_human' || sign.tone === 'red'}
      role={sign.tone === 'red' || post.state === 'needs_human' ? 'alert' : 'status'}
      title={<Title post={post} model={model} />}
      next={<Next post={post} />}
      action={props.canAct && <Action post={post} model={model} />}
    >
      {post.state === 'needs_human' && props.canAct && <Candidates post={post} model={model} />}
      {problem && (
        <p role="alert" class="text-meta text-red pb-1">
          {problem.message}
        </p>
      )}
      {post.state === 'ready' && post.undo_until && <UndoBar post={post} model={model} />}
    </Notice>
  )
}

function Title({ post, model }: { post: Post; model: PostsModel }) {
  const { host } = usePod()
  const left = useSecondsLeft(post, model)
  const reader = post.visibility === 'client_visible' ? 'to the client' : 'as an internal note'
  switch (post.state) {
    case 'ready':
      return <>{left === null || left <= 0 ? `Sends ${reader} now` : `Sends ${reader} in ${left} s`}</>
    case 'sending':
      return <>Sending to ticket #{post.ticket_id}</>
    case 'posted':
      return (
        <>
          Sent
          {post.posted_at && (
            <>
              {' '}
              <Time at={post.posted_at} as="seconds" />
            </>
          )}
        </>
      )
    case 'verified':
      return (
        <>
          Posted
          {post.posted_at && (
            <>
              {' '}
              <Time at={post.posted_at} as="clock" />
            </>
          )}{' '}
          as{' '}
          <button
            type="button"
            class="text-host cursor-pointer hover:underline"
            onClick={() => host.openTicket(post.ticket_id, post.url ?? undefined)}
          >
            note {post.psa_id}
          </button>
        </>
      )
    case 'uncertain':
    case 'checking':
      return <>ConnectWise didn’t answer</>
    case 'needs_human':
      return (
        <strong class="font-600">
          {post.candidates?.length ? 'Is it one of these notes?' : 'Please decide'}
        </strong>
      )
    case 'rejected':
      return <strong class="font-600">Not posted</strong>
    case 'blocked':
      return <strong class="font-600">On hold</strong>
    case 'cancelled':
      return <>Taken back. Nothing was posted.</>
  }
}

/** What is known and what comes next; the server's own sentence, times in the viewer's zone. */
function Next({ post }: { post: Post }) {
  if (post.state === 'ready' && post.undo_until) return null
  if (post.state === 'verified')
    return (
      <>
        {post.visibility === 'internal' ? 'Internal.' : 'The client can read it.'} Read back{' '}
        {post.verified_at && <Time at={post.verified_at} as="seconds" />}.
      </>
    )
  if (post.state === 'posted')
    return <>{inLocalTime(post.explanation) || 'Reading it back from ConnectWise…'}</>
  const looking = post.state === 'uncertain' || post.state === 'checking'
  const words = inLocalTime(post.explanation)
  return (
    <>
      {words}
      {looking && post.next_look_at && (
        <>
          {' '}
          Next look <Time at={post.next_look_at} as="seconds" />.
          {!/sent again|before anything else/.test(words) && ' Nothing is sent again before.'}
        </>
      )}
    </>
  )
}

function Action({ post, model }: { post: Post; model: PostsModel }) {
  const { host } = usePod()
  const busy = model.busy.value === post.id
  if (post.state === 'ready' && post.undo_until)
    return (
      <Button icon={Undo2} busy={busy} onPress={() => model.cancel(post)}>
        Undo
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
        <Button kind="quiet" onPress={() => model.decide(post, 'discard')}>
          Discard
        </Button>
      </>
    )
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

/** Seconds until the undo ends, by the server's clock; null where there is none. */
function useSecondsLeft(post: Post, model: PostsModel): number | null {
  const [, tick] = useState(0)
  const counting = post.state === 'ready' && post.undo_until !== null
  useEffect(() => {
    if (!counting) return
    const timer = setInterval(() => tick((n) => n + 1), 250)
    return () => clearInterval(timer)
  }, [counting])
  if (!counting || !post.undo_until) return null
  return Math.ceil((Date.parse(post.undo_until) - Date.now() - model.clockOffsetMs.value) / 1000)
}

function UndoBar({ post, model }: { post: Post; model: PostsModel }) {
  const total = Date.parse(post.undo_until ?? post.created_at) - Date.parse(post.created_at)
  const left = Date.parse(post.undo_until ?? post.created_at) - Date.now() - model.clockOffsetMs.value
  const share = total > 0 ? Math.max(0, Math.min(1, left / total)) : 0
  return (
    <span
      aria-hidden="true"
      class="absolute left-0 bottom-0 h-2px bg-amber-edge"
      style={{ width: `${share * 100}%` }}
    />
  )
}

import { X } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { PostReasonCode } from '../../shared/contracts/post-reasons.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { usePod } from '../pod.ts'
import { IconButton } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { Choices } from './choices.ts'
import { hasNumber, nounOf } from './kind-nouns.ts'
import { PostActions } from './PostActions.tsx'
import type { PostActs } from './post-acts.ts'
import { isReadBackLater } from './post-groups.ts'
import { askOf, isHeld, signOf } from './post-words.ts'
import type { PostsModel } from './posts-model.ts'
import { knownOf } from './reason-words.ts'

type Model = PostActs & Pick<PostsModel, 'clockOffsetMs'>

/** One post, whatever its state: sign, what is true now, what happens next, one action at the right. */
export function PostState(props: {
  post: Post
  model: Model
  /** Who will read it and who is e-mailed, told while it can be undone. */
  reach?: string | undefined
  onSeen?: () => void
}) {
  const { post, model } = props
  const sign = signOf(post)
  const problem = model.problems.value[post.id]
  const isAsking = post.state === 'needs_human'
  // beside two buttons nothing would be left for the words
  const hasTwoActs = post.may.includes('retry')
  return (
    <Notice
      card
      icon={sign.icon}
      tone={sign.tone}
      spinning={sign.spinning ?? false}
      edge={isAsking || sign.tone === 'red'}
      role={isAsking || sign.tone === 'red' ? 'alert' : 'status'}
      title={<Title post={post} model={model} />}
      next={<Next post={post} reach={props.reach} />}
      action={
        <>
          {!hasTwoActs && <PostActions post={post} model={model} />}
          {props.onSeen && <IconButton icon={X} size={14} label="Seen" onPress={props.onSeen} />}
        </>
      }
    >
      {post.may.includes('it_is_there') && <Choices post={post} model={model} />}
      {hasTwoActs && (
        <div class="flex gap-2 pb-1">
          <PostActions post={post} model={model} />
        </div>
      )}
      {problem && (
        <p role="alert" class="text-meta text-red pb-1">
          {problem.message}
        </p>
      )}
      {post.state === 'ready' && post.undo_until && <UndoBar post={post} model={model} />}
    </Notice>
  )
}

function Title({ post, model }: { post: Post; model: Model }) {
  const left = useSecondsLeft(post, model)
  switch (post.state) {
    case 'ready':
      if (isHeld(post) || waitsFor.has(post.reason?.code)) return <>{goesWords(post).held}</>
      return <>{left === null || left <= 0 ? goesWords(post).now : `Sends ${aimOf(post)} in ${left} s`}</>
    case 'sending':
      return <>Sending to ticket #{post.ticket_id}</>
    case 'posted':
      return (
        <>
          Sent
          <At at={post.posted_at} as="seconds" />
          {!isReadBackLater(post) && <Noted post={post} />}
        </>
      )
    case 'verified':
      return (
        <>
          Posted
          <At at={post.posted_at} as="clock" />
          <Noted post={post} />
        </>
      )
    case 'uncertain':
    case 'checking':
      return <>{post.sent_at ? 'ConnectWise didn’t answer' : 'Looking whether it is there'}</>
    case 'needs_human':
      return <strong class="font-600">{askOf(post)}</strong>
    case 'rejected':
      return <strong class="font-600">Not posted</strong>
    case 'blocked':
      return <strong class="font-600">On hold</strong>
    case 'cancelled':
      return <>{knownOf(post)}</>
  }
}

/** Who reads the note. */
const aimOf = ({ visibility }: Post) =>
  visibility === 'client_visible' ? 'to the client' : 'as an internal note'

/** What is about to happen, or waits to. */
function goesWords(post: Post): { now: string; held: string } {
  if (post.kind === 'note') return { now: `Sending ${aimOf(post)}`, held: `Waits to be sent ${aimOf(post)}` }
  return workWords[post.kind]
}

const workWords: Record<Exclude<Post['kind'], 'note'>, { now: string; held: string }> = {
  time_entry: { now: 'Booking the time', held: 'Time to be booked' },
  status: { now: 'Changing the status', held: 'Status to be changed' },
  assignment: { now: 'Changing the assignment', held: 'Assignment to be changed' },
}

/** What is ready and yet does not go now, whether or not it is known when. */
const waitsFor = new Set<PostReasonCode | undefined>([
  'waits_for_post',
  'connection_stopped',
  'connection_trying',
  'connection_paused',
  'psa_not_reached',
  'psa_busy',
])

function At(props: { at: string | null; as: 'clock' | 'seconds' }) {
  return (
    props.at && (
      <>
        {' '}
        <Time at={props.at} as={props.as} />
      </>
    )
  )
}

function Noted({ post }: { post: Post }) {
  const { host } = usePod()
  if (!hasNumber(post.kind)) return null
  return (
    <>
      {' '}
      as{' '}
      <button
        type="button"
        class="text-host cursor-pointer hover:underline"
        onClick={() => host.openTicket(post.ticket_id, post.url ?? undefined)}
      >
        {nounOf(post)}
      </button>
    </>
  )
}

/** What is known and what comes next. */
function Next({ post, reach }: { post: Post; reach: string | undefined }) {
  const words = knownOf(post)
  if (post.state === 'ready' && post.undo_until) return <>{reach}</>
  if (post.state === 'cancelled') return null
  if (post.state === 'verified')
    return (
      <>
        {post.visibility && (post.visibility === 'internal' ? 'Internal. ' : 'The client can read it. ')}Read
        back
        <At at={post.verified_at} as="seconds" />. {words}
      </>
    )
  const looking = post.state === 'uncertain' || post.state === 'checking'
  return (
    <>
      {words}
      {isHeld(post) && post.next_look_at && (
        <>
          {' '}
          Next try
          <At at={post.next_look_at} as="seconds" />.
        </>
      )}
      {looking && post.next_look_at && (
        <>
          {' '}
          Next look
          <At at={post.next_look_at} as="seconds" />.{' Nothing is sent again before.'}
        </>
      )}
    </>
  )
}

/** Seconds until the undo ends, by the server's clock; null where there is none. */
function useSecondsLeft(post: Post, model: Model): number | null {
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

/** Runs down evenly, a second at a time; where motion is not wanted, in steps. */
function UndoBar({ post, model }: { post: Post; model: Model }) {
  const [isRunning, setRunning] = useState(false)
  useEffect(() => {
    const frame = requestAnimationFrame(() => setRunning(true))
    return () => cancelAnimationFrame(frame)
  }, [])
  const left = useSecondsLeft(post, model) ?? 0
  const totalS = (Date.parse(post.undo_until ?? post.created_at) - Date.parse(post.created_at)) / 1000
  const share = totalS > 0 ? (isRunning ? left - 1 : left) / totalS : 0
  return (
    <span
      aria-hidden="true"
      class="bar bar-on absolute left-0 bottom-0 h-2px bg-amber-edge transition-[width] duration-1000 ease-linear"
      style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }}
    />
  )
}

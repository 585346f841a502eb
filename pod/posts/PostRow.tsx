import { ChevronDown, ChevronRight, ExternalLink, Eye, Lock } from 'lucide-preact'
import { useId, useState } from 'preact/hooks'
import type { Post } from '../../shared/contracts/posts.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { usePod } from '../pod.ts'
import { Icon } from '../ui/Icon.tsx'
import { toneText } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { relativeTime } from '../ui/when.ts'
import { hasNumber, nounOf } from './kind-nouns.ts'
import type { Outbox } from './outbox-model.ts'
import { PostDetail } from './PostDetail.tsx'
import { groupOf } from './post-groups.ts'
import { isForClient, kindOf, signOf, wordOf } from './post-words.ts'
import { knownOf } from './reason-words.ts'

/** One post of the list: state, what it is and where, what is known, whose and when; opens to all about it. */
export function PostRow({ post, outbox }: { post: Post; outbox: Outbox }) {
  const [open, setOpen] = useState(false)
  const detail = useId()
  const sign = signOf(post)
  const needsSomebody = groupOf(post) === 'needing'
  const edge = needsSomebody ? (sign.tone === 'red' ? 'edge-red' : 'edge-amber') : ''
  const known = knownOf(post)
  const who = outbox.people.value.get(post.user_id) ?? ''
  return (
    <li class={`relative b-b b-b-solid b-line ${edge} ${open ? 'bg-raised' : ''}`}>
      <div class="relative grid grid-cols-[16px_minmax(0,1fr)_auto_14px] wide:grid-cols-[16px_136px_minmax(0,1fr)_auto_14px] gap-x-2 wide:gap-x-3 gap-y-2px px-3 wide:px-5 py-2 hover:bg-hover">
        <span class="h-20px flex items-center">
          <Icon of={sign.icon} class={`${toneText[sign.tone]} ${sign.spinning ? 'spin' : ''}`} />
        </span>
        <button
          type="button"
          class={`text-left self-start cut leading-20px cursor-pointer after:content-empty after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-solid focus-visible:after:outline-blue-edge focus-visible:after:-outline-offset-2 ${needsSomebody ? 'font-600' : 'font-500'}`}
          aria-expanded={open}
          aria-controls={detail}
          aria-label={nameOf(post, who)}
          onClick={() => setOpen(!open)}
        >
          {wordOf(post)}
        </button>
        <div class="col-start-2 col-end-5 wide:col-start-3 wide:col-end-4 min-w-0 order-1 wide:order-none grid gap-2px">
          <What post={post} />
          {known && <p class={`meta [overflow-wrap:anywhere] ${open ? '' : 'line-clamp-2'}`}>{known}</p>}
          <p class="meta flex flex-wrap gap-x-2 wide:hidden">
            <span>{who}</span>
            <ReadBack post={post} />
            <NextLook post={post} />
          </p>
        </div>
        <div class="meta text-right whitespace-nowrap grid gap-2px content-start">
          <span class="leading-20px">
            <span class="hidden wide:inline">{who && `${who}, `}</span>
            <Time at={post.created_at} />
          </span>
          <span class="hidden wide:block">
            <NextLook post={post} />
          </span>
        </div>
        <span class="h-20px flex items-center text-muted">
          <Icon of={open ? ChevronDown : ChevronRight} size={14} />
        </span>
      </div>
      <div id={detail} hidden={!open}>
        {open && <PostDetail post={post} outbox={outbox} />}
      </div>
    </li>
  )
}

/** For whom it is, the ticket with its case, the note where there is one. */
function What({ post }: { post: Post }) {
  const { host } = usePod()
  const forClient = isForClient(post)
  return (
    <p class="flex flex-wrap items-center gap-x-2 text-base leading-20px wide:text-wide">
      <span class={`flex items-center gap-1 ${forClient ? 'text-amber' : 'text-muted'}`}>
        <Icon of={forClient ? Eye : Lock} size={14} />
        {kindOf(post)}
      </span>
      {post.session_id ? (
        <GoTo
          route={{ screen: 'case', session_id: post.session_id }}
          class="relative font-600 hover:underline"
          title="Open the case"
        >
          #{post.ticket_id}
        </GoTo>
      ) : (
        <span class="font-600">#{post.ticket_id}</span>
      )}
      {post.psa_id && hasNumber(post.kind) && (
        <button
          type="button"
          class="relative flex items-center gap-1 leading-20px text-host cursor-pointer hover:underline"
          title={`Open ticket #${post.ticket_id} in ConnectWise`}
          onClick={() => host.openTicket(post.ticket_id, post.url ?? undefined)}
        >
          {nounOf(post)}
          <Icon of={ExternalLink} size={12} />
        </button>
      )}
      <ReadBack post={post} class="hidden wide:inline meta" />
    </p>
  )
}

function ReadBack(props: { post: Post; class?: string }) {
  const { state, verified_at } = props.post
  if (state !== 'verified' || !verified_at) return null
  return (
    <span class={props.class}>
      read back <Time at={verified_at} as="seconds" />
    </span>
  )
}

function NextLook({ post }: { post: Post }) {
  const { state, next_look_at } = post
  if (!next_look_at || state === 'sending') return null
  const isAhead = Date.parse(next_look_at) > Date.parse(post.now)
  if (!isAhead) return state === 'ready' ? null : <span>Looking now</span>
  return (
    <span>
      Next {state === 'ready' ? 'try' : 'look'} <Time at={next_look_at} as="seconds" />
    </span>
  )
}

function nameOf(post: Post, who: string): string {
  const when = relativeTime(post.created_at, Date.now())
  return [wordOf(post), `${kindOf(post)} on #${post.ticket_id}`, who, when].filter(Boolean).join(', ')
}

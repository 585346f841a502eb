import { CirclePause } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Delivery } from '../../shared/contracts/connections.ts'
import { type Pod, usePod } from '../pod.ts'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { causeWords, deliveryTitles } from './delivery-words.ts'

const settleMs = 800
const againMs = 8000
const doubtful = new Set(['ready', 'uncertain', 'checking'])

/** What holds the account's posts back right now, kept current for as long as the caller is on the screen. */
export function useDelivery(): Delivery | null {
  const pod = usePod()
  useEffect(() => watchDelivery(pod), [pod])
  return pod.me.value?.psa.delivery ?? null
}

/** Why nothing is sent to ConnectWise right now, and until when. */
export function DeliveryNotice(props: {
  delivery: Delivery
  card?: boolean
  /** What waits, where that is known. */
  waiting?: string
  action?: ComponentChildren
  children?: ComponentChildren
}) {
  const { delivery, card, waiting } = props
  const { state, cause, next_try_at } = delivery
  return (
    <Notice
      card={card ?? false}
      icon={CirclePause}
      tone="amber"
      role="status"
      action={props.action}
      title={<strong class="font-600">{deliveryTitles[state]}</strong>}
      next={
        <>
          {cause && `${causeWords(cause)} `}
          {waiting ?? 'Posts wait and go out by themselves.'}
          {next_try_at && (
            <>
              {' '}
              Next try <Time at={next_try_at} as="seconds" />.
            </>
          )}
        </>
      }
    >
      {props.children}
    </Notice>
  )
}

/** Signs of trouble come with the posts; what has come is asked about until it is over. */
function watchDelivery({ live, me, loadMe }: Pod): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueAt = Number.POSITIVE_INFINITY
  let isWatched = true
  const isHeld = () => (me.peek()?.psa.delivery ?? null) !== null
  const askIn = (delayMs: number) => {
    if (!isWatched || Date.now() + delayMs >= dueAt) return
    clearTimeout(timer)
    dueAt = Date.now() + delayMs
    timer = setTimeout(async () => {
      dueAt = Number.POSITIVE_INFINITY
      await loadMe().catch(() => {})
      if (isHeld()) askIn(againMs)
    }, delayMs)
  }
  const unfollow = live.follow(['post.changed'], () => askIn(0), {
    settleMs,
    when: ({ state }) => doubtful.has(state) || isHeld(),
  })
  if (isHeld()) askIn(againMs)
  return () => {
    isWatched = false
    clearTimeout(timer)
    unfollow()
  }
}

import { CirclePause } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { Delivery } from '../../shared/contracts/connections.ts'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { causeWords, deliveryTitles } from './delivery-words.ts'

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

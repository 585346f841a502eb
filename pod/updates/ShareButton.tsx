import { Share } from 'lucide-preact'
import type { Ref } from 'preact'
import { actList } from '../acts/act-list.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { plural } from '../ui/when.ts'
import { exchangesNeeded, whyNotShare } from './why-not-share.ts'

/** Share Update; it opens once there is something to report. */
export function ShareButton(props: {
  exchanges: number
  mayShare: boolean
  isIcon: boolean
  buttonRef?: Ref<HTMLButtonElement>
  onPress: () => void
}) {
  const left = exchangesNeeded - props.exchanges
  const why = whyNotShare(props.exchanges, props.mayShare)
  const common = { onPress: props.onPress, ...(props.buttonRef ? { buttonRef: props.buttonRef } : {}) }
  if (props.isIcon)
    return (
      <IconButton
        icon={Share}
        label="Share Update"
        why={why}
        iconClass={why ? '' : 'text-cyan'}
        {...common}
      />
    )
  const short = props.mayShare && left > 0 ? `after ${plural(left, 'one more answer', 'two answers')}` : null
  return (
    <span class="inline-flex items-center gap-2 wide:flex-col wide:items-end wide:gap-0">
      <Button
        kind="line"
        icon={Share}
        iconClass="text-cyan"
        keys={actList.share.keys[0]}
        why={why}
        {...common}
      >
        Share Update
      </Button>
      {short && <span class="meta whitespace-nowrap narrow:sr-only">{short}</span>}
    </span>
  )
}

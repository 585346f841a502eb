import { Share } from 'lucide-preact'
import type { Ref } from 'preact'
import { Button, IconButton } from '../ui/Button.tsx'

export const exchangesNeeded = 2

/** Share Update; it opens once there is something to report. */
export function ShareButton(props: {
  exchanges: number
  mayShare: boolean
  isIcon: boolean
  buttonRef?: Ref<HTMLButtonElement>
  onPress: () => void
}) {
  const left = exchangesNeeded - props.exchanges
  const why = !props.mayShare
    ? 'Your role may read this case, not report on it.'
    : left > 0
      ? `Not enough to report yet: ${left === 1 ? 'one more exchange' : 'two exchanges'} with FlowPilot first.`
      : undefined
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
  const short = props.mayShare && left > 0 ? `after ${left === 1 ? 'one more answer' : 'two answers'}` : null
  return (
    <span class="inline-flex items-center gap-2 wide:flex-col wide:items-end wide:gap-0">
      <Button kind="line" icon={Share} iconClass="text-cyan" keys="U" why={why} {...common}>
        Share Update
      </Button>
      {short && <span class="meta whitespace-nowrap">{short}</span>}
    </span>
  )
}

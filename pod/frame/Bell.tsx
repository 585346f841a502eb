import { useSignal } from '@preact/signals'
import { Bell as BellSign } from 'lucide-preact'
import { useRef } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { IconButton } from '../ui/Button.tsx'
import { UnderBell } from './lazy-bell.ts'

/** What I was told; its count and its list come once somebody is signed in. */
export function Bell() {
  const root = useRef<HTMLSpanElement>(null)
  const open = useSignal(false)
  return (
    <span ref={root} class="relative flex flex-none -mx-1 wide:mx-0">
      <IconButton
        icon={BellSign}
        label="Notifications"
        popup="dialog"
        expanded={open.value}
        onPress={() => {
          open.value = !open.value
        }}
      />
      {usePod().me.value && <UnderBell root={root} open={open} />}
    </span>
  )
}

import { useSignal } from '@preact/signals'
import { LoaderCircle, WifiOff } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { clockTime } from '../ui/when.ts'

/** Where the line to the server stands: a dot and a word. */
export function LiveChip() {
  const { status } = usePod().live.state.value
  const words = {
    live: 'Live',
    connecting: 'Connecting',
    reconnecting: 'Reconnecting',
    offline: 'Offline',
    paused: 'Paused',
  }[status]
  return (
    <span class="flex items-center gap-6px meta whitespace-nowrap" role="status">
      {status === 'live' ? (
        <span class="bar bar-on w-6px h-6px rounded-full bg-green-edge flex-none" />
      ) : status === 'paused' ? (
        <span class="w-6px h-6px rounded-full bg-edge flex-none" />
      ) : (
        <Icon
          of={status === 'offline' ? WifiOff : LoaderCircle}
          size={14}
          class={status === 'offline' ? '' : 'spin'}
        />
      )}
      <span class={status === 'live' ? 'narrow:sr-only' : ''}>{words}</span>
    </span>
  )
}

/** The band under the header while the server can't be reached; nothing otherwise. */
export function OfflineBand() {
  const { live, outage } = usePod()
  const now = useSignal(Date.now())
  const { since, next_try_at } = live.state.value
  const isOffline = outage.value === 'line'
  useEffect(() => {
    if (!isOffline) return
    const timer = setInterval(() => {
      now.value = Date.now()
    }, 500)
    return () => clearInterval(timer)
  }, [isOffline, now])
  if (outage.value === 'psa') return <PsaAwayBand />
  if (!isOffline) return null
  const leftS = next_try_at === null ? null : Math.max(1, Math.ceil((next_try_at - now.value) / 1000))
  return (
    <Notice
      icon={WifiOff}
      tone="amber"
      role="status"
      title={
        <strong class="font-600">No connection to FlowPilot since {clockTime(since ?? now.value)}</strong>
      }
      next={`Your draft is kept here. ${leftS === null ? 'Trying…' : `Next try in ${leftS} s.`}`}
      action={<Button onPress={live.tryNow}>Try now</Button>}
    />
  )
}

/** The case goes on being shown; only ConnectWise can say again who is looking. */
function PsaAwayBand() {
  const { host } = usePod()
  return (
    <Notice
      icon={WifiOff}
      tone="amber"
      role="status"
      title={<strong class="font-600">ConnectWise can't be reached</strong>}
      next="It confirms who you are, so nothing can be sent until it answers. Your draft is kept here; we keep trying."
      action={<Button onPress={host.tryAgain}>Try now</Button>}
    />
  )
}

import { useSignal } from '@preact/signals'
import { LoaderCircle } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { Icon } from '../ui/Icon.tsx'
import { Skeleton, useLate } from '../ui/Skeleton.tsx'

/** While the PSA is read: the shape of what comes, after 150 ms; in words with the seconds after three. */
export function ReadingTicket(props: { ticket_id: string; since: number }) {
  const late = useLate(150)
  const slow = useLate(3000)
  const now = useSignal(Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now()
    }, 1000)
    return () => clearInterval(timer)
  }, [now])
  const seconds = Math.max(0, Math.round((now.value - props.since) / 1000))
  if (!late) return <div class="flex-1" />
  return (
    <div class="flex-1 min-h-0 overflow-hidden">
      <section class="sec" aria-busy="true" aria-label="Reading the ticket">
        <div class="sec-head">
          <h2 class="micro">Reading the ticket</h2>
          <span class="ml-auto meta">{seconds > 0 ? `${seconds} s` : ''}</span>
        </div>
        <div class="row-li" role="status">
          <Icon of={LoaderCircle} class="text-blue spin" />
          <span class="font-600">Ticket #{props.ticket_id}, its notes and related tickets…</span>
          <span />
        </div>
        {slow && (
          <p class="px-36px meta">ConnectWise takes its time. You can stop and type the details instead.</p>
        )}
      </section>
      <div class="p-3 grid gap-3">
        <Skeleton width="58%" />
        <Skeleton width="40%" />
        <Skeleton width="46%" />
        <Skeleton width="34%" />
      </div>
    </div>
  )
}

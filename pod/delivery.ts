import { computed, type ReadonlySignal } from '@preact/signals'
import type { Delivery } from '../shared/contracts/connections.ts'
import { oncePerPod, type Pod } from './pod.ts'

const pausedMoreMs = 500

/**
 * What holds the account's posts back; null when nothing does. An event tells of every change but the end of a pause,
 * which comes with its time.
 */
export const deliveryOf = oncePerPod(({ live, me, loadMe }: Pod): ReadonlySignal<Delivery | null> => {
  const read = () => loadMe().catch(() => {})
  const delivery = computed(() => me.value?.psa.delivery ?? null)
  let timer: ReturnType<typeof setTimeout> | undefined
  live.follow(['delivery.changed'], read)
  delivery.subscribe((now) => {
    clearTimeout(timer)
    if (now?.state !== 'paused' || now.next_try_at === null) return
    const leftMs = Math.max(0, Date.parse(now.next_try_at) - Date.now())
    timer = setTimeout(() => void read(), leftMs + pausedMoreMs)
  })
  return delivery
})

import { inboxOf } from '../inbox.ts'
import type { Pod } from '../pod.ts'
import type { Waiting } from '../router.ts'
import { lazily } from '../ui/lazily.tsx'

const fetchParts = () => import('./needs-parts.ts')

/** Where I am needed, above a start page. */
export const Needed = lazily(() => fetchParts().then((parts) => parts.Needed))

export type Counts = Omit<Waiting, 'posts'>

/** Tells how many things wait for me, from when that could be fetched until the answer is called. */
export function followNeeds(pod: Pod, tell: (counts: Partial<Counts>) => void): () => void {
  const { mine } = inboxOf(pod)
  const isMine = (id: string) => mine.peek()?.some((each) => each.id === id) ?? true
  let stop: (() => void) | null = () => {}
  fetchParts()
    .then((parts) => {
      if (!stop) return
      const stops = [
        parts.followCount(pod, isMine, (needs) => tell({ needs })),
        parts.followQueueCount(pod, (escalations) => tell({ escalations })),
      ]
      stop = () => {
        for (const each of stops) each()
      }
    })
    .catch(() => {})
  return () => {
    stop?.()
    stop = null
  }
}

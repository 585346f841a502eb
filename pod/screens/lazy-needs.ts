import { inboxOf } from '../inbox.ts'
import type { Pod } from '../pod.ts'
import { lazily } from '../ui/lazily.tsx'

const fetchParts = () => import('../needs/late-parts.ts')

/** Where I am needed, above a start page. */
export const Needed = lazily(() => fetchParts().then((parts) => parts.Needed))

/** Tells how many things wait for me, from when that could be fetched until the answer is called. */
export function followNeeds(pod: Pod, tell: (count: string | null) => void): () => void {
  const { mine } = inboxOf(pod)
  const isMine = (id: string) => mine.peek()?.some((each) => each.id === id) ?? true
  let stop: (() => void) | null = () => {}
  fetchParts()
    .then((parts) => {
      if (stop) stop = parts.followCount(pod, isMine, tell)
    })
    .catch(() => {})
  return () => {
    stop?.()
    stop = null
  }
}

import type { Closing } from './contracts/closings.ts'
import type { PostState } from './contracts/post-states.ts'

const troubled: readonly PostState[] = ['needs_human', 'rejected', 'blocked']

/** What is known of the first post that somebody has to look at. */
export const troubleOf = (posts: readonly { state: PostState; explanation: string }[]): string | null =>
  posts.find(({ state }) => troubled.includes(state))?.explanation ?? null

/** How the writes of a closing stand together; one that was taken back is none. */
export function pushStatus(posts: readonly { state: PostState }[]): Closing['psa_push_status'] {
  const states = posts.map(({ state }) => state).filter((state) => state !== 'cancelled')
  if (states.length === 0) return 'no_psa'
  if (states.includes('needs_human')) return 'needs_human'
  if (states.includes('rejected') || states.includes('blocked')) return 'failed'
  return states.every((state) => state === 'posted' || state === 'verified') ? 'sent' : 'pending_retry'
}

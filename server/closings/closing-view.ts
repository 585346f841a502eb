import type { Closing } from '../../shared/contracts/closings.ts'
import type { Ctx } from '../ctx.ts'
import type { StoredPost } from '../posts/queries.ts'
import { postView } from '../posts/view.ts'
import type { ClosingRow } from './queries.ts'

export function closingView(ctx: Ctx, row: ClosingRow, stored: readonly StoredPost[]): Closing {
  const { closed_by, closed_by_name, document: _, ...closing } = row
  const posts = stored.map((post) => postView(ctx, post))
  const psa_push_status = pushStatus(posts)
  const trouble = posts.find(({ state }) => troubled.includes(state))
  return {
    ...closing,
    closed_by: { id: closed_by, name: closed_by_name },
    posts,
    psa_push_status,
    psa_push_error: trouble?.explanation ?? null,
  }
}

const troubled: readonly string[] = ['needs_human', 'rejected', 'blocked']

/** How the writes of a closing stand together; one that was taken back is none. */
export function pushStatus(posts: readonly { state: string }[]): Closing['psa_push_status'] {
  const states = posts.map(({ state }) => state).filter((state) => state !== 'cancelled')
  if (states.length === 0) return 'no_psa'
  if (states.includes('needs_human')) return 'needs_human'
  if (states.includes('rejected') || states.includes('blocked')) return 'failed'
  return states.every((state) => state === 'posted' || state === 'verified') ? 'sent' : 'pending_retry'
}

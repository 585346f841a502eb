import type { PostState } from '../../shared/contracts/post-states.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { needingStates } from '../../shared/needing-states.ts'

/** What somebody has to see to, what goes on by itself, and what is over. */
export type Group = 'needing' | 'under_way' | 'done'

/** Where the server keeps them: `posted` is over but for the moment in which it is read back. */
export const statesOf = {
  needing: needingStates,
  under_way: ['ready', 'sending', 'uncertain', 'checking'],
  done: ['posted', 'verified', 'cancelled'],
} as const satisfies Record<Group, readonly PostState[]>

type Known = Pick<Post, 'state' | 'next_look_at'>

/** ConnectWise took it, and it is still to be seen that it stands there. */
export function isReadBackLater(post: Known): boolean {
  return post.state === 'posted' && post.next_look_at !== null
}

export function groupOf(post: Known): Group {
  if (isReadBackLater(post)) return 'under_way'
  if ((statesOf.needing as readonly string[]).includes(post.state)) return 'needing'
  return (statesOf.under_way as readonly string[]).includes(post.state) ? 'under_way' : 'done'
}

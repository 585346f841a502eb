import { v4 as randomId } from 'uuid'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { markSending, takeDuePost, ticketTraffic } from './claim-queries.ts'
import { blocked } from './outcome.ts'
import type { Change, PostRow } from './post-row.ts'
import type { StoredPost } from './queries.ts'
import { secondsBetween } from './times.ts'
import { apply, clockOf, tell } from './transition.ts'

/** `instead`: an older note of the same ticket that goes first. `not_now`: not due, in other hands, or settled already. */
export type Claim =
  | { kind: 'claimed'; post: StoredPost }
  | { kind: 'instead'; post_id: string }
  | { kind: 'not_now' }

const notNow: Claim = { kind: 'not_now' }
/** A note that waited this long may not be wanted any more. */
const oldestUnaskedS = 72 * 3600

/** When this answers `claimed`, the row says `sending` in a committed transaction, and only then may a byte be written. */
export async function claimPost(world: World, accountId: string, postId: string): Promise<Claim> {
  try {
    return await inAccount(world.db.app, accountId, async (sql) => {
      const post = await takeDuePost(sql, postId)
      if (!post) return notNow
      const traffic = await ticketTraffic(sql, post)
      const held = holdBack(world, post, traffic.connection_health)
      if (held) {
        await apply(sql, { account_id: accountId }, post, held)
        return notNow
      }
      if (traffic.sending) return notNow
      if (traffic.older_due) return { kind: 'instead', post_id: traffic.older_due }
      const claimed = await markSending(sql, post.id, {
        // a name of its own for each claim, so that an attempt given back cannot be mistaken for the next one
        owner: `${world.process_id}/${randomId()}`,
        lease_s: world.config.POST_LEASE_SECONDS,
        settle_s: world.config.POST_SETTLE_SECONDS,
      })
      await tell(sql, { account_id: accountId }, post, claimed, { owner: world.process_id })
      return { kind: 'claimed', post: claimed }
    })
  } catch (error) {
    if (lostTheRace(error)) return notNow
    throw error
  }
}

/** Two claims of one ticket's notes at the same moment: the unique index lets one pass. */
function lostTheRace(error: unknown): boolean {
  return (error as { constraint_name?: string }).constraint_name === 'one_post_is_sending_per_ticket'
}

function holdBack(world: World, post: StoredPost, health: string): Change | null {
  if (health === 'on_hold')
    return blocked('ConnectWise refused the keys of this connection.', clockOf(world, post))
  if (secondsBetween(post.send_after, post.now) <= oldestUnaskedS) return null
  return {
    set: {
      state: 'needs_human',
      explanation: `This waited for more than three days. ${neverSent(post)} Say whether it is still to be posted.`,
    },
  }
}

function neverSent(post: PostRow): string {
  return post.attempt === 0 ? 'It was never sent.' : 'It is not in the ticket as far as we could see.'
}

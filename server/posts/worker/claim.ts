import { v4 as randomId } from 'uuid'
import { rightFrom } from '../../accounts/write-rights.ts'
import type { TransactionSql } from '../../db/connect.ts'
import { inAccount } from '../../db/tx.ts'
import type { World } from '../../world.ts'
import { isClean } from '../breaker/breaker.ts'
import { beginTrial } from '../breaker/queries.ts'
import { onRestore } from '../machine/on-restore.ts'
import { blocked } from '../machine/on-write.ts'
import type { Change, PostRow } from '../machine/row.ts'
import { secondsBetween } from '../machine/times.ts'
import type { StoredPost } from '../queries.ts'
import { writeKindOf } from '../write-right.ts'
import { clockOf, recordChange, writeChange } from './advance.ts'
import { markSending, type Traffic, takeDuePost } from './claim-queries.ts'
import { heartbeat } from './heartbeat.ts'

/**
 * `is_clean`: its connection and its other posts have nothing that good news would change. `instead`: an older note of the same ticket that
 * goes first. `not_now`: not due, in other hands, settled already, or its connection takes nothing.
 */
export type ClaimResult =
  | { kind: 'claimed'; post: StoredPost; is_clean: boolean }
  | { kind: 'instead'; post_id: string }
  | { kind: 'not_now' }

const notNow: ClaimResult = { kind: 'not_now' }
/** A note that waited this long may not be wanted any more. */
const oldestUnaskedS = 72 * 3600
/** Beyond the lease, so that whoever finds the lease over tells how the trial went. */
const trialSlackS = 30

/** When this answers `claimed`, the row says `sending` in a committed transaction, and only then may a byte be written. */
export async function claimPost(world: World, accountId: string, postId: string): Promise<ClaimResult> {
  const claim = await tryClaim(world, accountId, postId)
  if (claim !== 'new_epoch') return claim
  await heartbeat(world)
  const again = await tryClaim(world, accountId, postId)
  return again === 'new_epoch' ? notNow : again
}

async function tryClaim(world: World, accountId: string, postId: string): Promise<ClaimResult | 'new_epoch'> {
  try {
    return await inAccount(world.db, accountId, async (sql) => {
      const due = await takeDuePost(sql, postId)
      if (!due) return notNow
      const { post, traffic } = due
      // under the row's lock: what the database forgot after this, it forgets with the claim
      if (!traffic.epoch_is_kept) return 'new_epoch'
      const held = holdBack(world, post, traffic)
      if (held) {
        await writeChange(sql, { account_id: accountId }, post, held)
        return notNow
      }
      if (traffic.sending || traffic.halted || traffic.held) return notNow
      if (traffic.older_due) return { kind: 'instead', post_id: traffic.older_due }
      return mark(sql, world, post, traffic)
    })
  } catch (error) {
    if (lostTheRace(error)) return notNow
    throw error
  }
}

async function mark(
  sql: TransactionSql,
  world: World,
  post: StoredPost,
  { breaker, others_not_reached }: Traffic,
): Promise<ClaimResult> {
  const { POST_LEASE_SECONDS: lease_s, POST_SETTLE_SECONDS: settle_s } = world.config
  const isTrial = breaker?.state === 'half_open'
  if (isTrial && !(await beginTrial(sql, post, lease_s + trialSlackS))) return notNow
  // a name of its own for each claim, so that an attempt given back cannot be mistaken for the next one
  const owner = `${world.process_id}/${randomId()}`
  const claimed = await markSending(sql, post.id, { owner, lease_s, settle_s })
  const detail = { owner: world.process_id, ...(isTrial ? { trial: true } : {}) }
  await recordChange(sql, { account_id: post.account_id }, post, claimed, { detail })
  return { kind: 'claimed', post: claimed, is_clean: isClean(breaker) && !others_not_reached }
}

/** Two claims of one ticket's notes at the same moment: the unique index lets one pass. */
function lostTheRace(error: unknown): boolean {
  return (error as { constraint_name?: string }).constraint_name === 'one_post_is_sending_per_ticket'
}

function holdBack(world: World, post: StoredPost, traffic: Traffic): Change | null {
  const { connection_health, epoch, write_rights, asker_role } = traffic
  if (connection_health === 'on_hold')
    return blocked({ code: 'keys_refused', says: 'ConnectWise refused the keys of this connection.' })
  const waitedS = Math.max(secondsBetween(post.send_after, post.now), secondsBetween(post.asked_at, post.now))
  if (waitedS > oldestUnaskedS)
    return { set: { state: 'needs_human', why: { code: 'too_old', sent: neverSent(post, epoch) } } }
  if (isForgotten(post, epoch)) return onRestore(post, epoch, clockOf(world, post))
  // what was clicked under a right that is gone does not go out unseen
  return rightFrom(write_rights, writeKindOf(post), asker_role) === 'off'
    ? { set: { state: 'needs_human', why: { code: 'right_off' } } }
    : null
}

/** Written down in an earlier life of the database. */
export function isForgotten(post: Pick<PostRow, 'epoch'>, epoch: number | null): epoch is number {
  return epoch !== null && post.epoch < epoch
}

function neverSent(post: PostRow, epoch: number | null): 'never' | 'not_found' | 'unknown' {
  if (isForgotten(post, epoch)) return 'unknown'
  return post.attempt === 0 ? 'never' : 'not_found'
}

import { type ClaimKey, uncertain, unclaimed } from './on-write.ts'
import type { Change, Clock, PostRow } from './row.ts'

/** The process that was sending is gone or stalled; nobody knows how far it came. */
export function lapsed(post: PostRow, clock: Clock): Change | null {
  if (post.state !== 'sending' || !post.lease_until || Date.parse(post.lease_until) > Date.parse(clock.now))
    return null
  return uncertain(post, clock, {
    check_at: clock.now,
    why: { code: 'sending_interrupted' },
  })
}

/** Claimed, but too late in its lease to write safely: as if it had not been claimed. */
export function givenBack(post: PostRow, claim: ClaimKey): Change | null {
  if (post.state !== 'sending' || post.owner !== claim.owner || post.attempt !== claim.attempt) return null
  if (post.psa_id !== null) return null
  return {
    set: { ...unclaimed, state: 'ready', attempt: post.attempt - 1, why: { code: 'waiting' } },
    detail: { given_back: true },
  }
}

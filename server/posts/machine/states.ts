import type { PostState } from '../../../shared/contracts/post-states.ts'

/**
 * Where a post may go from each state. From every state to `checking` because ConnectWise may name a second note, to
 * `posted` because a late yes counts whatever was believed before; only a person leads out of the last line's states.
 */
const transitions: Record<PostState, readonly PostState[]> = {
  ready: ['sending', 'blocked', 'rejected', 'needs_human', 'cancelled', 'checking', 'posted'],
  sending: ['posted', 'uncertain', 'rejected', 'blocked', 'ready', 'needs_human', 'checking'],
  uncertain: ['checking', 'posted'],
  checking: ['verified', 'posted', 'ready', 'needs_human'],
  posted: ['verified', 'needs_human', 'checking'],
  verified: ['needs_human', 'checking'],
  blocked: ['ready', 'cancelled', 'posted', 'checking'],
  needs_human: ['ready', 'posted', 'verified', 'cancelled', 'checking'],
  rejected: ['ready', 'verified', 'posted', 'needs_human', 'cancelled', 'checking'],
  cancelled: ['posted', 'checking'],
}

export function isLegal(from: PostState, to: PostState): boolean {
  return from === to || transitions[from].includes(to)
}

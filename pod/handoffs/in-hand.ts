import type { Handoff } from '../../shared/contracts/handoffs.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'

/** Neither claimed nor taken back. */
export const waits = ({ claimed_at, withdrawn_at }: Handoff): boolean => !claimed_at && !withdrawn_at

/** The handing over that the case stands in: the newest one that was not taken back; null for none. */
export function handoffInHand({ handoffs }: Pick<SessionDetail, 'handoffs'>): Handoff | null {
  const newest = handoffs.at(-1)
  return newest && !newest.withdrawn_at ? newest : null
}

import type { Handoff } from '../../shared/contracts/handoffs.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'

/** The handing over that the case stands in: the newest one that was not taken back; null for none. */
export const handoffInHand = ({ handoffs }: Pick<SessionDetail, 'handoffs'>): Handoff | null =>
  handoffs.findLast(({ withdrawn_at }) => !withdrawn_at) ?? null

import type { Handoff } from './contracts/handoffs.ts'

/** True while somebody may pick it up or take it back. */
export const isWaiting = ({
  claimed_at,
  withdrawn_at,
}: Pick<Handoff, 'claimed_at' | 'withdrawn_at'>): boolean => claimed_at === null && withdrawn_at === null

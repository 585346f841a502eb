import type { Fix } from '../../shared/contracts/fixes.ts'
import { takeBackApplyMs } from '../../shared/limits.ts'

export type FixStanding = 'proposed' | 'verifying' | 'worked' | 'failed' | 'partly'

const standings = {
  applied_success: 'worked',
  applied_failed: 'failed',
  applied_partial: 'partly',
  dismissed: 'proposed',
} as const

export function standingOf({ status, applied_at }: Pick<Fix, 'status' | 'applied_at'>): FixStanding {
  return status === 'proposed' ? (applied_at === null ? 'proposed' : 'verifying') : standings[status]
}

export const mayTakeBack = ({ applied_at }: Pick<Fix, 'applied_at'>, nowMs: number): boolean =>
  applied_at !== null && nowMs - Date.parse(applied_at) < takeBackApplyMs

/** What the engineer's words were taken for; "Confirm" agrees. */
export const proposalWords = {
  applied_success: 'Your words sound as if the fix worked. Did it?',
  applied_failed: 'Your words sound as if the fix did not work. Is that so?',
  applied_partial: 'Your words sound as if it works only in part. Is that so?',
} as const satisfies Record<NonNullable<Fix['ai_outcome_proposal']>, string>

const decided = {
  applied_success: 'Somebody said meanwhile that this fix worked.',
  applied_failed: 'Somebody said meanwhile that this fix did not work.',
  applied_partial: 'Somebody said meanwhile that this fix works in part.',
  dismissed: 'Somebody dismissed this fix meanwhile.',
} as const

/** What became of a fix that is not any more what was seen; null where it stands undecided. */
export function meanwhile(fix: Pick<Fix, 'status' | 'superseded_at'> | undefined): string | null {
  if (!fix) return null
  if (fix.status !== 'proposed') return decided[fix.status]
  return fix.superseded_at === null ? null : 'Another fix took the place of this one meanwhile.'
}

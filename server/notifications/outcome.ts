import type { DeliveryCode } from '../../shared/contracts/channels.ts'

/** `later`: it may be taken at another try. `never`: it will not. `drop`: nobody wants it. `quiet`: it was not tried yet. */
export type Outcome =
  | { kind: 'sent' }
  | { kind: 'later'; code: DeliveryCode; retry_after_s?: number | undefined }
  | { kind: 'never'; code: DeliveryCode }
  | { kind: 'drop'; code: DeliveryCode }
  | { kind: 'quiet'; for_s: number }

export type After = {
  state: 'waiting' | 'sent' | 'failed' | 'dropped'
  code: DeliveryCode | null
  again_in_s: number | null
}

/** Seconds after the first try, the second and so on; after the last one it has failed. */
const backoffS = [15, 60, 300, 1800, 7200] as const
const longestPauseS = 3600

/** What becomes of a delivery after so many tries. */
export function afterTry(outcome: Exclude<Outcome, { kind: 'quiet' }>, tries: number): After {
  if (outcome.kind === 'sent') return { state: 'sent', code: null, again_in_s: null }
  if (outcome.kind === 'drop') return { state: 'dropped', code: outcome.code, again_in_s: null }
  const next = outcome.kind === 'later' ? backoffS[tries - 1] : undefined
  if (outcome.kind === 'never' || next === undefined)
    return { state: 'failed', code: outcome.code, again_in_s: null }
  const asked = Math.min(outcome.retry_after_s ?? 0, longestPauseS)
  return { state: 'waiting', code: outcome.code, again_in_s: Math.max(next, asked) }
}

/** Of the answer of a room's address. */
export function outcomeOfStatus(status: number, retryAfter: string | null): Outcome {
  if (status >= 200 && status < 300) return { kind: 'sent' }
  if (status === 429) {
    const seconds = Number(retryAfter)
    return {
      kind: 'later',
      code: 'busy',
      retry_after_s: Number.isFinite(seconds) ? Math.max(0, seconds) : undefined,
    }
  }
  if (status >= 500 || status === 408) return { kind: 'later', code: 'failing' }
  return { kind: 'never', code: [401, 403, 404, 410].includes(status) ? 'gone' : 'refused' }
}

import type { Delivery } from '../../shared/contracts/connections.ts'

/** The parts of a breaker that people are told; instants as PostgreSQL writes them. */
export type BreakerView = {
  state: 'closed' | 'open' | 'half_open'
  reason: string | null
  probe_at: string | null
  paused_until: string | null
  /** The database's time when it was read. */
  now: string
}

/** Why nothing is sent through a connection right now, null when everything is. */
export function deliveryOf(breaker: BreakerView | null): Delivery | null {
  if (!breaker) return null
  if (breaker.state === 'open')
    return {
      state: 'stopped',
      sentence: 'ConnectWise answers unreliably; we send again when it answers.',
      reason: breaker.reason,
      next_try_at: instant(breaker.probe_at),
    }
  if (breaker.state === 'half_open')
    return {
      state: 'trying',
      sentence:
        'ConnectWise answered again. The next note goes alone; when it has arrived, the others follow.',
      reason: breaker.reason,
      next_try_at: null,
    }
  const until = instant(breaker.paused_until)
  if (until === null || Date.parse(until) <= Date.parse(breaker.now)) return null
  return {
    state: 'paused',
    sentence: `ConnectWise asked us to wait; we send again at ${until.slice(11, 16)} UTC.`,
    reason: null,
    next_try_at: until,
  }
}

function instant(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString()
}

import type { DeliveryCause } from '../../../shared/contracts/connections.ts'
import { longestNamedWaitS } from '../machine/on-write.ts'
import type { Clock } from '../machine/row.ts'
import { later } from '../machine/times.ts'

/** A row of `breakers`: what a connection takes right now. */
export type Breaker = {
  state: 'closed' | 'open' | 'half_open'
  /** What opened it. */
  cause: DeliveryCause | null
  /** Null: closed from its beginning. */
  since: string | null
  probe_at: string | null
  probe_count: number
  unreadable_count: number
  trial_post_id: string | null
  trial_until: string | null
  paused_until: string | null
  busy_count: number
}

/** What was just learned of a connection. `post_id`: by which post. */
export type Signal =
  /** `recent`: posts that became uncertain within the window, and since the breaker closed. */
  | { kind: 'uncertain'; post_id: string; recent: number }
  | { kind: 'unreadable'; post_id: string }
  | { kind: 'readable' }
  /** A sending came to a clear end, whichever. */
  | { kind: 'answered'; post_id: string }
  /** The ticket could not be asked before a sending, or no byte of it left us. */
  | { kind: 'unreached' }
  | { kind: 'busy'; retry_after_s: number }
  | { kind: 'probed'; ok: boolean }

export const closedBreaker = (since: string | null): Breaker => ({
  state: 'closed',
  cause: null,
  since,
  probe_at: null,
  probe_count: 0,
  unreadable_count: 0,
  trial_post_id: null,
  trial_until: null,
  paused_until: null,
  busy_count: 0,
})

const uncertainNeeded = 5
const unreadableNeeded = 3
/** Longest pause that a PSA's repeated "wait a moment" grows to, by how often it said so without taking anything. */
const leastPauseS = [1, 2, 5, 15, 60, 300, longestNamedWaitS]

/** Ten minutes at the usual settle time. */
export function uncertainWindowS({ settle_s }: Pick<Clock, 'settle_s'>): number {
  return (settle_s * 10) / 3
}

/** 15 s, then twice as long each time, at most five minutes, at the usual settle time. */
export function probeWaitS(count: number, { settle_s }: Pick<Clock, 'settle_s'>): number {
  return Math.min((settle_s / 12) * 2 ** Math.min(count, 10), (settle_s * 5) / 3)
}

/** Nothing is counted and nothing is held back: good news changes nothing. */
export function isClean(breaker: Pick<Breaker, 'state' | 'unreadable_count' | 'busy_count'> | null): boolean {
  if (breaker === null) return true
  return breaker.state === 'closed' && breaker.unreadable_count === 0 && breaker.busy_count === 0
}

/** What a signal makes of a breaker; null when it changes nothing. */
export function nextState(breaker: Breaker, signal: Signal, clock: Clock): Partial<Breaker> | null {
  switch (signal.kind) {
    case 'uncertain':
      if (isTrial(breaker, signal)) return reopened(breaker, clock)
      return breaker.state === 'closed' && signal.recent >= uncertainNeeded
        ? opened('no_clear_answers', signal.recent, clock)
        : null
    case 'unreadable': {
      const unreadable_count = breaker.unreadable_count + 1
      if (isTrial(breaker, signal)) return { ...reopened(breaker, clock), unreadable_count }
      return breaker.state === 'closed' && unreadable_count >= unreadableNeeded
        ? { ...opened('unreadable', unreadable_count, clock), unreadable_count }
        : { unreadable_count }
    }
    case 'readable':
      return breaker.unreadable_count > 0 ? { unreadable_count: 0 } : null
    case 'answered':
      if (isTrial(breaker, signal)) return closed(clock)
      return breaker.busy_count > 0 ? { busy_count: 0 } : null
    case 'unreached':
      return breaker.state === 'half_open' ? reopened(breaker, clock) : null
    case 'busy':
      return paused(breaker, signal.retry_after_s, clock)
    case 'probed':
      if (breaker.state !== 'open') return null
      return signal.ok
        ? { state: 'half_open', since: clock.now, probe_at: null, trial_post_id: null, trial_until: null }
        : reopened(breaker, clock)
  }
}

function isTrial(breaker: Breaker, signal: { post_id: string }): boolean {
  return breaker.state === 'half_open' && breaker.trial_post_id === signal.post_id
}

function opened(code: DeliveryCause['code'], count: number, clock: Clock): Partial<Breaker> {
  return {
    state: 'open',
    since: clock.now,
    cause: { code, count, since: clock.now },
    probe_at: later(clock.now, probeWaitS(0, clock)),
    probe_count: 0,
    trial_post_id: null,
    trial_until: null,
  }
}

function reopened(breaker: Breaker, clock: Clock): Partial<Breaker> {
  const probe_count = breaker.probe_count + 1
  return {
    state: 'open',
    probe_at: later(clock.now, probeWaitS(probe_count, clock)),
    probe_count,
    trial_post_id: null,
    trial_until: null,
  }
}

function closed(clock: Clock): Partial<Breaker> {
  const { paused_until: _, ...fresh } = closedBreaker(clock.now)
  return fresh
}

/** Calls that were under way together are asked to wait together: only the first of them counts. */
function paused(breaker: Breaker, retryAfterS: number, clock: Clock): Partial<Breaker> | null {
  const isPaused = breaker.paused_until !== null && Date.parse(breaker.paused_until) > Date.parse(clock.now)
  const least = isPaused ? 0 : (leastPauseS[breaker.busy_count] ?? longestNamedWaitS)
  const until = later(clock.now, Math.max(least, Math.min(retryAfterS, longestNamedWaitS)))
  if (isPaused && Date.parse(until) <= Date.parse(breaker.paused_until ?? '')) return null
  return { paused_until: until, busy_count: isPaused ? breaker.busy_count : breaker.busy_count + 1 }
}

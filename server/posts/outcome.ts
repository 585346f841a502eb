import type { WriteOutcome } from '../psa/provider.ts'
import type { Change, Clock, KnownOutcome, PostRow } from './post-row.ts'
import { later, timeOfDay } from './times.ts'

/** Whose result it is: the claim under which it was sent. */
export type Claim = { owner: string; attempt: number }

/** Nothing left us: next tries after these minutes, which are no attempts; after the last, a person. */
const notSentMinutes = [5, 15, 45]
/** So often asked to wait, so many seconds at least: a PSA that says "wait 0 s" for ever is not believed for ever. */
const leastWaitAfterBusyS: readonly (readonly [number, number])[] = [
  [0, 1],
  [5, 60],
  [10, 900],
]
export const longestNamedWaitS = 900

const unclaimed = { owner: null, lease_until: null } as const
const unlooked = { look_count: 0, clean_absences: 0, last_absence_at: null, unreadable_since: null } as const

/**
 * What a write's result makes of the row as it stands now, null when it changes nothing. A 2xx lands from any
 * state, because the note is there; any other result counts only while this claim still holds the row.
 */
export function settle(post: PostRow, claim: Claim, outcome: WriteOutcome, clock: Clock): Change | null {
  if (outcome.kind === 'done') return landed(post, claim, outcome, clock)
  if (post.state !== 'sending' || post.owner !== claim.owner || post.attempt !== claim.attempt) return null
  const change = failed(post, outcome, clock)
  // An earlier attempt's late answer named a note: whatever became of this one, that note is there.
  return post.psa_id === null ? change : doubted(post, outcome.kind === 'unknown', change, clock)
}

function failed(post: PostRow, outcome: Exclude<WriteOutcome, { kind: 'done' }>, clock: Clock): Change {
  const last_outcome = known(outcome, post.attempt, clock)
  switch (outcome.kind) {
    case 'unidentified':
      return uncertain(post, clock, {
        last_outcome,
        explanation: `ConnectWise took it at ${timeOfDay(clock.now)} but did not name the note. We look for it; it is not sent again.`,
      })
    case 'unknown':
      return uncertain(post, clock, {
        last_outcome,
        explanation: `ConnectWise did not give a clear answer at ${timeOfDay(clock.now)}. We look whether the note is there before anything else.`,
      })
    case 'refused':
      return {
        set: {
          ...unclaimed,
          state: 'rejected',
          check_at: null,
          last_outcome,
          explanation: `${outcome.says} Nothing was posted.`,
        },
        detail: { status: outcome.status },
      }
    case 'keys_refused':
      return {
        set: { ...blocked(outcome.says).set, last_outcome, attempt: Math.max(0, post.attempt - 1) },
      }
    case 'not_sent': {
      const change = notSent(post, outcome.says, outcome.retry_after_s, clock)
      return { ...change, set: { ...change.set, last_outcome, attempt: Math.max(0, post.attempt - 1) } }
    }
  }
}

function landed(
  post: PostRow,
  claim: Claim,
  outcome: WriteOutcome & { kind: 'done' },
  clock: Clock,
): Change | null {
  const last_outcome = known(outcome, claim.attempt, clock)
  if (post.psa_id === outcome.psa_id && post.state !== 'sending') return null
  if (post.psa_id !== null && post.psa_id !== outcome.psa_id)
    return {
      set: {
        ...unclaimed,
        ...unlooked,
        state: 'checking',
        last_outcome,
        check_at: clock.now,
        settle_until: later(clock.now, clock.settle_s),
        explanation: `ConnectWise named two notes, ${post.psa_id} and ${outcome.psa_id}. We look which of them is there.`,
      },
      detail: { psa_id: outcome.psa_id },
    }
  const othersClaim =
    post.state === 'sending' && (post.owner !== claim.owner || post.attempt !== claim.attempt)
  if (othersClaim)
    return { set: { psa_id: outcome.psa_id, last_outcome }, detail: { psa_id: outcome.psa_id, late: true } }
  const afterAll =
    post.state === 'cancelled' ? 'It was discarded here, but ConnectWise had already taken it. ' : ''
  return {
    set: {
      ...unclaimed,
      ...unlooked,
      state: 'posted',
      psa_id: outcome.psa_id,
      posted_at: clock.now,
      check_at: clock.now,
      settle_until: later(clock.now, clock.settle_s),
      candidates: null,
      last_outcome,
      explanation: `${afterAll}Sent as note ${outcome.psa_id}, reading back.`,
    },
    detail: { psa_id: outcome.psa_id, status: outcome.status },
  }
}

function doubted(post: PostRow, mayBeTwo: boolean, change: Change, clock: Clock): Change {
  const state = mayBeTwo ? 'checking' : 'posted'
  return {
    set: {
      ...unclaimed,
      ...unlooked,
      state,
      last_outcome: change.set.last_outcome ?? null,
      posted_at: state === 'posted' ? clock.now : post.posted_at,
      check_at: clock.now,
      settle_until: later(clock.now, clock.settle_s),
      explanation: `ConnectWise named note ${post.psa_id} for an earlier try. We look for it.`,
    },
  }
}

/** Discarded, and its text posted anew, when ConnectWise's yes arrived: both are there, and this one says so. */
export function cameAfterAll(post: PostRow, outcome: WriteOutcome): Change | null {
  if (outcome.kind !== 'done' || post.state !== 'cancelled') return null
  return {
    set: {
      psa_id: outcome.psa_id,
      explanation: `It was discarded here, but ConnectWise had already taken it as note ${outcome.psa_id}. The same text was posted again since; delete one of the two there.`,
    },
    detail: { psa_id: outcome.psa_id, late: true },
  }
}

/** Possibly there: from now on only a look can tell, and absence counts only after the settle time. */
export function uncertain(post: PostRow, clock: Clock, set: Change['set']): Change {
  return {
    set: {
      ...unclaimed,
      ...unlooked,
      state: 'uncertain',
      uncertain_at: clock.now,
      settle_until: later(clock.now, clock.settle_s),
      check_at: later(clock.now, clock.settle_s / 18),
      ...set,
    },
    detail: { attempt: post.attempt },
  }
}

/** The process that was sending is gone or stalled; nobody knows how far it came. */
export function lapsed(post: PostRow, clock: Clock): Change | null {
  if (post.state !== 'sending' || !post.lease_until || Date.parse(post.lease_until) > Date.parse(clock.now))
    return null
  return uncertain(post, clock, {
    check_at: clock.now,
    explanation: `Sending was interrupted after ${timeOfDay(post.sent_at ?? clock.now)}. We look whether the note is there before anything else.`,
  })
}

/** No byte left us: later again, and after the last try a person decides. */
function notReached(post: PostRow, says: string, clock: Clock): Change {
  const minutes = notSentMinutes[post.not_sent_count]
  const not_sent_count = post.not_sent_count + 1
  if (minutes !== undefined) return waiting(says, later(clock.now, minutes * 60), { not_sent_count })
  return {
    set: {
      ...unclaimed,
      state: 'rejected',
      not_sent_count,
      check_at: null,
      explanation: `${says} We tried ${not_sent_count} times until ${timeOfDay(clock.now)}. Nothing was posted.`,
    },
  }
}

/** ConnectWise took nothing and asked to wait: as often as it does so, until the post is too old to go unasked. */
export function notSent(post: PostRow, says: string, retryAfterS: number | null, clock: Clock): Change {
  if (retryAfterS === null) return notReached(post, says, clock)
  const leastS = leastWaitAfterBusyS.findLast(([count]) => post.busy_count >= count)?.[1] ?? 1
  const waitS = Math.max(leastS, Math.min(retryAfterS, longestNamedWaitS))
  return waiting(says, later(clock.now, waitS), { busy_count: post.busy_count + 1 })
}

function waiting(says: string, sendAfter: string, set: Change['set']): Change {
  return {
    set: {
      ...unclaimed,
      ...set,
      state: 'ready',
      send_after: sendAfter,
      explanation: `${says} Nothing was posted. The next try is at ${timeOfDay(sendAfter)}.`,
    },
  }
}

/** The keys were refused, so nothing was posted: waits until the connection's test passes. */
export function blocked(says: string): Change {
  return {
    set: {
      ...unclaimed,
      state: 'blocked',
      check_at: null,
      explanation: `${says} Nothing was posted. It goes out by itself once an admin has renewed the keys and the connection's test passes.`,
    },
  }
}

export function freed(post: PostRow): Change | null {
  if (post.state !== 'blocked') return null
  return {
    set: { state: 'ready', check_at: null, explanation: 'The connection is well again. Waiting to be sent.' },
  }
}

/** Claimed, but too late in its lease to write safely: as if it had not been claimed. */
export function givenBack(post: PostRow, claim: Claim): Change | null {
  if (post.state !== 'sending' || post.owner !== claim.owner || post.attempt !== claim.attempt) return null
  if (post.psa_id !== null) return null
  return {
    set: { ...unclaimed, state: 'ready', attempt: post.attempt - 1, explanation: 'Waiting to be sent.' },
    detail: { given_back: true },
  }
}

function known(outcome: WriteOutcome, attempt: number, clock: Clock): KnownOutcome {
  return { kind: outcome.kind, status: outcome.status, at: clock.now, attempt }
}

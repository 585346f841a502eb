import type { NewPostReason } from '../../../shared/contracts/post-reasons.ts'
import type { WriteOutcome } from '../../psa/provider.ts'
import { lineAsked } from '../note/forms.ts'
import type { Change, Clock, KnownOutcome, More, PostRow } from './row.ts'
import { later } from './times.ts'
import { isAbsentAtOnce } from './traits.ts'

/** Whose result it is: the claim under which it was sent. */
export type ClaimKey = { owner: string; attempt: number }

/** Nothing left us: next tries after these minutes, which are no attempts; after the last, a person. */
const notSentMinutes = [5, 15, 45]
/** So often asked to wait, so many seconds at least: a PSA that says "wait 0 s" for ever is not believed for ever. */
const leastWaitAfterBusyS: readonly (readonly [number, number])[] = [
  [0, 1],
  [5, 60],
  [10, 900],
]
export const longestNamedWaitS = 900

export const unclaimed = { owner: null, lease_until: null } as const
const unlooked = { look_count: 0, clean_absences: 0, last_absence_at: null, unreadable_since: null } as const

/**
 * What a write's result makes of the row as it stands now, null when it changes nothing. A 2xx lands from any
 * state, because the note is there; any other result counts only while this claim still holds the row.
 */
export function onWriteResult(
  post: PostRow,
  claim: ClaimKey,
  outcome: WriteOutcome,
  clock: Clock,
): Change | null {
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
        why: { code: 'taken_unnamed', status: outcome.status },
      })
    case 'unknown':
      return uncertain(post, clock, {
        last_outcome,
        why: { code: 'no_clear_answer', status: outcome.status },
      })
    case 'refused':
      // an earlier PATCH that was lost may still come to pass: only the ticket tells
      if (post.attempt > 1 && isAbsentAtOnce(post))
        return uncertain(post, clock, {
          last_outcome,
          why: { code: 'refused_in_doubt', status: outcome.status, says: outcome.says },
        })
      return (
        lineAsked(post, outcome, last_outcome) ?? {
          set: {
            ...unclaimed,
            state: 'rejected',
            check_at: null,
            last_outcome,
            why: { code: 'psa_refused', status: outcome.status, says: outcome.says },
          },
          detail: { status: outcome.status },
        }
      )
    case 'keys_refused':
      return {
        set: {
          ...blocked({ code: 'keys_refused', says: outcome.says }).set,
          last_outcome,
          attempt: Math.max(0, post.attempt - 1),
        },
      }
    case 'not_sent': {
      const change = notSent(post, outcome.says, outcome.retry_after_s, clock)
      return { ...change, set: { ...change.set, last_outcome, attempt: Math.max(0, post.attempt - 1) } }
    }
  }
}

function landed(
  post: PostRow,
  claim: ClaimKey,
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
        why: { code: 'two_named', psa_ids: [post.psa_id, outcome.psa_id] },
      },
      detail: { psa_id: outcome.psa_id },
    }
  const othersClaim =
    post.state === 'sending' && (post.owner !== claim.owner || post.attempt !== claim.attempt)
  if (othersClaim)
    return { set: { psa_id: outcome.psa_id, last_outcome }, detail: { psa_id: outcome.psa_id, late: true } }
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
      why: { code: post.state === 'cancelled' ? 'taken_after_discard' : 'taken' },
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
      why: { code: 'named_earlier' },
    },
  }
}

/** Discarded, and its text posted anew, when ConnectWise's yes arrived: both are there, and this one says so. */
export function cameAfterAll(post: PostRow, outcome: WriteOutcome): Change | null {
  if (outcome.kind !== 'done' || post.state !== 'cancelled') return null
  return {
    set: {
      psa_id: outcome.psa_id,
      why: { code: 'taken_twice' },
    },
    detail: { psa_id: outcome.psa_id, late: true },
  }
}

/** Possibly there: from now on only a look can tell, and absence counts only after the settle time. */
export function uncertain(post: PostRow, clock: Clock, set: More & { why: NewPostReason }): Change {
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

/** No byte left us: later again, and after the last try a person decides. */
function notReached(post: PostRow, says: string, clock: Clock): Change {
  const minutes = notSentMinutes[post.not_sent_count]
  const not_sent_count = post.not_sent_count + 1
  if (minutes !== undefined) {
    const next_at = later(clock.now, minutes * 60)
    return waiting({ code: 'psa_not_reached', says, next_at }, { not_sent_count })
  }
  return {
    set: {
      ...unclaimed,
      state: 'rejected',
      not_sent_count,
      check_at: null,
      why: { code: 'never_reached', says, tries: not_sent_count },
    },
  }
}

/**
 * The PSA answers again, or a person wants it tried: what only waits because the PSA was not reached goes now. The next
 * failure waits as the second one does, so that neither uses up the tries.
 */
export function triedNow(post: PostRow, clock: Clock): Change | null {
  if (post.state !== 'ready' || post.reason !== 'psa_not_reached') return null
  return { set: { state: 'ready', send_after: clock.now, not_sent_count: 1, why: { code: 'waiting' } } }
}

/** ConnectWise took nothing and asked to wait: as often as it does so, until the post is too old to go unasked. */
export function notSent(post: PostRow, says: string, retryAfterS: number | null, clock: Clock): Change {
  if (retryAfterS === null) return notReached(post, says, clock)
  const leastS = leastWaitAfterBusyS.findLast(([count]) => post.busy_count >= count)?.[1] ?? 1
  const waitS = Math.max(leastS, Math.min(retryAfterS, longestNamedWaitS))
  const next_at = later(clock.now, waitS)
  return waiting({ code: 'psa_busy', says, next_at }, { busy_count: post.busy_count + 1 })
}

function waiting(why: NewPostReason & { next_at: string }, set: More): Change {
  return { set: { ...unclaimed, ...set, state: 'ready', send_after: why.next_at, why } }
}

/** The keys were refused, so nothing was posted: waits until the connection's test passes. */
export function blocked(why: NewPostReason & { code: 'keys_refused' | 'keys_locked' }): Change {
  return { set: { ...unclaimed, state: 'blocked', check_at: null, why } }
}

export function freed(post: PostRow): Change | null {
  if (post.state !== 'blocked') return null
  return {
    set: { state: 'ready', check_at: null, why: { code: 'connection_well' } },
  }
}

function known(outcome: WriteOutcome, attempt: number, clock: Clock): KnownOutcome {
  return { kind: outcome.kind, status: outcome.status, at: clock.now, attempt }
}

import type { Found } from './finding.ts'
import type { Change, Clock, PostRow } from './row.ts'
import { later, nextLook, secondsBetween } from './times.ts'
import { traits } from './traits.ts'

/** When a post is looked at again after it was read back; null when it is not. */
export function nextAudit(
  post: Pick<PostRow, 'kind' | 'posted_at'>,
  count: number,
  clock: Clock,
): string | null {
  const age = traits[post.kind].audits_s(clock)[count]
  return age === undefined ? null : later(post.posted_at ?? clock.now, age)
}

/** What was read back makes of a post. It is there in any case. */
export function onReadBack(post: PostRow, { psa_id, match, candidates }: Found, clock: Clock): Change {
  const there = {
    owner: null,
    lease_until: null,
    psa_id,
    posted_at: post.posted_at ?? clock.now,
    check_at: null,
    clean_absences: 0,
    last_absence_at: null,
    unreadable_since: null,
    candidates: null,
    audit_due: nextAudit({ kind: post.kind, posted_at: clock.now }, 0, clock),
    audit_count: 0,
  }
  const detail = { psa_id, compared: match.kind === 'alarm' ? match.reason.code : match.kind }
  if (match.kind === 'as_asked')
    return {
      set: { ...there, state: 'verified', verified_at: clock.now, why: { code: 'read_back' } },
      detail,
    }
  if (match.kind === 'differs')
    return {
      set: { ...there, state: 'posted', why: { code: 'differs', differences: match.differences } },
      detail,
    }
  return {
    set: {
      ...there,
      state: 'needs_human',
      audit_due: null,
      why: match.reason,
      candidates,
    },
    detail,
  }
}

/** It was taken, but neither its id nor its tag is in the ticket now. A PSA may be slow to show it. */
export function notThere(post: PostRow, lookedAt: string, clock: Clock): Change {
  const begin = later(post.settle_until ?? clock.now, -clock.settle_s)
  const next = nextLook(begin, lookedAt, clock.settle_s)
  if (next)
    return {
      set: {
        check_at: next,
        unreadable_since: null,
        why: { code: 'not_shown_yet', next_at: next },
      },
    }
  return {
    set: {
      state: 'needs_human',
      check_at: null,
      why: { code: 'taken_not_there' },
    },
    detail: { psa_id: post.psa_id },
  }
}

/** Posted, only the reading back failed: it is tried for ten settle times, and stays posted whatever comes. */
export function notReadBack(post: PostRow, clock: Clock): Change {
  const since = post.unreadable_since ?? clock.now
  const isOver = secondsBetween(since, clock.now) >= clock.settle_s * 10
  return {
    set: {
      unreadable_since: since,
      check_at: isOver ? null : later(clock.now, Math.max(1, clock.settle_s / 6)),
      audit_due: isOver ? nextAudit({ kind: post.kind, posted_at: clock.now }, 0, clock) : null,
      why: isOver ? { code: 'not_read_back', since } : { code: 'read_back_failed' },
    },
  }
}

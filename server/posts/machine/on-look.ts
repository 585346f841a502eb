import type { NewPostReason } from '../../../shared/contracts/post-reasons.ts'
import type { Candidate } from '../../../shared/contracts/posts.ts'
import type { Finding } from './finding.ts'
import { notReadBack, notThere, onReadBack } from './on-read-back.ts'
import { attemptLimit, type Change, type Clock, type More, type PostRow } from './row.ts'
import { later, nextLook, secondsBetween } from './times.ts'
import { isAbsentAtOnce } from './traits.ts'

/** One look: its number fences it against a later one, and absence counts from the moment it began. */
export type Look = { number: number; began_at: string }

const cleanAbsencesNeeded = 2

/** What a look makes of an uncertain post; null when the row has moved on since the look began. */
export function onLook(post: PostRow, look: Look, finding: Finding, clock: Clock): Change | null {
  if (post.look_count !== look.number) return null
  if (post.state === 'posted') return lookedAtPosted(post, look, finding, clock)
  if (post.state !== 'checking') return null
  switch (finding.kind) {
    case 'found':
      return onReadBack(post, finding, clock)
    case 'several':
      return tooMany(post, finding.candidates)
    case 'near':
      return near(post, finding)
    case 'unreadable':
      return unreadable(post, finding.why, clock)
    case 'absent':
      return absent(post, look, clock)
    case 'gone':
      return gone(post, look, clock)
  }
}

/** ConnectWise said that it took this one: it is read back, never sent again. */
function lookedAtPosted(post: PostRow, look: Look, finding: Finding, clock: Clock): Change {
  if (finding.kind === 'found') return onReadBack(post, finding, clock)
  if (finding.kind === 'several') return tooMany(post, finding.candidates)
  if (finding.kind === 'unreadable') return notReadBack(post, clock)
  if (finding.kind === 'gone') return gone(post, look, clock)
  if (finding.kind === 'near' && finding.reason) return near(post, finding)
  if (isAbsentAtOnce(post)) return settledAbsent(post, clock)
  return notThere(post, look.began_at, clock)
}

function near(post: PostRow, { candidates, reason }: Finding & { kind: 'near' }): Change {
  if (!reason) return ask(post, { code: 'one_near' }, { candidates })
  return ask(post, reason, { candidates: candidates.length > 0 ? candidates : null })
}

function tooMany(post: PostRow, candidates: Candidate[]): Change {
  return ask(post, { code: 'several_found', count: candidates.length }, { candidates })
}

function unreadable(post: PostRow, says: string | null, clock: Clock): Change {
  const since = post.unreadable_since ?? clock.now
  if (secondsBetween(since, clock.now) >= clock.settle_s * 10)
    return ask(post, { code: 'unreadable_too_long', since })
  const check_at = later(clock.now, Math.max(1, clock.settle_s / 6))
  return { set: { unreadable_since: since, check_at, why: { code: 'unreadable', says } } }
}

function absent(post: PostRow, look: Look, clock: Clock): Change {
  if (isAbsentAtOnce(post)) return settledAbsent(post, clock)
  const settleUntil = post.settle_until ?? later(clock.now, clock.settle_s)
  const seen = { unreadable_since: null }
  if (Date.parse(look.began_at) < Date.parse(settleUntil)) {
    const begin = later(settleUntil, -clock.settle_s)
    const check_at = nextLook(begin, clock.now, clock.settle_s) ?? clock.now
    const why: NewPostReason = { code: 'not_found_yet', looks: post.look_count, until: settleUntil }
    return { set: { ...seen, check_at, why } }
  }
  const gapS = clock.settle_s / 3
  if (post.last_absence_at && secondsBetween(post.last_absence_at, look.began_at) < gapS)
    return { set: { ...seen, check_at: later(post.last_absence_at, gapS) } }
  const clean_absences = post.clean_absences + 1
  if (clean_absences < cleanAbsencesNeeded)
    return {
      set: { ...seen, clean_absences, last_absence_at: look.began_at, check_at: later(look.began_at, gapS) },
    }
  return settledAbsent(post, clock)
}

/** A ticket that is not there may be back at the next look; after the settle time it is believed. */
function gone(post: PostRow, look: Look, clock: Clock): Change {
  const settleUntil = post.settle_until ?? later(clock.now, clock.settle_s)
  if (Date.parse(look.began_at) >= Date.parse(settleUntil)) return ask(post, { code: 'ticket_gone' })
  const check_at = nextLook(later(settleUntil, -clock.settle_s), clock.now, clock.settle_s) ?? settleUntil
  return {
    set: { check_at, unreadable_since: null, why: { code: 'ticket_not_seen', next_at: check_at } },
  }
}

function settledAbsent(post: PostRow, clock: Clock): Change {
  const { last_outcome } = post
  // a 2xx whose ticket is read afterwards and is as it was: asking again would change as little
  const wasTaken = last_outcome?.kind === 'done' || last_outcome?.kind === 'unidentified'
  if (isAbsentAtOnce(post) && (wasTaken || isSuccess(last_outcome?.status)))
    return ask(post, {
      code: 'change_not_taken',
      status: last_outcome?.status ?? null,
      ...(last_outcome ? { answered_at: last_outcome.at } : {}),
    })
  if (wasTaken) return ask(post, { code: 'taken_not_found', looks: post.look_count })
  if (post.attempt >= attemptLimit) return ask(post, { code: 'tries_used_up', looks: post.look_count })
  return {
    set: {
      state: 'ready',
      send_after: clock.now,
      check_at: null,
      look_count: 0,
      clean_absences: 0,
      last_absence_at: null,
      unreadable_since: null,
      why: { code: 'sent_again', looks: post.look_count },
    },
    detail: { looks: post.look_count },
  }
}

const isSuccess = (status: number | null | undefined) => status != null && status >= 200 && status < 300

function ask(post: PostRow, why: NewPostReason, more: More = {}): Change {
  return {
    set: { state: 'needs_human', check_at: null, candidates: null, why, ...more },
    detail: { looks: post.look_count },
  }
}

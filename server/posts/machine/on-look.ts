import type { Candidate } from '../../../shared/contracts/posts.ts'
import type { Finding, Reason } from './finding.ts'
import { notReadBack, notThere, onReadBack } from './on-read-back.ts'
import { attemptLimit, type Change, type Clock, type PostRow } from './row.ts'
import { later, nextLook, secondsBetween, timeOfDay } from './times.ts'
import { isAbsentAtOnce, traits } from './traits.ts'

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
  if (reason) return askFor(post, reason, candidates)
  const { alike } = traits[post.kind].words
  return ask(post, `${unconfirmed(post)} ${alike} Nothing was posted twice; say whether this is it.`, {
    candidates,
  })
}

function askFor(post: PostRow, { code, says, params }: Reason, candidates: Candidate[]): Change {
  return ask(post, says, {
    reason: code,
    reason_params: params ?? null,
    candidates: candidates.length > 0 ? candidates : null,
  })
}

function tooMany(post: PostRow, candidates: Candidate[]): Change {
  return ask(
    post,
    `${traits[post.kind].words.several(candidates.length)} Delete the ones too many in ConnectWise and name the one that stays.`,
    { candidates },
  )
}

function unreadable(post: PostRow, why: string, clock: Clock): Change {
  const since = post.unreadable_since ?? clock.now
  if (secondsBetween(since, clock.now) >= clock.settle_s * 10)
    return ask(
      post,
      `${post.kind === 'note' ? "The ticket's notes" : 'The ticket'} could not be read since ${timeOfDay(since)}, so nobody knows whether it is there. It was not sent again. Look at the ticket.`,
    )
  const check_at = later(clock.now, Math.max(1, clock.settle_s / 6))
  return {
    set: {
      unreadable_since: since,
      check_at,
      explanation: `${why} Nothing is sent again before the next look.`,
    },
  }
}

function absent(post: PostRow, look: Look, clock: Clock): Change {
  if (isAbsentAtOnce(post)) return settledAbsent(post, clock)
  const settleUntil = post.settle_until ?? later(clock.now, clock.settle_s)
  const seen = { unreadable_since: null }
  if (Date.parse(look.began_at) < Date.parse(settleUntil)) {
    const begin = later(settleUntil, -clock.settle_s)
    const check_at = nextLook(begin, clock.now, clock.settle_s) ?? clock.now
    return {
      set: {
        ...seen,
        check_at,
        explanation: `${history(post, clock)} We look again until ${timeOfDay(settleUntil)}.`,
      },
    }
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
  const taken = post.psa_id
    ? `ConnectWise took it as ${traits[post.kind].words.named(post.psa_id)}`
    : unconfirmed(post).slice(0, -1)
  if (Date.parse(look.began_at) >= Date.parse(settleUntil))
    return ask(
      post,
      `${taken}, and ticket #${post.ticket_id} does not exist in ConnectWise any more. Nothing was posted twice.`,
    )
  const check_at = nextLook(later(settleUntil, -clock.settle_s), clock.now, clock.settle_s) ?? settleUntil
  return {
    set: {
      check_at,
      unreadable_since: null,
      explanation: `${taken}. Ticket #${post.ticket_id} is not there right now; we look again at ${timeOfDay(check_at)}.`,
    },
  }
}

function settledAbsent(post: PostRow, clock: Clock): Change {
  const { last_outcome } = post
  // a 2xx whose ticket is read afterwards and is as it was: asking again would change as little
  const wasTaken = last_outcome?.kind === 'done' || last_outcome?.kind === 'unidentified'
  if (isAbsentAtOnce(post) && (wasTaken || isSuccess(last_outcome?.status)))
    return ask(
      post,
      `ConnectWise answered ${last_outcome?.status} at ${timeOfDay(last_outcome?.at ?? clock.now)}, but the ticket is as it was. A rule of ConnectWise may forbid it; change it there.`,
      { reason: 'change_not_taken' },
    )
  if (wasTaken)
    return ask(
      post,
      `ConnectWise said that it took it, but it is not in the ticket. ${history(post, clock)} Nothing was posted twice.`,
    )
  if (post.attempt >= attemptLimit)
    return ask(post, `${history(post, clock)} That was try ${post.attempt}. Nothing was posted twice.`)
  return {
    set: {
      state: 'ready',
      send_after: clock.now,
      check_at: null,
      look_count: 0,
      clean_absences: 0,
      last_absence_at: null,
      unreadable_since: null,
      explanation: `${history(post, clock)} ${traits[post.kind].words.nothing.slice(0, -1)}, so it is sent again.`,
    },
    detail: { looks: post.look_count },
  }
}

const isSuccess = (status: number | null | undefined) => status != null && status >= 200 && status < 300

function ask(post: PostRow, explanation: string, more: Change['set'] = {}): Change {
  return {
    set: { state: 'needs_human', check_at: null, candidates: null, explanation, ...more },
    detail: { looks: post.look_count },
  }
}

/** What is known, in times. */
function history(post: PostRow, clock: Clock): string {
  const looks = post.look_count === 1 ? 'once' : `${post.look_count} times`
  return `${unconfirmed(post)} We looked ${looks} until ${timeOfDay(clock.now)} and did not find it.`
}

function unconfirmed(post: PostRow): string {
  if (post.attempt === 0) return 'Nobody knows whether it was sent before.'
  return `ConnectWise did not confirm it at ${timeOfDay(post.sent_at ?? post.created_at)}.`
}

import type { NewPostReason, PostDifference } from '../../../shared/contracts/post-reasons.ts'
import type { Candidate } from '../../../shared/contracts/posts.ts'
import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import type { Finding, Found, Match } from './finding.ts'
import type { Look } from './on-look.ts'
import { nextAudit, onReadBack } from './on-read-back.ts'
import type { Change, Clock, PostRow } from './row.ts'
import { later, secondsBetween } from './times.ts'

/** `remove`: the copy too many. What becomes of the post follows when it is known to be deleted. */
export type AuditVerdict =
  | { kind: 'change'; change: Change }
  | { kind: 'remove'; copy: TicketNote; kept: TicketNote }

const deletionLimit = 3
const absencesNeeded = 2

/** Of what was posted: still there, once, as it was? Null when the row has moved on since the look began. */
export function onAudit(post: PostRow, look: Look, finding: Finding, clock: Clock): AuditVerdict | null {
  if (post.look_count !== look.number || !['posted', 'verified'].includes(post.state)) return null
  switch (finding.kind) {
    case 'unreadable':
      return change(tryLater(post, clock))
    case 'gone':
      return change(missing(post, look, clock, ticketGone))
    case 'several':
      return tooMany(post, finding)
    case 'found':
      return change(stillThere(post, finding, clock))
    default:
      return change(missing(post, look, clock, deleted))
  }
}

const change = (made: Change): AuditVerdict => ({ kind: 'change', change: made })

/** After the last audit it is the ticket's own affair. */
function auditOver(post: PostRow, clock: Clock): Change['set'] {
  const next = nextAudit(post, post.audit_count + 1, clock)
  const isAhead = next !== null && Date.parse(next) > Date.parse(clock.now)
  return {
    audit_due: isAhead ? next : null,
    audit_count: post.audit_count + 1,
    clean_absences: 0,
    last_absence_at: null,
    unreadable_since: null,
  }
}

function stillThere(post: PostRow, found: Found, clock: Clock): Change {
  const { match, psa_id } = found
  const next = auditOver(post, clock)
  const isMended = match.kind === 'alarm' && match.mendable === true
  const audit = match.kind === 'alarm' ? match.reason.code : match.kind
  const detail = { audit, ...(psa_id === post.psa_id ? {} : { psa_id }) }
  // a colleague who mends a word in a note to the client means it; a note whose reader is another one is told
  if ((match.kind === 'alarm' && !isMended) || (match.kind === 'as_asked' && post.state === 'posted'))
    return {
      set: { ...onReadBack(post, found, clock).set, ...(match.kind === 'as_asked' ? next : {}) },
      detail,
    }
  return { set: { ...next, psa_id, why: asItStands(match) }, detail }
}

/** An alarm is here one that was mended: its text was changed. */
function asItStands(match: Match): NewPostReason {
  if (match.kind === 'as_asked') return { code: 'read_back' }
  const differences: PostDifference[] =
    match.kind === 'differs' ? match.differences : [{ part: 'text_since' }]
  return { code: 'differs', differences }
}

/** One reading may be stale: only the second, a while later, is believed. */
function missing(post: PostRow, look: Look, clock: Clock, ending: (post: PostRow) => Change): Change {
  const clean_absences = post.clean_absences + 1
  if (clean_absences >= absencesNeeded) return ending(post)
  const gapS = Math.max(1, clock.settle_s / 3)
  return { set: { clean_absences, last_absence_at: look.began_at, audit_due: later(look.began_at, gapS) } }
}

function deleted(): Change {
  return {
    set: {
      state: 'needs_human',
      audit_due: null,
      candidates: null,
      why: { code: 'deleted_since' },
    },
    detail: { audit: 'missing' },
  }
}

/** Nobody can do anything once the ticket is gone. */
function ticketGone(post: PostRow): Change {
  return {
    set: {
      audit_due: null,
      audit_count: post.audit_count + 1,
      why: { code: 'ticket_gone_since' },
    },
    detail: { audit: 'ticket_gone' },
  }
}

/** Cannot be read now: again soon, for ten settle times, then at the next audit. */
function tryLater(post: PostRow, clock: Clock): Change {
  // what an earlier look could not read says nothing of this audit
  const begun = nextAudit(post, post.audit_count, clock) ?? clock.now
  const known = post.unreadable_since
  const since = known !== null && Date.parse(known) >= Date.parse(begun) ? known : clock.now
  if (secondsBetween(since, clock.now) >= clock.settle_s * 10)
    return { set: auditOver(post, clock), detail: { audit: 'unreadable' } }
  return { set: { unreadable_since: since, audit_due: later(clock.now, Math.max(1, clock.settle_s / 6)) } }
}

function tooMany(post: PostRow, { candidates, spare }: Finding & { kind: 'several' }): AuditVerdict {
  if (spare && post.deleted_count < deletionLimit) return { kind: 'remove', ...spare }
  return change(copiesAsked(candidates))
}

export function copiesAsked(candidates: Candidate[]): Change {
  const client_reads = candidates.some(({ visibility }) => visibility === 'client_visible')
  return {
    set: {
      state: 'needs_human',
      audit_due: null,
      candidates,
      why: { code: 'copies_found', count: candidates.length, client_reads },
    },
    detail: { audit: 'copies', psa_ids: candidates.map(({ psa_id }) => psa_id) },
  }
}

/** The copy is deleted, or was gone already: looked at again soon. */
export function removed(post: PostRow, copy: TicketNote, kept: TicketNote, clock: Clock): Change {
  return {
    set: {
      psa_id: post.psa_id === copy.id ? kept.id : post.psa_id,
      deleted_count: post.deleted_count + 1,
      audit_due: later(clock.now, Math.max(1, clock.settle_s / 6)),
      why: { code: 'copy_deleted', copy_id: copy.id },
    },
    detail: { audit: 'copy_deleted', deleted: copy.id, kept: kept.id },
  }
}

/** Whether the copy was deleted is not known: seen at the next look, which comes soon. */
export function removalFailed(post: PostRow, copy: TicketNote, why: string, clock: Clock): Change {
  return {
    set: {
      deleted_count: post.deleted_count + 1,
      audit_due: later(clock.now, Math.max(1, clock.settle_s / 6)),
    },
    detail: { audit: 'copy_not_deleted', note: copy.id, why },
  }
}

import type { TicketNote } from '../../shared/contracts/tickets.ts'
import { asCandidates } from './look.ts'
import type { Look } from './looked.ts'
import { oursAmong } from './ours.ts'
import { type Change, type Clock, isClientVisible, type PostRow } from './post-row.ts'
import { compareNote, readBack } from './read-back.ts'
import { normalised } from './same-text.ts'
import { taggedText } from './tag.ts'
import { later, secondsBetween, timeOfDay } from './times.ts'

/** The notes of a ticket as an audit sees them: whole, or the ticket is gone, or nobody could read them. */
export type Sight =
  | { kind: 'read'; notes: TicketNote[]; complete: boolean }
  | { kind: 'gone' }
  | { kind: 'unreadable' }
/** `remove`: the copy too many. What becomes of the post follows when it is known to be deleted. */
export type Verdict =
  | { kind: 'change'; change: Change }
  | { kind: 'remove'; copy: TicketNote; kept: TicketNote }

const lastAuditS = 24 * 3600
const deletionLimit = 3
const absencesNeeded = 2

/** Of a note that was posted: still there, once, as it was? Null when the row has moved on since the look began. */
export function audited(post: PostRow, look: Look, sight: Sight, clock: Clock): Verdict | null {
  if (post.look_count !== look.number || !['posted', 'verified'].includes(post.state)) return null
  if (sight.kind === 'unreadable') return change(tryLater(post, clock))
  if (sight.kind === 'gone') return change(missing(post, look, clock, ticketGone))
  const ours = oursAmong(post, sight.notes)
  if (ours.length > 1) return tooMany(post, ours)
  const note = ours[0] ?? sight.notes.find(({ id, kind }) => id === post.psa_id && kind === 'note')
  if (note) return change(stillThere(post, note, clock))
  return change(sight.complete ? missing(post, look, clock, noteGone) : tryLater(post, clock))
}

const change = (made: Change): Verdict => ({ kind: 'change', change: made })

/** Once more at the age of a day; after that a note is the ticket's own affair. */
function nextAudit(post: PostRow, clock: Clock): Change['set'] {
  const last = later(post.posted_at ?? clock.now, lastAuditS)
  const isAhead = post.audit_count === 0 && Date.parse(last) > Date.parse(clock.now)
  return {
    audit_due: isAhead ? last : null,
    audit_count: post.audit_count + 1,
    clean_absences: 0,
    last_absence_at: null,
    unreadable_since: null,
  }
}

function stillThere(post: PostRow, note: TicketNote, clock: Clock): Change {
  const compared = compareNote(post, note)
  const next = nextAudit(post, clock)
  const detail = { audit: compared.kind, ...(note.id === post.psa_id ? {} : { psa_id: note.id }) }
  // a colleague who mends a word in a note to the client means it; one whom the client can suddenly read is told
  if (compared.kind === 'wrong_reader' || (compared.kind === 'as_asked' && post.state === 'posted'))
    return {
      set: { ...readBack(post, note, clock).set, ...(compared.kind === 'as_asked' ? next : {}) },
      detail,
    }
  const what =
    compared.kind === 'differs'
      ? ` ${compared.what}`
      : compared.kind === 'wrong_words'
        ? ' Its text was changed since.'
        : ''
  return { set: { ...next, psa_id: note.id, explanation: `Posted as note ${note.id}.${what}` }, detail }
}

/** One reading may be stale: only the second, a while later, is believed. */
function missing(
  post: PostRow,
  look: Look,
  clock: Clock,
  ending: (post: PostRow, clock: Clock) => Change,
): Change {
  const clean_absences = post.clean_absences + 1
  if (clean_absences >= absencesNeeded) return ending(post, clock)
  const gapS = Math.max(1, clock.settle_s / 3)
  return { set: { clean_absences, last_absence_at: look.began_at, audit_due: later(look.began_at, gapS) } }
}

function noteGone(post: PostRow, clock: Clock): Change {
  const at = timeOfDay(post.posted_at ?? clock.now)
  return {
    set: {
      state: 'needs_human',
      audit_due: null,
      candidates: null,
      explanation: `It was posted as note ${post.psa_id} at ${at}. The note is not in the ticket any more; somebody may have deleted it. It was not sent again.`,
    },
    detail: { audit: 'missing' },
  }
}

/** Nobody can do anything for a note whose ticket is gone. */
function ticketGone(post: PostRow): Change {
  return {
    set: {
      audit_due: null,
      audit_count: post.audit_count + 1,
      explanation: `Posted as note ${post.psa_id}. Ticket #${post.ticket_id} does not exist in ConnectWise any more.`,
    },
    detail: { audit: 'ticket_gone' },
  }
}

/** Cannot be read now: again soon, for ten settle times, then at the next audit. */
function tryLater(post: PostRow, clock: Clock): Change {
  // what an earlier look could not read says nothing of this audit
  const begun = later(post.posted_at ?? clock.now, post.audit_count === 0 ? clock.audit_s : lastAuditS)
  const known = post.unreadable_since
  const since = known !== null && Date.parse(known) >= Date.parse(begun) ? known : clock.now
  if (secondsBetween(since, clock.now) >= clock.settle_s * 10)
    return { set: nextAudit(post, clock), detail: { audit: 'unreadable' } }
  return { set: { unreadable_since: since, audit_due: later(clock.now, Math.max(1, clock.settle_s / 6)) } }
}

function tooMany(post: PostRow, copies: TicketNote[]): Verdict {
  const byAge = copies.toSorted((a, b) => ageOf(a) - ageOf(b) || Number(a.id) - Number(b.id))
  const [kept, copy] = [byAge[0], byAge.at(-1)]
  const isOurAffair =
    !isClientVisible(post.placement) && copies.every((note) => note.visibility === 'internal')
  if (kept && copy && isOurAffair && isUnchanged(post, copy) && post.deleted_count < deletionLimit)
    return { kind: 'remove', copy, kept }
  return change(copiesAsked(copies))
}

/** The newest copy is the one too many; a note without a time is taken for the oldest. */
const ageOf = (note: TicketNote) => Date.parse(note.created_at ?? '') || 0

function isUnchanged(post: PostRow, note: TicketNote): boolean {
  return (
    note.kind === 'note' &&
    !note.from_contact &&
    normalised(note.text) === normalised(taggedText(post.body, post.tag))
  )
}

export function copiesAsked(copies: TicketNote[]): Change {
  const who = copies.some((note) => note.visibility === 'client_visible') ? ' The client can read them.' : ''
  return {
    set: {
      state: 'needs_human',
      audit_due: null,
      candidates: asCandidates(copies, 'tag'),
      explanation: `${copies.length} notes in the ticket carry this text.${who} Delete the ones too many in ConnectWise and name the one that stays.`,
    },
    detail: { audit: 'copies', psa_ids: copies.map((note) => note.id) },
  }
}

/** The copy is deleted, or was gone already: looked at again soon. */
export function removed(post: PostRow, copy: TicketNote, kept: TicketNote, clock: Clock): Change {
  return {
    set: {
      psa_id: post.psa_id === copy.id ? kept.id : post.psa_id,
      deleted_count: post.deleted_count + 1,
      audit_due: later(clock.now, Math.max(1, clock.settle_s / 6)),
      explanation: `Posted as note ${post.psa_id === copy.id ? kept.id : post.psa_id}. A second copy of it, note ${copy.id}, was deleted.`,
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

import type { TicketNote } from '../../shared/contracts/tickets.ts'
import { asCandidates } from './look.ts'
import { type Change, type Clock, isClientVisible, type PostRow } from './post-row.ts'
import { normalised } from './same-text.ts'
import { taggedText, tagsIn } from './tag.ts'
import { later, nextLook, secondsBetween, timeOfDay } from './times.ts'

/** How the note that stands in the ticket compares with the one that was sent. */
export type Compared =
  | { kind: 'as_asked' }
  /** An internal note that the client can read. */
  | { kind: 'wrong_reader' }
  /** A note to the client that says something else. */
  | { kind: 'wrong_words' }
  | { kind: 'differs'; what: string }

type Asked = Pick<PostRow, 'placement' | 'body' | 'tag'>

export function compareNote(post: Asked, note: TicketNote): Compared {
  const meantForClient = isClientVisible(post.placement)
  if (!meantForClient && note.visibility === 'client_visible') return { kind: 'wrong_reader' }
  if (meantForClient && note.visibility === 'internal')
    return { kind: 'differs', what: 'It stands there as an internal note: the client cannot read it.' }
  if (!note.placements.includes(post.placement))
    return { kind: 'differs', what: `It does not stand under ${placementNames[post.placement]}.` }
  if (normalised(note.text) === normalised(taggedText(post.body, post.tag))) return { kind: 'as_asked' }
  if (!tagsIn(note.text).includes(post.tag))
    return { kind: 'differs', what: 'It stands there without our reference at its end.' }
  return meantForClient
    ? { kind: 'wrong_words' }
    : { kind: 'differs', what: 'Its text is not the one that was sent.' }
}

const placementNames = { internal: 'Internal', discussion: 'Discussion', resolution: 'Resolution' } as const

/** What the note that was read back makes of a post. It is there in any case. */
export function readBack(post: PostRow, note: TicketNote, clock: Clock): Change {
  const compared = compareNote(post, note)
  const there = {
    owner: null,
    lease_until: null,
    psa_id: note.id,
    posted_at: post.posted_at ?? clock.now,
    check_at: null,
    clean_absences: 0,
    last_absence_at: null,
    unreadable_since: null,
    candidates: null,
    audit_due: later(clock.now, clock.audit_s),
    audit_count: 0,
  }
  const detail = { psa_id: note.id, compared: compared.kind }
  if (compared.kind === 'as_asked')
    return {
      set: { ...there, state: 'verified', verified_at: clock.now, explanation: `Posted as note ${note.id}.` },
      detail,
    }
  if (compared.kind === 'differs')
    return {
      set: { ...there, state: 'posted', explanation: `Posted as note ${note.id}. ${compared.what}` },
      detail,
    }
  return {
    set: {
      ...there,
      state: 'needs_human',
      audit_due: null,
      explanation: alarms[compared.kind](note.id),
      candidates: asCandidates([note], 'tag'),
    },
    detail,
  }
}

const alarms = {
  wrong_reader: (id: string) =>
    `This note is visible to the client in ConnectWise, although it was sent as an internal note: note ${id}. Change or delete it there, then say what it is.`,
  wrong_words: (id: string) =>
    `The client can read note ${id} in ConnectWise, and its text is not the one that was sent. Change or delete it there, then say what it is.`,
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
        explanation: `ConnectWise took it as note ${post.psa_id}, but does not show it yet. Next look at ${timeOfDay(next)}.`,
      },
    }
  return {
    set: {
      state: 'needs_human',
      check_at: null,
      explanation: `ConnectWise took it as note ${post.psa_id} at ${timeOfDay(post.posted_at ?? clock.now)}, but it is not in the ticket now. Somebody may have deleted it. It was not sent again.`,
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
      audit_due: isOver ? later(clock.now, clock.audit_s) : null,
      explanation: isOver
        ? `Sent as note ${post.psa_id}. It could not be read back since ${timeOfDay(since)}; look at the ticket.`
        : `Sent as note ${post.psa_id}. Reading it back did not work yet; we try again.`,
    },
  }
}

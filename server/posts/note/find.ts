import type { Candidate } from '../../../shared/contracts/posts.ts'
import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import type { NotesReading } from '../../psa/provider.ts'
import type { NotePost } from '../machine/row.ts'
import { later } from '../machine/times.ts'
import { tagsIn } from '../tag.ts'
import { isLikeSent, isSameAsSent } from './forms.ts'
import { couldBeWritten, namesPost, oursAmong } from './ours.ts'

/** What the notes of a ticket tell about one post, before the note is compared with what was sent. */
export type NoteFinding =
  | { kind: 'found'; note: TicketNote; by: 'tag' | 'text' }
  | { kind: 'several'; candidates: Candidate[] }
  | { kind: 'near'; candidates: Candidate[] }
  | { kind: 'absent' }
  | { kind: 'unreadable'; why: null }

type Sought = Pick<NotePost, 'body' | 'author_line' | 'tag' | 'psa_id' | 'sent_at' | 'created_at'>

/** The PSA's clock may lag behind the database's by this much. */
const clockSlackS = 120
const candidateLimit = 10
const excerptLength = 200

/**
 * Our tag at the end of a note decides, then the same text since the sending. What is only alike, or names the tag
 * elsewhere, is a reason to ask: a quotation tells that the note was there.
 */
export function findOurs(post: Sought, reading: NotesReading): NoteFinding {
  const tagged = oursAmong(post, reading.notes)
  if (tagged.length === 1 && tagged[0]) return { kind: 'found', note: tagged[0], by: 'tag' }
  if (tagged.length > 1) return { kind: 'several', candidates: asCandidates(tagged, 'tag') }

  const possible = reading.notes.filter((note) => couldBeOurs(post, note))
  const same = possible.filter(
    (note) =>
      couldBeWritten(note) &&
      isSameAsSent(post, note.text) &&
      note.created_at !== null &&
      !note.of_other_ticket,
  )
  if (same.length === 1 && same[0]) return { kind: 'found', note: same[0], by: 'text' }
  if (same.length > 1) return { kind: 'several', candidates: asCandidates(same, 'text') }

  const near = reading.notes.filter(
    (note) => namesPost(post, note) || (possible.includes(note) && isLikeSent(post, note.text)),
  )
  if (near.length > 0) return { kind: 'near', candidates: asCandidates(near, 'near') }
  return reading.complete ? { kind: 'absent' } : { kind: 'unreadable', why: null }
}

/** Another post's tag, the client's own words and what stood there before are not ours. */
function couldBeOurs(post: Sought, note: TicketNote): boolean {
  if (note.from_contact || tagsIn(note.text).length > 0) return false
  const since = Date.parse(later(post.sent_at ?? post.created_at, -clockSlackS))
  return note.created_at === null || Date.parse(note.created_at) >= since
}

export function asCandidates(notes: TicketNote[], match: Candidate['match']): Candidate[] {
  return notes.slice(0, candidateLimit).map((note) => ({
    psa_id: note.id,
    author: note.author,
    created_at: note.created_at,
    excerpt: note.text.slice(0, excerptLength).toWellFormed(),
    match,
    visibility: note.visibility,
  }))
}

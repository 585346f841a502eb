import type { NewPostReason } from '../../../shared/contracts/post-reasons.ts'
import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import type { Found, Match } from '../machine/finding.ts'
import { isClientVisible, type NotePost } from '../machine/row.ts'
import { tagsIn } from '../tag.ts'
import { asCandidates } from './find.ts'
import { type Forms, isTextAsSent } from './forms.ts'

type Asked = Forms & Pick<NotePost, 'placement'>

/** How the note that stands in the ticket compares with the one that was sent. */
export function compareNote(post: Asked, note: TicketNote): Match {
  const meantForClient = isClientVisible(post.placement)
  if (!meantForClient && note.visibility === 'client_visible') return alarm('client_reads_internal_note')
  if (meantForClient && note.visibility === 'internal') return alarm('client_cannot_read_note')
  if (!note.placements.includes(post.placement))
    return { kind: 'differs', differences: [{ part: 'placement' }] }
  if (isTextAsSent(post, note.text)) return { kind: 'as_asked' }
  if (!tagsIn(note.text).includes(post.tag)) return { kind: 'differs', differences: [{ part: 'reference' }] }
  return meantForClient
    ? { ...alarm('client_reads_other_words'), mendable: true }
    : { kind: 'differs', differences: [{ part: 'text' }] }
}

type Alarm = NewPostReason & {
  code: 'client_reads_internal_note' | 'client_cannot_read_note' | 'client_reads_other_words'
}

function alarm(code: Alarm['code']): Match & { kind: 'alarm' } {
  return { kind: 'alarm', reason: { code } }
}

export function foundNote(post: Asked, note: TicketNote, by: Found['by']): Found {
  const candidates = asCandidates([note], 'tag')
  return { kind: 'found', psa_id: note.id, by, match: compareNote(post, note), candidates }
}

import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import type { Found, Match, Reason } from '../machine/finding.ts'
import { isClientVisible, type NotePost } from '../machine/row.ts'
import { tagsIn } from '../tag.ts'
import { asCandidates } from './find.ts'
import { type Forms, isTextAsSent } from './forms.ts'

type Asked = Forms & Pick<NotePost, 'placement'>

/** How the note that stands in the ticket compares with the one that was sent. */
export function compareNote(post: Asked, note: TicketNote): Match {
  const meantForClient = isClientVisible(post.placement)
  if (!meantForClient && note.visibility === 'client_visible')
    return alarm('client_reads_internal_note', note.id)
  if (meantForClient && note.visibility === 'internal') return alarm('client_cannot_read_note', note.id)
  if (!note.placements.includes(post.placement))
    return { kind: 'differs', what: `It does not stand under ${placementNames[post.placement]}.` }
  if (isTextAsSent(post, note.text)) return { kind: 'as_asked' }
  if (!tagsIn(note.text).includes(post.tag))
    return { kind: 'differs', what: 'It stands there without our reference at its end.' }
  return meantForClient
    ? { ...alarm('client_reads_other_words', note.id), mendable: true }
    : { kind: 'differs', what: 'Its text is not the one that was sent.' }
}

const placementNames = { internal: 'Internal', discussion: 'Discussion', resolution: 'Resolution' } as const

const alarms = {
  client_reads_internal_note: (id: string) =>
    `This note is visible to the client in ConnectWise, although it was sent as an internal note: note ${id}. Change or delete it there, then say what it is.`,
  client_cannot_read_note: (id: string) =>
    `Note ${id} was sent for the client, but ConnectWise shows it to engineers only. Show it to the client there, or delete it and post it again.`,
  client_reads_other_words: (id: string) =>
    `The client can read note ${id} in ConnectWise, and its text is not the one that was sent. Change or delete it there, then say what it is.`,
} satisfies Partial<Record<Reason['code'], (id: string) => string>>

function alarm(code: keyof typeof alarms, id: string): Match & { kind: 'alarm' } {
  return { kind: 'alarm', reason: { code, says: alarms[code](id) } }
}

export function foundNote(post: Asked, note: TicketNote, by: Found['by']): Found {
  const candidates = asCandidates([note], 'tag')
  return { kind: 'found', psa_id: note.id, by, match: compareNote(post, note), candidates }
}

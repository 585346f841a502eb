import type * as v from 'valibot'
import { noteOrder } from '../../../shared/contracts/posts.ts'
import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import type { PsaProvider, TicketState } from '../../psa/provider.ts'
import type { Named, PostKind, Stop } from '../kind.ts'
import { isClientVisible, type NotePost, type PostRow } from '../machine/row.ts'
import { secondsBetween } from '../machine/times.ts'
import { tagsIn } from '../tag.ts'
import { foundNote } from './compare.ts'
import { auditNote, lookForNote } from './look.ts'
import { writeInForm } from './write.ts'

type NoteOrder = v.InferOutput<typeof noteOrder>

/** So far the PSA's clock may be from ours. */
const clocksApartS = 600

export const note: PostKind<NoteOrder> = {
  order: noteOrder,
  undo: ({ placement }) => isClientVisible(placement),
  mayGo: (ticket) => onOpenTicket(ticket),
  write: (psa, post, _, signal) => writeInForm(psa, asNote(post), signal),
  look: (psa, post) => lookForNote(psa, asNote(post)),
  audit: (psa, post) => auditNote(psa, asNote(post)),
  renew: (order) => order,
  named: (psa, post, _, psaId) => namedNote(psa, asNote(post), psaId),
}

/** The database checks that a note has all of it. */
export function asNote<P extends PostRow>(post: P): NotePost<P> {
  if (post.kind !== 'note') throw new Error(`a ${post.kind} is no note`)
  return post as NotePost<P>
}

/** Nobody reads what is written into a closed ticket. */
export function onOpenTicket({ closed }: Pick<TicketState, 'closed'>): Stop | null {
  return closed ? { state: 'rejected', reason: { code: 'ticket_closed' } } : null
}

async function namedNote(psa: PsaProvider, post: NotePost, psaId: string | null): Promise<Named> {
  if (!psaId) return notIt('Say which note it is.')
  const found =
    (await psa.note(post.ticket_id, psaId)) ??
    (await psa.notes(post.ticket_id)).notes.find((candidate: TicketNote) => candidate.id === psaId)
  if (!found) return notIt(`Ticket #${post.ticket_id} has no note ${psaId}.`)
  if (found.created_at && secondsBetween(found.created_at, post.created_at) > clocksApartS)
    return notIt(`Note ${psaId} was there before this was posted.`)
  const tags = tagsIn(found.text)
  if (tags.length > 0 && !tags.includes(post.tag)) return notIt(`Note ${psaId} belongs to another post.`)
  return foundNote(post, found, 'text')
}

const notIt = (says: string): Named => ({ kind: 'not_it', says })

import { timeOrder } from '../../../shared/contracts/posts.ts'
import { Problem } from '../../../shared/problems.ts'
import type { PsaProvider, TimeEntry } from '../../psa/provider.ts'
import type { Named, PostKind, Stop } from '../kind.ts'
import type { Finding } from '../machine/finding.ts'
import type { PostRow } from '../machine/row.ts'
import { tagsIn } from '../tag.ts'
import { findEntry, foundEntry, internalNotes, isSameStart, overlapping, type TimeOrder } from './find.ts'

/** Work is booked on closed tickets too: the closing itself may have closed it. */
export const timeEntry: PostKind<TimeOrder> = {
  order: timeOrder,
  undo: () => false,
  mayGo: ({ id }, order, psa) => mayBook(id, order, psa),
  write: async (psa, post, order, signal) => {
    const { overlap_accepted: _, ...entry } = order
    const internal_notes = internalNotes(order, post.tag ?? '')
    const outcome = await psa.createTimeEntry({ ...entry, ticket_id: post.ticket_id, internal_notes }, signal)
    return { outcome, refused_member: false }
  },
  look: lookForEntry,
  audit: auditEntry,
  renew: (order) => ({ ...order, overlap_accepted: true }),
  named: namedEntry,
}

async function mayBook(ticketId: string, order: TimeOrder, psa: PsaProvider): Promise<Stop | null> {
  const [types, reading] = await Promise.all([psa.workTypes(), psa.timeEntries(ticketId)])
  if (!types.some(({ id }) => id === order.work_type_id))
    return { state: 'rejected', reason: { code: 'work_type_gone', found: order.work_type_id } }
  const other = order.overlap_accepted ? undefined : overlapping(order, reading)
  if (!other) return null
  return { state: 'needs_human', reason: { code: 'time_overlaps', found: other.id } }
}

async function lookForEntry(psa: PsaProvider, post: PostRow, order: TimeOrder): Promise<Finding> {
  const named = post.psa_id ? await psa.timeEntry(post.psa_id) : null
  const tag = post.tag ?? ''
  if (named && tagsIn(named.internal_notes).includes(tag)) return foundEntry(order, tag, named, 'tag')
  return lookThrough(psa, post, order, named)
}

/** Reads the whole ticket, since a second one is looked for. */
async function auditEntry(psa: PsaProvider, post: PostRow, order: TimeOrder): Promise<Finding> {
  return lookThrough(psa, post, order, post.psa_id ? await psa.timeEntry(post.psa_id) : null)
}

async function lookThrough(
  psa: PsaProvider,
  post: PostRow,
  order: TimeOrder,
  named: TimeEntry | null,
): Promise<Finding> {
  const tag = post.tag ?? ''
  try {
    const finding = findEntry(post, order, await psa.timeEntries(post.ticket_id))
    if (finding.kind === 'found' || finding.kind === 'several') return finding
    // the entry that was named counts, whatever its note became; a wrong number names somebody else's
    const isOurs = named?.ticket_id === post.ticket_id && isSameStart(order, named)
    return isOurs ? foundEntry(order, tag, named, 'text') : finding
  } catch (error) {
    if (error instanceof Problem && error.code === 'ticket_not_found') return { kind: 'gone' }
    throw error
  }
}

async function namedEntry(
  psa: PsaProvider,
  post: PostRow,
  order: TimeOrder,
  psaId: string | null,
): Promise<Named> {
  const notIt = (says: string): Named => ({ kind: 'not_it', says })
  if (!psaId) return notIt('Say which time entry it is.')
  const entry = await psa.timeEntry(psaId)
  if (entry?.ticket_id !== post.ticket_id)
    return notIt(`Ticket #${post.ticket_id} has no time entry ${psaId}.`)
  const tags = tagsIn(entry.internal_notes)
  if (tags.length > 0 && !tags.includes(post.tag ?? ''))
    return notIt(`Time entry ${psaId} belongs to another post.`)
  return foundEntry(order, post.tag ?? '', entry, 'text')
}

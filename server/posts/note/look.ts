import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import type { NotesReading, PsaProvider } from '../../psa/provider.ts'
import type { Finding } from '../machine/finding.ts'
import { isClientVisible, type NotePost } from '../machine/row.ts'
import { normalised } from '../same-text.ts'
import { tagsIn } from '../tag.ts'
import { foundNote } from './compare.ts'
import { asCandidates, findOurs, type NoteFinding } from './find.ts'
import { isLikeSent, isTextAsSent } from './forms.ts'
import { oursAmong } from './ours.ts'
import { readEverywhere } from './read-everywhere.ts'

/** Looks for the note of a post in its ticket and in the one that was merged into. Throws what the provider throws. */
export async function lookForNote(psa: PsaProvider, post: NotePost): Promise<Finding> {
  const named = post.state === 'posted' && post.psa_id ? await psa.note(post.ticket_id, post.psa_id) : null
  if (named && tagsIn(named.text).includes(post.tag)) return foundNote(post, named, 'tag')
  const isSure = (reading: NotesReading) => ['found', 'several'].includes(findOurs(post, reading).kind)
  const reading = await readEverywhere(psa, post.ticket_id, isSure)
  if (!reading) return { kind: 'gone' }
  return asFinding(post, orNamed(post, findOurs(post, reading), named))
}

/** A PSA may cut our tag off or name a wrong id: the note it named counts when it is at least alike. */
function orNamed(post: NotePost, finding: NoteFinding, named: TicketNote | null): NoteFinding {
  if (!named || finding.kind === 'found' || finding.kind === 'several') return finding
  return isLikeSent(post, named.text) ? { kind: 'found', note: named, by: 'text' } : finding
}

export function asFinding(post: NotePost, finding: NoteFinding): Finding {
  return finding.kind === 'found' ? foundNote(post, finding.note, finding.by) : finding
}

/** What an audit sees: the note that was named counts whatever its text became. */
export async function auditNote(psa: PsaProvider, post: NotePost): Promise<Finding> {
  const isThere = ({ notes }: NotesReading) => oursAmong(post, notes).length > 0
  const reading = await readEverywhere(psa, post.ticket_id, isThere)
  return reading ? noteAudited(post, reading) : { kind: 'gone' }
}

export function noteAudited(post: NotePost, { notes, complete }: NotesReading): Finding {
  const ours = oursAmong(post, notes)
  if (ours.length > 1) return severalOf(post, ours)
  const note = ours[0] ?? notes.find(({ id, kind }) => id === post.psa_id && kind === 'note')
  if (note) return foundNote(post, note, 'tag')
  return complete ? { kind: 'absent' } : { kind: 'unreadable', why: null }
}

/** Of an internal note the newest copy is ours to delete, if nobody has touched it; what a client may read is not. */
function severalOf(post: NotePost, copies: TicketNote[]): Finding {
  const byAge = copies.toSorted((a, b) => ageOf(a) - ageOf(b) || Number(a.id) - Number(b.id))
  const [kept, copy] = [byAge[0], byAge.at(-1)]
  const isOurAffair =
    !isClientVisible(post.placement) && copies.every((note) => note.visibility === 'internal')
  const candidates = asCandidates(copies, 'tag')
  return kept && copy && isOurAffair && isUnchanged(post, copy)
    ? { kind: 'several', candidates, spare: { copy, kept } }
    : { kind: 'several', candidates }
}

/** The newest copy is the one too many; a note without a time is taken for the oldest. */
const ageOf = (note: TicketNote) => Date.parse(note.created_at ?? '') || 0

function isUnchanged(post: NotePost, note: TicketNote): boolean {
  return note.kind === 'note' && !note.from_contact && isTextAsSent(post, note.text)
}

/** Somebody may have changed it since the notes were read. Both must stand there: never the last one is deleted. */
export async function isStillAs(psa: PsaProvider, ticketId: string, note: TicketNote): Promise<boolean> {
  const now = await psa.note(ticketId, note.id).catch(() => null)
  return now !== null && normalised(now.text) === normalised(note.text) && now.visibility === note.visibility
}

import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import { normalised } from '../same-text.ts'
import { endLength, endsWithTag, tagsIn } from '../tag.ts'
import { type Forms, holdsTextAsSent, isLikeSent, isTextAsSent } from './forms.ts'

/** `psa_id`: the note that the PSA named for this post, where it did. */
type Sent = Forms & { psa_id?: string | null }

/**
 * The notes of a ticket that this post wrote: by a member or the API, its tag at their end, the text as it was sent.
 * More than one is a duplicate. A mail, a forward, a time entry or a colleague's note that quotes it or names its tag
 * is none, nor is what ConnectWise shows of it on other tickets.
 */
export function oursAmong(post: Sent, notes: readonly TicketNote[]): TicketNote[] {
  const ending = notes.filter((note) => couldBeWritten(note) && endsWithTag(note.text, post.tag))
  const named = ending.find((note) => note.id === post.psa_id)
  const asSent = ending.filter((note) => note !== named && isTextAsSent(post, note.text))
  if (named) return ownOnly([named, ...asSent.filter((note) => note.author === named.author)])
  if (asSent.length > 0) return ownOnly(asSent)
  const changed = ending.filter((note) => !quotes(post, note))
  const near = changed.filter((note) => isLikeSent(post, note.text))
  return ownOnly(near.length > 0 ? near : changed.filter((note) => hasTagAlone(note.text)))
}

/** Whether FlowPilot wrote this note, for whichever post. */
export function isFromUs(note: TicketNote): boolean {
  const tag = tagsIn(note.text.trimEnd().slice(-endLength)).at(-1)
  return tag !== undefined && couldBeWritten(note) && endsWithTag(note.text, tag)
}

/** Whether a note names this post anywhere, whoever wrote it, also where the prefix was broken off or spaced out. */
export function namesPost(post: Sent, note: TicketNote): boolean {
  return note.text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .includes(post.tag)
}

/** Contacts, time entries and meetings never hold what was sent as a note. */
export function couldBeWritten(note: TicketNote): boolean {
  return note.kind === 'note' && !note.from_contact
}

/** Notes of other tickets count only where the ticket's own list has none: merging leaves them under their old ticket. */
function ownOnly(notes: TicketNote[]): TicketNote[] {
  const own = notes.filter((note) => !note.of_other_ticket)
  return own.length > 0 ? own : notes
}

/** The reference in a line of its own, as we send it; a sentence that ends with it is somebody's. */
function hasTagAlone(text: string): boolean {
  return /[\n\r]\s*ref\s+FP-\w{10}\W*$/i.test(text.slice(-2 * endLength))
}

/** The whole of what was sent with something before it, or behind quotation marks of a mail. */
function quotes(post: Sent, note: TicketNote): boolean {
  return holdsTextAsSent(post, note.text) || /> ?ref FP-\w{10}\W*$/i.test(normalised(note.text))
}

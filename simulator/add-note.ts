import { mailNote } from './mails.ts'
import type { Note, Tenant, Ticket } from './records.ts'
import { type Store, touch } from './store.ts'

export interface NewNote {
  text: string
  discussion: boolean
  internal: boolean
  resolution: boolean
  issue: boolean
  memberId: number | null
  contactId: number | null
  customerUpdated: boolean
  processNotifications: boolean
  createdBy: string
}

/** Text as it is kept: no NUL, one kind of line end, no blank edges. */
export function keptText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').trim()
}

export function addNote(store: Store, tenant: Tenant, ticket: Ticket, input: NewNote): Note {
  const at = store.stamp()
  const note: Note = {
    ...input,
    id: store.nextId('note'),
    ticketId: ticket.id,
    text: keptText(input.text),
    contactName: null,
    dateCreated: at,
    lastUpdated: at,
    updatedBy: input.createdBy,
  }
  tenant.notes.push(note)
  if (input.contactId !== null) ticket.customerUpdated = true
  touch(store, ticket, input.createdBy)
  if (input.processNotifications) mailNote(store, tenant, ticket, note)
  store.commit()
  return note
}

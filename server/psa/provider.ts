import type { ConnectionTest, KeyTrouble } from '../../shared/contracts/connections.ts'
import type { Placement } from '../../shared/contracts/posts.ts'
import type { Ticket, TicketContext, TicketNote, TicketSummary } from '../../shared/contracts/tickets.ts'
import type { SiteAtPsa, SiteFound, Vendor } from './vendor.ts'

/**
 * What a connection row gives a provider, keys unsealed. `site` holds the `url`; what else is in it and in the
 * credentials, the vendor's schemas read. Lives no longer than one verb.
 */
export type PsaConnection = {
  id: string
  account_id: string
  kind: string
  site: unknown
  credentials: unknown
}

export type PsaMember = {
  id: string
  identifier: string
  name: string
  email: string | null
  active: boolean
  api_only: boolean
}
export type PsaTest = Omit<ConnectionTest, 'members_mapped'>
export type PsaNamed = { id: string; name: string }
export type PsaStatus = PsaNamed & { closed: boolean }

/** The frozen note of a post. `text` already carries the tag; `member_identifier` attributes authorship. */
export type NoteOrder = {
  ticket_id: string
  text: string
  placement: Placement
  member_identifier: string | null
  /** True only for client-visible notes: lets the PSA mail the contact by the ticket's own flags. */
  notify: boolean
}

/**
 * Hours of one member on one ticket. `internal_notes` carries the reference at its end; `notes` may stand on an invoice
 * and never does. Instants are ISO UTC; `minutes` is what is booked, from `started_at`, where the PSA counts an entry
 * by its ends; `ended_at` is then only what the person saw.
 */
export type TimeOrder = {
  ticket_id: string
  member_identifier: string
  started_at: string
  ended_at: string
  minutes: number
  work_type_id: string
  notes: string
  internal_notes: string
}

/** `billed`: it went through billing, and the PSA lets nobody change or delete it. */
export type TimeEntry = {
  id: string
  ticket_id: string
  member_identifier: string | null
  started_at: string
  ended_at: string | null
  minutes: number
  work_type_id: string | null
  notes: string
  internal_notes: string
  billed: boolean
}

/** All time entries of a ticket over all pages; `complete` false when a limit stopped the reading. */
export type TimeReading = { entries: TimeEntry[]; complete: boolean }

/** Time of one member, on tickets and on what is none: there `ticket_id` is null. */
export type MemberTimeReading = {
  entries: (Omit<TimeEntry, 'ticket_id'> & { ticket_id: string | null })[]
  complete: boolean
}

export type StatusOrder = { ticket_id: string; status_id: string }

/** own: the ticket's owner becomes this member · add, remove: a resource of the ticket */
export type AssignmentOrder = { ticket_id: string; act: 'own' | 'add' | 'remove'; member_id: string }

/** A member who works on a ticket. `entry_id`: the schedule entry behind it. `done`: that work is finished. */
export type Resource = { entry_id: string; member_id: string; member_identifier: string; done: boolean }

/** All resources of a ticket; `complete` false when a limit stopped the reading. */
export type ResourcesReading = { resources: Resource[]; complete: boolean }

/**
 * What is known after a write, a row of the outcome table. Writes never throw.
 * - `done`: 2xx, whole, with an id and the flags that were asked for.
 * - `unidentified`: 2xx but cut, not JSON, or without an id: look, never post again.
 * - `not_sent`: proved that no byte of the request left (DNS, refused, connect or TLS timeout), or 429:
 *   `retry_after_s` when the PSA named one (capped at 900).
 * - `refused`: a definite no (400 405 409 413 415 422, 403 and 404 with working keys). `member_refused`: it is the member
 *   that the PSA does not take, so the same note without one may be.
 * - `keys_refused`: 401, a redirect, or 403/404 where the keys themselves are refused: the connection goes on hold.
 * - `unknown`: anything else, such as 5xx, reset after the first byte, idle timeout, abort: only a look can tell.
 * `says`: one sentence for a person, without secrets. `status`: HTTP status where there was one.
 */
export type WriteOutcome =
  | { kind: 'done'; psa_id: string; status: number; as_asked: boolean; says: string }
  | { kind: 'unidentified'; status: number; says: string }
  | { kind: 'not_sent'; status: number | null; retry_after_s: number | null; says: string }
  | { kind: 'refused'; status: number; says: string; member_refused?: boolean }
  | { kind: 'keys_refused'; status: number; says: string }
  | { kind: 'unknown'; status: number | null; says: string }

/**
 * What is known after a deletion. Deletions never throw.
 * - `done`: 2xx. `gone`: it was not there (404 with working keys).
 * - `refused`, `keys_refused`, `unknown` (and anything that may or may not have been sent): as for a write.
 */
export type DeleteOutcome = {
  kind: 'done' | 'gone' | 'refused' | 'keys_refused' | 'unknown'
  status: number | null
  says: string
}

/** Whose a ticket is, where it stands, and whether it is still one to write to. */
export type TicketState = Pick<Ticket, 'id' | 'company' | 'closed' | 'merged_into' | 'status'> & {
  board_id: string | null
  owner: { member_id: string; member_identifier: string } | null
}

/**
 * What one round of calls told of a ticket, and `rest`: the same with the parts named in `coming`, which only a second
 * round tells; null when none are. It comes within 30 s of the asking and never rejects.
 */
export type TicketReading = { context: TicketContext; rest: Promise<TicketContext> | null }

/** All notes of a ticket, read whole over all pages; `complete` false when a limit stopped the reading. */
export type NotesReading = { notes: TicketNote[]; complete: boolean }

/** `memberIdentifier` narrows to that member's tickets, `boards` to those of these ids; null to none in particular. */
export type SearchScope = { memberIdentifier: string | null; boards: readonly string[] | null }

/** Who a pod claims to be; sent on as cookies to the configured host, never stored, never logged. */
export type MemberClaim = { member_id: string; member_hash: string; member_context: string }

export type PodSetup = { url: string; origin: string; title: string; height_px: number }

/** A pod on the ticket screen of a PSA, and the members who open it. Throws as reads do. */
export type PsaPod = {
  /**
   * Puts FlowPilot on the ticket screen; answers the id of the hosted setup. Registering twice changes nothing;
   * `insteadOf`, an earlier setup of ours, is turned to the new address where it is still there.
   */
  register(pod: PodSetup, insteadOf: string | null): Promise<string>
  /**
   * The member that owns this browser session at the PSA, or null when the PSA does not confirm it. Asked in a line of
   * its own, in which `first` stands before the others; a full one throws `psa_busy`.
   */
  verifyMember(claim: MemberClaim, order?: 'first'): Promise<PsaMember | null>
  /** Whether this member, who was confirmed, may read this ticket; asked with the member's own session. */
  memberSeesTicket(claim: MemberClaim, ticketId: string): Promise<boolean>
}

/**
 * One PSA seen through one connection. Reads throw a Problem: `ticket_not_found`, `psa_refused`,
 * `psa_keys_refused`, `psa_busy` (429), `psa_unavailable` (unreachable, slow, 5xx, not JSON).
 * Every call ends within 30 s; answers over 5 MB are refused; redirects are never followed.
 */
export type PsaProvider = {
  /** The ticket's own record in one call. */
  ticketState(ticketId: string): Promise<TicketState>
  /**
   * Ticket, notes and names of configurations in parallel; only the ticket itself is required. Nobody waits for the
   * rest (related tickets, the contact's record, kinds of configurations), except where a name or the address that a
   * note is mailed to would be lacking.
   */
  context(ticketId: string): Promise<TicketReading>
  /** Newest 25 open tickets matching number or words; without a scope, of everybody's. */
  search(query: string, scope: SearchScope | null): Promise<TicketSummary[]>
  boards(): Promise<PsaNamed[]>
  statuses(boardId: string): Promise<PsaStatus[]>
  members(): Promise<PsaMember[]>
  createNote(order: NoteOrder, signal: AbortSignal): Promise<WriteOutcome>
  /** One note by id, null when it is not there. */
  note(ticketId: string, noteId: string): Promise<TicketNote | null>
  notes(ticketId: string): Promise<NotesReading>
  /** Takes one note off a ticket, for good. */
  deleteNote(ticketId: string, noteId: string, signal: AbortSignal): Promise<DeleteOutcome>
  /** Books time. `done.psa_id`: the entry; `as_asked` false where it was booked with other hours, member or work type. */
  createTimeEntry(order: TimeOrder, signal: AbortSignal): Promise<WriteOutcome>
  /** One time entry by id, null when it is not there. */
  timeEntry(id: string): Promise<TimeEntry | null>
  /** A ticket that is not there has none. */
  timeEntries(ticketId: string): Promise<TimeReading>
  /** What a member has booked between two instants, whatever it lies over in part. */
  memberTime(memberIdentifier: string, span: { from: string; to: string }): Promise<MemberTimeReading>
  workTypes(): Promise<PsaNamed[]>
  /**
   * Gives a ticket a status of its board. `done.psa_id`: the ticket. A 2xx whose ticket keeps another status is
   * `unknown`: only a fresh read tells. A record in use (409) is read again, and tried once more.
   */
  changeStatus(order: StatusOrder, signal: AbortSignal): Promise<WriteOutcome>
  /**
   * `done.psa_id`: of `own` the ticket, of `add` the entry. `own` as for a status. `add` writes nothing where an entry
   * of the member stands that is not done. `remove` takes away every such entry and names the last one, or the ticket
   * where none stood: who is gone already counts as removed.
   */
  assign(order: AssignmentOrder, signal: AbortSignal): Promise<WriteOutcome>
  resources(ticketId: string): Promise<ResourcesReading>
  /** The cheapest question there is, within 10 s: does the PSA answer, and take these keys? */
  ping(): Promise<void>
  /** The same for keys that are not kept yet: why they cannot be, null when they work. */
  tryKeys(): Promise<KeyTrouble | null>
  test(): Promise<PsaTest>
  ticketUrl(ticketId: string): string
  /** Only where the PSA has a place for us on its ticket screen, and vouches for who sits before it. */
  pod?: PsaPod
}

/** Makes the provider of a connection by its kind; the fetch it uses is the process's guarded one. */
export type PsaRegistry = {
  provider(connection: PsaConnection): PsaProvider
  vendor(kind: string): Vendor
  discover(kind: string, site: SiteAtPsa): Promise<SiteFound>
}

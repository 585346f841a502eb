import type { ConnectionTest } from '../../shared/contracts/connections.ts'
import type { Placement } from '../../shared/contracts/posts.ts'
import type { Ticket, TicketContext, TicketNote, TicketSummary } from '../../shared/contracts/tickets.ts'

/** What a connection row gives a provider, keys unsealed. Lives no longer than one verb. */
export type PsaConnection = {
  id: string
  account_id: string
  site_url: string
  company_id: string
  public_key: string
  private_key: string
  client_id: string
}

export type PsaMember = {
  id: string
  identifier: string
  name: string
  email: string | null
  active: boolean
  api_only: boolean
}
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
 * What is known after a write, a row of the outcome table. Writes never throw.
 * - `done`: 2xx, whole, with an id and the flags that were asked for.
 * - `unidentified`: 2xx but cut, not JSON, or without an id: look, never post again.
 * - `not_sent`: proved that no byte of the request left (DNS, refused, connect or TLS timeout), or 429:
 *   `retry_after_s` when the PSA named one (capped at 900).
 * - `refused`: a definite no (400 405 409 413 415 422, 404 with working keys).
 * - `keys_refused`: 401, a redirect, or 403/404 where the keys themselves are refused: the connection goes on hold.
 * - `unknown`: anything else, such as 5xx, reset after the first byte, idle timeout, abort: only a look can tell.
 * `says`: one sentence for a person, without secrets. `status`: HTTP status where there was one.
 */
export type WriteOutcome =
  | { kind: 'done'; psa_id: string; status: number; as_asked: boolean; says: string }
  | { kind: 'unidentified'; status: number; says: string }
  | { kind: 'not_sent'; status: number | null; retry_after_s: number | null; says: string }
  | { kind: 'refused'; status: number; says: string }
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

/** Whose a ticket is and whether it is still one to write to. */
export type TicketState = Pick<Ticket, 'id' | 'company' | 'closed' | 'merged_into'>

/**
 * What one round of calls told of a ticket, and `rest`: the same with the parts named in `coming`, which only a second
 * round tells; null when none are. It comes within 30 s of the asking and never rejects.
 */
export type TicketReading = { context: TicketContext; rest: Promise<TicketContext> | null }

/** All notes of a ticket, read whole over all pages; `complete` false when a limit stopped the reading. */
export type NotesReading = { notes: TicketNote[]; complete: boolean }

/** Who a pod claims to be; sent on as cookies to the configured host, never stored, never logged. */
export type MemberClaim = { member_id: string; member_hash: string; member_context: string }

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
  /** Newest 25 open tickets matching number or words; `memberIdentifier` narrows to theirs. */
  search(query: string, memberIdentifier: string | null): Promise<TicketSummary[]>
  boards(): Promise<PsaNamed[]>
  statuses(boardId: string): Promise<PsaStatus[]>
  members(): Promise<PsaMember[]>
  createNote(order: NoteOrder, signal: AbortSignal): Promise<WriteOutcome>
  /** One note by id, null when it is not there. */
  note(ticketId: string, noteId: string): Promise<TicketNote | null>
  notes(ticketId: string): Promise<NotesReading>
  /** Takes one note off a ticket, for good. */
  deleteNote(ticketId: string, noteId: string, signal: AbortSignal): Promise<DeleteOutcome>
  /** The cheapest question there is, within 10 s: does the PSA answer, and take these keys? */
  ping(): Promise<void>
  /** The member that owns this browser session at the PSA, or null when the PSA does not confirm it. */
  verifyMember(claim: MemberClaim): Promise<PsaMember | null>
  /** Whether this member may read this ticket, asked with the member's own session. */
  memberSeesTicket(claim: MemberClaim, ticketId: string): Promise<boolean>
  test(): Promise<ConnectionTest>
  /** Puts FlowPilot on the ticket screen; answers the id of the hosted setup. Registering twice changes nothing. */
  registerPod(pod: { url: string; origin: string; title: string; height_px: number }): Promise<string>
  ticketUrl(ticketId: string): string
}

/** Makes the provider of a connection; the fetch it uses is the process's guarded one. */
export type PsaRegistry = { provider(connection: PsaConnection): PsaProvider }

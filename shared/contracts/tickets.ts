import * as v from 'valibot'
import { instant, text } from './common.ts'

const named = v.object({ id: v.string(), name: v.string() })

/** Who can read a note in the PSA: the discussion and the resolution are the client's, the rest is ours. */
export const noteVisibility = v.picklist(['internal', 'client_visible'])

/** One note of a ticket, time-entry notes included. `text` is what the PSA holds, untrimmed, NUL removed. */
export const ticketNote = v.object({
  id: v.string(),
  kind: v.picklist(['note', 'time_entry', 'meeting']),
  text: v.string(),
  visibility: noteVisibility,
  placements: v.array(v.picklist(['discussion', 'internal', 'resolution', 'issue'])),
  /** Display name; `contact` when the client wrote it. */
  author: v.string(),
  from_contact: v.boolean(),
  /** Of a time entry: when the work began, whenever it was entered. */
  created_at: v.nullable(instant),
  /** Shown here, but of another ticket: a child's of a bundled parent, or one that was merged into this one. */
  of_other_ticket: v.optional(v.literal(true)),
})
export type TicketNote = v.InferOutput<typeof ticketNote>

/** A ticket as every room of ours sees it. Source: the PSA provider's pure map. Ids are strings. */
export const ticket = v.object({
  id: v.string(),
  summary: v.string(),
  url: v.string(),
  company: v.nullable(named),
  /** `first_name` is what the contact is greeted by; empty where the PSA gives no name of a person. */
  contact: v.nullable(
    v.object({ id: v.string(), name: v.string(), first_name: v.string(), email: v.nullable(v.string()) }),
  ),
  board: v.nullable(named),
  status: v.nullable(named),
  priority: v.nullable(v.object({ id: v.string(), name: v.string(), level: v.nullable(v.number()) })),
  type: v.nullable(v.string()),
  owner: v.nullable(v.string()),
  resources: v.array(v.string()),
  closed: v.boolean(),
  /** The ticket this one was merged into; its notes stand there. */
  merged_into: v.optional(v.nullable(v.string())),
  configurations: v.array(v.object({ id: v.string(), name: v.string(), type: v.nullable(v.string()) })),
  /** Who is e-mailed by a client-visible note, from the ticket's own flags. */
  emails: v.object({ contact: v.nullable(v.string()), cc: v.array(v.string()), resources: v.boolean() }),
  created_at: v.nullable(instant),
  updated_at: v.nullable(instant),
})
export type Ticket = v.InferOutput<typeof ticket>

export const ticketSummary = v.object({
  id: v.string(),
  summary: v.string(),
  company: v.nullable(v.string()),
  status: v.nullable(v.string()),
  priority: v.nullable(v.object({ name: v.string(), level: v.nullable(v.number()) })),
  closed: v.boolean(),
  board_id: v.optional(v.nullable(v.string())),
})
export type TicketSummary = v.InferOutput<typeof ticketSummary>

const ticketPart = v.picklist(['notes', 'configurations', 'contact', 'related'])

/** A ticket with everything the case needs. `missing` names parts the PSA did not give, each with a sentence. */
export const ticketContext = v.object({
  ticket,
  notes: v.array(ticketNote),
  /** True when the PSA holds more notes than we read. */
  notes_truncated: v.boolean(),
  related: v.array(ticketSummary),
  missing: v.array(v.object({ part: ticketPart, why: v.string() })),
  /** Parts that were still on their way when this was taken down: empty or not yet exact, but not missing. */
  coming: v.optional(v.array(ticketPart)),
  fetched_at: instant,
})
export type TicketContext = v.InferOutput<typeof ticketContext>

/** Another ticket, to be opened in the PSA. */
const relatedTicket = v.object({ ...ticketSummary.entries, url: v.string() })
export type RelatedTicket = v.InferOutput<typeof relatedTicket>

/** GET /psa/tickets/{id}: the ticket card and the case that is open on it, if any. */
export const ticketCard = v.object({
  ticket,
  note_count: v.number(),
  newest_note: v.nullable(v.object({ author: v.string(), created_at: v.nullable(instant) })),
  /** Open ones of the same client on the same board; a pod is told none. */
  related: v.array(relatedTicket),
  missing: ticketContext.entries.missing,
  fetched_at: instant,
  open_session: v.nullable(
    v.object({
      id: v.string(),
      title: v.string(),
      /** Whoever works it now; two people may have one name. */
      handler_id: v.string(),
      handler_name: v.string(),
      step_count: v.number(),
      /** Where it stands: what is being done, what the cause may be, when somebody or FlowPilot last did something. */
      active_step: v.nullable(v.string()),
      triage_hypothesis: v.nullable(v.string()),
      last_act_at: instant,
    }),
  ),
})
export type TicketCard = v.InferOutput<typeof ticketCard>

export const ticketSearchQuery = v.object({
  /** Words, a number, or the address of a ticket's screen. */
  q: v.optional(text(500), ''),
  mine: v.optional(v.picklist(['true', 'false'])),
})

/** What a list of the PSA says when the connection's rights do not reach: empty, with a word why. */
const remarked = <S extends v.GenericSchema>(item: S) =>
  v.object({ items: v.array(item), next_cursor: v.null(), remark: v.nullable(v.string()) })
/** A ticket one may begin from, and who works on the case that is open on it. */
export const foundTicket = v.object({
  ...ticketSummary.entries,
  open_session: v.nullable(v.object({ handler_id: v.string(), handler_name: v.string() })),
})
export type FoundTicket = v.InferOutput<typeof foundTicket>
export const ticketList = remarked(foundTicket)
/** What can be chosen from. `as_of`: when the PSA said so, where it is away now. */
const offered = <S extends v.GenericSchema>(item: S) =>
  v.object({ ...remarked(item).entries, as_of: v.nullable(instant) })
export const boardList = offered(named)
export const statusList = offered(v.object({ ...named.entries, closed: v.boolean() }))
export const memberList = remarked(
  v.object({ ...named.entries, identifier: v.string(), email: v.nullable(v.string()), active: v.boolean() }),
)

import * as v from 'valibot'
import { givenInstant, id, pageQuery, text, ticketId } from './common.ts'
import { session, sessionStatus } from './sessions.ts'

/**
 * A case in a list. `said`: the fact or message by which a search found it, where its names were not enough. `newest`:
 * the last words in it. `has_draft`: whoever asks has an unsent message in it. `handoff`: who escalated it last, and
 * who picked that up.
 */
export const listedSession = v.object({
  ...session.entries,
  newest: v.nullable(v.object({ by: v.picklist(['person', 'flowpilot']), text: v.string() })),
  has_draft: v.boolean(),
  handoff: v.nullable(v.object({ created_by: id, claimed_by: v.nullable(id) })),
  said: v.nullable(v.object({ place: v.picklist(['fact', 'message']), text: v.string() })),
})
export type ListedSession = v.InferOutput<typeof listedSession>

/** `has`: the cases have all words of a search, or, where none has, most of them. */
export const sessionPage = v.object({
  items: v.array(listedSession),
  next_cursor: v.nullable(v.string()),
  has: v.picklist(['all', 'most']),
})

const maxPageIds = 30

export const sessionQuery = v.object({
  ...pageQuery,
  status: v.optional(sessionStatus),
  ticket_id: v.optional(ticketId),
  mine: v.optional(v.picklist(['true', 'false'])),
  /** Cases that whoever asks escalated, or picked up. */
  by_me: v.optional(v.picklist(['escalated', 'picked_up'])),
  /** These cases alone, separated by commas. */
  ids: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(maxPageIds * 37),
      v.transform((ids) => [...new Set(ids.split(','))]),
      v.array(id),
      v.maxLength(maxPageIds),
    ),
  ),
  /** Each of its words begins a word of the title, client, device or ticket number, of a fact or of a message. */
  q: v.optional(text(100)),
  /** Cases that began at this instant or later. */
  from: v.optional(givenInstant),
  /** Cases that began before it. */
  to: v.optional(givenInstant),
})

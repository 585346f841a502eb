import { statusesOf } from '../connections/kept-lists.ts'
import { type Connected, providerFor } from '../connections/provider-for.ts'
import type { Ctx } from '../ctx.ts'
import type { ReadCase } from '../sessions/case-queries.ts'
import { readTicket } from '../tickets/read-ticket.ts'
import { unlessSlow, unlessTrouble } from './in-psa.ts'

/** Somebody is about to close it or hand it on: what stands in the ticket is read again. */
const ticketMaxAgeSeconds = 20
/** Nobody waits longer for it with the sheet open: then it stands as it was read last. */
const readWithinMs = 2_500

/** The status that is set for the board of a ticket, unless its board has it no more. */
export function statusTarget(
  { place, statuses }: TicketPlace,
  byBoard: Readonly<Record<string, string>>,
): string | null {
  const target = place?.board ? (byBoard[place.board.id] ?? null) : null
  return !statuses || statuses.some(({ id }) => id === target) ? target : null
}

type Found = Awaited<ReturnType<typeof ticketPlace>>
type TicketPlace = { [Part in 'place' | 'statuses']: Found[Part] | null }

/** What a case is written into; null where it has no ticket, or its account no PSA. */
export async function connectionOf(ctx: Ctx, { row }: ReadCase): Promise<Connected | null> {
  if (!row.psa_ticket_id || !row.psa_connection_id) return null
  return unlessTrouble(providerFor(ctx, row.psa_connection_id))
}

/** Its ticket as it stands now, with the statuses of its board; a PSA that is away or slow only leaves gaps. */
export async function ticketPlace(ctx: Ctx, { row, part }: ReadCase, connected: Connected) {
  const ticket_id = row.psa_ticket_id ?? ''
  const connectionId = row.psa_connection_id ?? undefined
  const options = { connectionId, maxAgeSeconds: ticketMaxAgeSeconds, allowStale: true }
  const context = await unlessSlow(readTicket(ctx, ticket_id, options), readWithinMs)
  const ticket = context?.ticket ?? part?.ticket
  const board = ticket?.board ?? null
  const known = board && (await unlessTrouble(statusesOf(ctx, connected, board.id)))
  return {
    place: { ticket_id, psa: connected.psa, status: ticket?.status ?? null, board },
    statuses: known?.items ?? null,
    statuses_as_of: known?.as_of ?? null,
  }
}

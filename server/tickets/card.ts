import type { RelatedTicket, TicketCard } from '../../shared/contracts/tickets.ts'
import { mapMemberByEmail } from '../connections/member-mapping.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { openOnes, relatedOnBoard } from './board-rights.ts'
import { selectOpenSession } from './queries.ts'
import { readTicket } from './read-ticket.ts'

const mostRelated = 5

/** The ticket as the card shows it, and the case that is open on it. Where the PSA is away, as it was last seen. */
export async function readCard(ctx: Ctx, ticketId: string, fresh: boolean): Promise<TicketCard> {
  may(ctx, 'read')
  const { connection, provider } = await providerFor(ctx)
  const context = await readTicket(ctx, ticketId, { maxAgeSeconds: fresh ? 0 : 60, allowStale: true })
  if (ctx.user.role !== 'viewer') ctx.world.background.run('map member', mapMemberByEmail(ctx))
  const newest = context.notes.at(-1)
  const neighbours = async (): Promise<RelatedTicket[]> => {
    const open = relatedOnBoard(context).filter(({ closed }) => !closed)
    const shown = (await openOnes(ctx, open)).slice(0, mostRelated)
    return shown.map((one) => ({ ...one, url: provider.ticketUrl(one.id) }))
  }
  return {
    ticket: context.ticket,
    note_count: context.notes.length,
    newest_note: newest ? { author: newest.author, created_at: newest.created_at } : null,
    // A pod's member was checked for this ticket alone, not for its neighbours.
    related: ctx.surface === 'pod' ? [] : await neighbours(),
    missing: context.missing,
    fetched_at: context.fetched_at,
    open_session: await tx(ctx, (sql) => selectOpenSession(sql, connection.id, ticketId)),
  }
}

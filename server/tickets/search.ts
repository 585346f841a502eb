import type { InferOutput } from 'valibot'
import type {
  FoundTicket,
  TicketSummary,
  ticketList,
  ticketSearchQuery,
} from '../../shared/contracts/tickets.ts'
import { mapMemberByEmail } from '../connections/member-mapping.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { limit } from '../limits.ts'
import { openBoards, openOnes } from './board-rights.ts'
import { listed, notInPod } from './listed.ts'
import { selectHandlers } from './queries.ts'

/** A person types; more than this would take the PSA's patience from the posts. */
const searchesPerMinute = 60

/** Open tickets by number or words, all or only mine. */
export async function searchTickets(
  ctx: Ctx,
  { q, mine }: InferOutput<typeof ticketSearchQuery>,
): Promise<InferOutput<typeof ticketList>> {
  may(ctx, 'read')
  notInPod(ctx)
  await limit(ctx.world, `ticket-search:${ctx.user.id}`, searchesPerMinute, 60)
  const { provider, psa, connection } = await providerFor(ctx)
  const find = async (memberIdentifier: string | null) => {
    const found = await provider.search(q, { memberIdentifier, boards: await openBoards(ctx) })
    return withCases(ctx, connection.id, await openOnes(ctx, found))
  }
  if (mine !== 'true') return listed(find(null))
  const member = await mapMemberByEmail(ctx)
  if (!member)
    return {
      items: [],
      next_cursor: null,
      remark: `You are not mapped to a ${psa} member, so none are yours.`,
    }
  return listed(find(member.member_identifier))
}

async function withCases(
  ctx: Ctx,
  connectionId: string,
  tickets: readonly TicketSummary[],
): Promise<FoundTicket[]> {
  if (tickets.length === 0) return []
  const ids = tickets.map(({ id }) => id)
  const rows = await tx(ctx, (sql) => selectHandlers(sql, connectionId, ids))
  const open = new Map(rows.map(({ ticket_id, ...handler }) => [ticket_id, handler]))
  return tickets.map((ticket) => ({ ...ticket, open_session: open.get(ticket.id) ?? null }))
}

import type { InferOutput } from 'valibot'
import type { ticketList, ticketSearchQuery } from '../../shared/contracts/tickets.ts'
import { mapMemberByEmail } from '../connections/member-mapping.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may } from '../ctx.ts'
import { limit } from '../limits.ts'
import { openBoards, openOnes } from './board-rights.ts'
import { listed, notInPod } from './listed.ts'

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
  const { provider, psa } = await providerFor(ctx)
  const find = async (memberIdentifier: string | null) =>
    openOnes(ctx, await provider.search(q, { memberIdentifier, boards: await openBoards(ctx) }))
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

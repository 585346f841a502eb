import type { InferOutput } from 'valibot'
import type { ticketList, ticketSearchQuery } from '../../shared/contracts/tickets.ts'
import { mapMemberByEmail } from '../connections/member-mapping.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may } from '../ctx.ts'
import { listed, notInPod } from './listed.ts'

/** Open tickets by number or words, all or only mine. */
export async function searchTickets(
  ctx: Ctx,
  { q, mine }: InferOutput<typeof ticketSearchQuery>,
): Promise<InferOutput<typeof ticketList>> {
  may(ctx, 'read')
  notInPod(ctx)
  const { provider } = await providerFor(ctx)
  if (mine !== 'true') return listed(provider.search(q, null))
  const member = await mapMemberByEmail(ctx)
  if (!member)
    return {
      items: [],
      next_cursor: null,
      remark: 'You are not mapped to a ConnectWise member, so none are yours.',
    }
  return listed(provider.search(q, member.member_identifier))
}

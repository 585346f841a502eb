import type { InferOutput } from 'valibot'
import type { boardList, memberList, statusList } from '../../shared/contracts/tickets.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may } from '../ctx.ts'
import { listed } from './listed.ts'

export async function listBoards(ctx: Ctx): Promise<InferOutput<typeof boardList>> {
  may(ctx, 'read')
  const { provider } = await providerFor(ctx)
  return listed(provider.boards())
}

export async function listStatuses(ctx: Ctx, boardId: string): Promise<InferOutput<typeof statusList>> {
  may(ctx, 'read')
  const { provider } = await providerFor(ctx)
  return listed(provider.statuses(boardId))
}

/** People of the PSA, without its API members. */
export async function listMembers(ctx: Ctx): Promise<InferOutput<typeof memberList>> {
  may(ctx, 'read')
  const { provider } = await providerFor(ctx)
  const list = await listed(provider.members())
  const items = list.items
    .filter((member) => !member.api_only)
    .map(({ id, name, identifier, email, active }) => ({ id, name, identifier, email, active }))
  return { ...list, items }
}

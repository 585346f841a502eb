import type { InferOutput } from 'valibot'
import { rights } from '../../shared/contracts/accounts.ts'
import type { boardList, memberList, statusList } from '../../shared/contracts/tickets.ts'
import { boardsOf, statusesOf } from '../connections/kept-lists.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may } from '../ctx.ts'
import { openBoards } from './board-rights.ts'
import { listed, notInPod, offered } from './listed.ts'

export async function listBoards(ctx: Ctx): Promise<InferOutput<typeof boardList>> {
  may(ctx, 'read')
  notInPod(ctx)
  const list = await offered(boardsOf(ctx, await providerFor(ctx)))
  // admins choose among all of them
  const isAdmin = (rights.administer as readonly string[]).includes(ctx.user.role)
  const open = isAdmin ? null : await openBoards(ctx)
  return { ...list, items: list.items.filter(({ id }) => !open || open.includes(id)) }
}

export async function listStatuses(ctx: Ctx, boardId: string): Promise<InferOutput<typeof statusList>> {
  may(ctx, 'read')
  return offered(statusesOf(ctx, await providerFor(ctx), boardId))
}

/** People of the PSA, without its API members. */
export async function listMembers(ctx: Ctx): Promise<InferOutput<typeof memberList>> {
  may(ctx, 'read')
  notInPod(ctx)
  const { provider } = await providerFor(ctx)
  const list = await listed(provider.members())
  const items = list.items
    .filter((member) => !member.api_only)
    .map(({ id, name, identifier, email, active }) => ({ id, name, identifier, email, active }))
  return { ...list, items }
}

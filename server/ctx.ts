import { type Right, type Role, rights } from '../shared/contracts/accounts.ts'
import { Problem } from '../shared/problems.ts'
import type { Connected } from './connections/provider-for.ts'
import { inAccount, type TransactionSql } from './db/tx.ts'
import type { Surface } from './keys/access-token.ts'
import type { World } from './world.ts'

/** What lives as long as one request: the world, and who asks in which account. */
export type Ctx = {
  world: World
  account_id: string
  user: { id: string; name: string; role: Role }
  request_id: string
  surface: Surface
  /** In a pod: the ticket the PSA showed this member minutes ago, the only one this token opens. */
  pod_ticket_id: string | null
  /** The family of refresh tokens behind this request; a pod has none. */
  family_id?: string | null
  /** The connection that this request opened, once it did. */
  connected?: Promise<Connected | undefined>
}

/** A transaction that sees this account's rows and no others. Nothing outside the database is awaited inside. */
export function tx<T>(
  ctx: Pick<Ctx, 'world' | 'account_id'>,
  work: (sql: TransactionSql) => Promise<T>,
): Promise<T> {
  return inAccount(ctx.world.db, ctx.account_id, work)
}

export function may(ctx: Ctx, right: Right): void {
  if (!hasRight(ctx, right)) throw new Problem('not_allowed')
  // A pod's token was given on the word of another system, a panel's lies in an extension: neither administers.
  if (ctx.surface !== 'app' && right !== 'read' && right !== 'work')
    throw new Problem('not_allowed', 'Settings are changed in the full page, not beside a ticket.')
}

/** A pod opens only the ticket that ConnectWise shows its member; app and panel see what the account's API member sees. */
export function mayOpenTicket(ctx: Ctx, ticketId: string | null): void {
  if (ctx.surface !== 'pod') return
  if (ctx.pod_ticket_id === null || ctx.pod_ticket_id !== ticketId) throw new Problem('not_your_ticket')
}

/** What the role holds; beside a ticket `may` refuses more. */
export function hasRight({ user }: Pick<Ctx, 'user'>, right: Right): boolean {
  return (rights[right] as readonly Role[]).includes(user.role)
}

import { type Ctx, mayOpenTicket } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { ticketOfContext } from './queries.ts'

/** One's own drafts, and in a pod only those of the ticket it was opened on. */
export async function mayOpenDraft(ctx: Ctx, sql: TransactionSql, context: string): Promise<void> {
  if (ctx.surface === 'pod') mayOpenTicket(ctx, (await ticketOfContext(sql, context)) ?? null)
}

import { Problem } from '../../shared/problems.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { locked } from '../sessions/load-session.ts'

/** The case, locked: engineers who may share of it set and cancel its reminders, until it is closed. */
export async function lockedOpen(ctx: Ctx, sql: TransactionSql, sessionId: string): Promise<void> {
  const { status } = await locked(ctx, sql, sessionId, 'share')
  if (status === 'resolved') throw new Problem('case_closed')
}

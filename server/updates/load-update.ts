import { Problem } from '../../shared/problems.ts'
import { type Ctx, may } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { readable } from '../sessions/load-session.ts'
import type { SessionRow } from '../sessions/queries.ts'
import { findUpdate, type UpdateRow } from './queries.ts'

/** An update and its case, for anybody who reads the case; also when it is paused or resolved. */
export async function loadUpdate(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  updateId: string,
): Promise<{ session: SessionRow; update: UpdateRow }> {
  may(ctx, 'read')
  const session = await readable(ctx, sql, sessionId)
  const update = await findUpdate(sql, sessionId, updateId)
  if (!update) throw new Problem('not_found')
  return { session, update }
}

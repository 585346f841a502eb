import { Problem } from '../../shared/problems.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { mayInCase } from '../sessions/case-rights.ts'
import type { SessionRow } from '../sessions/queries.ts'
import { findClosing } from './queries.ts'

type Case = Pick<SessionRow, 'id' | 'status' | 'user_id' | 'current_handler_id'>

/** Throws unless this person may close this case now. Of one that is closed already it says by whom. */
export async function mayClose(ctx: Ctx, sql: TransactionSql, of: Case): Promise<void> {
  if (of.status === 'resolved') {
    const closed = await findClosing(sql, of.id)
    if (closed)
      throw new Problem('case_closed', `${closed.closed_by_name} closed this case.`, {
        extra: {
          closed_by: { id: closed.closed_by, name: closed.closed_by_name },
          closed_at: closed.closed_at,
        },
      })
  }
  mayInCase(ctx, 'close', of)
  if (of.status === 'escalated') throw new Problem('case_escalated')
  if (of.status === 'paused') throw new Problem('case_paused')
}

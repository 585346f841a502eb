import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { findFact, removeFactRow } from './fact-queries.ts'
import { workable } from './load-session.ts'
import { touchSession } from './timeline.ts'

/** Takes a fact out of view for good: the model does not bring it back. The row stays. */
export function removeFact(ctx: Ctx, sessionId: string, factId: string): Promise<void> {
  return tx(ctx, async (sql) => {
    await workable(ctx, sql, sessionId)
    const fact = await findFact(sql, sessionId, factId)
    if (!fact) throw new Problem('not_found')
    if (!fact.editable) throw new Problem('fact_from_answer')
    await removeFactRow(sql, factId, ctx.user.id)
    await touchSession(sql, sessionId)
  })
}

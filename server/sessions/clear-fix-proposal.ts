import type { Fix } from '../../shared/contracts/fixes.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { findFix, updateFix } from './fix-queries.ts'
import { workable } from './load-session.ts'
import { stateOf } from './on-fix.ts'

/** "Not yet": the fix goes on being verified. Nothing else of the case changes, its version neither. */
export function clearFixProposal(ctx: Ctx, sessionId: string, fixId: string): Promise<Fix> {
  return tx(ctx, async (sql) => {
    await workable(ctx, sql, sessionId)
    const fix = await findFix(sql, sessionId, fixId)
    if (!fix) throw new Problem('not_found')
    if (stateOf(fix) === 'decided') throw new Problem('fix_settled', undefined, { extra: { current: fix } })
    const after = await updateFix(sql, fix, { ai_outcome_proposal: null })
    if (!after) throw new Problem('conflict')
    return after
  })
}

import type { HandoffTargets } from '../../shared/contracts/handoff-calls.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { readable } from '../sessions/load-session.ts'
import { listTargets } from './queries.ts'

/** Whom this person can hand a case to. */
export function readTargets(ctx: Ctx, sessionId: string): Promise<HandoffTargets> {
  may(ctx, 'work')
  return tx(ctx, async (sql) => {
    await readable(ctx, sql, sessionId)
    return { items: await listTargets(sql, sessionId, ctx.user.id) }
  })
}

import type { Fact } from '../../shared/contracts/facts.ts'
import { type Ctx, tx } from '../ctx.ts'
import { listFactRows } from './fact-queries.ts'
import { readable } from './load-session.ts'
import { factView } from './session-detail.ts'

/** All facts of a case; capped where they are added, so there is one page. */
export function listFacts(ctx: Ctx, sessionId: string): Promise<{ items: Fact[]; next_cursor: null }> {
  return tx(ctx, async (sql) => {
    await readable(ctx, sql, sessionId)
    return { items: (await listFactRows(sql, sessionId)).map(factView), next_cursor: null }
  })
}

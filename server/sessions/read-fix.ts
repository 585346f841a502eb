import type { Fix } from '../../shared/contracts/fixes.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { activeFix } from './fix-queries.ts'
import { readable } from './load-session.ts'

export function readFix(ctx: Ctx, sessionId: string): Promise<Fix> {
  return tx(ctx, async (sql) => {
    await readable(ctx, sql, sessionId)
    const fix = await activeFix(sql, sessionId)
    if (!fix) throw new Problem('not_found')
    return fix
  })
}

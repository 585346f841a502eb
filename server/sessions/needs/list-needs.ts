import type { Need } from '../../../shared/contracts/needs.ts'
import { type Ctx, may, tx } from '../../ctx.ts'
import { needRows } from './queries.ts'

/**
 * Where I am needed, without a model: it follows from tickets as last read, from posts and from my cases. A pod has one
 * ticket alone, which is in view anyway.
 */
export async function listNeeds(ctx: Ctx): Promise<{ items: Need[]; next_cursor: null }> {
  may(ctx, 'read')
  if (ctx.surface === 'pod') return { items: [], next_cursor: null }
  return { items: await tx(ctx, (sql) => needRows(sql, ctx)), next_cursor: null }
}

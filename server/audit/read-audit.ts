import type { InferOutput } from 'valibot'
import * as v from 'valibot'
import type { AuditPage, auditQuery } from '../../shared/contracts/audit.ts'
import { id } from '../../shared/contracts/common.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { selectLines } from './queries.ts'

/** The account's trail, newest first. */
export async function readAudit(ctx: Ctx, query: InferOutput<typeof auditQuery>): Promise<AuditPage> {
  may(ctx, 'administer')
  const { limit, cursor, ...filters } = query
  if (cursor !== undefined && !v.is(id, cursor)) throw new Problem('malformed')
  const items = await tx(ctx, (sql) => selectLines(sql, filters, cursor ?? null, limit + 1))
  const shown = items.slice(0, limit)
  return { items: shown, next_cursor: items.length > limit ? (shown.at(-1)?.id ?? null) : null }
}

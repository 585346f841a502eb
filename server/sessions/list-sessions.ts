import type * as v from 'valibot'
import type { Session, sessionQuery } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { sessionViews } from './queries.ts'
import { findByWords } from './search/queries.ts'
import { mostSoughtWords, wordsOf } from './search/words.ts'
import { sessionView } from './session-detail.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Newest first; the cursor is the last case of the page before, or the last one that a search looked at. A pod lists the
 * cases of its own ticket alone.
 */
export async function listSessions(
  ctx: Ctx,
  query: v.InferOutput<typeof sessionQuery>,
): Promise<{ items: Session[]; next_cursor: string | null }> {
  may(ctx, 'read')
  if (query.cursor && !uuid.test(query.cursor))
    throw new Problem('malformed', undefined, { fields: { cursor: 'The cursor of the page before.' } })
  if (
    ctx.surface === 'pod' &&
    (!ctx.pod_ticket_id || (query.ticket_id && query.ticket_id !== ctx.pod_ticket_id))
  )
    return { items: [], next_cursor: null }
  const filter = {
    status: query.status,
    ticket_id: ctx.surface === 'pod' ? (ctx.pod_ticket_id ?? undefined) : query.ticket_id,
    handler_id: query.mine === 'true' ? ctx.user.id : undefined,
    from: query.from,
    to: query.to,
    ...(query.ids ? { ids: query.ids } : {}),
    after: query.cursor,
    open_to: ctx,
    limit: query.limit + 1,
  }
  const words = wordsOf(query.q ?? '', mostSoughtWords)
  const { rows, looked_to } = await tx(ctx, async (sql) => {
    if (words.length === 0) return { rows: await sessionViews(sql, filter), looked_to: null }
    const { ids, looked_to } = await findByWords(sql, filter, words)
    return { rows: ids.length > 0 ? await sessionViews(sql, { ids, limit: ids.length }) : [], looked_to }
  })
  const items = rows.slice(0, query.limit).map(sessionView)
  return { items, next_cursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : looked_to }
}

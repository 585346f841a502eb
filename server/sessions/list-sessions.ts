import type * as v from 'valibot'
import type { sessionPage, sessionQuery } from '../../shared/contracts/session-lists.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { type ListedRow, listedViews } from './list-queries.ts'
import { findByMostWords } from './search/most-words-queries.ts'
import { saidHits } from './search/said-hits.ts'
import { saidTexts } from './search/said-queries.ts'
import { type Found, placeIn, searchCases } from './search/search-cases.ts'
import { mostSoughtWords, wordsOf } from './search/words.ts'
import { sessionView } from './session-detail.ts'
import type { SessionFilter } from './view-queries.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

type Query = v.InferOutput<typeof sessionQuery>
type Listed = v.InferOutput<typeof sessionPage>

/**
 * Newest first; the cursor is the last case of the page before. A search has its own order and cursor. A pod lists the
 * cases of its own ticket alone.
 */
export async function listSessions(ctx: Ctx, query: Query): Promise<Listed> {
  may(ctx, 'read')
  const words = wordsOf(query.q ?? '', mostSoughtWords)
  const place = query.cursor && words.length > 0 ? placeIn(query.cursor) : undefined
  if (query.cursor && !place && (words.length > 0 || !uuid.test(query.cursor)))
    throw new Problem('malformed', undefined, { fields: { cursor: 'The cursor of the page before.' } })
  if (
    ctx.surface === 'pod' &&
    (!ctx.pod_ticket_id || (query.ticket_id && query.ticket_id !== ctx.pod_ticket_id))
  )
    return { items: [], next_cursor: null, has: 'all' }
  // signs alone are words that no case has
  if (query.q?.trim() && words.length === 0) return { items: [], next_cursor: null, has: 'all' }
  return words.length > 0 ? search(ctx, query, words, place) : list(ctx, query)
}

const filterOf = (ctx: Ctx, query: Query): SessionFilter => ({
  status: query.status,
  ticket_id: ctx.surface === 'pod' ? (ctx.pod_ticket_id ?? undefined) : query.ticket_id,
  handler_id: query.mine === 'true' ? ctx.user.id : undefined,
  handed: query.by_me && {
    column: query.by_me === 'escalated' ? 'created_by' : 'claimed_by',
    user_id: ctx.user.id,
  },
  from: query.from,
  to: query.to,
  ...(query.ids ? { ids: query.ids } : {}),
  open_to: ctx,
  limit: query.limit,
})

const listedView = ({ newest, has_draft, handoff, ...row }: ListedRow) => ({
  ...sessionView(row),
  newest,
  has_draft,
  handoff,
})

async function list(ctx: Ctx, query: Query): Promise<Listed> {
  const filter = { ...filterOf(ctx, query), after: query.cursor, limit: query.limit + 1 }
  const rows = await tx(ctx, (sql) => listedViews(sql, filter, ctx.user.id))
  const items = rows.slice(0, query.limit).map((row) => ({ ...listedView(row), said: null }))
  return { items, next_cursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null, has: 'all' }
}

async function search(ctx: Ctx, query: Query, words: string[], after?: Found): Promise<Listed> {
  const { rows, texts, next, has } = await tx(ctx, async (sql) => {
    const { found, next } = await searchCases(sql, filterOf(ctx, query), words, after)
    const isNone = found.length === 0 && !next && !after
    const some = isNone ? await findByMostWords(sql, filterOf(ctx, query), words) : []
    const ids = [...found.map(({ id }) => id), ...some]
    const deep = [...found.filter(({ depth }) => depth > 0).map(({ id }) => id), ...some]
    const [views, texts] = await Promise.all([
      ids.length > 0 ? listedViews(sql, { ids, limit: ids.length }, ctx.user.id) : [],
      deep.length > 0 ? saidTexts(sql, deep) : [],
    ])
    const byId = new Map(views.map((row) => [row.id, row]))
    const has: Listed['has'] = some.length > 0 ? 'most' : 'all'
    return { rows: ids.flatMap((id) => byId.get(id) ?? []), texts, next, has }
  })
  const hits = await saidHits(texts, words)
  const items = rows.map((row) => ({ ...listedView(row), said: hits.get(row.id) ?? null }))
  return { items, next_cursor: next, has }
}
